import { byDifferences } from "../../numeric/optimize/by-differences.ts";
import type { PurchaseFamily } from "../fitting/family.ts";
import { previewOf } from "../fitting/preview.ts";
import { tallyHistories } from "../fitting/tally.ts";
import { nbdLogLikelihood } from "./likelihood.ts";
import type { NbdParameter } from "./model.ts";

export const nbdFamily: PurchaseFamily<NbdParameter> = {
  label: ([r, alpha]) => ({ r, alpha }),
  timePowers: [0, 1],
  logLikelihood: (histories) => nbdLogLikelihood(tallyHistories(histories)),
  ofTally: nbdLogLikelihood,
  method: byDifferences,
  preview: previewOf,
  starts: (alphaFor) => [
    [0.5, alphaFor(0.5)],
    [10, alphaFor(10)],
    [0.05, alphaFor(0.05)],
  ],
};
