import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { estimateBreakage } from "../../../src/loyalty/analysis/estimate-breakage.ts";
import { incidenceOf } from "../../../src/loyalty/analysis/incidence.ts";
import { type LotOutcome, traceLots } from "../../../src/loyalty/analysis/trace-lots.ts";
import { wilsonInterval } from "../../../src/numeric/intervals.ts";
import { clubOf, day, MOVES, play, playAtRandom } from "./club.ts";

const OUTCOMES = ["open", "spent", "expired"] as const;

const ROWS = fc.array(
  fc.record({
    member: fc.constantFrom("a", "b", "c", "d", "e"),
    points: fc.integer({ min: 1, max: 9 }),
    days: fc.integer({ min: 0, max: 8 }),
    outcome: fc.constantFrom(...OUTCOMES),
  }),
  { minLength: 1, maxLength: 30 },
);

/** By the definition: at each age, look at every row again. */
function bruteForce(rows: readonly { days: number; outcome: string; points: number }[]) {
  const ages = [...new Set(rows.filter((row) => row.outcome !== "open").map((row) => row.days))];
  let open = 1;
  let spent = 0;
  let expired = 0;
  for (const age of ages.sort((one, other) => one - other)) {
    const weigh = (has: (row: { days: number; outcome: string }) => boolean) =>
      rows.filter(has).reduce((sum, row) => sum + row.points, 0);
    const risk = weigh((row) => row.days >= age);
    const ofSpent = weigh((row) => row.days === age && row.outcome === "spent") / risk;
    const ofExpired = weigh((row) => row.days === age && row.outcome === "expired") / risk;
    spent += open * ofSpent;
    expired += open * ofExpired;
    open *= 1 - ofSpent - ofExpired;
  }
  return { open, spent, expired };
}

