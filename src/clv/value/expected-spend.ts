import type { SpendColumns, SpendHistory } from "../../customers/summary.ts";
import type { SpendModel } from "../model.ts";
import { definedColumn, type UndefinedValues } from "../predict/defined-column.ts";
import { checkPredictionOptions } from "../predict/options.ts";
import { isOneCustomer, type SpendBase } from "../targets.ts";
import { readSpend, readSpends } from "./spend-predictor.ts";

/**
 * What will the customer's purchases be worth on average?
 *
 * The expected mean value of a future purchase, between what this customer has spent and what all
 * spend: the fewer purchases seen, the nearer to all. For a customer without repeat purchases it
 * is the population's mean.
 *
 * For columns `options.valid` takes a mask, to be written: 1 where the mean is finite, else 0.
 *
 * Gamma-Gamma: E = p (v + x m) / (p x + q - 1)
 *
 * @param model - a spend model, fitted or typed in
 * @param customer - frequency (x) and monetaryValue (m, money a purchase; ignored where x is 0);
 *   or columns of these, or a customer base
 * @returns money a purchase, above 0; `null` where the mean is infinite (p x + q ≤ 1); for columns
 *   and bases a `Float64Array` in the customers' order
 * @throws InputError `infinite_mean` for columns without a mask; `invalid_summary`,
 *   `negative_value`, `unknown_model`
 *
 * @example
 * ```ts
 * import { expectedSpend, type GammaGammaModel } from "clientele/clv";
 *
 * const model: GammaGammaModel = {
 *   kind: "gamma-gamma",
 *   version: 1,
 *   params: { p: 6.25, q: 3.74, v: 15.44 },
 * };
 * expectedSpend(model, { frequency: 0, monetaryValue: 0 })?.toFixed(2); // => "35.22"
 * expectedSpend(model, { frequency: 2, monetaryValue: 22.35 })?.toFixed(2); // => "24.66"
 * ```
 *
 * @see Fader & Hardie (2013), The Gamma-Gamma model of monetary value, eq. 3
 */
export function expectedSpend(model: SpendModel, customer: SpendHistory): number | null;
export function expectedSpend(
  model: SpendModel,
  customers: SpendColumns | SpendBase,
  options?: UndefinedValues,
): Float64Array;
export function expectedSpend(
  model: SpendModel,
  target: SpendHistory | SpendColumns | SpendBase,
  options: UndefinedValues = {},
): number | null | Float64Array {
  checkPredictionOptions(options);
  if (isOneCustomer<SpendHistory>(target)) return readSpend(model, target);
  const { length, at } = readSpends(model, target);
  return definedColumn(length, options, at);
}
