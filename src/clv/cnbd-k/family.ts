import { byDifferences } from "../../numeric/optimize/by-differences.ts";
import type { OpeningChances } from "../beta-geometric/opening-chances.ts";
import { betaGeometricStarts, openingStarts } from "../beta-geometric/starts.ts";
import type { PurchaseFamily } from "../fitting/family.ts";
import { previewOf } from "../fitting/preview.ts";
import { type Tally, tallyHistories } from "../fitting/tally.ts";
import { cnbdKLogLikelihood } from "./log-likelihood.ts";
import type { CnbdKParameter } from "./model.ts";

/** The BG/CNBD-k of a given k, a whole number from 1. */
export function bgCnbdKFamily(k: number): PurchaseFamily<CnbdKParameter> {
  return cnbdKFamily(k, 0);
}

/** The MBG/CNBD-k of a given k, a whole number from 1. */
export function mbgCnbdKFamily(k: number): PurchaseFamily<CnbdKParameter> {
  return cnbdKFamily(k, 1);
}

function cnbdKFamily(k: number, openingChances: OpeningChances): PurchaseFamily<CnbdKParameter> {
  const ofTally = (tally: Tally) => cnbdKLogLikelihood(k, openingChances, tally);
  return {
    label: ([r, alpha, a, b]) => ({ r, alpha, a, b }),
    timePowers: [0, 1, 0, 0],
    logLikelihood: (histories) => ofTally(tallyHistories(histories)),
    ofTally,
    method: byDifferences,
    preview: previewOf,
    // Hidden events come k times as often as purchases.
    starts: (alphaFor) =>
      (openingChances === 1 ? openingStarts : betaGeometricStarts)((r) => alphaFor(r) / k),
    more: openingChances,
    covariates: { transaction: { scale: 1 }, lifetime: { odds: [2, 3] } },
  };
}
