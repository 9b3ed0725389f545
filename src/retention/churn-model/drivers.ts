import { checkNames } from "../../core/check-names.ts";
import { checkFinite } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { criticalValue } from "../../numeric/intervals.ts";
import { normalCdf } from "../../numeric/special/normal.ts";
import { momentsOf } from "./design.ts";
import { type DriverFigures, driverSentence } from "./driver-sentence.ts";
import { marginalEffect } from "./marginal-effect.ts";
import type { ChurnEffect, ChurnModel, ChurnSubject, ChurnSubjectColumns } from "./model.ts";
import { openModel, uncertaintyOf } from "./open-model.ts";
import { readFeatures } from "./read-features.ts";
import { linearPredictors } from "./score.ts";

export interface ChurnDriversOptions {
  /** Between 0 and 1; that of the fit unless given. */
  readonly level?: number | undefined;
}

/** What a feature does to the risk of leaving. Plain data, a row of a table or a bar of a chart. */
export interface ChurnDriver extends DriverFigures {
  readonly coefficient: number;
  readonly standardError: number | null;
  readonly pValue: number | null;
  readonly mean: number;
  readonly standardDeviation: number;
  /** Of one standard deviation more: to compare features of different units. */
  readonly oddsRatioPerDeviation: ChurnEffect;
  /** In plain English. */
  readonly sentence: string;
}

/**
 * What moves the risk of leaving, and by how much?
 *
 * To report a model: one line for each feature, the strongest first. These are associations: that customers
 * who write tickets leave does not mean that forbidding tickets keeps them.
 *
 * - odds ratio exp(b) of one more, exp(b s) of one standard deviation s more, which compares features
 * - average marginal effect, in probability: the mean over `customers` of b p (1 - p), for features of 0 and
 *   1 that of p(x = 1) - p(x = 0): what one more means in points of risk. Errors by the delta method
 *
 * @param model - of `fitChurnModel`, or typed in by hand
 * @param customers - those over whom is averaged, rows or columns as for `scoreChurn`
 * @param options - `level` (that of the fit)
 * @returns a driver for each feature, by the size of the effect of a standard deviation; `direction` is
 *   `raises` or `lowers` where the interval leaves no doubt of the sign, else `unclear`
 *
 * Edge cases: a model without a fit has no intervals, and its directions are those of its signs. Where all
 * customers are alike in a feature its standard deviation is 0, and so the odds ratio of one is 1.
 *
 * @throws InputError as `scoreChurn` does; `empty` without customers; `invalid_option`
 *
 * @example
 * ```ts
 * import { type ChurnModel, churnDrivers } from "clientele/retention";
 *
 * const model: ChurnModel = {
 *   kind: "churn-logistic",
 *   version: 1,
 *   params: { intercept: -2, coefficients: { yearly: -1, tickets: 0.5 }, means: { yearly: 0.5, tickets: 2 } },
 * };
 * const [first, second] = churnDrivers(model, { features: { tickets: [0, 1, 4, 3], yearly: [1, 1, 0, 0] } });
 * first.sentence; // => "One more of tickets multiplies the odds of leaving by 1.6: on average 7.5 points more."
 * second.sentence; // => "With yearly the odds of leaving are 0.37 times those without: on average 15 points less."
 * ```
 *
 * @see Hosmer & Lemeshow (2000), Applied Logistic Regression, chapter 3; Bartus (2005), Estimation of
 * marginal effects, Stata Journal 5
 */
export function churnDrivers(
  model: ChurnModel,
  customers: readonly ChurnSubject[] | ChurnSubjectColumns,
  options: ChurnDriversOptions = {},
): ChurnDriver[] {
  const open = openModel(model);
  checkNames(options, ["level"]);
  const uncertainty = uncertaintyOf(model, open, options.level);
  const z = uncertainty?.z ?? criticalValue(options.level ?? 0.95);
  const features = readFeatures(customers, open.names);
  const { length, columns } = features;
  if (length === 0) throw new InputError("empty", "expected at least one customer");
  const eta = linearPredictors(open, features);
  const size = open.names.length + 1;
  const drivers = open.names.map((feature, j): ChurnDriver => {
    const coefficient = open.slopes[j];
    const { mean, scale } = momentsOf(columns[j], undefined, length);
    for (const moment of [mean, scale]) checkFinite(moment, ["features", feature]);
    const error = uncertainty && Math.sqrt(uncertainty.covariance[(j + 1) * size + j + 1]);
    const oddsOf = (units: number): ChurnEffect => ({
      value: cap(Math.exp(units * coefficient)),
      lower: error === undefined ? null : Math.exp(units * (coefficient - z * error)),
      upper: error === undefined ? null : cap(Math.exp(units * (coefficient + z * error))),
    });
    const effect = marginalEffect(open, columns, eta, j, uncertainty?.covariance);
    const margin = effect.standardError === undefined ? undefined : z * effect.standardError;
    const isSure = error === undefined || Math.abs(coefficient) > z * error;
    const figures: DriverFigures = {
      feature,
      isYesOrNo: effect.isYesOrNo,
      direction: !isSure || coefficient === 0 ? "unclear" : coefficient > 0 ? "raises" : "lowers",
      oddsRatio: oddsOf(1),
      averageMarginalEffect: {
        value: effect.value,
        lower: margin === undefined ? null : effect.value - margin,
        upper: margin === undefined ? null : effect.value + margin,
      },
    };
    return {
      ...figures,
      coefficient,
      standardError: error ?? null,
      pValue:
        error === undefined || error === 0 ? null : 2 * normalCdf(-Math.abs(coefficient / error)),
      mean,
      standardDeviation: scale,
      oddsRatioPerDeviation: oddsOf(scale),
      sentence: driverSentence(figures, uncertainty?.level),
    };
  });
  const sizeOf = (driver: ChurnDriver) => Math.abs(driver.coefficient * driver.standardDeviation);
  return drivers.sort((one, other) => sizeOf(other) - sizeOf(one));
}

function cap(value: number): number {
  return Math.min(Number.MAX_VALUE, value);
}
