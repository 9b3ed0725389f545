import fc from "fast-check";
import type { Subscription } from "../../../src/retention/revenue/subscription.ts";

export const DAY = 86_400_000;
export const FIRST = Date.UTC(2026, 0, 1);

/** A stretch in whole days from {@link FIRST}. */
export interface Stretch {
  readonly customer: number;
  readonly subscription: number;
  readonly start: number;
  readonly end: number | null;
  readonly amount: number;
}

/** Stretches of five customers, up to two subscriptions side by side, those of one apart or touching. */
export const STRETCHES: fc.Arbitrary<Stretch[]> = fc
  .array(
    fc.record({
      customer: fc.nat(4),
      subscription: fc.nat(1),
      cuts: fc.uniqueArray(fc.integer({ min: -10, max: 100 }), { minLength: 1, maxLength: 6 }),
      touching: fc.boolean(),
      amounts: fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 6, maxLength: 6 }),
    }),
    { maxLength: 8 },
  )
  .map((plans) => {
    const seen = new Set<string>();
    return plans.flatMap(({ customer, subscription, cuts, touching, amounts }) => {
      const key = `${customer}/${subscription}`;
      if (seen.has(key)) return [];
      seen.add(key);
      const days = [...cuts].sort((a, b) => a - b);
      const stretches: Stretch[] = [];
      for (let i = 0; i < days.length; i += touching ? 1 : 2) {
        const end = i + 1 < days.length ? days[i + 1] : null;
        stretches.push({ customer, subscription, start: days[i], end, amount: amounts[i] });
      }
      return stretches;
    });
  });

export function toSubscriptions(stretches: readonly Stretch[]): Subscription[] {
  return stretches.map(({ customer, subscription, start, end, amount }) => ({
    customerId: `c${customer}`,
    subscriptionId: subscription,
    start: FIRST + start * DAY,
    end: end === null ? null : FIRST + end * DAY,
    amount,
  }));
}

export const CUSTOMERS = [0, 1, 2, 3, 4];

/** What a customer pays from a day on. */
export function levelAt(stretches: readonly Stretch[], customer: number, day: number): number {
  return stretches
    .filter((it) => it.customer === customer && it.start <= day && day < (it.end ?? Infinity))
    .reduce((sum, it) => sum + it.amount, 0);
}

/** Did a customer pay on any day before this one? */
export function paidBefore(stretches: readonly Stretch[], customer: number, day: number): boolean {
  for (let d = -10; d < day; d++) if (levelAt(stretches, customer, d) > 0) return true;
  return false;
}
