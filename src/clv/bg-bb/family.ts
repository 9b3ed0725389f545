import { byDifferences } from "../../numeric/optimize/by-differences.ts";
import type { PurchaseFamily } from "../fitting/family.ts";
import { previewOf } from "../fitting/preview.ts";
import { bgBbLogLikelihood } from "./likelihood.ts";
import type { BgBbParameter } from "./model.ts";

/** All parameters are shapes: what is on another clock here is not scaled but refused. */
export const bgBbFamily: PurchaseFamily<BgBbParameter> = {
  label: ([alpha, beta, gamma, delta]) => ({ alpha, beta, gamma, delta }),
  timePowers: [0, 0, 0, 0],
  logLikelihood: bgBbLogLikelihood,
  method: byDifferences,
  preview: previewOf,
  starts: () => [
    [1, 1, 0.7, 3],
    [10, 10, 0.3, 0.2],
    // Most left at once, and the others stay.
    [3, 3, 0.01, 0.03],
    // Some always buy, others never, and they stay.
    [0.05, 0.05, 2, 50],
  ],
};
