import type { FitReport } from "../../core/fit-report.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import type { CovariateEffects } from "../covariates/covariate-effects.ts";

export type GgompertzNbdParameter = "r" | "alpha" | "b" | "s" | "beta";

/** The parameters in the order of the paper. */
export type GgompertzNbdParams = Readonly<Record<GgompertzNbdParameter, number>>;

/**
 * The Gamma-Gompertz/NBD model (Bemmaor & Glady 2012): while alive a customer buys at random at a
 * rate of her own, rates spread as Gamma(r, alpha); her lifetime is Gompertz, P(gone by τ) =
 * 1 - exp(-η(e^(bτ) - 1)), with an η of her own spread as Gamma(s, beta). Plain data: typed in by
 * hand it works like a fit.
 */
export interface GgompertzNbdModel {
  readonly kind: "ggompertz-nbd";
  readonly version: 1;
  readonly params: GgompertzNbdParams;
  /** The unit of `alpha` and of 1/`b`, and so of every recency, age and horizon. */
  readonly timeUnit: TimeUnit;
  readonly covariates?: CovariateEffects;
  readonly fit?: FitReport<GgompertzNbdParameter>;
}
