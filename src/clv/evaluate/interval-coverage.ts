import { readOptions } from "../../core/check-names.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import { wilsonInterval } from "../../numeric/intervals.ts";
import type { PurchaseModel } from "../model.ts";
import { horizonOf } from "../predict/horizon.ts";
import type { Predictor } from "../predict/predictor-types.ts";
import { type HistoryReader, readMany } from "../predict/read-customers.ts";
import { checkLevel } from "./check-level.ts";
import type { Holdout } from "./holdout.ts";
import { checkSplit, holdoutFrequencies } from "./holdout-frequencies.ts";

export interface IntervalCoverageOptions {
  /** Probability that the predictive intervals are to hold at least, between 0 and 1. */
  readonly level?: number | undefined;
}

export const INTERVAL_COVERAGE_DEFAULTS = { level: 0.9 } as const;

export interface IntervalCoverage {
  readonly customers: number;
  readonly horizon: number;
  readonly timeUnit: TimeUnit;
  /** What was asked for. */
  readonly level: number;
  /** What the intervals hold by the model, on average: at least `level`, as counts are whole. */
  readonly nominal: number;
  /** The share of customers whose purchases fell into theirs. */
  readonly observed: number;
  /** Wilson's interval of `observed`, at 0.95. */
  readonly lower: number;
  readonly upper: number;
  /** The shares who bought less than their interval, and more. */
  readonly below: number;
  readonly above: number;
  /** These shares by the model: with `nominal` they make 1. */
  readonly nominalBelow: number;
  readonly nominalAbove: number;
  /** Mean number of counts within an interval, both ends included. */
  readonly meanWidth: number;
}

const WILSON_LEVEL = 0.95;

/** Purchases beyond which no interval is looked for. */
const MOST_PURCHASES = 131_072;

/**
 * Do customers buy as often as the model says they may?
 *
 * Each customer gets the central interval of her purchases in the holdout; this counts how many kept
 * to theirs. Fewer than `nominal` means that the model is too sure of itself: customers of equal
 * history differ more than it thinks, or the times have changed.
 *
 * With F the model's distribution of her purchases in the holdout, over the chance that she has left,
 * and tail = (1 - level) / 2, the interval is from the smallest n with F(n) ≥ tail to the smallest
 * with F(n) ≥ 1 - tail. As counts are whole it holds more than `level`: compare `observed` with
 * `nominal`. It is of the purchases alone: parameters are taken as they are.
 *
 * @param model - a purchase model fitted to `calibration`
 * @param split - calibration and holdout, customer for customer, from `splitHoldout`
 * @param options - `level`, default 0.9
 * @returns nominal and observed shares in [0, 1], the latter with Wilson's interval at 0.95
 * @throws InputError `empty`, `length_mismatch` where the halves differ in customers,
 *   `unit_mismatch`, `invalid_summary`, `missing_covariate`; `out_of_range` for the level, or where
 *   an interval reaches beyond 131,072 purchases
 *
 * @example
 * ```ts
 * import { type BgNbdModel, intervalCoverage } from "clientele/clv";
 *
 * const model: BgNbdModel = {
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.24, alpha: 4.4, a: 0.79, b: 2.4 },
 * };
 * const coverage = intervalCoverage(model, {
 *   calibration: {
 *     timeUnit: "week",
 *     customers: [
 *       { frequency: 0, recency: 0, age: 38 },
 *       { frequency: 3, recency: 30, age: 38 },
 *     ],
 *   },
 *   holdout: { length: 39, timeUnit: "week", customers: [{ frequency: 0 }, { frequency: 30 }] },
 * });
 * coverage.observed; // => 0.5
 * coverage.above; // => 0.5
 * coverage.nominal > 0.9; // => true
 * ```
 *
 * @see Gneiting, Balabdaoui & Raftery (2007), Probabilistic forecasts, calibration and sharpness,
 *   J. Royal Statistical Society B 69(2)
 */
