import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { estimateBreakage } from "../../../src/loyalty/analysis/estimate-breakage.ts";
import { pointsLiability } from "../../../src/loyalty/analysis/points-liability.ts";
import { clubOf, day, play } from "./club.ts";

const engine = clubOf();
const NOTHING = { kind: "breakage_estimate", version: 1 };
const VALUE = { points: 100, amount: "1.00" } as const;

const ada = play(engine, "ada", [
  { type: "grant", points: 1000, at: day(0) },
  { type: "grant", points: 500, at: day(20) },
  { type: "grant", points: 250, expiresAt: null, at: day(20) },
]).account;
const bob = play(engine, "bob", [{ type: "grant", points: 333, at: day(10) }]).account;

describe("pointsLiability", () => {
  test("is what all points would bring, by the month of their expiry", () => {
    const owed = pointsLiability(engine, [ada, bob], { asOf: day(20), value: VALUE });
    expect(owed).toMatchObject({
      asOf: day(20),
      currency: "points",
      accounts: 2,
      points: 2083,
      debt: 0,
      value: "20.83",
      breakage: "0.00",
      liability: "20.83",
    });
    // The lot of 1 January ends at midnight, with the last instant of 30 January.
    expect(owed.byExpiry.map(({ month, points, value }) => [month, points, value])).toEqual([
      ["2026-01", 1000, "10.00"],
      ["2026-02", 833, "8.33"],
      [null, 250, "2.50"],
    ]);
  });
  test("what has expired is gone, though no entry says so", () => {
    const owed = pointsLiability(engine, [ada, bob], { asOf: day(45), value: VALUE });
    expect([owed.points, owed.liability]).toEqual([750, "7.50"]);
  });
  test("a share breaks, of what can expire", () => {
    const asOf = day(20);
    const owed = pointsLiability(engine, [ada, bob], { asOf, value: VALUE, breakage: "0.2" });
    expect([owed.value, owed.breakage, owed.liability]).toEqual(["20.83", "3.67", "17.16"]);
    expect(owed.byExpiry.at(-1)).toMatchObject({ month: null, breakage: "0.00" });
  });
  test("points about to expire break more", () => {
    const owed = pointsLiability(engine, [ada, bob], {
      asOf: day(20),
      value: VALUE,
      breakage: [{ rate: "0.1" }, { days: 10, rate: "0.6" }],
    });
    expect(owed.byExpiry.map(({ breakage }) => breakage)).toEqual(["6.00", "0.83", "0.00"]);
  });
  test("an estimate counts from each lot's own age", () => {
    const estimate = estimateBreakage([
      { member: "a", points: 50, days: 15, outcome: "spent" },
      { member: "b", points: 50, days: 30, outcome: "expired" },
    ]);
    // At 20 days half is left, and all of that will expire; at 0 and 10 days half will: of 8.33 that
    // is 4.165, and the half cent goes to the liability.
    const owed = pointsLiability(engine, [ada, bob], {
      asOf: day(20),
      value: VALUE,
      breakage: estimate,
    });
    expect(owed.byExpiry.map(({ breakage }) => breakage)).toEqual(["10.00", "4.16", "0.00"]);
    const stored = JSON.parse(JSON.stringify(estimate));
    expect(
      pointsLiability(engine, [ada, bob], { asOf: day(20), value: VALUE, breakage: stored }),
    ).toEqual(owed);
  });
  test("an estimate holds from the very age on", () => {
    const estimate = estimateBreakage([
      { member: "a", points: 50, days: 15, outcome: "spent" },
      { member: "b", points: 50, days: 30, outcome: "expired" },
    ]);
    const { account } = play(engine, "eve", [{ type: "grant", points: 100, at: day(0) }]);
    const share = (asOf: string) =>
      pointsLiability(engine, [account], { asOf, value: VALUE, breakage: estimate }).breakage;
    expect([share(day(14)), share(day(15)), share(day(29))]).toEqual(["0.50", "1.00", "1.00"]);
  });
  test("an account that was decided on later is refused by the name of the option", () => {
    const early = () => pointsLiability(engine, [ada], { asOf: day(19), value: VALUE });
    expect(early).toThrow(expect.objectContaining({ code: "before_clock", path: ["asOf"] }));
  });
  test("debt stands beside it", () => {
    const late = clubOf({ policies: { adjustment: { negative: true } } });
    const { account } = play(late, "cyd", [{ type: "adjust", points: -70, at: day(0) }]);
    expect(pointsLiability(late, [account], { asOf: day(1), value: VALUE })).toMatchObject({
      points: 0,
      debt: 70,
      liability: "0.00",
    });
  });
  test("no accounts, no liability", () => {
    expect(pointsLiability(engine, [], { asOf: day(0), value: VALUE })).toMatchObject({
      accounts: 0,
      points: 0,
      value: "0.00",
      byExpiry: [],
    });
  });
  test("months sum to the whole, to the cent, and none is below zero (law)", () => {
    const lot = fc.tuple(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 300 }));
    fc.assert(
      fc.property(
        fc.array(lot, { maxLength: 12 }),
        fc.integer({ min: 0, max: 1000 }),
        (lots, rate) => {
          const { account } = play(
            engine,
            "ada",
            lots.map(([points, end]) => ({
              type: "grant",
              points,
              expiresAt: day(end),
              at: day(0),
            })),
          );
          const owed = pointsLiability(engine, [account], {
            asOf: day(0),
            value: { points: 7, amount: "0.05" },
            breakage: (rate / 1000).toFixed(3),
          });
          const cents = (text: string) => Math.round(100 * Number(text));
          const sum = (name: "value" | "breakage" | "liability") =>
            owed.byExpiry.reduce((all, month) => all + cents(month[name]), 0);
          expect(sum("value")).toBe(cents(owed.value));
          expect(sum("liability")).toBe(cents(owed.liability));
          expect(sum("breakage")).toBe(cents(owed.breakage));
          expect(cents(owed.value)).toBe(Math.floor((owed.points * 5) / 7 + 0.5));
          const exact = (owed.points * 5 * (1000 - rate)) / 7000;
          expect(Math.abs(cents(owed.liability) - exact)).toBeLessThanOrEqual(0.5 + 1e-9);
          for (const month of owed.byExpiry) expect(month.breakage.startsWith("-")).toBe(false);
        },
      ),
      { numRuns: 100 },
    );
  });
  test.each([
    ["an account of later", { asOf: day(5) }, /replay until then/],
    ["no value", { value: null }, /value/],
    ["a value of half a point", { value: { points: 0.5, amount: "1" } }, /value\.points/],
    ["a breakage above 1", { breakage: "1.2" }, /breakage/],
    ["a breakage that is a number", { breakage: 0.2 }, /breakage/],
    ["a band that is none", { breakage: [null] }, /breakage\[0\]/],
    ["a hole in the bands", { breakage: new Array(1) }, /breakage\[0\]/],
    ["a hole in the curve", { breakage: { ...NOTHING, curve: new Array(1) } }, /curve/],
    ["an estimate without its curve", { breakage: { kind: "breakage_estimate" } }, /curve/],
    ["another currency", { currency: "__proto__" }, /currency/],
  ])("%s is refused", (_, change, message) => {
    const options = { asOf: day(20), value: VALUE, ...change };
    // @ts-expect-error no options
    const wrong: Parameters<typeof pointsLiability>[2] = options;
    expect(() => pointsLiability(engine, [ada], wrong)).toThrowError(message);
  });
});
