import { describe, expect, it } from "vitest";
import { allocateRevenue } from "../../../src/loyalty/analysis/allocate-revenue.ts";
import { pointsLiability } from "../../../src/loyalty/analysis/points-liability.ts";
import { recognizeRevenue } from "../../../src/loyalty/analysis/recognize-revenue.ts";
import { summarizeProgram } from "../../../src/loyalty/analysis/summarize-program.ts";
import { toJournal } from "../../../src/loyalty/analysis/to-journal.ts";
import { businessKeys } from "../../../src/loyalty/ledger/business-keys.ts";
import { buy, newMember, programWith } from "../engine/member.ts";

const AT = "2026-01-05T12:00:00Z";
const VALUE = { points: 100, amount: "1.00" } as const;

describe("IFRS 15, example 52: 10 000 points of 1.00 with sales of 100 000.00", () => {
  it("of which 9 500 will be redeemed: 8 676 are theirs", () => {
    const parts = allocateRevenue({
      sale: "100000.00",
      points: 10_000,
      pointValue: "1.00",
      redemptionRate: "0.95",
    });
    expect([parts.toPoints, parts.toGoods]).toEqual(["8675.80", "91324.20"]);
  });

  it("of whole units: 4 110 in the first year, 3 493 in the second", () => {
    const allocated = "8676";
    const first = recognizeRevenue({ allocated, redeemed: 4500, expected: 9500, scale: 0 });
    expect([first.revenue, first.deferred]).toEqual(["4110", "4566"]);
    const recognizedBefore = first.recognized;
    const progress = { allocated, redeemed: 8500, expected: 9700, recognizedBefore, scale: 0 };
    const second = recognizeRevenue(progress);
    expect([second.revenue, second.recognized]).toEqual(["3493", "7603"]);
  });

  it.each([
    ["2000.00", 2000, "0.10", "0.85", "156.68", "1843.32"],
    ["20.00", 2000, "0.10", "0", "0.00", "20.00"],
    ["0.01", 1, "0.01", "1", "0.01", "0.00"],
  ])("%s sold with %i points of %s", (sale, points, pointValue, redemptionRate, ours, goods) => {
    const { toPoints, toGoods } = allocateRevenue({ sale, points, pointValue, redemptionRate });
    expect([toPoints, toGoods]).toEqual([ours, goods]);
  });
});

it("liability: 333 points less a fifth, and nothing once they are over", () => {
  const life = { period: "P1M", roundUp: "none" } as const;
  const member = newMember(programWith({ currencies: { points: { life } } }));
  member.does({ type: "grant", id: "g", at: "2026-01-01T00:00:00Z", points: 333 });
  const owed = (asOf: string) =>
    pointsLiability(member.engine, [member.account], { asOf, value: VALUE, breakage: "0.2" });
  const sums = { points: 333, value: "3.33", breakage: "0.67", liability: "2.66" };
  expect(owed("2026-01-10")).toMatchObject(sums);
  expect(owed("2026-02-01")).toMatchObject({ points: 0, liability: "0.00" });
});

it("the journal tells debt from points, and sums to zero", () => {
  const member = newMember();
  member.does({ type: "grant", id: "g", at: AT, points: 100, order: "O1" });
  member.does({ type: "redeem", id: "r", at: AT, redemption: "R", points: 80 });
  member.does({ type: "revoke", id: "v", at: AT, order: "O1", points: 100 });
  member.does({ type: "reverseRedemption", id: "b", at: AT, redemption: "R", points: 50 });
  const sums: Record<string, number> = {};
  for (const { account, points } of toJournal(member.entries)) {
    sums[account] = (sums[account] ?? 0) + points;
  }
  const expected = { issued: -100, outstanding: 0, spent: 30, revoked: 70, debt: 30, claims: -30 };
  expect(sums).toEqual(expected);
  expect(member.wallet(AT)).toMatchObject({ available: -30, debt: 30, revoked: 70, spent: 30 });
});

it("a summary, counted by hand", () => {
  const life = { period: "P1M", roundUp: "none" } as const;
  const program = programWith({ currencies: { points: { life } } });
  const ada = newMember(program);
  ada.does(buy("1", "2026-01-01T12:00:00Z", "100.00"));
  const redeem = { type: "redeem", id: "2", at: "2026-01-10T12:00:00Z", redemption: "R" } as const;
  ada.does({ ...redeem, points: 40 });
  const bob = newMember(program);
  bob.does(buy("1", "2026-01-05T12:00:00Z", "50.00"));
  const { entry } = bob.does(buy("2", "2026-02-10T12:00:00Z", "30.00"));
  const at = "2026-02-12T12:00:00Z";
  bob.does({ type: "cancelOrder", id: "3", at, order: "order-2", entry });
  const entries = [...ada.entries, ...bob.entries.map((one) => ({ ...one, account: "bob" }))];
  const period = { from: "2026-01-01", to: "2026-03-01", value: VALUE };
  expect(summarizeProgram(ada.engine, entries, period)).toMatchObject({
    members: 2,
    activeMembers: 2,
    points: { earned: 180, received: 0, spent: 40, expired: 110, revoked: 30, sent: 0 },
    outstanding: 0,
    redemptionRate: 40 / 180,
    breakageRate: 110 / 180,
    orders: 3,
    // 100 + 50 + 30, of which 30 came back.
    sales: "150.00",
    cost: "0.40",
    costShare: 40 / 15_000,
  });
});

it("what must be unique: payments, and rules that award once", () => {
  const rules = [
    { id: "b", action: "birthday", award: { type: "fixed", points: 5 }, once: "year" },
    { id: "s", action: "sign_up", award: { type: "fixed", points: 5 }, once: "ever" },
  ] as const;
  const member = newMember(programWith({ rules }));
  member.does({ type: "buyPoints", id: "1", at: AT, points: 5, payment: "P" });
  member.does({ type: "recordAction", id: "2", at: AT, action: "birthday" });
  member.does({ type: "recordAction", id: "3", at: AT, action: "sign_up" });
  expect(member.entries.map((entry) => businessKeys(entry))).toEqual([
    ["payment:points:P"],
    ["once:b:2026-01-01"],
    ["once:s"],
  ]);
});
