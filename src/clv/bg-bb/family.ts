import type { PurchaseFamily } from "../fitting/family.ts";
import { bgBbLogLikelihood } from "./likelihood.ts";
import type { BgBbParameter } from "./model.ts";

/** All parameters are shapes: what is on another clock here is not scaled but refused. */
export const bgBbFamily: PurchaseFamily<BgBbParameter> = {
  label: ([alpha, beta, gamma, delta]) => ({ alpha, beta, gamma, delta }),
  timePowers: [0, 0, 0, 0],
  logLikelihood: bgBbLogLikelihood,
  starts: () => [
    [1, 1, 0.7, 3],
    [0.3, 1, 0.5, 1],
    [3, 2, 1, 20],
  ],
};
