import { withDefaults } from "../../core/check-names.ts";
import { checkObject } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { checkKeys } from "../../core/expect.ts";
import type { PurchaseColumns } from "../../customers/summary.ts";
import { normalQuantile } from "../../numeric/special/normal.ts";
import { dot, total } from "../../numeric/vector.ts";
import { type PurchaseData, patternsOf } from "../fitting/purchase-data.ts";
import type { PurchaseModel } from "../model.ts";
import { expectedPurchases } from "../predict/expected-purchases.ts";
import { type Horizon, horizonOf } from "../predict/horizon.ts";
import type { Predictor } from "../predict/predictor-types.ts";
import { MOST_PURCHASES } from "../predict/purchase-probabilities.ts";
import { type HistoryReader, readMany } from "../predict/read-customers.ts";
import { remember } from "../predict/remember.ts";
import { checkUnit, readWeights } from "../targets.ts";
import { tailOf } from "./interval-options.ts";
import {
  PREDICTION_INTERVAL_OPTIONS,
  type PredictionIntervalOptions,
  predictionInterval,
} from "./prediction-interval.ts";
import type { PurchaseInterval } from "./purchase-interval.ts";

export interface TotalPurchaseIntervalOptions extends PredictionIntervalOptions {
  /** How far ahead of each one's `age`: in the model's unit, or a span such as `{ months: 12 }`. */
  readonly horizon: Horizon;
}

export const TOTAL_PURCHASE_INTERVAL_DEFAULTS = { level: 0.95, scale: "linear" } as const;

/** An interval of the purchases of many customers together, both ends included. */
export interface TotalPurchaseInterval
  extends Pick<PurchaseInterval, "lower" | "upper" | "level" | "source"> {
  /** The expected total, at the model's own parameters. */
  readonly estimate: number;
  /** Standard deviations of the total, in purchases: by either source alone. */
  readonly deviations: {
    /** What customers will happen to do. */
    readonly purchases: number;
    /** What the parameters leave open. */
    readonly parameters: number;
  };
}

/** The interval of the expected total that its standard deviation is read from, whatever is asked. */
const WIDE = 0.95;

const FIRST_MAXIMUM = 31;

/** The share of the expected purchases that counts may leave out, and a number where these are few. */
const LEFT_OUT = 1e-8;
const NOTHING = 1e-12;

/**
 * How many purchases will all these customers make together?
 *
 * The interval of the total that will be seen, not of the one expected: that is what
 * `predictionInterval` of a sum holds, and what makes it too narrow for a forecast to be judged by.
 *
 * With E the sum of the customers' expected purchases, V that of their variances (each buys on her
 * own) by `purchaseProbabilities`, and s half the width of the 95 % `predictionInterval` of E over
 * 1.96: a gamma distribution of mean E and variance v = V + s², its quantiles by Wilson and Hilferty,
 * E (1 - v / 9E² ± z √v / 3E)³ with the normal quantile z of the level, rounded outward.
 *
 * Where no one makes a large part of the purchases, the level is kept; with few purchases by more than
 * is asked, since the ends are whole. One who buys far more than the others and may have left gives the
 * total two humps: then an interval at 0.95 may hold 0.7 with two or three customers and 0.93 with
 * a hundred, and one at 0.5 a third. Of one, ask `purchaseInterval`, which is exact.
 *
 * What the model leaves out, such as seasons and campaigns, is not in it.
 *
 * @param model - a purchase model; one typed in, without a fit, has its parameters taken as known
 * @param data - the customers asked about: a base, or patterns with weights
 * @param options - `horizon`, a number in the model's unit or a span; `level`, default 0.95; and, of
 *   the parameters' part, the options of `predictionInterval`, its `scale` by default "linear"
 * @returns whole numbers `lower` and `upper` around `estimate`; the `deviations` either source has
 *   alone; `level`, `source`. All are 0 at horizon 0
 * @throws FitError `no_covariance` where the fit ended on a ridge or at a boundary and no posterior is
 *   given; InputError `invalid_summary`, `unit_mismatch`, `unknown_model`, `out_of_range`,
 *   `missing_covariate`, and as `predictionInterval` does
 *
 * @example
 * ```ts
 * import { fitBgNbd, totalPurchaseInterval } from "clientele/clv";
 *
 * const data = {
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * } as const;
 * const { lower, estimate, upper } = totalPurchaseInterval(fitBgNbd(data), data, { horizon: 26 });
 * [lower, Math.round(estimate), upper]; // => [175, 220, 270]
 * ```
 *
 * @see Wilson & Hilferty (1931), The distribution of chi-square, Proc. National Academy of Sciences
 *   17(12)
 */
