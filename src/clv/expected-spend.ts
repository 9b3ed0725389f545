import { show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import type { SpendColumns, SpendHistory } from "../customers/summary.ts";
import { gammaGammaSpend } from "./gamma-gamma/predict.ts";
import type { SpendModel } from "./model.ts";
import {
  checkParams,
  checkSpend,
  isOneCustomer,
  type SpendBase,
  spendColumnsOf,
} from "./targets.ts";

export interface UndefinedValues {
  /**
   * For columns: a mask to be written, 1 where the value is defined, 0 where it is not (the value
   * is then 0). Without a mask an undefined value is an error.
   */
  readonly valid?: Uint8Array;
}

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
  const spendOf = spendPredictorOf(model);
  if (isOneCustomer<SpendHistory>(target)) {
    const { frequency, monetaryValue } = target;
    return spendOf(frequency, checkSpend(frequency, monetaryValue, []));
  }
  const { frequency, monetaryValue } = spendColumnsOf(target);
  return definedColumn(frequency.length, options, (row) =>
    spendOf(frequency[row], monetaryValue[row]),
  );
}

/** Expected spend of one checked customer; `null` where it is infinite. */
export type SpendPredictor = (frequency: number, monetaryValue: number) => number | null;

export function spendPredictorOf(model: SpendModel): SpendPredictor {
  const kind = model?.kind;
  switch (kind) {
    case "gamma-gamma": {
      const { params } = model;
      checkParams(params, ["p", "q", "v"]);
      return (frequency, monetaryValue) => gammaGammaSpend(params, frequency, monetaryValue);
    }
    default: {
      kind satisfies never;
      throw new InputError("unknown_model", `expected a spend model, got ${show(kind)}`, ["kind"]);
    }
  }
}

/** A column of values that may be undefined: told in the mask, or an error. */
export function definedColumn(
  length: number,
  { valid }: UndefinedValues,
  valueAt: (row: number) => number | null,
): Float64Array {
  if (valid !== undefined && valid.length !== length) {
    throw new InputError("length_mismatch", `expected ${length} places, got ${valid.length}`, [
      "valid",
    ]);
  }
  const values = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const value = valueAt(row);
    if (value === null && valid === undefined) {
      throw new InputError(
        "infinite_mean",
        "the expected spend is infinite; pass a `valid` mask to go on without such customers",
        ["customers", row],
      );
    }
    values[row] = value ?? 0;
    if (valid !== undefined) valid[row] = value === null ? 0 : 1;
  }
  return values;
}