describe("estimateBreakage", () => {
  test("by hand: 1/4 spent at 30, then of 3/4 half at 200 and half at 365", () => {
    const estimate = estimateBreakage([
      { member: "ada", points: 100, days: 30, outcome: "spent" },
      { member: "ada", points: 100, days: 365, outcome: "expired" },
      { member: "bob", points: 100, days: 100, outcome: "open" },
      { member: "cyd", points: 100, days: 200, outcome: "spent" },
    ]);
    expect(estimate).toMatchObject({
      rate: 0.375,
      redemptionRate: 0.625,
      undecided: 0,
      n: 4,
      members: 3,
      points: { total: 400, spent: 200, expired: 100, open: 100 },
      curve: [
        { days: 30, atRisk: 400, spent: 0.25, expired: 0, open: 0.75 },
        { days: 200, atRisk: 200, spent: 0.625, expired: 0, open: 0.375 },
        { days: 365, atRisk: 100, spent: 0.625, expired: 0.375, open: 0 },
      ],
      warnings: [],
    });
  });

  test("agrees with the definition, whatever the order of rows (law)", () => {
    fc.assert(
      fc.property(ROWS, (rows) => {
        const estimate = estimateBreakage(rows);
        const exact = bruteForce(rows);
        expect(estimate.rate).toBeCloseTo(exact.expired, 12);
        expect(estimate.redemptionRate).toBeCloseTo(exact.spent, 12);
        expect(estimate.undecided).toBeCloseTo(exact.open, 12);
        expect(estimateBreakage([...rows].reverse()).rate).toBeCloseTo(exact.expired, 12);
      }),
    );
  });

  test("a row's influence is its weight times the slope of the rate (law)", () => {
    fc.assert(
      fc.property(ROWS, fc.nat(), (rows, pick) => {
        const row = pick % rows.length;
        const age = Float64Array.from(rows, ({ days }) => days);
        const cause = Uint8Array.from(rows, ({ outcome }) => OUTCOMES.indexOf(outcome));
        const weight = Float64Array.from(rows, ({ points }) => points);
        const rateWith = (points: number) => {
          const changed = weight.slice();
          changed[row] = points;
          return incidenceOf(age, cause, changed).expired.at(-1) ?? 0;
        };
        const { influence } = incidenceOf(age, cause, weight);
        const step = 1e-4;
        const slope = (rateWith(weight[row] + step) - rateWith(weight[row] - step)) / (2 * step);
        expect(influence[row]).toBeCloseTo(weight[row] * slope, 6);
        expect(influence.reduce((sum, one) => sum + one, 0)).toBeCloseTo(0, 10);
      }),
    );
  });

  test("with one lot a member and nothing open, the interval is Wilson's own", () => {
    const rows = Array.from({ length: 40 }, (_, index): LotOutcome => {
      return {
        member: `m${index}`,
        points: 50,
        days: 10,
        outcome: index < 9 ? "expired" : "spent",
      };
    });
    const estimate = estimateBreakage(rows, { level: 0.9 });
    expect(estimate.rate).toBeCloseTo(9 / 40, 12);
    // The variance of a sample mean: its effective size is one member less.
    const { lower, upper } = wilsonInterval((9 / 40) * 39, 39, 0.9);
    expect(estimate.interval?.lower).toBeCloseTo(lower, 12);
    expect(estimate.interval?.upper).toBeCloseTo(upper, 12);
    expect(estimate.standardError).toBeCloseTo(Math.sqrt((9 * 31) / 40 ** 2 / 39), 12);
  });

  test("many lots of few members tell no more than few members", () => {
    const lots = Array.from({ length: 300 }, (_, index): LotOutcome => {
      const member = `m${index % 3}`;
      return { member, points: 1, days: 10, outcome: member === "m0" ? "expired" : "spent" };
    });
    const { interval } = estimateBreakage(lots);
    expect((interval?.upper ?? 0) - (interval?.lower ?? 0)).toBeGreaterThan(0.6);
  });

  test("no expiry seen is no proof of none", () => {
    const rows = Array.from({ length: 10 }, (_, index): LotOutcome => {
      return { member: `m${index}`, points: 1, days: index, outcome: "spent" };
    });
    const { lower, upper } = wilsonInterval(0, 10, 0.95);
    expect(estimateBreakage(rows)).toMatchObject({ rate: 0, interval: { lower, upper } });
  });

  test("what is still open is undecided", () => {
    const estimate = estimateBreakage([
      { member: "a", points: 10, days: 5, outcome: "expired" },
      { member: "b", points: 30, days: 50, outcome: "open" },
    ]);
    expect(estimate).toMatchObject({ rate: 0.25, undecided: 0.75 });
    expect(estimate.warnings.map(({ code }) => code)).toEqual(["undecided_points"]);
    expect(estimateBreakage([{ member: "b", points: 3, days: 5, outcome: "open" }])).toMatchObject({
      rate: 0,
      undecided: 1,
      interval: null,
      curve: [],
    });
  });

  test("no rows give no rates", () => {
    expect(estimateBreakage([])).toMatchObject({
      rate: null,
      redemptionRate: null,
      undecided: null,
      interval: null,
      standardError: null,
      n: 0,
      members: 0,
    });
  });

  test.each([
    ["no array", {}, {}, /outcomes/],
    ["a hole", [null], {}, /row/],
    ["no member", [{ points: 1, days: 1, outcome: "open" }], {}, /member/],
    [
      "an unknown outcome",
      [{ member: "a", points: 1, days: 1, outcome: "__proto__" }],
      {},
      /outcome/,
    ],
    ["negative days", [{ member: "a", points: 1, days: -1, outcome: "open" }], {}, /days/],
    ["half a point", [{ member: "a", points: 0.5, days: 1, outcome: "open" }], {}, /points/],
    ["a level that is none", [], { level: 1 }, /level/],
    ["no options", [], null, /options/],
  ])("%s is refused", (_, rows, options, message) => {
    // @ts-expect-error no rows
    const wrong: Parameters<typeof estimateBreakage> = [rows, options];
    expect(() => estimateBreakage(...wrong)).toThrowError(message);
  });
});

