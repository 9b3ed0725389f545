import { describe, expect, it } from "vitest";
import { keepAward } from "../../../src/loyalty/earning/keep-award.ts";
import type { ProgramPolicies } from "../../../src/loyalty/program/policies.ts";
import { formatUnits } from "../../../src/money/scaled.ts";
import { awardOf, byRule, compiled, orderOf, pointsOf, snapshotOf } from "./support.ts";

const RATE = { id: "base", award: { type: "rate", points: 1, per: "1.00" } } as const;
const times = (id: string, factor: string) =>
  ({ id, award: { type: "multiplier", factor } }) as const;

describe("E01 rounding scope", () => {
  it.each([
    ["order", "floor", 4],
    ["order", "down", 4],
    ["line", "floor", 3],
    ["order", "halfUp", 5],
    ["line", "halfUp", 6],
    ["line", "halfEven", 6],
  ] as const)("%s, %s gives %d", (scope, mode, points) => {
    const policies = { rounding: { scope, mode } };
    expect(pointsOf(awardOf({ policies }, orderOf(["1.50", "1.50", "1.50"])))).toBe(points);
  });

  it("rounds once an order, down, where nothing is said", () => {
    expect(pointsOf(awardOf({}, orderOf(["1.50", "1.50", "1.50"])))).toBe(4);
  });
});

describe("E04 binary floating point traps", () => {
  it.each([
    ["100.00", "1.00", ["1.15"], "floor", "additive", 115],
    ["4.35", "0.01", [], "floor", "additive", 435],
    ["19.99", "0.01", [], "floor", "additive", 1999],
    ["100.00", "1.00", ["1.1", "1.1"], "ceil", "multiplicative", 121],
  ] as const)(
    "%s at 1 per %s times %j, %s, %s, gives %d",
    (amount, per, factors, mode, multipliers, points) => {
      const rules = [
        { id: "base", award: { type: "rate", points: 1, per } },
        ...factors.map((factor, index) => times(`times-${index}`, factor)),
      ] as const;
      const policies = { rounding: { mode }, stacking: { multipliers } };
      expect(pointsOf(awardOf({ rules, policies }, orderOf([amount])))).toBe(points);
    },
  );
});

describe("E05 round before or after the multiplier", () => {
  it.each([
    [undefined, 59],
    ["end", 59],
    ["per_rule", 57],
  ] as const)("%s gives %d", (when, points) => {
    const policies: ProgramPolicies = when === undefined ? {} : { rounding: { when } };
    const award = awardOf({ rules: [RATE, times("three", "3")], policies }, orderOf(["19.99"]));
    expect(pointsOf(award)).toBe(points);
  });
});

describe("E07 two multipliers", () => {
  const rules = [RATE, times("campaign", "2")];
  const tiers = {
    metric: "spend",
    window: { type: "lifetime" },
    levels: [{ id: "gold", threshold: "500.00", multiplier: "1.5" }],
  } as const;

  it.each([
    [undefined, 250],
    ["additive", 250],
    ["multiplicative", 300],
    ["best", 200],
  ] as const)("%s gives %d", (multipliers, points) => {
    const policies: ProgramPolicies =
      multipliers === undefined ? {} : { stacking: { multipliers } };
    const award = awardOf({ rules, tiers, policies }, orderOf(["100.00"]), { tier: "gold" });
    expect(pointsOf(award)).toBe(points);
  });

  it("breaks down by rule", () => {
    const award = awardOf({ rules, tiers }, orderOf(["100.00"]), { tier: "gold" });
    expect(byRule(award)).toEqual({ base: 100, campaign: 100, "tier:gold": 50 });
  });
});

describe("E09 earning basis", () => {
  const order = orderOf([{ amount: "100.00" }, { amount: "25.00", giftCard: true }], {
    discount: "10.00",
    tax: "8.00",
    shipping: "5.00",
    pointsPaid: "20.00",
  });

  it.each([
    [{}, "70.00", 70],
    [{ pointsPaid: true }, "90.00", 90],
    [{ tax: true, shipping: true }, "83.00", 83],
    [{ discounts: true }, "80.00", 80],
    [{ giftCards: true }, "95.00", 95],
  ])("with %o is %s", (basis, amount, points) => {
    const award = awardOf({ policies: { basis } }, order);
    expect([formatUnits(award.basis, 2), pointsOf(award)]).toEqual([amount, points]);
  });
});

