import type { FitReport } from "../../core/fit-report.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import { maximizeLikelihood } from "../../numeric/likelihood.ts";
import type { CovariateEffects } from "../covariates/covariate-effects.ts";
import type { PurchaseFamily } from "./family.ts";
import type { CovariateFitOptions } from "./fit-options.ts";
import type { PurchaseData } from "./purchase-data.ts";
import { purchaseProblem } from "./purchase-problem.ts";

export interface FittedPurchases<Parameter extends string> {
  readonly params: Readonly<Record<Parameter, number>>;
  readonly timeUnit: TimeUnit;
  readonly covariates?: CovariateEffects;
  readonly fit: FitReport<Parameter>;
}

/** Fits a family to purchase data. */
export function fitPurchaseModel<Parameter extends string>(
  family: PurchaseFamily<Parameter>,
  data: PurchaseData,
  options: CovariateFitOptions<Parameter>,
  maximize = maximizeLikelihood<Parameter>,
): FittedPurchases<Parameter> {
  const problem = purchaseProblem(family, data, options);
  const { params, coefficients, fit } = maximize(problem);
  return {
    params,
    timeUnit: data.timeUnit,
    ...(problem.covariatesOf && { covariates: problem.covariatesOf(params, coefficients) }),
    fit,
  };
}
