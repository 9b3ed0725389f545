import { checkFinite, checkObject } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { PurchaseBase } from "../../customers/group-patterns.ts";
import type { PurchaseColumns, PurchaseHistory } from "../../customers/summary.ts";
import type { PurchaseModel } from "../model.ts";
import { isOneCustomer } from "../targets.ts";
import { definedColumn, type UndefinedValues } from "./defined-column.ts";
import { checkPredictionOptions } from "./options.ts";
import type { Predictor } from "./predictor-types.ts";
import { countReader } from "./purchase-probabilities.ts";
import { type HistoryReader, readMany, readOne, type Target } from "./read-customers.ts";

export interface NextPurchaseTimeOptions extends UndefinedValues {
  /** How sure to be that the purchase has come by then. */
  readonly probability?: number | undefined;
}

export const NEXT_PURCHASE_TIME_DEFAULTS = { probability: 0.5 } as const;

/** What is less is lost where it is subtracted from 1. */
const LEAST = 1e-12;

/** A purchase that is not due within so many ages is as good as never. */
const FARTHEST = 1_099_511_627_776;
const MOST_OPPORTUNITIES = 1e6;

/**
 * By when will the customer have bought again?
 *
 * The time ahead by which a next purchase has come with the `probability` asked for: the median by
 * default, over the chance that she has left already and will never come. A customer who is still
 * waited for beyond this time is late.
 *
 * The smallest t with P(no purchase in t) ≤ 1 - probability.
 *
 * @param model - a purchase model, fitted or typed in
 * @param customer - frequency (x), recency (t_x) and age (T) in the model's unit; or columns of
 *   these, or a customer base
 * @param options - `probability`, at least 1e-12 and below 1, default 0.5; `valid`, a mask for columns
 * @returns time from now in the model's unit, above 0, whole opportunities for BG/BB; `null` where so
 *   sure a purchase will never come; for columns and bases a `Float64Array` in the customers' order
 * @throws InputError `infinite_mean` for columns without a mask where a purchase may never come,
 *   `invalid_summary`, `unit_mismatch`, `unknown_model`, `out_of_range`
 *
 * @example
 * ```ts
 * import { type BgNbdModel, nextPurchaseTime } from "clientele/clv";
 *
 * const model: BgNbdModel = {
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
 * };
 * const regular = { frequency: 12, recency: 37, age: 38 };
 * nextPurchaseTime(model, regular)?.toFixed(2); // => "2.77"
 * nextPurchaseTime(model, regular, { probability: 0.99 }); // => null
 * ```
 *
 * @see `probabilityOfNoPurchase`, which this inverts
 */
export function nextPurchaseTime(
  model: PurchaseModel,
  customer: PurchaseHistory,
  options?: NextPurchaseTimeOptions,
): number | null;
export function nextPurchaseTime(
  model: PurchaseModel,
  customers: PurchaseColumns | PurchaseBase,
  options?: NextPurchaseTimeOptions,
): Float64Array;
export function nextPurchaseTime(
  model: PurchaseModel,
  target: Target,
  options: NextPurchaseTimeOptions = {},
): number | null | Float64Array {
  checkPredictionOptions(options);
  const { probability = NEXT_PURCHASE_TIME_DEFAULTS.probability } = checkObject(options, "options");
  if (!(checkFinite(probability, ["probability"]) >= LEAST && probability < 1)) {
    throw new InputError(
      "out_of_range",
      `expected at least ${LEAST} and less than 1, got ${probability}`,
      ["probability"],
    );
  }
  const isWhole = model?.kind === "bg-bb";
  const readerOf = (predictor: Predictor): HistoryReader<number | null> =>
    timeReader(predictor, 1 - probability, isWhole);
  if (isOneCustomer<PurchaseHistory>(target)) return readOne(model, target, readerOf);
  const { length, at } = readMany(model, target, readerOf);
  return definedColumn(length, options, at);
}

function timeReader(
  predictor: Predictor,
  remaining: number,
  isWhole: boolean,
): HistoryReader<number | null> {
  return (frequency, recency, age) => {
    const here = predictor.alive(frequency, recency, age);
    if (1 - here >= remaining) return null;
    const none = (ahead: number) =>
      countReader(predictor, ahead, 0)(frequency, recency, age)[0] - remaining;
    const expected = predictor.purchasesBetween(frequency, recency, age, 0, 1);
    let high = isWhole ? 1 : Math.min(1 / (expected > 0 ? expected : 1), Number.MAX_VALUE);
    for (let doubled = 1; ; doubled *= 2) {
      const missing = none(high);
      if (missing <= 0) break;
      // Nobody who has left by then comes later.
      const later = here * predictor.survival(frequency, recency, age, high);
      const isFar = doubled > (isWhole ? MOST_OPPORTUNITIES : FARTHEST);
      // What overflows is no number, and as good as never.
      if (missing > later + LEAST || isFar || high > Number.MAX_VALUE / 2) return null;
      high *= 2;
    }
    let low = high;
    while (none(low) <= 0) low /= 2;
    for (let step = 0; step < 60 && (isWhole ? high - low > 1 : high / low > 1 + 2e-15); step++) {
      // Halving the logarithm: as exact for days as for years.
      const middle = isWhole ? Math.floor((low + high) / 2) : Math.sqrt(low) * Math.sqrt(high);
      if (none(middle) > 0) low = middle;
      else high = middle;
    }
    return high;
  };
}
