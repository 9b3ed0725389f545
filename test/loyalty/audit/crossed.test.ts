import { describe, expect, it } from "vitest";
import type { TimeInput } from "../../../src/core/time-input.ts";
import { allocateRevenue } from "../../../src/loyalty/analysis/allocate-revenue.ts";
import { pointsLiability } from "../../../src/loyalty/analysis/points-liability.ts";
import { recognizeRevenue } from "../../../src/loyalty/analysis/recognize-revenue.ts";
import { simulateProgram } from "../../../src/loyalty/analysis/simulate-program.ts";
import { summarizeProgram } from "../../../src/loyalty/analysis/summarize-program.ts";
import { quoteEarning } from "../../../src/loyalty/earning/quote-earning.ts";
import type { CommandOf } from "../../../src/loyalty/engine/command.ts";
import { compileProgram } from "../../../src/loyalty/engine/compile-program.ts";
import { createAccount } from "../../../src/loyalty/engine/create-account.ts";
import { decide } from "../../../src/loyalty/engine/decide.ts";
import { explain } from "../../../src/loyalty/engine/explain.ts";
import { viewAccount } from "../../../src/loyalty/engine/view-account.ts";
import type { RedemptionOption } from "../../../src/loyalty/program/redemption-option.ts";
import { quoteRedemption } from "../../../src/loyalty/redemption/quote-redemption.ts";
import { newMember, programWith } from "../engine/member.ts";

const buy = (id: string, at: string, amount: string): CommandOf<"completeOrder"> => {
  return { type: "completeOrder", id, at, order: { id, lines: [{ id: "1", amount }] } };
};

describe("a program that changes in mid-life, from 1 to 2 points a euro and gold from 500 to 300", () => {
  const ladder = (threshold: string) => {
    const levels = [{ id: "gold", threshold, multiplier: "1.5" }];
    return { metric: "spend", window: { type: "lifetime" }, levels } as const;
  };
  const one = programWith({
    tiers: ladder("500.00"),
    currencies: { points: { pendingFor: "P7D" } },
  });
  const two = programWith({
    version: 2,
    tiers: ladder("300.00"),
    rules: [{ id: "base", award: { type: "rate", points: 2, per: "1.00" } }],
  });

  it("keeps awards, waits and refunds as they were, and earns anew", () => {
    const member = newMember([one, two]);
    // An account begins under the latest version, so that it is under the first with an engine of then.
    const before = newMember(one);
    const { entry } = before.does(buy("O1", "2026-01-01T00:00:00Z", "400.00"));
    member.account = before.account;
    member.does({ type: "migrate", id: "m", at: "2026-01-02T00:00:00Z", programVersion: 2 });
    expect(member.view("2026-01-02T00:00:00Z").tier).toMatchObject({
      level: "gold",
      credit: 40000,
    });
    member.does(buy("O2", "2026-01-03T00:00:00Z", "10.00"));
    expect(member.wallet("2026-01-03T00:00:00Z")).toMatchObject({ available: 30, pending: 400 });
    const lines = [{ line: "1", amount: "100.01" }];
    const at = "2026-01-04T00:00:00Z";
    member.does({ type: "refundOrder", id: "f", at, order: "O1", refund: "f", entry, lines });
    expect(member.wallet(at)).toMatchObject({ available: 30, pending: 299, revoked: 101 });
    expect(member.view(at).tier).toMatchObject({ level: "gold", credit: 30999 });
    expect(member.wallet("2026-01-08T00:00:00Z")).toMatchObject({ available: 329, pending: 0 });
  });
});

describe("an instant is one, however it is written", () => {
  it.each<[string, TimeInput]>([
    ["ISO 8601 with an offset", "2026-07-01T00:00:00+02:00"],
    ["a Date", new Date("2026-06-30T22:00:00Z")],
    ["milliseconds", Date.UTC(2026, 5, 30, 22)],
  ])("%s", (_name, at) => {
    const member = newMember(
      programWith({
        timeZone: "Europe/Berlin",
        currencies: { points: { life: { period: "P1M", roundUp: "month" } } },
      }),
    );
    const order = { id: "O1", lines: [{ id: "1", amount: "9.99" }] };
    const quote = quoteEarning(member.engine, member.account, order, { at });
    expect(quote).toMatchObject({ at: "2026-06-30T22:00:00.000Z", points: [{ points: 9 }] });
    const { entry } = member.does({ type: "completeOrder", id: "c", at, order });
    expect(entry).toMatchObject({ at: "2026-06-30T22:00:00.000Z", recordedAt: entry.at });
    expect(viewAccount(member.engine, member.account, at).wallets[0]?.expiring).toEqual([
      { at: "2026-08-31T22:00:00.000Z", points: 9 },
    ]);
  });
});

