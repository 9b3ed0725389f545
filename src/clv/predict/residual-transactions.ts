import { checkNonNegative } from "../../core/checks.ts";
import { DAYS_PER_UNIT } from "../../core/time-unit.ts";
import type { PurchaseBase } from "../../customers/group-patterns.ts";
import type { PurchaseColumns, PurchaseHistory } from "../../customers/summary.ts";
import type { PurchaseModel } from "../model.ts";
import { isOneCustomer } from "../targets.ts";
import { definedColumn, type UndefinedValues } from "./defined-column.ts";
import { type Horizon, horizonOf } from "./horizon.ts";
import { checkPredictionOptions } from "./options.ts";
import type { Predictor } from "./predictor-types.ts";
import { type HistoryReader, readMany, readOne, type Target } from "./read-customers.ts";
import { remember } from "./remember.ts";

export interface ResidualTransactionsOptions extends UndefinedValues {
  /** Effective a year: 0.1 makes 1.10 in a year worth 1 now. */
  readonly discountRate: number;
  /** How far ahead; without it, all the time there is. */
  readonly horizon?: Horizon | undefined;
}

/**
 * How many purchases is the customer still good for, counted at their present value?
 *
 * The discounted expected residual transactions (DERT) of the literature: what she will ever buy, or
 * buy within a `horizon`, each purchase discounted continuously from its own time. Times the margin
 * of a purchase it is her residual lifetime value. For a customer about to be won give frequency 0,
 * recency 0, age 0; her first purchase is not counted.
 *
 * DERT = P(alive) ∫₀^h e^(-δt) dE[X(t) | alive], δ = ln(1 + discountRate) a year. BG/BB discounts
 * opportunity i by e^(-δi).
 *
 * @param model - a purchase model, fitted or typed in
 * @param customer - frequency (x), recency (t_x) and age (T) in the model's unit; or columns of
 *   these, or a customer base
 * @param options - `discountRate`, effective a year, at least 0; `horizon`, a number in the model's
 *   unit or a span, endless unless given; `valid`, a mask for columns
 * @returns purchases at present value, at least 0; `null` where they have no finite value: without
 *   horizon and discount that is so for BG/NBD, MBG/NBD and the CNBD-k models with a ≤ 1, for
 *   Pareto/NBD with s ≤ 1, for BG/BB with gamma ≤ 1, and always for NBD; for columns and bases a `Float64Array` in the customers' order
 * @throws InputError `infinite_mean` for columns without a mask, `invalid_summary`,
 *   `unit_mismatch`, `unknown_model`, `out_of_range`
 *
 * @example
 * ```ts
 * import { type ParetoNbdModel, residualTransactions } from "clientele/clv";
 *
 * const model: ParetoNbdModel = {
 *   kind: "pareto-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.5532770469, alpha: 10.5776834633, s: 0.6062399891, beta: 11.6687352888 },
 * };
 * const customer = { frequency: 26, recency: 30.86, age: 31 };
 * // 15 % a year compounded continuously, as in the paper.
 * const dert = residualTransactions(model, customer, {
 *   discountRate: Math.exp((0.15 / 52) * (365.25 / 7)) - 1,
 * });
 * dert?.toFixed(4); // => "82.6971"
 * ```
 *
 * @see Fader, Hardie & Lee (2005), RFM and CLV: using iso-value curves, J. Marketing Research 42(4)
 */
export function residualTransactions(
  model: PurchaseModel,
  customer: PurchaseHistory,
  options: ResidualTransactionsOptions,
): number | null;
export function residualTransactions(
  model: PurchaseModel,
  customers: PurchaseColumns | PurchaseBase,
  options: ResidualTransactionsOptions,
): Float64Array;
export function residualTransactions(
  model: PurchaseModel,
  target: Target,
  options: ResidualTransactionsOptions,
): number | null | Float64Array {
  checkPredictionOptions(options);
  const readerOf = (predictor: Predictor): HistoryReader<number | null> => {
    const perYear = Math.log1p(checkNonNegative(options?.discountRate, ["discountRate"]));
    const delta = (perYear * DAYS_PER_UNIT[model.timeUnit]) / DAYS_PER_UNIT.year;
    const horizon = options.horizon === undefined ? Infinity : horizonOf(model, options.horizon);
    const whileAlive = remember(predictor, (frequency, recency, age) =>
      predictor.discountedPurchases(frequency, recency, age, delta, horizon),
    );
    return (frequency, recency, age) => {
      const residual = whileAlive(frequency, recency, age);
      return Number.isFinite(residual) ? predictor.alive(frequency, recency, age) * residual : null;
    };
  };
  if (isOneCustomer<PurchaseHistory>(target)) return readOne(model, target, readerOf);
  const { length, at } = readMany(model, target, readerOf);
  return definedColumn(length, options, at);
}
