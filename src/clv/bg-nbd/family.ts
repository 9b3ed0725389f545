import { betaGeometricFamily } from "../beta-geometric/family.ts";

export const bgNbdFamily = /* @__PURE__ */ betaGeometricFamily(0);
