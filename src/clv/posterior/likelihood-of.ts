import type { LikelihoodProblem } from "../../numeric/likelihood.ts";
import { total } from "../../numeric/vector.ts";
import type { CovariateOptions } from "../covariates/options.ts";
import type { PurchaseFamily } from "../family.ts";
import { logPriorOf } from "../log-prior.ts";
import type { Prior } from "../prior.ts";
import { type PurchaseData, weightedHistoriesOf } from "../purchase-data.ts";
import { purchaseProblem } from "../purchase-problem.ts";

/** What is known of the parameters of a posterior, beside the data. */
export interface Knowledge {
  readonly priors: Readonly<Record<string, Prior>>;
  readonly covariates: CovariateOptions;
}

/** The likelihood and the priors of a family over data, as a fit has them. */
export function likelihoodOf(
  family: PurchaseFamily<string>,
  data: PurchaseData,
  knowledge: Knowledge,
): LikelihoodProblem<string> {
  if (family.timePowers.some((power) => power !== 0)) {
    return purchaseProblem(family, data, knowledge).likelihood;
  }
  // Time in whole opportunities, on which no parameter depends, must not be put on another clock.
  const histories = weightedHistoriesOf(data);
  const { label, timePowers } = family;
  return {
    label,
    logLikelihood: family.logLikelihood(histories),
    logPrior: logPriorOf(Object.keys(label(timePowers)), knowledge.priors, 0, {
      scales: timePowers.map(() => 1),
      deviations: [],
      at: (values) => values,
      pull: (slopes, gradient) => gradient.set(slopes),
    }),
    starts: family.starts((r) => r),
    onOwnScale: (values) => values,
    logScale: 0,
    customers: total(histories.weight),
    patterns: histories.weight.length,
  };
}
