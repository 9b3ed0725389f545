import { byHessian } from "../../numeric/optimize/by-hessian.ts";
import type { PurchaseFamily } from "../fitting/family.ts";
import { type Tally, tallyHistories } from "../fitting/tally.ts";
import { betaGeometricLogLikelihood } from "./log-likelihood.ts";
import type { OpeningChances } from "./opening-chances.ts";
import type { BetaGeometricParameter } from "./params.ts";

/** What the BG/NBD and the MBG/NBD have in common. */
export function betaGeometricFamily(
  openingChances: OpeningChances,
  starts: PurchaseFamily<BetaGeometricParameter>["starts"],
): PurchaseFamily<BetaGeometricParameter> {
  const ofTally = (tally: Tally) => betaGeometricLogLikelihood(tally, openingChances);
  return {
    label: ([r, alpha, a, b]) => ({ r, alpha, a, b }),
    timePowers: [0, 1, 0, 0],
    logLikelihood: (histories) => ofTally(tallyHistories(histories)),
    ofTally,
    method: byHessian,
    starts,
    // Where customers may leave at once there are often two hills: most did, or few and the others late.
    more: openingChances,
    covariates: { transaction: { scale: 1 }, lifetime: { odds: [2, 3] } },
  };
}
