import { describe, expect, test } from "vitest";
import { simulateProgram } from "../../../src/loyalty/analysis/simulate-program.ts";
import type { OrderHistory } from "../../../src/loyalty/analysis/simulation.ts";
import { clubOf, day } from "./club.ts";

const baseline = clubOf();
const candidate = clubOf({
  currencies: { points: { life: { period: "P60D", roundUp: "none" } } },
  rules: [{ id: "base", award: { type: "step", points: 30, per: "20.00" } }],
});

function orderOf(id: string, amount: string, at: number): OrderHistory["orders"][number] {
  return { at: day(at), order: { id, lines: [{ id: "a", amount }] } };
}

const HISTORIES: readonly OrderHistory[] = [
  // Out of order on purpose: 110 then 15.
  { member: "ada", orders: [orderOf("A2", "15.00", 40), orderOf("A1", "110.00", 5)] },
  { member: "bob", orders: [orderOf("B1", "19.00", 10)] },
  { member: "cyd", orders: [orderOf("C1", "9.00", 200)] },
];

describe("simulateProgram", () => {
  const simulation = simulateProgram(baseline, candidate, HISTORIES, { asOf: day(50) });

  test("member by member, by hand", () => {
    expect(simulation.members).toEqual([
      {
        member: "ada",
        orders: 2,
        baseline: {
          earned: 125,
          expired: 110,
          outstanding: 15,
          tier: "silver",
          refused: 0,
          unreferred: 0,
        },
        candidate: {
          earned: 150,
          expired: 0,
          outstanding: 150,
          tier: "silver",
          refused: 0,
          unreferred: 0,
        },
        difference: 25,
      },
      {
        member: "bob",
        orders: 1,
        baseline: {
          earned: 19,
          expired: 19,
          outstanding: 0,
          tier: null,
          refused: 0,
          unreferred: 0,
        },
        candidate: { earned: 0, expired: 0, outstanding: 0, tier: null, refused: 0, unreferred: 0 },
        difference: -19,
      },
      {
        member: "cyd",
        orders: 0,
        baseline: { earned: 0, expired: 0, outstanding: 0, tier: null, refused: 0, unreferred: 0 },
        candidate: { earned: 0, expired: 0, outstanding: 0, tier: null, refused: 0, unreferred: 0 },
        difference: 0,
      },
    ]);
  });
  test("in all", () => {
    expect(simulation.totals).toEqual({
      orders: 3,
      baseline: { earned: 144, expired: 129, outstanding: 15, refused: 0, unreferred: 0 },
      candidate: { earned: 150, expired: 0, outstanding: 150, refused: 0, unreferred: 0 },
      difference: 6,
      winners: 1,
      losers: 1,
      unchanged: 1,
    });
    expect(simulation.tiers.baseline).toEqual([
      { tier: null, members: 2 },
      { tier: "silver", members: 1 },
      { tier: "gold", members: 0 },
    ]);
  });
  test("orders are run in the order of their time, whatever the order given", () => {
    const tiered = clubOf({
      tiers: {
        metric: "spend",
        window: { type: "lifetime" },
        levels: [{ id: "silver", threshold: "100", multiplier: "2" }],
      },
    });
    const [{ candidate: standing }] = simulateProgram(baseline, tiered, HISTORIES.slice(0, 1), {
      asOf: day(50),
    }).members;
    expect(standing.earned).toBe(110 + 2 * 15);
  });
  test("a program against itself differs nowhere", () => {
    const same = simulateProgram(baseline, baseline, HISTORIES, { asOf: day(300) });
    expect(same.totals).toMatchObject({ difference: 0, winners: 0, losers: 0, unchanged: 3 });
  });
  test("an order given twice is refused once, under both", () => {
    const twice = [
      { member: "ada", orders: [orderOf("A1", "10.00", 1), orderOf("A1", "10.00", 2)] },
    ];
    const { totals } = simulateProgram(baseline, candidate, twice, { asOf: day(5) });
    expect([totals.baseline.refused, totals.candidate.refused]).toEqual([1, 1]);
    expect(totals.baseline.earned).toBe(10);
  });
  test("an order at the last instant counts, one after it does not", () => {
    const orders = [orderOf("A1", "10.00", 5), orderOf("A2", "7.00", 6)];
    const { members } = simulateProgram(baseline, candidate, [{ member: "ada", orders }], {
      asOf: day(5),
    });
    expect([members[0].orders, members[0].baseline.earned]).toEqual([1, 10]);
  });
  test("nobody gives zeros", () => {
    expect(simulateProgram(baseline, candidate, [], { asOf: day(5) }).totals.orders).toBe(0);
  });
  test.each([
    ["no histories", null, /histories/],
    ["nobody", [null], /orders/],
    ["a hole", new Array(1), /expected a member's orders, got undefined/],
    ["a hole in the orders", [{ member: "ada", orders: new Array(1) }], /orders\[0\]/],
    ["a member twice", [HISTORIES[0], HISTORIES[0]], /one member "ada"/],
    ["no orders", [{ member: "ada" }], /orders/],
    ["no order", [{ member: "ada", orders: [null] }], /orders/],
    ["an order that is none", [{ member: "ada", orders: [{ at: day(1), order: null }] }], /order/],
    ["no instant", [{ member: "ada", orders: [{ order: HISTORIES[0].orders[0].order }] }], /at/],
    ["no name", [{ ...HISTORIES[0], member: "" }], /id/],
  ])("%s is refused", (_, given, message) => {
    // @ts-expect-error no histories
    const wrong: Parameters<typeof simulateProgram>[2] = given;
    expect(() => simulateProgram(baseline, candidate, wrong, { asOf: day(50) })).toThrowError(
      message,
    );
  });
});
