import { checkObject } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { PurchaseBase } from "../../customers/group-patterns.ts";
import type { PurchaseColumns, PurchaseHistory } from "../../customers/summary.ts";
import type { PurchaseModel } from "../model.ts";
import type { Posterior } from "../posterior/posterior.ts";
import { type Horizon, horizonOf } from "../predict/horizon.ts";
import { checkPredictionOptions } from "../predict/options.ts";
import type { Predictor } from "../predict/predictor-types.ts";
import { countReader, MOST_PURCHASES } from "../predict/purchase-probabilities.ts";
import { readMany, readOne, type Target } from "../predict/read-customers.ts";
import { isOneCustomer } from "../targets.ts";
import { drawSubjects } from "./draw-subjects.ts";
import { tailOf } from "./interval-options.ts";

export interface PurchaseIntervalOptions {
  /** How far ahead of `age`: in the model's unit, or a span such as `{ months: 12 }`. */
  readonly horizon: Horizon;
  /** The chance, at least, that the number of purchases is within. */
  readonly level?: number | undefined;
  /** To mix over what the parameters may be. */
  readonly posterior?: Posterior | undefined;
  /** How many of its draws to use; all unless given. */
  readonly draws?: number | undefined;
}

export const PURCHASE_INTERVAL_DEFAULTS = { level: 0.95 } as const;

/** An interval of a number of purchases, both ends included. */
export interface PurchaseInterval {
  readonly median: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  /** The probability within, which counts can only bring to the level or above it. */
  readonly probability: number;
  readonly source: "purchases" | "purchases and parameters";
}

/** The intervals of many customers, in their order. */
export interface PurchaseIntervalColumns extends Pick<PurchaseInterval, "level" | "source"> {
  readonly median: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly probability: Float64Array;
}

/** The probabilities of 0 … maximum purchases of a customer. */
type Counter = (maximum: number) => Float64Array;

const FIRST_MAXIMUM = 31;

/**
 * How many purchases may this one customer make?
 *
 * The central interval of the number of purchases in the `horizon` after `age`: fewer than `lower` and
 * more than `upper` each have at most half of what is missing to the level. By the distribution of
 * purchases alone, as if the parameters were known; with a `posterior`, over what they may be too. For
 * an expectation ask `predictionInterval`, for many customers together `totalPurchaseInterval`.
 *
 * lower = min { n : F(n) ≥ (1 - level)/2 }, upper = min { n : F(n) ≥ (1 + level)/2 }, with F the sum of
 * `purchaseProbabilities`, or its mean over draws.
 *
 * @param model - a purchase model, fitted or typed in
 * @param customer - frequency (x), recency (t_x) and age (T) in the model's unit; or columns of
 *   these, or a customer base
 * @param options - `horizon`, a number in the model's unit or a span; `level`, default 0.95;
 *   `posterior` of the same kind and unit; `draws` of it, default all
 * @returns whole numbers `lower`, `median` and `upper`; `probability`, at least the level; `source`. For
 *   columns and bases each customer's own interval: a `Float64Array` of each, in their order
 * @throws InputError `invalid_summary`, `unknown_model`, `out_of_range` for the level and where
 *   100,000 purchases are not enough, `invalid_option` for a posterior of another model
 *
 * @example
 * ```ts
 * import { type BgNbdModel, purchaseInterval } from "clientele/clv";
 *
 * const model: BgNbdModel = {
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const customer = { frequency: 10, recency: 36, age: 38 };
 * const { lower, median, upper } = purchaseInterval(model, customer, { horizon: { weeks: 26 } });
 * [lower, median, upper]; // => [0, 4, 12]
 * ```
 *
 * @see Fader, Hardie & Lee (2005), Marketing Science 24(2), eq. 8: the distribution of purchases
 */
export function purchaseInterval(
  model: PurchaseModel,
  customer: PurchaseHistory,
  options: PurchaseIntervalOptions,
): PurchaseInterval;
export function purchaseInterval(
  model: PurchaseModel,
  customers: PurchaseColumns | PurchaseBase,
  options: PurchaseIntervalOptions,
): PurchaseIntervalColumns;
export function purchaseInterval(
  model: PurchaseModel,
  target: Target,
  options: PurchaseIntervalOptions,
): PurchaseInterval | PurchaseIntervalColumns {
  checkPredictionOptions(options);
  const {
    horizon,
    posterior,
    draws,
    level = PURCHASE_INTERVAL_DEFAULTS.level,
  } = checkObject(options, "options");
  const tail = tailOf(level);
  const models = posterior ? drawSubjects(model, { posterior, draws }) : [model];
  const source = posterior ? "purchases and parameters" : "purchases";
  const readerOf = (predictor: Predictor) => {
    const ahead = horizonOf(model, horizon);
    return (frequency: number, recency: number, age: number): Counter =>
      (maximum) =>
        countReader(predictor, ahead, maximum)(frequency, recency, age);
  };
  if (isOneCustomer<PurchaseHistory>(target)) {
    const counters = models.map((one) => readOne(one, target, readerOf));
    return { ...intervalOf(counters, tail), level, source };
  }
  const many = models.map((one) => readMany(one, target, readerOf));
  const column = () => new Float64Array(many[0].length);
  const columns = { median: column(), lower: column(), upper: column(), probability: column() };
  for (let row = 0; row < many[0].length; row++) {
    const interval = intervalOf(
      many.map(({ at }) => at(row)),
      tail,
    );
    columns.median[row] = interval.median;
    columns.lower[row] = interval.lower;
    columns.upper[row] = interval.upper;
    columns.probability[row] = interval.probability;
  }
  return { ...columns, level, source };
}

/** The central interval by the mean of these distributions, as many counts of which as it takes. */
function intervalOf(counters: readonly Counter[], tail: number) {
  for (let maximum = FIRST_MAXIMUM; ; maximum = Math.min(4 * maximum, MOST_PURCHASES)) {
    const counts = new Float64Array(maximum + 1);
    for (const count of counters) {
      const probabilities = count(maximum);
      for (let n = 0; n <= maximum; n++) counts[n] += probabilities[n] / counters.length;
    }
    const cumulative = counts.map(runningSum());
    const upper = cumulative.findIndex((sum) => sum >= 1 - tail);
    if (upper < 0 && maximum < MOST_PURCHASES) continue;
    if (upper < 0) {
      const message = `an interval reaches beyond ${MOST_PURCHASES} purchases: choose a lower level or a shorter horizon`;
      throw new InputError("out_of_range", message, ["horizon"]);
    }
    const median = cumulative.findIndex((sum) => sum >= 0.5);
    const lower = cumulative.findIndex((sum) => sum >= tail);
    const below = lower === 0 ? 0 : cumulative[lower - 1];
    return { median, lower, upper, probability: cumulative[upper] - below };
  }
}

function runningSum(): (value: number) => number {
  let sum = 0;
  return (value) => {
    sum += value;
    return Math.min(1, sum);
  };
}
