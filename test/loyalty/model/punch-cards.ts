import { strictEqual } from "node:assert";
import type { Program } from "../../../src/loyalty/program/program.ts";
import { type FeatureModel, leftOf } from "../fuzz/feature-stream.ts";

export interface CardRules {
  readonly punches: number;
  /** Of a reward; a voucher where null. */
  readonly points: number | null;
}

/** An order of less is no visit. */
const LEAST = 500;

export function cardProgram({ punches, points }: CardRules): Program {
  const reward = points === null ? { reward: "cake" } : { points };
  const award = { type: "punch_card", punches, ...reward } as const;
  return {
    id: "cards",
    version: 1,
    timeZone: "UTC",
    money: { currency: "EUR", scale: 2 },
    currencies: { points: {} },
    rules: [{ id: "card", award, when: { field: "order.amount", gte: "5.00" } }],
    policies: { windows: { returns: "P100Y", dedupe: "P100Y" } },
  };
}

/**
 * A reward for every so many visits that stand. Where more were given than visits pay for, the last of
 * those that nothing was used of are taken back; the others are owed, and the next visits pay for them.
 */
export function cardModel({ punches, points }: CardRules): FeatureModel {
  const whole = points ?? 1;
  const visits = new Set<string>();
  let rewards: { left: number }[] = [];
  const redemptions: { readonly id: string; readonly takes: readonly (() => void)[] }[] = [];
  const earned = () => Math.floor(visits.size / punches);
  const available = () => rewards.reduce((sum, { left }) => sum + left, 0);
  return {
    bought(order) {
      if (leftOf(order) < LEAST) return;
      visits.add(order.id);
      if (earned() > rewards.length) rewards.push({ left: whole });
    },
    returned(order) {
      if (leftOf(order) < LEAST) visits.delete(order.id);
      while (earned() < rewards.length) {
        const unused = rewards.findLast(({ left }) => left === whole);
        if (unused === undefined) break;
        rewards = rewards.filter((reward) => reward !== unused);
      }
    },
    use(base, { share }, { vouchers }) {
      const wanted = points === null ? 1 : 1 + (share % 8);
      if (available() < wanted) return null;
      let missing = wanted;
      const takes = rewards.map((reward) => {
        const taken = Math.min(reward.left, missing);
        reward.left -= taken;
        missing -= taken;
        return () => {
          reward.left += taken;
        };
      });
      if (points === null) return { ...base, type: "useVoucher", voucher: vouchers[0].id };
      redemptions.push({ id: base.id, takes });
      return { ...base, type: "redeem", redemption: base.id, points: wanted };
    },
    unuse(base) {
      const last = redemptions.pop();
      if (last === undefined) return null;
      for (const giveBack of last.takes) giveBack();
      return { ...base, type: "reverseRedemption", redemption: last.id };
    },
    agrees({ wallets: [wallet], vouchers }) {
      strictEqual(points === null ? vouchers.length : wallet.available, available());
      strictEqual(wallet.debt, 0);
    },
  };
}
