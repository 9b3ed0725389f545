import { deepStrictEqual } from "node:assert";
import type { EarningRule } from "../../../src/loyalty/program/earning-rule.ts";
import type { Program } from "../../../src/loyalty/program/program.ts";
import {
  DAY,
  type FeatureModel,
  type FeatureOrder,
  leftOf,
  money,
} from "../fuzz/feature-stream.ts";

/** Factors are in twentieths. */
export interface TierRules {
  readonly forOrder: "before" | "after" | "split";
  readonly stacking: "additive" | "multiplicative" | "best";
  readonly mode: "down" | "halfUp" | "halfEven" | "up";
  /** Of the rolling window; for ever where null. */
  readonly days: number | null;
  readonly silver: { readonly from: number; readonly factor: number };
  readonly gold: { readonly from: number; readonly factor: number };
  /** Of lines of shoes, or of all. */
  readonly campaign: { readonly factor: number; readonly isOfShoes: boolean } | null;
}

const ONE = 20;

export function tierProgram(rules: TierRules): Program {
  const { silver, gold, campaign, days } = rules;
  const list: EarningRule[] = [{ id: "base", award: { type: "rate", points: 1, per: "1.00" } }];
  if (campaign !== null) {
    const award = { type: "multiplier", factor: `${campaign.factor / ONE}` } as const;
    const lines = { field: "line.product", eq: "shoes" } as const;
    list.push({ id: "campaign", award, ...(campaign.isOfShoes ? { lines } : {}) });
  }
  return {
    id: "tiers",
    version: 1,
    timeZone: "UTC",
    money: { currency: "EUR", scale: 2 },
    currencies: { points: {} },
    rules: list,
    tiers: {
      metric: "spend",
      window: days === null ? { type: "lifetime" } : { type: "rolling", period: `P${days}D` },
      levels: [
        { id: "silver", threshold: money(silver.from), multiplier: `${silver.factor / ONE}` },
        { id: "gold", threshold: money(gold.from), multiplier: `${gold.factor / ONE}` },
      ],
    },
    policies: {
      tiers: { forOrder: rules.forOrder },
      stacking: { multipliers: rules.stacking },
      rounding: { mode: rules.mode },
      windows: { returns: "P100Y", dedupe: "P100Y" },
    },
  };
}

interface Award {
  readonly order: FeatureOrder;
  /** Credit before the order. */
  readonly credit: number;
  readonly given: number;
}

/** Cent by cent: each has the tier that the order's credit has come to with it, or the order's. */
export function tierModel(rules: TierRules): FeatureModel {
  const awards: Award[] = [];
  const creditAt = (now: number) =>
    awards
      .filter(({ order: { at } }) => rules.days === null || at > now - rules.days * DAY)
      .reduce((sum, { order }) => sum + leftOf(order), 0);
  const tierOf = (credit: number) => {
    if (credit >= rules.gold.from) return { level: "gold", factor: rules.gold.factor };
    if (credit >= rules.silver.from) return { level: "silver", factor: rules.silver.factor };
    return { level: null, factor: ONE };
  };
  const earns = (order: FeatureOrder, credit: number): number => {
    const left = leftOf(order);
    if (left === 0) return 0;
    const { forOrder } = rules;
    const parts = forOrder === "split" ? partsOf(credit, credit + left) : [left];
    let from = forOrder === "after" ? credit + left : credit;
    let top = 0n;
    for (const part of parts) {
      const tier = tierOf(from).factor;
      from += part;
      order.lines.forEach(({ amount, back }, line) => {
        top += BigInt(part) * BigInt(amount - back) * BigInt(together(tier, campaignOn(line)));
      });
    }
    return round(top, 100n * BigInt(ONE * ONE) * BigInt(left), rules.mode);
  };
  const partsOf = (from: number, to: number) => {
    const marks = [from, rules.silver.from, rules.gold.from, to].filter(
      (m) => m >= from && m <= to,
    );
    return marks.slice(1).map((mark, index) => mark - marks[index]);
  };
  const campaignOn = (line: number) => {
    if (rules.campaign === null || (rules.campaign.isOfShoes && line % 2 === 0)) return ONE;
    return rules.campaign.factor;
  };
  const together = (one: number, other: number) => {
    if (rules.stacking === "multiplicative") return one * other;
    return ONE * (rules.stacking === "best" ? Math.max(one, other) : one + other - ONE);
  };
  return {
    bought(order) {
      const credit = creditAt(order.at);
      awards.push({ order, credit, given: earns(order, credit) });
    },
    returned: () => {},
    agrees({ wallets: [{ issued, available }], tier }, now) {
      const credit = creditAt(now);
      const sum = (points: (award: Award) => number) =>
        awards.reduce((total, award) => total + points(award), 0);
      deepStrictEqual(
        { issued, available, credit: tier?.credit, level: tier?.level },
        {
          issued: sum(({ given }) => given),
          available: sum(({ order, credit: before, given }) =>
            Math.min(given, earns(order, before)),
          ),
          credit,
          level: tierOf(credit).level,
        },
      );
    },
  };
}

function round(top: bigint, bottom: bigint, mode: TierRules["mode"]): number {
  const floor = top / bottom;
  const twice = 2n * (top % bottom);
  const isUp = {
    down: false,
    up: twice > 0n,
    halfUp: twice >= bottom,
    halfEven: twice > bottom || (twice === bottom && floor % 2n === 1n),
  }[mode];
  return Number(isUp ? floor + 1n : floor);
}
