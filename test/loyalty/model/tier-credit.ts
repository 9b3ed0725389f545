import { deepStrictEqual } from "node:assert";
import type { Program } from "../../../src/loyalty/program/program.ts";
import { DAY, type FeatureModel, type FeatureOrder, leftOf } from "../fuzz/feature-stream.ts";

/** Factors are in twentieths, thresholds in points or orders. */
export interface CreditRules {
  readonly metric: "points" | "orders";
  /** Of the rolling window; for ever where null. */
  readonly days: number | null;
  readonly pendingDays: number;
  readonly lifeDays: number | null;
  readonly silver: number;
  readonly gold: number;
  readonly factor: number;
  readonly clawback: {
    readonly from: "own_then_expiry" | "own_only" | "expiry";
    readonly negative: "allow" | "clamp";
    readonly expired: "forgive" | "charge";
  };
}

export function creditProgram(rules: CreditRules): Program {
  const { metric, days, pendingDays, lifeDays, silver, gold, factor } = rules;
  const life =
    lifeDays === null ? {} : { life: { period: `P${lifeDays}D`, roundUp: "none" } as const };
  return {
    id: "credit",
    version: 1,
    timeZone: "UTC",
    money: { currency: "EUR", scale: 2 },
    currencies: { points: { pendingFor: `P${pendingDays}D`, ...life } },
    rules: [{ id: "base", award: { type: "rate", points: 1, per: "1.00" } }],
    tiers: {
      metric,
      window: days === null ? { type: "lifetime" } : { type: "rolling", period: `P${days}D` },
      levels: [
        { id: "silver", threshold: silver },
        { id: "gold", threshold: gold, multiplier: `${factor / 20}` },
      ],
    },
    policies: { clawback: rules.clawback, windows: { returns: "P100Y", dedupe: "P100Y" } },
  };
}

interface Award {
  readonly order: FeatureOrder;
  readonly factor: number;
}

/**
 * What orders keep counts from when it is active, and as of when it was earned; whether it was spent,
 * has expired or is owed is nothing to a tier.
 */
export function creditModel(rules: CreditRules): FeatureModel {
  const awards: Award[] = [];
  const redemptions: string[] = [];
  const creditAt = (now: number) => {
    const { metric, days, pendingDays } = rules;
    const wait = metric === "points" ? pendingDays * DAY : 0;
    return awards
      .filter(({ order: { at } }) => at + wait <= now && (days === null || at > now - days * DAY))
      .map(({ order, factor }) => {
        const left = leftOf(order);
        if (metric === "orders") return left > 0 ? 1 : 0;
        return Math.floor((left * factor) / 2000);
      })
      .reduce((sum, credit) => sum + credit, 0);
  };
  return {
    bought(order, now) {
      awards.push({ order, factor: creditAt(now) >= rules.gold ? rules.factor : 20 });
    },
    returned: () => {},
    use(base, { share }, { wallets: [{ available }] }) {
      if (available < share) return null;
      redemptions.push(base.id);
      return { ...base, type: "redeem", redemption: base.id, points: share };
    },
    unuse(base) {
      const last = redemptions.pop();
      return last === undefined ? null : { ...base, type: "reverseRedemption", redemption: last };
    },
    agrees({ tier }, now) {
      const credit = creditAt(now);
      const level = credit >= rules.gold ? "gold" : credit >= rules.silver ? "silver" : null;
      deepStrictEqual({ credit: tier?.credit, level: tier?.level }, { credit, level });
    },
  };
}
