import type { FitReport } from "../../core/fit-report.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import type { BetaGeometricParameter } from "../beta-geometric/params.ts";
import type { CovariateEffects } from "../covariates/covariate-effects.ts";

export type BgNbdParameter = BetaGeometricParameter;

/** The parameters in the order of the paper. */
export type BgNbdParams = Readonly<Record<BgNbdParameter, number>>;

/**
 * The BG/NBD model (Fader, Hardie & Lee 2005): while alive a customer buys at random at a rate of
 * her own, rates spread as Gamma(r, alpha); after each repeat purchase she leaves with a
 * probability of her own, spread as Beta(a, b). Plain data: typed in by hand it works like a fit.
 */
export interface BgNbdModel {
  readonly kind: "bg-nbd";
  readonly version: 1;
  readonly params: BgNbdParams;
  /** The unit of `alpha`, and so of every recency, age and horizon. */
  readonly timeUnit: TimeUnit;
  /** How a customer's own attributes shift alpha and a/(a+b). */
  readonly covariates?: CovariateEffects;
  readonly fit?: FitReport<BgNbdParameter>;
}
