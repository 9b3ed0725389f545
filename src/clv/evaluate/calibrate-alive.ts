import { readOptions } from "../../core/check-names.ts";
import { checkInteger } from "../../core/checks.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import { wilsonInterval } from "../../numeric/intervals.ts";
import { total } from "../../numeric/vector.ts";
import type { PurchaseModel } from "../model.ts";
import { horizonOf } from "../predict/horizon.ts";
import { readMany } from "../predict/read-customers.ts";
import { remember } from "../predict/remember.ts";
import { checkLevel } from "./check-level.ts";
import { discrimination } from "./discrimination.ts";
import type { Holdout } from "./holdout.ts";
import { checkSplit, holdoutFrequencies } from "./holdout-frequencies.ts";

export interface CalibrateAliveOptions {
  /** Bins of equal width over the probabilities from 0 to 1. */
  readonly bins?: number | undefined;
  /** Confidence level of the intervals, between 0 and 1. */
  readonly level?: number | undefined;
}

export const CALIBRATE_ALIVE_DEFAULTS = { bins: 10, level: 0.95 } as const;

/** The customers of whom a probability within [low, high) was predicted; the last bin includes 1. */
export interface CalibrationBin {
  readonly low: number;
  readonly high: number;
  readonly customers: number;
  /** The mean prediction; `null` without customers, as are those below. */
  readonly expected: number | null;
  /** The share who bought. */
  readonly actual: number | null;
  /** Wilson's interval of that share. */
  readonly lower: number | null;
  readonly upper: number | null;
}

export interface AliveCalibration {
  readonly customers: number;
  readonly horizon: number;
  readonly timeUnit: TimeUnit;
  /** Of the intervals. */
  readonly level: number;
  /** The mean prediction over all. */
  readonly expected: number;
  /** The share of all who bought. */
  readonly actual: number;
  readonly bins: readonly CalibrationBin[];
  /** Mean of (prediction - outcome)²: 0 is perfect, `actual · (1 - actual)` that of knowing the share. */
  readonly brierScore: number;
  /** Mean of -ln of the probability given to what happened. */
  readonly logLoss: number;
  /**
   * P(a buyer was given a higher probability than one who did not buy), ties half: the area under the
   * ROC curve; 0.5 is chance. `null` where all or none bought.
   */
  readonly discrimination: number | null;
}

/** No probability counts as less: a wrong certainty costs 34.5 in log loss, and not infinity. */
const LEAST_PROBABILITY = 1e-15;

/**
 * When the model says 70 %, is it so in seven of ten?
 *
 * Whether a customer is alive is never seen, so no data can judge `probabilityAlive` itself. What is
 * seen is whether she bought in the holdout. This judges the model's probability of that, which is
 * P(alive) times the chance that a living customer buys within the holdout: a customer counted as
 * alive may well buy nothing, the more so the shorter the holdout. Well calibrated here is what a good
 * P(alive) implies; the other way round it does not follow.
 *
 * prediction = 1 - P(X(T, T+h) = 0 | x, t_x, T), h the length of the holdout
 *
 * @param model - a purchase model fitted to `calibration`
 * @param split - calibration and holdout, customer for customer, from `splitHoldout`
 * @param options - `bins`, 1 to 1000, default 10; `level` of the intervals, default 0.95
 * @returns bins of equal width, empty ones too: the mean prediction against the share who bought, a
 *   chart's points about the diagonal; and over all customers Brier score, log loss and discrimination
 * @throws InputError `empty`, `length_mismatch` where the halves differ in customers,
 *   `unit_mismatch`, `invalid_summary`, `out_of_range`, `missing_covariate`
 *
 * @example
 * ```ts
 * import { type BgNbdModel, calibrateAlive } from "clientele/clv";
 *
 * const model: BgNbdModel = {
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.24, alpha: 4.4, a: 0.79, b: 2.4 },
 * };
 * const calibration = calibrateAlive(model, {
 *   calibration: {
 *     timeUnit: "week",
 *     customers: [
 *       { frequency: 0, recency: 0, age: 38 },
 *       { frequency: 9, recency: 37, age: 38 },
 *     ],
 *   },
 *   holdout: { length: 39, timeUnit: "week", customers: [{ frequency: 0 }, { frequency: 4 }] },
 * });
 * calibration.bins.length; // => 10
 * calibration.bins[1].actual; // => 0
 * calibration.bins[9].actual; // => 1
 * calibration.discrimination; // => 1
 * ```
 *
 * @see Brier (1950), Monthly Weather Review 78(1); Gneiting & Raftery (2007), Strictly proper scoring
 *   rules, JASA 102; Wilson (1927) for the intervals
 */
export function calibrateAlive(
  model: PurchaseModel,
  split: Holdout,
  options: CalibrateAliveOptions = {},
): AliveCalibration {
  const { calibration, holdout } = checkSplit(split);
  const { bins = CALIBRATE_ALIVE_DEFAULTS.bins } = readOptions(options, ["bins", "level"]);
  checkInteger(bins, ["bins"], 1, 1000);
  const level = checkLevel(options.level ?? CALIBRATE_ALIVE_DEFAULTS.level);
  const { length, at } = readMany(model, calibration, (predictor) => {
    const { alive, probabilities } = predictor;
    const ahead = horizonOf(model, holdout.length, ["holdout", "length"]);
    const buysAlive = remember(predictor, (frequency, recency, age) =>
      Math.max(0, 1 - probabilities(frequency, recency, age, ahead, 0)[0]),
    );
    return (frequency, recency, age) =>
      alive(frequency, recency, age) * buysAlive(frequency, recency, age);
  });
  const bought = holdoutFrequencies(holdout, model.timeUnit, length).map((n) => Math.sign(n));
  const predicted = bought.map((_, row) => at(row));
  return {
    customers: length,
    horizon: holdout.length,
    timeUnit: model.timeUnit,
    level,
    expected: total(predicted) / length,
    actual: total(bought) / length,
    bins: binsOf(predicted, bought, bins, level),
    brierScore: total(predicted.map((p, row) => (p - bought[row]) ** 2)) / length,
    logLoss: total(predicted.map((p, row) => surprise(bought[row] === 1 ? p : 1 - p))) / length,
    discrimination: discrimination(predicted, bought),
  };
}

function surprise(probability: number): number {
  // The sum turns -0 into 0.
  return -Math.log(Math.max(probability, LEAST_PROBABILITY)) + 0;
}

function binsOf(
  predicted: Float64Array,
  bought: Float64Array,
  count: number,
  level: number,
): CalibrationBin[] {
  const customers = new Float64Array(count);
  const expected = new Float64Array(count);
  const actual = new Float64Array(count);
  for (let row = 0; row < predicted.length; row++) {
    const bin = Math.min(Math.floor(predicted[row] * count), count - 1);
    customers[bin] += 1;
    expected[bin] += predicted[row];
    actual[bin] += bought[row];
  }
  return Array.from(customers, (n, bin) => ({
    low: bin / count,
    high: (bin + 1) / count,
    customers: n,
    ...(n === 0
      ? { expected: null, actual: null, lower: null, upper: null }
      : {
          expected: expected[bin] / n,
          actual: actual[bin] / n,
          ...wilsonInterval(actual[bin], n, level),
        }),
  }));
}
