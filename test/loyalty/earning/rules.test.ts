import { describe, expect, it } from "vitest";
import { awardAction } from "../../../src/loyalty/earning/award-action.ts";
import { awardOrder } from "../../../src/loyalty/earning/award-order.ts";
import { gatherFacts } from "../../../src/loyalty/earning/facts.ts";
import { keepAward } from "../../../src/loyalty/earning/keep-award.ts";
import { overdrawnCards } from "../../../src/loyalty/earning/punch-cards.ts";
import type { Counter } from "../../../src/loyalty/ledger/account.ts";
import type { PurchaseOrder } from "../../../src/loyalty/order.ts";
import type { EarningRule } from "../../../src/loyalty/program/earning-rule.ts";
import type { Program } from "../../../src/loyalty/program/program.ts";
import {
  accepted,
  awardOf,
  byRule,
  compiled,
  counted,
  NOBODY,
  NOON,
  orderOf,
  pointsOf,
  snapshotOf,
} from "./support.ts";

const TEN = orderOf(["10.00"]);
const fixed = (points: number, parts: Partial<EarningRule> = {}): EarningRule => ({
  id: "fixed",
  award: { type: "fixed", points },
  ...parts,
});

/** Orders one after the other, each with the counters that those before left. */
function inTurn(parts: Partial<Program>, orders: readonly [at: string, order: PurchaseOrder][]) {
  const program = { ...compiled(parts), ladder: null };
  let counters: readonly Counter[] = [];
  return orders.map(([at, order]) => {
    const instant = Date.parse(at);
    const account = { tier: null, enrolledAt: null, counters, wallets: [] };
    const facts = gatherFacts(program, account, instant, undefined);
    const award = accepted(awardOrder(program, order, instant, facts));
    counters = counted(counters, award.counters);
    return { award, snapshot: snapshotOf(award, order, facts, instant), counters, program };
  });
}

describe("rates", () => {
  it("by step give points for full amounts alone", () => {
    const rules: EarningRule[] = [{ id: "step", award: { type: "step", points: 5, per: "10.00" } }];
    expect(pointsOf(awardOf({ rules }, orderOf(["19.99"])))).toBe(5);
    expect(pointsOf(awardOf({ rules }, orderOf(["15.00", "5.00"])))).toBe(10);
    const policies = { rounding: { scope: "line" } } as const;
    expect(pointsOf(awardOf({ rules, policies }, orderOf(["15.00", "5.00"])))).toBe(5);
  });

  it("in the order's own currency convert nothing", () => {
    const perByCurrency = { JPY: "100" };
    const rules: EarningRule[] = [
      { id: "base", award: { type: "rate", points: 1, per: "1.00", perByCurrency } },
    ];
    expect(pointsOf(awardOf({ rules }, orderOf(["1250"], { currency: "JPY" })))).toBe(12);
  });

  it("else need an exchange rate", () => {
    const order = orderOf(["100.00"], { currency: "USD" });
    expect(() => awardOf({}, order)).toThrow(
      expect.objectContaining({ code: "missing_exchange_rate", path: ["order", "exchangeRate"] }),
    );
    expect(pointsOf(awardOf({}, { ...order, exchangeRate: "0.92" }))).toBe(92);
    expect(
      pointsOf(awardOf({}, { ...orderOf(["10000"], { currency: "JPY" }), exchangeRate: "0.0061" })),
    ).toBe(61);
  });

  it("spread an order's discount to whole yen", () => {
    const parts = {
      money: { currency: "JPY", scale: 0 },
      rules: [{ id: "base", award: { type: "rate", points: 1, per: "1" } }],
    } as const;
    const lines = { field: "line.product", eq: "a" } as const;
    const rules = [{ ...parts.rules[0], lines }];
    const order = orderOf([{ amount: "100", product: "a" }, "100", "100"], { discount: "100" });
    // 33.33 each; the odd yen goes to the first.
    expect(pointsOf(awardOf({ ...parts, rules }, order))).toBe(66);
  });

  it("spread a factor on some lines by their money, also on a step", () => {
    const rules: EarningRule[] = [
      { id: "step", award: { type: "step", points: 10, per: "10.00" } },
      {
        id: "wine",
        award: { type: "multiplier", factor: "2" },
        lines: { field: "line.product", eq: "wine" },
      },
    ];
    const order = orderOf([{ amount: "15.00", product: "wine" }, "5.00"]);
    expect(byRule(awardOf({ rules }, order))).toEqual({ step: 20, wine: 15 });
  });
});

