import type { Warning } from "../../core/warning.ts";
import type { Prior } from "../../numeric/prior.ts";
import type { PurchaseModel } from "../model.ts";

/** Doubts that posterior draws may come with. */
export type PosteriorWarningCode = "not_converged" | "divergent";

/** What the draws say of one parameter, and how well they say it. */
export interface ParameterSummary {
  readonly mean: number;
  readonly sd: number;
  /** The quantiles of 2.5 %, 50 % and 97.5 %. */
  readonly lower: number;
  readonly median: number;
  readonly upper: number;
  /** Near 1 where chains agree: below 1.01. `null` where draws do not vary. */
  readonly rHat: number | null;
  /** Independent draws that would tell the middle as well: 400 or more. */
  readonly bulkEss: number | null;
  /** Independent draws that would tell the outer quantiles as well: 400 or more. */
  readonly tailEss: number | null;
  /** Monte Carlo standard error of the mean. */
  readonly mcse: number | null;
}

/**
 * What the parameters of a model may be, given the data and what was known beforehand: draws from
 * their posterior distribution. Plain data, as models are.
 */
export interface Posterior<Model extends PurchaseModel = PurchaseModel> {
  readonly kind: "posterior";
  readonly version: 1;
  /** The model sampled, as it was given, without its fit. */
  readonly model: Model;
  /** The parameters in the order of the paper, then coefficients as `process.covariate`. */
  readonly parameters: readonly string[];
  /** By parameter, on the data's own scale, chain after chain. */
  readonly draws: Readonly<Record<string, readonly number[]>>;
  readonly chains: number;
  /** Of all the data, at each draw; comparable to that of a fit. */
  readonly logLikelihood: readonly number[];
  readonly priors: Readonly<Record<string, Prior>>;
  readonly diagnostics: Readonly<Record<string, ParameterSummary>>;
  /** Transitions in which the sampler lost its way: draws may miss a narrow part. */
  readonly divergences: number;
  /** The mean chance of acceptance along trajectories. */
  readonly acceptance: number;
  /** Evaluations of the log-likelihood and its gradient. */
  readonly evaluations: number;
  readonly warnings: readonly Warning<PosteriorWarningCode>[];
}
