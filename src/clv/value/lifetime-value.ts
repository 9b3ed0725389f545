import { check, checkFinite, checkNonNegative } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeInput } from "../../core/time-input.ts";
import type { PurchaseBase } from "../../customers/group-patterns.ts";
import type {
  PurchaseColumns,
  PurchaseHistory,
  SpendColumns,
  SpendHistory,
} from "../../customers/summary.ts";
import type { ValueModels } from "../model.ts";
import { definedColumn, type UndefinedValues } from "../predict/defined-column.ts";
import { checkReach, type Horizon } from "../predict/horizon.ts";
import { checkPredictionOptions } from "../predict/options.ts";
import { readMany, readOne } from "../predict/read-customers.ts";
import { isOneCustomer, type SpendBase } from "../targets.ts";
import { presentPurchases } from "./present-purchases.ts";
import { readSpend, readSpends } from "./spend-predictor.ts";

export interface LifetimeValueOptions extends UndefinedValues {
  /** How far ahead: in the purchase model's unit, or a span such as `{ months: 12 }`. */
  readonly horizon: Horizon;
  /** Effective a year: 0.1 makes 1.10 in a year worth 1 now. */
  readonly discountRate?: number | undefined;
  /** The share of revenue that is kept: 1 counts revenue, 0.3 a margin of 30 %. */
  readonly margin?: number | undefined;
  /** The day on which the time ahead begins: makes months those of the calendar. */
  readonly from?: TimeInput | undefined;
  /** The zone of `from`; UTC unless given. */
  readonly timeZone?: string | undefined;
  /** What it cost, or will cost, to win the customer: subtracted once, now. */
  readonly acquisitionCost?: number | undefined;
}

export const LIFETIME_VALUE_DEFAULTS = {
  discountRate: 0,
  margin: 1,
  timeZone: "UTC",
  acquisitionCost: 0,
} as const;

/** One customer's whole history. */
export type ValueHistory = PurchaseHistory & SpendHistory;

/**
 * What is the customer still worth?
 *
 * The expected present value of what she will buy within the `horizon`: expected purchases times
 * expected spend times margin, month by month, each month's at its end; less `acquisitionCost`. What
 * she has brought so far is not in it.
 *
 * value = spend · margin · Σ_k (E[X(t_k)] - E[X(t_(k-1))]) / (1 + discountRate)^(k/12) - cost
 *
 * A month k ends 30.4375 k days ahead, or on the calendar where `from` says when the time ahead
 * begins; a horizon within a month is paid, and discounted, at its own end.
 *
 * Of a BG/BB, opportunity k of a model in months or years comes k months or years ahead, whatever their
 * days; of one in days or weeks by days elapsed. It is paid at the end of the month that it lies in.
 *
 * @param models - a purchase model and a spend model
 * @param customer - frequency, recency, age (in the purchase model's unit) and monetaryValue; or
 *   columns of these, or a customer base
 * @param options - `horizon`, for BG/BB a whole number of opportunities; `discountRate`, effective a
 *   year, above -1, default 0; `margin`, at most 1, default 1; `from` and `timeZone` for calendar
 *   months; `acquisitionCost`, money, at least 0, default 0; `valid`, a mask for columns
 * @returns money, at least 0 where margin is and nothing is subtracted; `null` where the expected spend is
 *   infinite; for columns and bases a `Float64Array` in the customers' order
 * @throws InputError `infinite_mean` for columns without a mask; `invalid_summary`,
 *   `unit_mismatch`, `unknown_model`, `out_of_range`, `negative_value`, `invalid_option`,
 *   `invalid_time`
 *
 * @example
 * ```ts
 * import { type BgNbdModel, type GammaGammaModel, lifetimeValue } from "clientele/clv";
 *
 * const purchases: BgNbdModel = {
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.2425945224, alpha: 4.413602019, a: 0.7929220172, b: 2.4259067768 },
 * };
 * const spend: GammaGammaModel = {
 *   kind: "gamma-gamma",
 *   version: 1,
 *   params: { p: 6.2495722713, q: 3.7442246671, v: 15.4435209626 },
 * };
 * const customer = { frequency: 2, recency: 213 / 7, age: 272 / 7, monetaryValue: 22.345 };
 * const value = lifetimeValue({ purchases, spend }, customer, {
 *   horizon: { months: 12 },
 *   discountRate: 1.01 ** 12 - 1,
 * });
 * value?.toFixed(6); // => "36.296015"
 * ```
 *
 * @see Fader, Hardie & Lee (2005), RFM and CLV: using iso-value curves, J. Marketing Research 42(4)
 */
export function lifetimeValue(
  models: ValueModels,
  customer: ValueHistory,
  options: LifetimeValueOptions,
): number | null;
export function lifetimeValue(
  models: ValueModels,
  customers: (PurchaseColumns & SpendColumns) | (PurchaseBase & SpendBase),
  options: LifetimeValueOptions,
): Float64Array;
export function lifetimeValue(
  models: ValueModels,
  target: ValueHistory | (PurchaseColumns & SpendColumns) | (PurchaseBase & SpendBase),
  options: LifetimeValueOptions,
): number | null | Float64Array {
  const { purchases, spend } = models ?? {};
  check(!!(purchases || spend), "unknown_model", ["kind"], "{ purchases, spend }", models);
  checkPredictionOptions(options);
  const margin = checkFinite(options?.margin ?? LIFETIME_VALUE_DEFAULTS.margin, ["margin"]);
  if (margin > 1) {
    throw new InputError("out_of_range", `expected a share of at most 1, got ${margin}`, [
      "margin",
    ]);
  }
  const acquisitionCost = checkNonNegative(
    options?.acquisitionCost ?? LIFETIME_VALUE_DEFAULTS.acquisitionCost,
    ["acquisitionCost"],
  );
  const readerOf = presentPurchases(purchases, options);
  const worth = (present: number, mean: number | null) =>
    // The sum turns -0 into 0.
    mean === null ? null : checkReach(present * mean * margin - acquisitionCost + 0, "margin");
  if (isOneCustomer<ValueHistory>(target)) {
    return worth(readOne(purchases, target, readerOf), readSpend(spend, target));
  }
  const many = readMany(purchases, target, readerOf);
  const means = readSpends(spend, target);
  return definedColumn(many.length, options, (row) => worth(many.at(row), means.at(row)));
}