describe("groups", () => {
  const rules = [
    fixed(5, { id: "b", group: "g", priority: 1 }),
    fixed(5, { id: "a", group: "g", priority: 1 }),
    fixed(3, { id: "c", group: "g", priority: 1 }),
    fixed(90, { id: "d", group: "g" }),
  ];
  it.each([
    [rules, { a: 5 }],
    [rules.slice(2), { c: 3 }],
    [rules.slice(3), { d: 90 }],
    // A factor's worth is what it adds to the bases that stand for sure: 20 here.
    [
      [
        fixed(19, { group: "m" }),
        { id: "base", award: { type: "rate", points: 2, per: "1.00" } },
        { id: "x", group: "m", award: { type: "multiplier", factor: "2" } },
      ],
      { base: 20, x: 20 },
    ],
    [
      [
        fixed(21, { group: "m" }),
        { id: "base", award: { type: "rate", points: 2, per: "1.00" } },
        { id: "x", group: "m", award: { type: "multiplier", factor: "2" } },
      ],
      { base: 20, fixed: 21 },
    ],
  ] as [EarningRule[], object][])("leave one rule: %#", (given, expected) => {
    expect(byRule(awardOf({ rules: given }, TEN))).toEqual(expected);
    expect(byRule(awardOf({ rules: [...given].reverse() }, TEN))).toEqual(expected);
  });
});

describe("windows", () => {
  const rules = [fixed(1, { from: "2026-06-15T12:00:00Z", until: "2026-06-16T00:00:00Z" })];
  it.each([
    ["2026-06-15T11:59:59.999Z", 0],
    ["2026-06-15T12:00:00.000Z", 1],
    ["2026-06-15T23:59:59.999Z", 1],
    ["2026-06-16T00:00:00.000Z", 0],
  ])("of a rule are half-open: %s", (at, points) => {
    expect(pointsOf(awardOf({ rules }, TEN, {}, Date.parse(at)))).toBe(points);
  });

  it.each([
    [{ field: "time.hour", gte: 0, lt: 6 }, "2026-06-14T23:30:00Z", 1],
    [{ field: "time.weekday", eq: "monday" }, "2026-06-14T23:30:00Z", 1],
    [{ field: "time.date", between: ["2026-06-15", "2026-06-15"] }, "2026-06-14T23:30:00Z", 1],
    [{ field: "time.dayOfMonth", eq: 15 }, "2026-06-14T21:30:00Z", 0],
    [{ field: "time.month", eq: 6 }, "2026-05-31T22:00:00Z", 1],
    [{ field: "time.at", gte: "2026-06-15" }, "2026-06-14T21:59:59Z", 0],
  ] as const)("of conditions are the zone's: %o at %s", (when, at, points) => {
    const parts = { timeZone: "Europe/Berlin", rules: [fixed(1, { when })] };
    expect(pointsOf(awardOf(parts, TEN, {}, Date.parse(at)))).toBe(points);
  });
});

describe("conditions", () => {
  const order = orderOf(
    [{ amount: "60.00", product: "p", categories: ["x", "y"], quantity: 2 }, "40.00"],
    {
      store: "s",
      channel: "app",
      shipping: "5.00",
      attributes: { gift: true, constructor: "own" },
    },
  );
  const facts = {
    tier: "gold",
    enrolledAt: "2026-06-01T00:00:00.000Z",
    segments: ["vip"],
    attributes: { age: 30 },
    counters: [["orders", 7, null]] as const,
  };
  it.each([
    [{ field: "order.amount", eq: "100.00" }, true],
    [{ field: "order.amount", gt: "100.00" }, false],
    [{ field: "order.total", eq: "105.00" }, true],
    [{ field: "order.store", in: ["s", "t"] }, true],
    [{ field: "order.channel", ne: "app" }, false],
    [{ field: "order.categories", containsAll: ["x", "y"] }, true],
    [{ field: "order.products", contains: "q" }, false],
    [{ field: "order.quantity", eq: 3 }, true],
    [{ field: "order.attributes.gift", eq: true }, true],
    [{ field: "order.attributes.gift", eq: "true" }, false],
    [{ field: "order.attributes.constructor", eq: "own" }, true],
    [{ field: "order.attributes.toString", exists: true }, false],
    [{ field: "order.attributes.none", ne: 1 }, false],
    [{ field: "member.attributes.age", between: [18, 30] }, true],
    [{ field: "member.attributes.__proto__", exists: true }, false],
    [{ field: "member.tier", eq: "gold" }, true],
    [{ field: "member.segments", contains: "vip" }, true],
    [{ field: "member.orders", eq: 7 }, true],
    [{ field: "member.enrolledDays", eq: 14 }, true],
    [{ field: "action.attributes.stars", exists: true }, false],
  ] as [EarningRule["when"], boolean][])("%o is %s", (when, holds) => {
    const rules = [{ ...fixed(1), ...(when === undefined ? {} : { when }) }];
    expect(pointsOf(awardOf({ rules }, order, facts))).toBe(holds ? 1 : 0);
  });

  it("tell amounts of foreign money from whole cents", () => {
    const foreign = orderOf(["100.01"], { currency: "USD", exchangeRate: "0.5" });
    const holds = (when: EarningRule["when"]) =>
      pointsOf(
        awardOf({ rules: [{ ...fixed(1), ...(when === undefined ? {} : { when }) }] }, foreign),
      ) === 1;
    expect(holds({ field: "order.amount", gt: "50.00", lt: "50.01" })).toBe(true);
    expect(holds({ field: "order.amount", gte: "50.01" })).toBe(false);
    expect(holds({ field: "order.amount", eq: "50.00" })).toBe(false);
  });
});

