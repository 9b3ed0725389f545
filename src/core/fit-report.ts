import type { Warning } from "./warning.ts";

/**
 * How the search ended.
 *
 * - `optimum`: gradient zero and Hessian positive definite: the maximum.
 * - `ridge`: no better point, but along some direction the likelihood is flat.
 * - `boundary`: the likelihood keeps rising towards a parameter of zero or infinity, by so little where
 *   the search stops that it counts as flat; what is left to rise is not told.
 */
export type FitVerdict = "optimum" | "ridge" | "boundary";

/** Doubts that a fit may come with. */
export type FitWarningCode =
  | "weakly_identified"
  | "at_boundary"
  | "infinite_mean"
  | "excluded_customers"
  | "collinear_covariates"
  | "too_little_data";

/** What a fit says of itself. Never holds the data. */
export interface FitReport<Parameter extends string = string> {
  /** On the data's own scale: comparable between models fitted to the same customers. */
  readonly logLikelihood: number;
  /**
   * Log-density of the priors at `params`, but for their norming constants, which no fit feels; present
   * where there were priors or a ridge.
   */
  readonly logPrior?: number;
  /** Customers that the fit used. */
  readonly customers: number;
  /** Distinct histories among them. */
  readonly patterns: number;
  readonly verdict: FitVerdict;
  readonly iterations: number;
  /** Evaluations of log-likelihood and gradient. */
  readonly evaluations: number;
  /**
   * Largest absolute slope of the log-likelihood by the logarithm of a parameter; those held at a bound,
   * which `at_boundary` names, are left out.
   */
  readonly gradientNorm: number;
  /** g'H⁻¹g: twice the log-likelihood that another Newton step would promise. */
  readonly newtonDecrement: number;
  /** Does the log-likelihood curve down in every direction? If so this is its maximum. */
  readonly positiveDefinite: boolean;
  /** Ratio of the largest to the smallest curvature by log-parameters; `null` on a ridge. */
  readonly conditionNumber: number | null;
  /** From the inverse Hessian by the delta method; `null` where the data do not tell. */
  readonly standardErrors: Readonly<Record<Parameter, number | null>>;
  /** Of the coefficients of covariates, as the model has them; present where there are some. */
  readonly covariateErrors?: {
    readonly [process: string]: { readonly [covariate: string]: number | null };
  };
  /** What `covariance` is of: the parameters in their order, then coefficients as `process.name`. */
  readonly estimates: readonly string[];
  /** Of the estimates; `null` on a ridge or at a boundary. */
  readonly covariance: readonly (readonly number[])[] | null;
  readonly warnings: readonly Warning<FitWarningCode>[];
}
