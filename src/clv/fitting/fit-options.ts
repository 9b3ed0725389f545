import type { Priors } from "../../numeric/prior.ts";
import type { CovariateOptions } from "../covariates/options.ts";

export interface FitOptions<Parameter extends string> {
  /** What is known of parameters beforehand: the fit is then the mode of the posterior density. */
  readonly priors?: Priors<Parameter>;
}

/** Of models whose parameters covariates can move. */
export interface CovariateFitOptions<Parameter extends string> extends FitOptions<Parameter> {
  /** Which of the customers' covariates move which process. */
  readonly covariates?: CovariateOptions;
}