describe("first purchase", () => {
  const rules: EarningRule[] = [{ id: "first", award: { type: "first_purchase", points: 9 } }];
  const orders = [1, 2, 3].map((day): [string, PurchaseOrder] => [`2026-06-0${day}`, TEN]);
  it("is once for ever", () => {
    expect(inTurn({ rules }, orders).map(({ award }) => pointsOf(award))).toEqual([9, 0, 0]);
  });
  it.each([
    [false, 1],
    [true, 0],
  ])("with reopenFirst %s a full refund leaves %d", (reopenFirst, left) => {
    const [{ snapshot, program }] = inTurn(
      { rules, policies: { orders: { reopenFirst } } },
      orders,
    );
    const kept = keepAward(program, snapshot, new Map([["line-1", 1000]]));
    expect(kept.counters.filter(([key]) => key === "first")).toHaveLength(left);
  });
});

describe("referral", () => {
  const award = { type: "referral", points: 5, referrerPoints: 7, minimum: "10.00" } as const;
  const rules: EarningRule[] = [{ id: "friend", award }];
  const order = { ...TEN, referredBy: "ann" };
  it("awards both sides, pending through the returns window, minimum inclusive", () => {
    const made = awardOf({ rules }, order);
    expect(made.rules).toEqual([
      { rule: "friend", currency: "points", points: 5, pendingFor: "P90D" },
    ]);
    expect(made.referral).toEqual({
      referrer: "ann",
      points: 7,
      currency: "points",
      rule: "friend",
      minimum: "10.00",
      pendingFor: "P90D",
    });
    const kept = keepAward(compiled({ rules }), snapshotOf(made, order), new Map([["line-1", 1]]));
    expect([pointsOf(kept), kept.referral]).toEqual([0, null]);
    expect(awardOf({ rules }, { ...orderOf(["9.99"]), referredBy: "ann" }).referral).toBe(null);
  });
  it("refuses who refers themselves, and is once a member", () => {
    expect(awardOrder(compiled({ rules }), order, NOON, NOBODY, "ann")).toMatchObject({
      ok: false,
      reason: "self_referral",
    });
    const twice = inTurn({ rules }, [
      ["2026-06-01", order],
      ["2026-06-02", { ...order, referredBy: "bob" }],
    ]);
    expect(twice.map(({ award: made }) => made.referral?.referrer)).toEqual(["ann", undefined]);
  });
});

