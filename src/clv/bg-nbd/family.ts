import { betaGeometricFamily } from "../beta-geometric/family.ts";
import { betaGeometricStarts } from "../beta-geometric/starts.ts";

export const bgNbdFamily = /* @__PURE__ */ betaGeometricFamily(0, betaGeometricStarts);
