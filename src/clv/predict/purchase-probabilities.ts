import { checkInteger } from "../../core/checks.ts";
import type { PurchaseBase } from "../../customers/group-patterns.ts";
import type { PurchaseColumns, PurchaseHistory } from "../../customers/summary.ts";
import type { PurchaseModel } from "../model.ts";
import { isOneCustomer } from "../targets.ts";
import { type Horizon, horizonOf } from "./horizon.ts";
import { checkPredictionOptions } from "./options.ts";
import type { Predictor } from "./predictor-types.ts";
import { type HistoryReader, readMany, readOne, type Target } from "./read-customers.ts";

export interface PurchaseProbabilitiesOptions {
  /** How far ahead of `age`: in the model's unit, or a span such as `{ months: 12 }`. */
  readonly horizon: Horizon;
  /** The largest number of purchases asked for. */
  readonly maximum?: number | undefined;
}

export const PURCHASE_PROBABILITIES_DEFAULTS = { maximum: 10 } as const;

/** Of one customer, that probabilities are told of. */
export const MOST_PURCHASES = 100_000;

/**
 * How likely are no purchases, one, two … in the time ahead?
 *
 * The distribution of the number of purchases in the `horizon` after `age`, for a customer with a
 * history, over the chance that she has left already; for one about to be won give frequency 0,
 * recency 0 and age 0. What is missing to 1 is the chance of more than `maximum`.
 *
 * P(n) = (1 - P(alive)) [n = 0] + P(alive) P(n | alive). Given alive, a BG/NBD customer is one of
 * r+x, α+T, a, b+x; MBG/NBD of b+x+1; Pareto/NBD of r+x, α+T, s, β+T.
 *
 * @param model - a purchase model, fitted or typed in
 * @param customer - frequency (x), recency (t_x) and age (T) in the model's unit; or columns of
 *   these, or a customer base
 * @param options - `horizon`, a number in the model's unit or a span; `maximum`, a whole number up
 *   to 100,000, default 10
 * @returns the probabilities, each in [0, 1], of n = 0 … maximum; for columns and bases an array of
 *   columns: one `Float64Array`, in the customers' order, for each n
 * @throws InputError `invalid_summary`, `unit_mismatch`, `unknown_model`, `out_of_range`
 *
 * @example
 * ```ts
 * import { type BgNbdModel, purchaseProbabilities } from "clientele/clv";
 *
 * const model: BgNbdModel = {
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const newcomer = { frequency: 0, recency: 0, age: 0 };
 * const [none] = purchaseProbabilities(model, newcomer, { horizon: 39, maximum: 3 });
 * none.toFixed(7); // => "0.5737864"
 * ```
 *
 * @see Fader, Hardie & Lee (2005), Marketing Science 24(2), eq. 8, with the posterior's parameters
 */
export function purchaseProbabilities(
  model: PurchaseModel,
  customer: PurchaseHistory,
  options: PurchaseProbabilitiesOptions,
): number[];
export function purchaseProbabilities(
  model: PurchaseModel,
  customers: PurchaseColumns | PurchaseBase,
  options: PurchaseProbabilitiesOptions,
): Float64Array[];
export function purchaseProbabilities(
  model: PurchaseModel,
  target: Target,
  options: PurchaseProbabilitiesOptions,
): number[] | Float64Array[] {
  checkPredictionOptions(options);
  const maximum = checkInteger(
    options?.maximum ?? PURCHASE_PROBABILITIES_DEFAULTS.maximum,
    ["maximum"],
    0,
    MOST_PURCHASES,
  );
  const readerOf = (predictor: Predictor) =>
    countReader(predictor, horizonOf(model, options?.horizon), maximum);
  if (isOneCustomer<PurchaseHistory>(target)) return Array.from(readOne(model, target, readerOf));
  const many = readMany(model, target, readerOf);
  const columns = Array.from({ length: maximum + 1 }, () => new Float64Array(many.length));
  for (let row = 0; row < many.length; row++) {
    const probabilities = many.at(row);
    for (let n = 0; n <= maximum; n++) columns[n][row] = probabilities[n];
  }
  return columns;
}

/** The probabilities of 0 … maximum purchases, whether or not the customer is alive. */
export function countReader(
  { alive, probabilities }: Predictor,
  horizon: number,
  maximum: number,
): HistoryReader<Float64Array> {
  return (frequency, recency, age) => {
    const here = alive(frequency, recency, age);
    const counts = probabilities(frequency, recency, age, horizon, maximum);
    for (let n = 0; n <= maximum; n++) counts[n] *= here;
    counts[0] = Math.min(1, counts[0] + (1 - here));
    return counts;
  };
}
