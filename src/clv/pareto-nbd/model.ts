import type { FitReport } from "../../core/fit-report.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import type { CovariateEffects } from "../covariates/covariate-effects.ts";

export type ParetoNbdParameter = "r" | "alpha" | "s" | "beta";

/** The parameters in the order of the paper. */
export type ParetoNbdParams = Readonly<Record<ParetoNbdParameter, number>>;

/**
 * The Pareto/NBD model (Schmittlein, Morrison & Colombo 1987): while alive a customer buys at random
 * at a rate of her own, rates spread as Gamma(r, alpha); she leaves at a time of her own, unseen, at
 * a rate that is spread as Gamma(s, beta). Plain data: typed in by hand it works like a fit.
 */
export interface ParetoNbdModel {
  readonly kind: "pareto-nbd";
  readonly version: 1;
  readonly params: ParetoNbdParams;
  /** The unit of `alpha` and `beta`, and so of every recency, age and horizon. */
  readonly timeUnit: TimeUnit;
  /** How a customer's own attributes shift alpha and beta. */
  readonly covariates?: CovariateEffects;
  readonly fit?: FitReport<ParetoNbdParameter>;
}
