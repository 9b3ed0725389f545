import { checkFinite } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { PurchaseModel } from "../model.ts";
import type { Predictor } from "../predict/predictor-types.ts";
import type { HistoryReader } from "../predict/read-customers.ts";
import { remember } from "../predict/remember.ts";
import { type Payment, type PaymentOptions, paymentsUntil } from "./payments.ts";
import { smoothInAge } from "./smooth-in-age.ts";

/** Expected purchases, each discounted to now from the payment that it is part of. */
export function presentPurchases(
  model: PurchaseModel,
  options: Omit<PaymentOptions, "discountRate"> & { readonly discountRate?: number | undefined },
): (predictor: Predictor) => HistoryReader<number> {
  return (predictor) => {
    const discountRate = checkRate(options?.discountRate ?? 0);
    const payments = paymentsUntil({ ...options, discountRate }, model);
    const whileAlive = presentWhileAlive(predictor, payments);
    return (frequency, recency, age) =>
      predictor.alive(frequency, recency, age) * whileAlive(frequency, recency, age);
  };
}

function presentWhileAlive(
  predictor: Predictor,
  payments: readonly Payment[],
): HistoryReader<number> {
  const { ageScale, purchasesBetween } = predictor;
  const isFalling = payments.every(
    ({ factor }, i) => factor <= (payments[i - 1]?.factor ?? factor),
  );
  const sum = (frequency: number, recency: number, age: number) => {
    let total = 0;
    // Summed by parts: purchases until a payment are quicker to find than those since the one before
    // it, and while factors fall no term is negative. Where they rise digits would be lost.
    payments.forEach(({ at, factor }, i) => {
      const from = isFalling ? 0 : (payments[i - 1]?.at ?? 0);
      const later = isFalling ? (payments[i + 1]?.factor ?? 0) : 0;
      if (factor === later) return;
      total += (factor - later) * purchasesBetween(frequency, recency, age, from, at);
    });
    return total;
  };
  if (ageScale === undefined) return remember(predictor, sum);
  const byFrequency = new Map<number, (age: number) => number>();
  return (frequency, recency, age) => {
    let smooth = byFrequency.get(frequency);
    if (smooth === undefined) {
      smooth = smoothInAge((at) => sum(frequency, recency, at), ageScale);
      byFrequency.set(frequency, smooth);
    }
    return smooth(age);
  };
}

/** An effective yearly rate. */
export function checkRate(rate: number): number {
  checkFinite(rate, ["discountRate"]);
  if (rate <= -1) {
    throw new InputError("out_of_range", `expected a rate above -1, got ${rate}`, ["discountRate"]);
  }
  return rate;
}