export function totalPurchaseInterval(
  model: PurchaseModel,
  data: PurchaseData,
  options: TotalPurchaseIntervalOptions,
): TotalPurchaseInterval {
  const { fit } = checkObject(model, "a model");
  const isKnown = !(fit || checkObject(options, "options").posterior || options.method);
  // What is read of the others would silently not hold.
  checkKeys(options, ["horizon", ...(isKnown ? ["level"] : PREDICTION_INTERVAL_OPTIONS)]);
  const given = withDefaults(options, TOTAL_PURCHASE_INTERVAL_DEFAULTS);
  const { horizon, level, ...uncertainty } = given;
  const reach = reachOf(level);
  const patterns = patternsOf(data);
  checkUnit(patterns.timeUnit, model.timeUnit, ["timeUnit"]);
  const means = expectedPurchases(model, patterns, { horizon });
  const weight = readWeights(patterns.weight, means.length);
  const estimate = dot(weight, means);
  const luck = Math.sqrt(dot(weight, variancesOf(model, patterns, means, horizon)));

  const expected = isKnown
    ? { lower: 0, upper: 0 }
    : predictionInterval(
        model,
        (other) => dot(weight, expectedPurchases(other, patterns, { horizon })),
        { ...uncertainty, level: WIDE },
      );
  const doubt = (expected.upper - expected.lower) / 2 / reachOf(WIDE);

  const quantileAt = (z: number) => {
    const spread = Math.hypot(luck, doubt) / 3 / estimate;
    return estimate * Math.max(0, 1 - spread * spread + z * spread) ** 3;
  };
  return {
    estimate,
    lower: estimate > 0 ? Math.floor(quantileAt(-reach)) : 0,
    upper: estimate > 0 ? Math.ceil(quantileAt(reach)) : 0,
    deviations: { purchases: luck, parameters: doubt },
    level,
    source: isKnown ? "purchases" : "purchases and parameters",
  };
}

/** Standard deviations from a normal law's mean to either end of its central interval. */
function reachOf(level: number): number {
  return -normalQuantile(tailOf(level));
}

/** The variance of each one's purchases, whether or not she is alive. */
function variancesOf(
  model: PurchaseModel,
  customers: PurchaseColumns,
  means: Float64Array,
  horizon: Horizon,
): Float64Array {
  const ahead = horizonOf(model, horizon);
  const { at } = readMany(model, customers, (predictor) => {
    const squareWhileAlive = remember(predictor, squareReader(predictor, ahead));
    return (frequency, recency, age) =>
      predictor.alive(frequency, recency, age) * squareWhileAlive(frequency, recency, age);
  });
  return means.map((mean, row) => Math.max(0, at(row) - mean * mean));
}

/** The mean square of a living customer's purchases. */
function squareReader(
  { probabilities, purchasesBetween }: Predictor,
  ahead: number,
): HistoryReader<number> {
  return (frequency, recency, age) => {
    const mean = purchasesBetween(frequency, recency, age, 0, ahead);
    for (let maximum = FIRST_MAXIMUM; maximum <= MOST_PURCHASES; maximum *= 2) {
      const chances = probabilities(frequency, recency, age, ahead, maximum);
      const products = chances.map((chance, n) => n * chance);
      if (mean - total(products) <= LEFT_OUT * mean + NOTHING) {
        return total(products.map((product, n) => n * product));
      }
    }
    const message = `a customer may make more than ${MOST_PURCHASES} purchases: choose a shorter horizon`;
    throw new InputError("out_of_range", message, ["horizon"]);
  };
}
