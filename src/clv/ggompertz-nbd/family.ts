import { byDifferences } from "../../numeric/optimize/by-differences.ts";
import type { PurchaseFamily } from "../fitting/family.ts";
import { previewOf } from "../fitting/preview.ts";
import { tallyHistories } from "../fitting/tally.ts";
import { ggompertzNbdLogLikelihood } from "./likelihood.ts";
import type { GgompertzNbdParameter } from "./model.ts";

export const ggompertzNbdFamily: PurchaseFamily<GgompertzNbdParameter> = {
  label: ([r, alpha, b, s, beta]) => ({ r, alpha, b, s, beta }),
  timePowers: [0, 1, -1, 0, 0],
  logLikelihood: (histories) => ggompertzNbdLogLikelihood(tallyHistories(histories)),
  ofTally: ggompertzNbdLogLikelihood,
  method: byDifferences,
  preview: previewOf,
  starts: (alphaFor) => [
    [0.5, 0.5 * alphaFor(0.5), 0.5, 0.7, 0.25],
    [0.5, alphaFor(0.5), 5, 0.5, 20],
    [1, 0.5 * alphaFor(1), 12, 0.5, 1000],
    // Most left at once, and the others stay.
    [2, alphaFor(2) / 3, 0.01, 0.08, 1e-6],
    [20, alphaFor(20) / 3, 0.01, 0.2, 1e-7],
  ],
  covariates: { transaction: { scale: 1 }, lifetime: { scale: 4 } },
};
