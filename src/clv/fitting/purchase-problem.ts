import { FitError } from "../../core/errors.ts";
import { checkFitOptions } from "../../core/fit-options.ts";
import type { LikelihoodProblem } from "../../numeric/likelihood.ts";
import { dot, largestSize, total } from "../../numeric/vector.ts";
import type { CovariateSearch } from "../covariates/search.ts";
import type { PurchaseFamily } from "./family.ts";
import { fewBuyers } from "./few-buyers.ts";
import type { CovariateFitOptions } from "./fit-options.ts";
import { type PurchaseData, readPurchases } from "./purchase-data.ts";

/** What is maximized, or drawn from, for a family and its data. */
export interface PurchaseProblem<Parameter extends string> extends LikelihoodProblem<Parameter> {
  /** Of covariates, where there are some. */
  readonly covariatesOf?: CovariateSearch["covariatesOf"];
}

/** The likelihood of a family over data, on a clock that makes every parameter of order one. */
export function purchaseProblem<Parameter extends string>(
  family: PurchaseFamily<Parameter>,
  data: PurchaseData,
  options: CovariateFitOptions<Parameter>,
): PurchaseProblem<Parameter> {
  const { label, timePowers, covariates: roles } = family;
  checkFitOptions(options, roles ? ["priors", "covariates"] : ["priors"]);
  const { priors, covariates } = options;
  const { columns, ...histories } = readPurchases(data, covariates?.read ?? (() => []));
  const { frequency, recency, age, weight } = histories;
  // Opportunities are counted: they have no other clock.
  const scale = (timePowers.some(Boolean) && largestSize(age)) || 1;
  const scales = timePowers.map((power) => scale ** power);
  const onClock = {
    ...histories,
    recency: recency.map((time) => time / scale),
    age: age.map((time) => time / scale),
  };
  const customers = total(weight);
  const repeatBuyers = dot(weight, frequency.map(Math.sign));
  const purchases = dot(weight, frequency);
  const exposure = dot(weight, onClock.age);
  if (purchases === 0) throw new FitError("no_repeat_purchases", "nobody bought twice");

  const logPrior = priors?.prepare(Object.keys(label(scales)), scales);
  const search = covariates?.prepare({ roles, columns, weight, scales, logPrior });
  const { coefficients = [], warnings = [] } = search ?? {};
  return {
    label,
    ...(search ?? {
      logPrior,
      method: family.method,
      onOwnScale: (values) => values.map((value, i) => value * scales[i]),
      preview: family.preview?.(family.logLikelihood, onClock, customers),
    }),
    logLikelihood: search ? search.logLikelihoodOf(family, onClock) : family.logLikelihood(onClock),
    starts: family.starts((r) => (r * exposure) / purchases),
    more: family.more,
    logScale: -purchases * Math.log(scale),
    customers,
    patterns: weight.length,
    warnings: [...fewBuyers(repeatBuyers, scales.length + coefficients.length), ...warnings],
  };
}