describe("punch cards", () => {
  const award = { type: "punch_card", punches: 3, reward: "coffee" } as const;
  const rules: EarningRule[] = [{ id: "card", award }];
  const visits = [1, 2, 3, 4, 5, 6].map((day): [string, PurchaseOrder] => [`2026-06-0${day}`, TEN]);
  it("reward every third", () => {
    const rewards = inTurn({ rules }, visits).map(({ award: made }) => made.rewards.length);
    expect(rewards).toEqual([0, 0, 1, 0, 0, 1]);
  });
  it("take a refunded punch back: the reward is revoked, or owed once used", () => {
    const made = inTurn({ rules }, visits);
    const third = made[2];
    const kept = keepAward(third.program, made[0].snapshot, new Map([["line-1", 1000]]));
    expect(kept.counters.some(([key]) => key === "punch:card")).toBe(false);
    const after = counted(third.counters, [["punch:card", -1, null]]);
    const overdrawn = { rule: "card", reward: "coffee", rewards: 1, counter: "cycle:card" };
    expect(overdrawnCards(third.program, after)).toMatchObject([overdrawn]);
    const next = (counters: readonly Counter[]) =>
      accepted(awardOrder(third.program, TEN, NOON, { ...NOBODY, counters })).rewards.length;
    // Owed: the punch refills the card that was paid; revoked: it fills the card anew.
    expect(next(after)).toBe(0);
    expect(next(counted(after, [["cycle:card", -1, null]]))).toBe(1);
  });
  it("of points are overdrawn alike, whichever order came back", () => {
    const points = [{ id: "card", award: { type: "punch_card", punches: 2, points: 8 } }] as const;
    const [, second] = inTurn({ rules: points }, visits);
    expect(pointsOf(second.award)).toBe(8);
    const kept = keepAward(second.program, second.snapshot, new Map([["line-1", 1000]]));
    expect(kept.counters.map(([key]) => key).sort()).toEqual(["cycle:card", "orders"]);
    const after = counted(second.counters, [["punch:card", -1, null]]);
    const overdrawn = { rule: "card", reward: null, points: 8, currency: "points", rewards: 1 };
    expect(overdrawnCards(second.program, after)).toMatchObject([overdrawn]);
  });
});

describe("streaks", () => {
  it("award the third week on end, and begin anew", () => {
    const rules: EarningRule[] = [
      { id: "s", award: { type: "streak", every: "week", length: 3, points: 4 } },
    ];
    const weeks = ["06-01", "06-08", "06-09", "06-15", "06-22", "06-29", "07-06", "07-20"];
    const made = inTurn(
      { rules },
      weeks.map((day): [string, PurchaseOrder] => [`2026-${day}`, TEN]),
    );
    expect(made.map(({ award }) => pointsOf(award))).toEqual([0, 0, 0, 4, 0, 0, 4, 0]);
  });
});

describe("once", () => {
  it.each([
    ["ever", [1, 0, 0]],
    ["year", [1, 0, 1]],
  ] as const)("%s", (once, points) => {
    const made = inTurn({ rules: [fixed(1, { once })] }, [
      ["2026-01-01", TEN],
      ["2026-12-31", TEN],
      ["2027-01-01", TEN],
    ]);
    expect(made.map(({ award }) => pointsOf(award))).toEqual(points);
  });
});

describe("caps", () => {
  const days = ["2026-06-01", "2026-06-01", "2026-06-02", "2026-07-01", "2027-01-01"];
  const made = (cap: Pick<NonNullable<Program["caps"]>[number], "window" | "points" | "count">) =>
    inTurn(
      { caps: [{ id: "c", ...cap }] },
      days.map((day): [string, PurchaseOrder] => [day, TEN]),
    ).map(({ award }) => pointsOf(award));
  it.each([
    ["order", [7, 7, 7, 7, 7]],
    ["day", [7, 0, 7, 7, 7]],
    ["week", [7, 0, 0, 7, 7]],
    ["month", [7, 0, 0, 7, 7]],
    ["year", [7, 0, 0, 0, 7]],
    ["lifetime", [7, 0, 0, 0, 0]],
  ] as const)("of a window of one %s", (window, points) => {
    expect(made({ window, points: 7 })).toEqual(points);
    if (window !== "order")
      expect(made({ window, count: 1 })).toEqual(points.map((part) => part && 10));
  });
  it.each([
    ["net", 4],
    ["gross", 7],
  ] as const)("%s: a refund leaves a count of %d", (policy, count) => {
    const parts = {
      caps: [{ id: "c", window: "day", points: 7, count: 2 }],
      policies: { clawback: { caps: policy } },
    } as const;
    const [{ snapshot, program }] = inTurn(parts, [["2026-06-01", TEN]]);
    const kept = keepAward(program, snapshot, new Map([["line-1", 600]]));
    const counts = Object.fromEntries(kept.counters.map(([key, by]) => [key, by]));
    expect(counts).toMatchObject({ "cap:c:2026-06-01": count, "count:c:2026-06-01": 1 });
  });
});

describe("a multiplier with rules", () => {
  it("may name the main currency where its rules leave it out", () => {
    const rules = [
      { id: "base", award: { type: "rate", points: 1, per: "1.00" } },
      {
        id: "double",
        currency: "points",
        award: { type: "multiplier", factor: "2", rules: ["base"] },
      },
    ] as const;
    expect(pointsOf(awardOf({ rules }, TEN))).toBe(20);
  });
});

