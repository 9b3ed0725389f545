import type { ParameterPriors } from "../../customers/parameter-priors.ts";
import type { CovariateOptions } from "../covariates/options.ts";
import type { StaticCovariates } from "../covariates/static-covariates.ts";

export interface FitOptions<Parameter extends string> {
  /** What is known of parameters beforehand: the fit is then the mode of the posterior density. */
  readonly priors?: ParameterPriors<Parameter> | undefined;
}

/** Of models whose parameters covariates can move. */
export interface CovariateFitOptions<Parameter extends string> extends FitOptions<Parameter> {
  /** Which of the customers' covariates move which process. */
  readonly covariates?: StaticCovariates<CovariateOptions> | undefined;
}
