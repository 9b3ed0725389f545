import { FitError } from "../../core/errors.ts";
import { readCovariates } from "../../customers/covariates.ts";
import { sandwich } from "../../numeric/delta-method.ts";
import { inverseOf, symmetricEigen } from "../../numeric/eigen.ts";
import { hessianOf } from "../../numeric/optimize/hessian.ts";
import { FLAT } from "../../numeric/optimize/newton.ts";
import { designOf } from "../covariates/design.ts";
import { covariateLogLikelihood, rowParameters } from "../covariates/likelihood.ts";
import { movesOf } from "../covariates/moves.ts";
import { standardize } from "../covariates/standardize.ts";
import { familyOf } from "../fitting/families.ts";
import { historyLogLikelihoodOf } from "../fitting/history-log-likelihood.ts";
import { type PurchaseData, patternsOf, weightedHistoriesOf } from "../fitting/purchase-data.ts";
import type { PurchaseModel } from "../model.ts";
import { covariateOptionsOf, effectsIn } from "../posterior/covariate-options.ts";
import { checkUnit } from "../targets.ts";

/** The uncertainty of estimates that does not take the model's word for how customers vary. */
export interface RobustCovariance {
  /** The parameters in the order of the paper, then coefficients as `process.covariate`. */
  readonly estimates: readonly string[];
  /** In the order of the estimates. */
  readonly covariance: readonly (readonly number[])[];
  readonly standardErrors: Readonly<Record<string, number>>;
}

/**
 * How uncertain are a fit's parameters if the model is not quite true?
 *
 * The covariance of a fit, `fit.covariance`, takes the model at its word. This one reads from the
 * customers themselves how much the slopes of their log-likelihoods scatter, and holds as long as
 * customers are independent of each other. Where both differ much the model fits badly: look at its
 * evaluation before its intervals. Needs hundreds of repeat buyers; for fits without priors.
 *
 * V = H⁻¹ (Σ w g g') H⁻¹, with g the slopes of one customer's log-likelihood and H the Hessian of the
 * sum, both by log-parameters at the model's parameters; back to the parameters by the delta method.
 *
 * @param model - a fitted purchase model
 * @param data - the customers it was fitted to
 * @returns `covariance` and `standardErrors` of the parameters, in the model's unit, and of the
 *   coefficients of covariates
 * @throws FitError `no_covariance` where the likelihood is not at a strict maximum: on a ridge, at a
 *   boundary, or with other data than the fit's; `empty` without customers
 * @throws InputError `unit_mismatch`, `unknown_model`, `invalid_summary`
 *
 * @example
 * ```ts
 * import { fitBgNbd, robustCovariance } from "clientele/clv";
 *
 * const data = {
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * } as const;
 * const { estimates, standardErrors } = robustCovariance(fitBgNbd(data), data);
 * estimates; // => ["r", "alpha", "a", "b"]
 * standardErrors.r > 0; // => true
 * ```
 *
 * @see White (1982), Maximum likelihood estimation of misspecified models, Econometrica 50(1)
 */
export function robustCovariance(model: PurchaseModel, data: PurchaseData): RobustCovariance {
  const family = familyOf(model);
  const patterns = patternsOf(data);
  checkUnit(patterns.timeUnit, model.timeUnit, ["timeUnit"]);
  const histories = weightedHistoriesOf(patterns);
  const { frequency, recency, age, weight } = histories;
  const params = Object.keys(family.label(family.timePowers));
  const count = params.length;

  const moves = movesOf(family.covariates);
  const { names, terms, coefficients } = designOf(covariateOptionsOf(model));
  const columns = readCovariates(patterns, names, weight.length);
  const rows = rowParameters(count, moves, terms, columns);
  const values = new Map(Object.entries<number>(model.params));
  const effects = effectsIn(model);
  for (const { process, name, coefficient } of terms) {
    values.set(
      coefficients[coefficient],
      process === "spend" ? 0 : (effects[process]?.[name] ?? 0),
    );
  }
  const estimates = [...params, ...coefficients];
  const natural = Float64Array.from(estimates, (name) => values.get(name) ?? 0);
  // A step of one in a coordinate: a factor of e in a parameter, a deviation of a covariate.
  const units = natural.map((value, i) => {
    const term = terms.find(({ coefficient }) => coefficient === i - count);
    return term === undefined ? value : 1 / standardize(columns[term.covariate], weight).deviation;
  });

  const historyLogLikelihood = historyLogLikelihoodOf(family);
  const logLikelihood = covariateLogLikelihood(historyLogLikelihood, histories, rows, count);
  const valuesAt = (point: Float64Array) =>
    natural.map((value, i) =>
      i < count ? value * Math.exp(point[i]) : value + units[i] * point[i],
    );
  const hessian = hessianOf((point, gradient) => {
    const at = valuesAt(point);
    const value = logLikelihood(at, gradient);
    for (let i = 0; i < gradient.length; i++) gradient[i] *= i < count ? -at[i] : -units[i];
    return -value;
  }, new Float64Array(natural.length));
  const eigen = symmetricEigen(hessian, natural.length);
  if (!eigen.values.every((curvature) => curvature > FLAT)) {
    throw new FitError("no_covariance", "expected the model at a strict maximum over these data");
  }

  const scatter = estimates.map(() => estimates.map(() => 0));
  const slopes = new Float64Array(count);
  for (let row = 0; row < weight.length; row++) {
    const own = rows.at(natural, row);
    historyLogLikelihood(own, frequency[row], recency[row], age[row], slopes);
    const score = new Float64Array(natural.length);
    rows.pull(slopes, row, 1, score);
    for (let i = 0; i < score.length; i++) {
      for (let j = 0; j < score.length; j++) {
        scatter[i][j] += weight[row] * score[i] * units[i] * score[j] * units[j];
      }
    }
  }
  const inner = sandwich(inverseOf(eigen, FLAT), scatter);
  const covariance = inner.map((line, i) => line.map((value, j) => value * units[i] * units[j]));
  return {
    estimates,
    covariance,
    standardErrors: Object.fromEntries(
      estimates.map((name, i) => [name, Math.sqrt(covariance[i][i])]),
    ),
  };
}
