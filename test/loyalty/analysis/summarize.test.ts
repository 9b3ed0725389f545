import { describe, expect, test } from "vitest";
import { summarizeProgram } from "../../../src/loyalty/analysis/summarize-program.ts";
import type { Entry } from "../../../src/loyalty/ledger/entry.ts";
import { clubOf, day, play, type Step } from "./club.ts";

const engine = clubOf();
const VALUE = { points: 100, amount: "1.00" } as const;

function orderOf(id: string, amount: string, at: string): Step {
  return { type: "completeOrder", order: { id, lines: [{ id: "a", amount }] }, at };
}

// Ada buys in January and February, spends in February, and lets points lapse.
const ada = play(engine, "ada", [
  orderOf("A1", "150.00", day(9)),
  orderOf("A2", "400.00", day(34)),
  { type: "redeem", redemption: "R1", points: 100, at: day(35) },
]).entries;
const award = ada[1];
const bob = play(engine, "bob", [{ type: "grant", points: 60, at: day(33) }]).entries;
const cyd = play(engine, "cyd", [{ type: "enroll", at: day(1) }]).entries;
const dan = play(engine, "dan", [orderOf("D1", "99.00", day(70))]).entries;

const ALL = [...ada, ...bob, ...cyd, ...dan];
const FEBRUARY = { from: "2026-02-01", to: "2026-03-01" } as const;

describe("summarizeProgram", () => {
  test("a month, by hand", () => {
    // A1's points end on 9 February (50 of 150 are left), A2's on 6 March, Bob's on 5 March.
    expect(summarizeProgram(engine, ALL, { ...FEBRUARY, value: VALUE })).toEqual({
      from: "2026-02-01T00:00:00.000Z",
      to: "2026-03-01T00:00:00.000Z",
      currency: "points",
      members: 3,
      activeMembers: 2,
      activeRate: 2 / 3,
      points: { earned: 460, received: 0, spent: 100, expired: 50, revoked: 0, sent: 0 },
      outstanding: 460,
      debt: 0,
      redemptionRate: 100 / 460,
      breakageRate: 50 / 460,
      orders: 1,
      sales: "400.00",
      cost: "1.00",
      costShare: 0.0025,
      tiers: [
        { tier: null, members: 2 },
        { tier: "silver", members: 0 },
        { tier: "gold", members: 1 },
      ],
      expiring: [{ month: "2026-03", points: 460 }],
    });
  });
  test("months on end miss nothing and count nothing twice", () => {
    const parts = ["2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01"];
    const whole = summarizeProgram(engine, ALL, { from: parts[0], to: parts[4] });
    const months = parts
      .slice(1)
      .map((to, index) => summarizeProgram(engine, ALL, { from: parts[index], to }));
    for (const name of ["earned", "spent", "expired"] as const) {
      expect(months.reduce((sum, { points }) => sum + points[name], 0)).toBe(whole.points[name]);
    }
    expect(whole.points).toMatchObject({ earned: 709, spent: 100, expired: 609 });
    expect(months.map(({ sales }) => sales)).toEqual(["150.00", "400.00", "99.00", "0.00"]);
  });
  test("what lapses at the very end of a period belongs to the next", () => {
    const at = { from: day(30), to: day(39) };
    expect(summarizeProgram(engine, ada, at).points.expired).toBe(0);
    expect(summarizeProgram(engine, ada, { from: day(39), to: day(40) }).points.expired).toBe(50);
  });
  test("refunds lower sales, in the period in which they are made", () => {
    const steps: readonly Step[] = [
      orderOf("A1", "150.00", day(9)),
      orderOf("A2", "400.00", day(34)),
      { type: "redeem", redemption: "R1", points: 100, at: day(35) },
      {
        type: "refundOrder",
        order: "A2",
        refund: "F1",
        entry: award,
        lines: [{ line: "a", amount: "100.00" }],
        at: day(61),
      },
      {
        type: "refundOrder",
        order: "A2",
        refund: "F2",
        entry: award,
        lines: [{ line: "a", amount: "50.00" }],
        at: day(62),
      },
    ];
    const { entries } = play(engine, "ada", steps);
    expect(entries).toHaveLength(5);
    expect(summarizeProgram(engine, entries, FEBRUARY).sales).toBe("400.00");
    const march = summarizeProgram(engine, entries, { from: "2026-03-01", to: "2026-04-01" });
    expect(march).toMatchObject({ sales: "-150.00", points: { revoked: 150 }, costShare: null });
  });
  test("sales are of goods, in the program's money", () => {
    const { entries } = play(engine, "eve", [
      {
        type: "completeOrder",
        at: day(33),
        order: {
          id: "E1",
          currency: "USD",
          exchangeRate: "0.5",
          shipping: "9.00",
          discount: "10.00",
          lines: [
            { id: "a", amount: "60.00", tax: "5.00" },
            { id: "b", amount: "25.00", giftCard: true },
          ],
        },
      },
    ]);
    expect(summarizeProgram(engine, entries, FEBRUARY).sales).toBe("25.00");
  });
  test("nobody gives zeros and no rates", () => {
    expect(summarizeProgram(engine, [], FEBRUARY)).toMatchObject({
      members: 0,
      activeRate: null,
      redemptionRate: null,
      breakageRate: null,
      sales: "0.00",
      cost: null,
      costShare: null,
      expiring: [],
    });
  });
  test.each<[string, readonly Entry[], object, RegExp]>([
    ["no time", ada, { to: "2026-02-01" }, /end after the start/],
    ["a history without its beginning", ada.slice(1), {}, /version 1/],
    ["another currency", ada, { currency: "miles" }, /currency/],
    ["a value below zero", ada, { value: { points: 1, amount: "-1" } }, /value/],
  ])("%s is refused", (_, entries, change, message) => {
    expect(() => summarizeProgram(engine, entries, { ...FEBRUARY, ...change })).toThrowError(
      message,
    );
  });
});