export function intervalCoverage(
  model: PurchaseModel,
  split: Holdout,
  options: IntervalCoverageOptions = {},
): IntervalCoverage {
  const { calibration, holdout } = checkSplit(split);
  const level = checkLevel(
    readOptions(options, ["level"]).level ?? INTERVAL_COVERAGE_DEFAULTS.level,
  );
  const { length, at } = readMany(model, calibration, (predictor) =>
    intervalReader(
      predictor,
      horizonOf(model, holdout.length, ["holdout", "length"]),
      (1 - level) / 2,
    ),
  );
  const actual = holdoutFrequencies(holdout, model.timeUnit, length);
  let under = 0;
  let over = 0;
  let width = 0;
  let below = 0;
  let above = 0;
  for (let row = 0; row < length; row++) {
    const interval = at(row);
    under += interval.under;
    over += interval.over;
    width += interval.upper - interval.lower + 1;
    if (actual[row] < interval.lower) below += 1;
    else if (actual[row] > interval.upper) above += 1;
  }
  const within = length - below - above;
  return {
    customers: length,
    horizon: holdout.length,
    timeUnit: model.timeUnit,
    level,
    nominal: 1 - (under + over) / length,
    observed: within / length,
    ...wilsonInterval(within, length, WILSON_LEVEL),
    below: below / length,
    above: above / length,
    nominalBelow: under / length,
    nominalAbove: over / length,
    meanWidth: width / length,
  };
}

/** Counts from `lower` to `upper`, and the probabilities of fewer and of more. */
interface CountInterval {
  readonly lower: number;
  readonly upper: number;
  readonly under: number;
  readonly over: number;
}

function intervalReader(
  predictor: Predictor,
  horizon: number,
  tail: number,
): HistoryReader<CountInterval> {
  const { alive, ignoresRecency } = predictor;
  const known = new Map<string, Float64Array>();
  return (frequency, recency, age) => {
    const key = `${frequency},${ignoresRecency ? 0 : recency},${age}`;
    const chances =
      known.get(key) ?? chancesUpTo(predictor, frequency, recency, age, horizon, tail);
    known.set(key, chances);
    return intervalOf(chances, alive(frequency, recency, age), tail);
  };
}

/** The distribution of a living customer's purchases, as far as 1 - tail of it. */
function chancesUpTo(
  { probabilities, purchasesBetween }: Predictor,
  frequency: number,
  recency: number,
  age: number,
  horizon: number,
  tail: number,
): Float64Array {
  const mean = purchasesBetween(frequency, recency, age, 0, horizon);
  let maximum = Math.ceil(mean + 4 * Math.sqrt(mean)) + 4;
  for (; maximum <= MOST_PURCHASES; maximum *= 2) {
    const chances = probabilities(frequency, recency, age, horizon, maximum);
    let sum = 0;
    for (let n = 0; n < chances.length; n++) {
      sum += chances[n];
      if (sum >= 1 - tail) return chances.slice(0, n + 1);
    }
  }
  throw new InputError(
    "out_of_range",
    `an interval reaches beyond ${MOST_PURCHASES} purchases: choose a lower level or a shorter holdout`,
    ["level"],
  );
}

/** The central interval of one who is alive with this probability, and else buys nothing. */
function intervalOf(chances: Float64Array, alive: number, tail: number): CountInterval {
  let sum = 1 - alive;
  let lower = 0;
  let under = 0;
  // Where the living reach 1 - tail, all do, but for rounding.
  let upper = 0;
  for (; ; upper++) {
    const before = upper === 0 ? 0 : sum;
    sum += alive * chances[upper];
    if (before < tail) {
      lower = upper;
      under = before;
    }
    if (sum >= 1 - tail || upper === chances.length - 1) break;
  }
  return { lower, upper, under, over: Math.max(0, 1 - sum) };
}
