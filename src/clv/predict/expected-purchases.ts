import type { PurchaseBase } from "../../customers/group-patterns.ts";
import type { PurchaseColumns, PurchaseHistory } from "../../customers/summary.ts";
import type { PurchaseModel } from "../model.ts";
import { checkReach, type Horizon, horizonOf } from "./horizon.ts";
import { checkPredictionOptions } from "./options.ts";
import { readTarget, type Target } from "./read-customers.ts";
import { remember } from "./remember.ts";

export interface ExpectedPurchasesOptions {
  /** How far ahead of `age`: in the model's unit, or a span such as `{ months: 12 }`. */
  readonly horizon: Horizon;
}

/**
 * How often will the customer buy in the time ahead?
 *
 * The expected number of purchases in the `horizon` after `age`, over the chance that she has left
 * already and the chance that she leaves on the way. For a customer about to be won, give
 * frequency 0, recency 0 and age 0: the first purchase itself is not counted.
 *
 * BG/NBD: E = P(alive) ∫₀ʰ (r+x)/(α+T) ₂F₁(r+x+1, a; a+b+x; -t/(α+T)) dt, which is Fader, Hardie &
 * Lee's closed form (2005, eq. 10) without its cancellation near a = 1.
 *
 * @param model - a purchase model, fitted or typed in
 * @param customer - frequency (x), recency (t_x) and age (T) in the model's unit; or columns of
 *   these, or a customer base
 * @param options - `horizon`: a number in the model's unit, or `{ days | weeks | months | years }`
 *   (a month is 30.4375 days, a year 365.25), at least 0
 * @returns purchases, at least 0 and always finite; 0 for horizon 0; for columns and bases a
 *   `Float64Array` in the customers' order
 * @throws InputError `invalid_summary`, `unit_mismatch`, `unknown_model`, `negative_value` or
 *   `invalid_option` for the horizon, `out_of_range` where numbers overflow
 *
 * @example
 * ```ts
 * import { type BgNbdModel, expectedPurchases } from "clientele/clv";
 *
 * const model: BgNbdModel = {
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.2425945, alpha: 4.413602, a: 0.79292202, b: 2.4259068 },
 * };
 * const customer = { frequency: 2, recency: 30.43, age: 38.86 };
 * expectedPurchases(model, customer, { horizon: 39 }).toFixed(3); // => "1.226"
 * ```
 *
 * @see Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2)
 */
export function expectedPurchases(
  model: PurchaseModel,
  customer: PurchaseHistory,
  options: ExpectedPurchasesOptions,
): number;
export function expectedPurchases(
  model: PurchaseModel,
  customers: PurchaseColumns | PurchaseBase,
  options: ExpectedPurchasesOptions,
): Float64Array;
export function expectedPurchases(
  model: PurchaseModel,
  target: Target,
  options: ExpectedPurchasesOptions,
): number | Float64Array {
  checkPredictionOptions(options);
  return readTarget(model, target, (predictor) => {
    const ahead = horizonOf(model, options?.horizon);
    const whileAlive = remember(predictor, (frequency, recency, age) =>
      predictor.purchasesBetween(frequency, recency, age, 0, ahead),
    );
    return (frequency, recency, age) =>
      checkReach(
        predictor.alive(frequency, recency, age) * whileAlive(frequency, recency, age),
        "horizon",
      );
  });
}
