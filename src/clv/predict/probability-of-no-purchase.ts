import type { PurchaseBase } from "../../customers/group-patterns.ts";
import type { PurchaseColumns, PurchaseHistory } from "../../customers/summary.ts";
import type { PurchaseModel } from "../model.ts";
import { type Horizon, horizonOf } from "./horizon.ts";
import { checkPredictionOptions } from "./options.ts";
import { countReader } from "./purchase-probabilities.ts";
import { readTarget, type Target } from "./read-customers.ts";

export interface ProbabilityOfNoPurchaseOptions {
  /** How far ahead of `age`: in the model's unit, or a span such as `{ months: 12 }`. */
  readonly horizon: Horizon;
}

/**
 * How likely is it that the customer buys nothing in the time ahead?
 *
 * Whether because she has left or because she waits: unlike P(alive), this is a forecast that the
 * future can prove wrong. 1 minus it is the chance of at least one purchase.
 *
 * P(0) = 1 - P(alive) (1 - P(0 | alive))
 *
 * @param model - a purchase model, fitted or typed in
 * @param customer - frequency (x), recency (t_x) and age (T) in the model's unit; or columns of
 *   these, or a customer base
 * @param options - `horizon`, a number in the model's unit or a span, at least 0
 * @returns a probability in [0, 1], 1 for horizon 0; for columns and bases a `Float64Array` in the
 *   customers' order
 * @throws InputError `invalid_summary`, `unit_mismatch`, `unknown_model`, `out_of_range`
 *
 * @example
 * ```ts
 * import { type BgNbdModel, probabilityOfNoPurchase } from "clientele/clv";
 *
 * const model: BgNbdModel = {
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const customer = { frequency: 2, recency: 30.43, age: 38.86 };
 * probabilityOfNoPurchase(model, customer, { horizon: { weeks: 13 } }).toFixed(3); // => "0.677"
 * ```
 *
 * @see `purchaseProbabilities`
 */
export function probabilityOfNoPurchase(
  model: PurchaseModel,
  customer: PurchaseHistory,
  options: ProbabilityOfNoPurchaseOptions,
): number;
export function probabilityOfNoPurchase(
  model: PurchaseModel,
  customers: PurchaseColumns | PurchaseBase,
  options: ProbabilityOfNoPurchaseOptions,
): Float64Array;
export function probabilityOfNoPurchase(
  model: PurchaseModel,
  target: Target,
  options: ProbabilityOfNoPurchaseOptions,
): number | Float64Array {
  checkPredictionOptions(options);
  return readTarget(model, target, (predictor) => {
    const read = countReader(predictor, horizonOf(model, options?.horizon), 0);
    return (frequency, recency, age) => read(frequency, recency, age)[0];
  });
}
