import { betaGeometricFamily } from "../beta-geometric/family.ts";
import { openingStarts } from "../beta-geometric/starts.ts";

export const mbgNbdFamily = /* @__PURE__ */ betaGeometricFamily(1, openingStarts);