describe("E12 order cap and part refund", () => {
  const caps = [{ id: "order", window: "order", points: 100 }] as const;

  it.each([
    [undefined, 100],
    ["recompute", 100],
    ["proportional", 60],
  ] as const)("%s keeps %d", (basis, kept) => {
    const policies: ProgramPolicies = basis === undefined ? {} : { clawback: { basis } };
    const order = orderOf(["250.00"]);
    const award = awardOf({ caps, policies }, order);
    expect(pointsOf(award)).toBe(100);
    expect(award.rules[0].cut).toEqual({ points: 150, by: "order" });
    const refunded = new Map([["line-1", 10_000]]);
    const left = keepAward(compiled({ caps, policies }), snapshotOf(award, order), refunded);
    expect(pointsOf(left)).toBe(kept);
  });
});

describe("E14 refund in pieces", () => {
  it.each(["recompute", "proportional"] as const)("%s: 4, 3, 3 and 0 are taken", (basis) => {
    const parts = { policies: { clawback: { basis } } };
    const order = orderOf(["10.00"]);
    const award = awardOf(parts, order);
    let before = pointsOf(award);
    expect(before).toBe(10);
    const taken = [333, 666, 999, 1000].map((refunded) => {
      const left = keepAward(
        compiled(parts),
        snapshotOf(award, order),
        new Map([["line-1", refunded]]),
      );
      const change = before - pointsOf(left);
      before = pointsOf(left);
      return change;
    });
    expect(taken).toEqual([4, 3, 3, 0]);
    expect(before).toBe(0);
  });
});

describe("E15 the rule changed between order and refund", () => {
  it("goes by the snapshot, whose program the caller hands in", () => {
    const order = orderOf(["50.00"]);
    const award = awardOf({}, order);
    expect(pointsOf(award)).toBe(50);
    const old = compiled();
    const all = keepAward(old, snapshotOf(award, order), new Map([["line-1", 5000]]));
    expect(pointsOf(award) - pointsOf(all)).toBe(50);
    const doubled = { ...RATE, award: { ...RATE.award, points: 2 } };
    const today = compiled({ rules: [doubled] });
    const half = new Map([["line-1", 2500]]);
    expect(pointsOf(keepAward(old, snapshotOf(award, order), half))).toBe(25);
    // Were today's rule asked, the refund would take nothing.
    expect(pointsOf(keepAward(today, snapshotOf(award, order), half))).toBe(50);
  });
});

describe("E17 the order that crosses a threshold", () => {
  const tiers = {
    metric: "spend",
    window: { type: "lifetime" },
    levels: [{ id: "gold", threshold: "500.00", multiplier: "2" }],
  } as const;

  it.each([
    [undefined, 600],
    ["before", 600],
    ["after", 1200],
    ["split", 700],
  ] as const)("%s gives %d", (forOrder, points) => {
    const policies: ProgramPolicies = forOrder === undefined ? {} : { tiers: { forOrder } };
    expect(pointsOf(awardOf({ tiers, policies }, orderOf(["600.00"])))).toBe(points);
  });

  it("splits over several tiers, and never lowers one", () => {
    const levels = [
      { id: "silver", threshold: "100.00", multiplier: "1.5" },
      { id: "gold", threshold: "300.00", multiplier: "2" },
    ];
    const parts = {
      tiers: { ...tiers, levels },
      policies: { tiers: { forOrder: "split" } },
    } as const;
    // 50 at 1, 200 at 1.5, 150 at 2.
    expect(pointsOf(awardOf(parts, orderOf(["400.00"]), { credit: 5000 }))).toBe(650);
    const kept = { tier: "gold", credit: 0 };
    expect(pointsOf(awardOf(parts, orderOf(["400.00"]), kept))).toBe(800);
  });

  it.each([
    // 500 at 1.2, 100 at 2.2; 500 at 1.2, 100 at 2.4; 500 at 1.2, 100 at 2.
    ["additive", 820],
    ["multiplicative", 840],
    ["best", 800],
  ] as const)("splits before factors meet: %s gives %d", (multipliers, points) => {
    const rules = [RATE, { id: "sale", award: { type: "multiplier", factor: "1.2" } }] as const;
    const policies = { tiers: { forOrder: "split" }, stacking: { multipliers } } as const;
    expect(pointsOf(awardOf({ rules, tiers, policies }, orderOf(["600.00"])))).toBe(points);
  });
});