it("a date alone is the start of that day in the program's zone, for all but when it happened", () => {
  const member = newMember(programWith({ timeZone: "Europe/Berlin" }));
  const grant = { type: "grant", id: "g", at: "2026-03-01T00:00:00Z", points: 5 } as const;
  member.does({ ...grant, activeAt: "2026-03-29", expiresAt: "2026-10-26" });
  expect(member.account.wallets[0]?.pending).toMatchObject([
    { activeAt: "2026-03-28T23:00:00.000Z", expiresAt: "2026-10-25T23:00:00.000Z" },
  ]);
  const { engine, account } = member;
  expect(() => decide(engine, account, { ...grant, at: "2026-03-01" })).toThrow("time of day");
});

describe("the largest valid redemption, which is accepted, and the next step refused", () => {
  const off = (points: number, amount: string, more: Partial<RedemptionOption> = {}) => {
    return { id: "off", gives: { type: "amount", points, amount }, ...more } as const;
  };
  it.each([
    [
      "yen, half of 1001",
      0,
      off(100, "50", { minimum: 200, step: 150, maxShareOfOrder: "0.5" }),
      1234,
      "1001",
      900,
      "450",
    ],
    [
      "yen, half of 401: 200 are the minimum",
      0,
      off(1, "1", { minimum: 200, maxShareOfOrder: "0.5" }),
      1234,
      "401",
      200,
      "200",
    ],
    ["dinars of three decimals", 3, off(3, "0.010"), 100, "0.100", 30, "0.100"],
    ["a point of 0.03", 2, off(1, "0.03"), 5000, "90.90", 3030, "90.90"],
    ["a point of 10.00", 2, off(1, "10.00"), 30, "20.00", 2, "20.00"],
    [
      "a maximum that is no step",
      2,
      off(100, "1.00", { maximum: 450, step: 100 }),
      999,
      "50.00",
      400,
      "4.00",
    ],
    ["a third of 10.00", 2, off(1, "0.01", { maxShareOfOrder: "1/3" }), 999, "10.00", 333, "3.33"],
  ])("%s", (_name, scale, option, balance, amount, points, worth) => {
    const member = newMember(
      programWith({ money: { currency: "XXX", scale }, rules: [], redemptions: [option] }),
    );
    const at = "2026-01-01T00:00:00Z";
    member.does({ type: "grant", id: "g", at, points: balance });
    const order = { id: "O1", lines: [{ id: "1", amount }] };
    const { engine, account } = member;
    const quote = quoteRedemption(engine, account, { option: "off", order, at });
    expect(quote).toMatchObject({ ok: true, points, amount: worth });
    const redeem = { type: "redeem", at, option: "off", order } as const;
    const more = points + (option.step ?? 1);
    expect(decide(engine, account, { ...redeem, id: "r", redemption: "r", points: more }).ok).toBe(
      false,
    );
    expect(decide(engine, account, { ...redeem, id: "s", redemption: "s", points }).ok).toBe(true);
  });
});

describe("a breakdown adds up, and words and numbers agree", () => {
  it("by largest remainder over base and campaigns", () => {
    const member = newMember(
      programWith({
        rules: [
          { id: "base", award: { type: "rate", points: 1, per: "1.00" } },
          { id: "half", award: { type: "multiplier", factor: "1.5" } },
          { id: "third", award: { type: "multiplier", factor: "1.3" } },
        ],
      }),
    );
    // 9.99 + 4.995 + 2.997 = 17.982: 17 are 9, 4 and 2, and two for the remainders of 0.995 and 0.997.
    const { entry, breakdown } = member.does(buy("O1", "2026-01-01T00:00:00Z", "9.99"));
    expect(breakdown.rules.map(({ rule, points }) => [rule, points])).toEqual([
      ["base", 9],
      ["half", 5],
      ["third", 3],
    ]);
    const texts = explain(entry).lines.map(({ text }) => text);
    expect(texts).toContain("Rule base gives 9 points.");
    expect(texts).toContain("Rule third gives 3 points.");
  });
});

it("what a cap and then a budget cut off is told in one sum, by the last", () => {
  const member = newMember(
    programWith({ budgets: [{ id: "b" }], caps: [{ id: "o", window: "order", points: 40 }] }),
  );
  const context = { budgets: [{ budget: "b", version: 3, remaining: 30 }] };
  const { entry } = member.does({ ...buy("O1", "2026-01-01T00:00:00Z", "80.00"), context });
  expect(entry.effects).toContainEqual({
    type: "budget_used",
    budget: "b",
    version: 3,
    points: 30,
  });
  const [awarded] = explain(entry).lines;
  expect(awarded?.text).toBe("Rule base gives 30 points, after b cut off 50.");
});