describe("traceLots", () => {
  const options = { asOf: day(100), currency: "points" };

  test("follows a lot in parts", () => {
    const { entries } = play(clubOf(), "ada", [
      { type: "grant", points: 100, at: day(0) },
      { type: "redeem", redemption: "R1", points: 40, at: day(3) },
      { type: "redeem", redemption: "R2", points: 10, at: day(5) },
      { type: "reverseRedemption", redemption: "R1", points: 15, at: day(6) },
      { type: "adjust", points: -5, at: day(7) },
    ]);
    const rows = traceLots(entries, options);
    expect(rows.map(({ points, days, outcome }) => [points, days, outcome])).toEqual([
      [25, 3, "spent"],
      [10, 5, "spent"],
      [5, 7, "open"],
      [60, 30, "expired"],
    ]);
    const early = traceLots(entries, { ...options, asOf: day(4) });
    expect(early.map(({ points, days, outcome }) => [points, days, outcome])).toEqual([
      [40, 3, "spent"],
      [60, 4, "open"],
    ]);
  });

  test("sees idle balances lapse, pending points not at all, held points outlive their lot", () => {
    const idle = clubOf({ currencies: { points: { inactivity: "P10D" } } });
    const { entries } = play(idle, "ada", [{ type: "grant", points: 9, at: day(0) }]);
    expect(traceLots(entries, options)).toMatchObject([
      { points: 9, days: 10, outcome: "expired" },
    ]);
    const later = clubOf({ currencies: { points: { pendingFor: "P14D" } } });
    const bought = play(later, "ada", [
      {
        type: "completeOrder",
        order: { id: "O1", lines: [{ id: "a", amount: "50.00" }] },
        at: day(0),
      },
    ]);
    expect(traceLots(bought.entries, { ...options, asOf: day(13) })).toEqual([]);
    expect(traceLots(bought.entries, { ...options, asOf: day(20) })).toMatchObject([
      { points: 50, days: 6, outcome: "open" },
    ]);
    const held = play(clubOf(), "ada", [
      { type: "grant", points: 100, at: day(0) },
      { type: "hold", hold: "H1", points: 30, until: day(200), at: day(1) },
    ]);
    expect(
      traceLots(held.entries, options).map(({ points, outcome }) => [points, outcome]),
    ).toEqual([
      [70, "expired"],
      [30, "open"],
    ]);
  });

  test("no point is lost or made on the way (law)", () => {
    const engine = clubOf();
    fc.assert(
      fc.property(MOVES, (moves) => {
        const { account, entries } = playAtRandom(engine, "ada", moves);
        if (account.wallets.length === 0) return;
        // To the last instant that was decided: nothing pending, nothing to come.
        const rows = traceLots(entries, { asOf: account.clock ?? "", currency: "points" });
        const sum = (outcome: string) =>
          rows.filter((row) => row.outcome === outcome).reduce((all, row) => all + row.points, 0);
        const [{ totals }] = account.wallets;
        const all = sum("spent") + sum("expired") + sum("open");
        expect(all).toBe(totals.issued);
        const reinstated = entries
          .flatMap(({ effects }) => effects)
          .reduce(
            (points, effect) => points + (effect.type === "reinstated" ? effect.lot.remaining : 0),
            0,
          );
        if (reinstated > 0) return;
        expect(sum("spent")).toBe(totals.spent);
        expect(sum("expired")).toBe(totals.expired);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ["no currency", { asOf: day(1) }, /currency/],
    ["no instant", { asOf: "soon", currency: "points" }, /asOf/],
    ["a day without an offset", { asOf: "2026-01-01T00:00:00", currency: "points" }, /asOf/],
  ])("%s is refused", (_, wrong, message) => {
    // @ts-expect-error no options
    const given: Parameters<typeof traceLots>[1] = wrong;
    expect(() => traceLots([], given)).toThrowError(message);
  });

  test("a history that begins in the middle is refused", () => {
    const { entries } = play(clubOf(), "ada", [
      { type: "grant", points: 1, at: day(0) },
      { type: "grant", points: 1, at: day(1) },
    ]);
    expect(() => traceLots(entries.slice(1), options)).toThrowError(/from version 1 on/);
  });
});

test.each([[Object.create(null)], [["spent"]], [Symbol("spent")]])(
  "an outcome that is no text is refused",
  (outcome) => {
    expect(() => estimateBreakage([{ member: "a", points: 1, days: 1, outcome }])).toThrowError(
      expect.objectContaining({ code: "invalid_option", path: [0, "outcome"] }),
    );
  },
);
