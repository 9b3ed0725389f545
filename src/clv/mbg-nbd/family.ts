import { betaGeometricFamily } from "../beta-geometric/family.ts";

export const mbgNbdFamily = /* @__PURE__ */ betaGeometricFamily(1);