describe("books by hand", () => {
  it("of sales in whole units and in thousandths", () => {
    // 1000 x 50 / 1050 = 47.62; 12.345 x 0.15 / 12.495 = 0.14820; 100 x 10 / 90 with goods of 80.
    const yen = { sale: "1000", points: 100, pointValue: "1", redemptionRate: "0.5", scale: 0 };
    expect(allocateRevenue(yen)).toMatchObject({ toPoints: "48", toGoods: "952" });
    const dinar = {
      sale: "12.345",
      points: 30,
      pointValue: "0.010",
      redemptionRate: "0.5",
      scale: 3,
    };
    expect(allocateRevenue(dinar)).toMatchObject({ toPoints: "0.148", toGoods: "12.197" });
    const apart = {
      sale: "100.00",
      goodsValue: "80.00",
      points: 100,
      pointValue: "0.125",
      redemptionRate: "0.8",
    };
    expect(allocateRevenue(apart)).toMatchObject({ toPoints: "11.11", toGoods: "88.89" });
  });

  it("of revenue in halves, up, and taken back", () => {
    // 0.05 x 1 / 2 = 0.025; then 0.05 x 1 / 5 = 0.01.
    const first = recognizeRevenue({ allocated: "0.05", redeemed: 1, expected: 2 });
    expect(first).toEqual({ revenue: "0.03", recognized: "0.03", deferred: "0.02" });
    const recognizedBefore = first.recognized;
    const second = recognizeRevenue({
      allocated: "0.05",
      redeemed: 1,
      expected: 5,
      recognizedBefore,
    });
    expect(second).toEqual({ revenue: "-0.02", recognized: "0.01", deferred: "0.04" });
  });

  const club = programWith({
    timeZone: "Europe/Berlin",
    currencies: { points: { life: { period: "P3M", roundUp: "month" } } },
  });

  it("of a month in Berlin: sales, cost, breakage and what is owed", () => {
    const member = newMember(club);
    const { entry } = member.does(buy("O1", "2026-01-31T22:59:59Z", "100.00"));
    member.does(buy("O2", "2026-01-31T23:00:00Z", "50.00"));
    const at = "2026-02-10T00:00:00Z";
    member.does({ type: "redeem", id: "r", at, redemption: "R", points: 30 });
    const lines = [{ line: "1", amount: "20.50" }];
    member.does({ type: "refundOrder", id: "f", at, order: "O1", refund: "f", entry, lines });
    // January ends with 100; February: 50 earned, 30 spent, 21 revoked (79.50 is 79), 29.50 of sales.
    const value = { points: 100, amount: "2.00" } as const;
    const { engine, entries, account } = member;
    const month = summarizeProgram(engine, entries, {
      from: "2026-02-01",
      to: "2026-03-01",
      value,
    });
    expect(month).toMatchObject({
      orders: 1,
      sales: "29.50",
      points: { earned: 50, received: 0, spent: 30, expired: 0, revoked: 21, sent: 0 },
      outstanding: 99,
      redemptionRate: 0.6,
      cost: "0.60",
    });
    expect(month.expiring).toEqual([
      { month: "2026-04", points: 49 },
      { month: "2026-05", points: 50 },
    ]);
    // 1.98 less a quarter is 1.485, rounded half up; breakage is the rest.
    const owed = pointsLiability(engine, [account], {
      asOf: "2026-03-01",
      value,
      breakage: "0.25",
    });
    expect(owed).toMatchObject({ points: 99, value: "1.98", breakage: "0.49", liability: "1.49" });
    const later = pointsLiability(engine, [account], {
      asOf: "2026-05-01",
      value,
      breakage: "0.25",
    });
    expect(later).toMatchObject({ points: 50, value: "1.00", breakage: "0.25", liability: "0.75" });
  });

  it("of two programs: a cap a month loses 40, a tier wins 30", () => {
    const candidate = programWith({
      timeZone: "Europe/Berlin",
      caps: [{ id: "month", window: "month", points: 160 }],
      tiers: {
        metric: "spend",
        window: { type: "lifetime" },
        levels: [{ id: "gold", threshold: "60.00", multiplier: "2" }],
      },
    });
    const order = (id: string, at: string, amount: string) => {
      return { at, order: { id, lines: [{ id: "1", amount }] } };
    };
    const histories = [
      { member: "ada", orders: [order("A1", "2026-01-10", "200.00")] },
      {
        member: "bob",
        orders: [order("B1", "2026-01-10", "60.00"), order("B2", "2026-01-11", "30.00")],
      },
    ];
    const { members, totals } = simulateProgram(
      compileProgram(club),
      compileProgram(candidate),
      histories,
      { asOf: "2026-02-01" },
    );
    expect(members.map((one) => [one.member, one.baseline.earned, one.candidate.earned])).toEqual([
      ["ada", 200, 160],
      ["bob", 90, 120],
    ]);
    expect(totals).toMatchObject({ winners: 1, losers: 1, difference: -10 });
  });

  it("nothing is owed by an account that is new", () => {
    const engine = compileProgram(club);
    const accounts = [createAccount(engine, "new")];
    const value = { points: 1, amount: "1.00" } as const;
    const owed = pointsLiability(engine, accounts, { asOf: "2026-01-01", value });
    expect(owed).toMatchObject({ accounts: 1, points: 0, value: "0.00", liability: "0.00" });
  });
});
