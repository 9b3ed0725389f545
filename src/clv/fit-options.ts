import type { CovariateOptions } from "./covariates/options.ts";
import type { Prior } from "./prior.ts";

/** Priors by the parameter's name. */
export type Priors<Parameter extends string> = { readonly [Name in Parameter]?: Prior };

export interface FitOptions<Parameter extends string> {
  /** What is known of parameters beforehand: the fit is then the mode of the posterior density. */
  readonly priors?: Priors<Parameter>;
}

/** Of models whose parameters covariates can move. */
export interface CovariateFitOptions<Parameter extends string> extends FitOptions<Parameter> {
  /** Which of the customers' covariates move which process. */
  readonly covariates?: CovariateOptions;
}