describe("budgets", () => {
  const parts = { budgets: [{ id: "june" }] };
  it("cut what exceeds them, and tell what was used of which version", () => {
    const budgets = [{ budget: "june", version: 4, remaining: 6 }];
    const award = awardOf(parts, TEN, { budgets });
    expect(award.budgets).toEqual([{ budget: "june", version: 4, points: 6 }]);
    expect(award.rules).toEqual([
      { rule: "base", currency: "points", points: 6, cut: { points: 4, by: "june" } },
    ]);
    const kept = keepAward(
      compiled(parts),
      snapshotOf(award, TEN, { budgets }),
      new Map([["line-1", 700]]),
    );
    expect(kept.budgets).toEqual([{ budget: "june", version: 4, points: 3 }]);
  });
  it("cut huge awards to the point", () => {
    const rules = [
      { id: "huge", award: { type: "fixed", points: 1_681_482_294_264_662 } },
      { id: "large", award: { type: "fixed", points: 840_741_952_692_900 } },
      { id: "medium", award: { type: "fixed", points: 411_523_227 } },
    ] as const;
    const budgets = [{ budget: "june", version: 4, remaining: 5 }];
    expect(pointsOf(awardOf({ ...parts, rules }, TEN, { budgets }))).toBe(5);
  });
  it("are needed where points are", () => {
    expect(() => awardOf(parts, TEN)).toThrow(expect.objectContaining({ code: "missing_budget" }));
  });
});

describe("actions", () => {
  const act = (
    rules: EarningRule[],
    action: string,
    attributes = {},
    at = "2027-02-28T12:00:00Z",
    parts: Partial<Program> = {},
    facts = NOBODY,
  ) => awardAction(compiled({ rules, ...parts }), action, attributes, Date.parse(at), facts);
  const birthday = fixed(50, { action: "birthday", once: "year" });
  it.each([
    ["feb28", "2027-02-28", true],
    ["feb28", "2027-03-01", false],
    ["mar1", "2027-02-28", false],
    ["mar1", "2027-03-01", true],
    ["feb28", "2028-02-28", false],
    ["feb28", "2028-02-29", true],
  ] as const)("a leap day's birthday, %s, on %s: %s", (leapDay, day, holds) => {
    const parts = { policies: { calendar: { leapDay } } };
    const award = act([birthday], "birthday", { date: "1988-02-29" }, day, parts);
    expect("rules" in award).toBe(holds);
  });
  it("a year key blocks a second birthday after an edit", () => {
    const first = accepted(act([birthday], "birthday", { date: "02-28" }));
    const again = act(
      [birthday],
      "birthday",
      { date: "06-01" },
      "2027-06-01T00:00:00Z",
      {},
      { ...NOBODY, counters: first.counters },
    );
    expect(again).toMatchObject({ ok: false, reason: "not_eligible" });
  });
  it("an anniversary is that of enrollment, not the day itself", () => {
    const rules = [fixed(9, { action: "anniversary" })];
    const facts = { ...NOBODY, enrolledAt: "2025-02-28T09:00:00.000Z" };
    expect("rules" in act(rules, "anniversary", {}, "2027-02-28T01:00:00Z", {}, facts)).toBe(true);
    expect("rules" in act(rules, "anniversary", {}, "2025-02-28T10:00:00Z", {}, facts)).toBe(false);
  });
  it("a review asks its attributes", () => {
    const rules = [
      fixed(3, { action: "review", when: { field: "action.attributes.stars", gte: 4 } }),
    ];
    expect(pointsOf(accepted(act(rules, "review", { stars: 5 })))).toBe(3);
    expect(act(rules, "review", { stars: 1 })).toMatchObject({ reason: "not_eligible" });
    expect(act(rules, "survey")).toMatchObject({ reason: "not_eligible" });
  });
  it("tell a cap from a budget", () => {
    const rules = [fixed(3, { action: "visit" })];
    const capped = act(rules, "visit", {}, "2027-01-01", {
      caps: [{ id: "c", window: "order", points: 0 }],
    });
    expect(capped).toMatchObject({ reason: "cap_reached" });
    const facts = { ...NOBODY, budgets: [{ budget: "b", version: 1, remaining: 0 }] };
    const spent = act(rules, "visit", {}, "2027-01-01", { budgets: [{ id: "b" }] }, facts);
    expect(spent).toMatchObject({ reason: "budget_exhausted" });
  });
});
