import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareRfm } from "../../src/rfm/compare.ts";
import { scoreRfm } from "../../src/rfm/score.ts";
import { segmentRfm } from "../../src/rfm/segment.ts";
import { anyBase, baseOf, columnsOf } from "./bases.ts";
import { faultOf } from "./fault.ts";

const cuts = { r: [10, 20], f: [1, 3], m: [10, 50] };
const rules = [
  { name: "Active", r: [3, 3] },
  { name: "Cooling", r: [2, 2] },
  { name: "Lapsed" },
] as const;
const days = (...daysSinceLast: number[]) =>
  baseOf(daysSinceLast.map((it) => ({ daysSinceLast: it, days: 1, revenue: 20 })));
const score = (base: ReturnType<typeof baseOf>, asOf = base.asOf) =>
  scoreRfm({ ...base, asOf }, { method: "custom", cuts });

/** Base with ids from `first` on, so that only some customers are in both. */
const shift = (base: ReturnType<typeof baseOf>, first: number) => ({
  ...base,
  customers: base.customers.map((it, i) => ({ ...it, customerId: `c${i + first}` })),
});

describe("compareRfm", () => {
  it("takes a scorer that went through JSON for the same, also where a cut is -0", () => {
    const base = baseOf(
      [0, 0, 1].map((daysSinceLast) => ({ daysSinceLast, days: 1, revenue: -0 })),
    );
    const before = scoreRfm(base, { bins: 2 });
    const after = scoreRfm(base, { scorer: JSON.parse(JSON.stringify(before.scorer)) });
    expect(compareRfm(before, after, { segments: [{ name: "All" }] }).warnings).toEqual([]);
  });

  it("counts who moved where, who came and who went", () => {
    const before = score(days(1, 2, 15, 30, 30));
    const after = score(shift(days(1, 15, 30, 5, 12, 40), 1), "2024-07-31");
    // c1 A→A, c2 C→C, c3 L→L, c4 L→A; c0 went from A; c5 came to C, c6 to L.
    const found = compareRfm(before, after, { segments: rules });
    expect(found).toMatchObject({ from: "2024-06-30", to: "2024-07-31" });
    expect(found).toMatchObject({ customers: 4, came: 2, went: 1, rose: 1, fell: 0, same: 3 });
    expect(found.segments).toEqual(["Active", "Cooling", "Lapsed"]);
    expect(found.matrix).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [1, 0, 1],
    ]);
    expect(found.movements).toEqual([
      {
        segment: "Active",
        before: 2,
        after: 2,
        stayed: 1,
        movedIn: 1,
        movedOut: 0,
        came: 0,
        went: 1,
        change: 0,
        retention: 0.5,
      },
      {
        segment: "Cooling",
        before: 1,
        after: 2,
        stayed: 1,
        movedIn: 0,
        movedOut: 0,
        came: 1,
        went: 0,
        change: 1,
        retention: 1,
      },
      {
        segment: "Lapsed",
        before: 2,
        after: 2,
        stayed: 1,
        movedIn: 0,
        movedOut: 1,
        came: 1,
        went: 0,
        change: 0,
        retention: 0.5,
      },
    ]);
    expect(found.winners).toEqual([
      {
        customerId: "c4",
        from: "Lapsed",
        to: "Active",
        codeBefore: "112",
        codeAfter: "312",
        change: 2 - 4 / 3,
        revenueChange: 0,
      },
    ]);
    expect(found.losers).toEqual([]);
    expect(found.warnings).toEqual([]);
  });

  it("puts the greatest change first, then revenue, then the order of rows", () => {
    const before = baseOf(
      [15, 15, 15, 30, 15, 15].map((it) => ({ daysSinceLast: it, days: 1, revenue: 20 })),
    );
    const after = baseOf(
      [5, 5, 5, 5, 30, 30].map((it, i) => ({ daysSinceLast: it, days: 1, revenue: 20 + (i % 3) })),
    );
    const { winners, losers } = compareRfm(score(before), score(after), { segments: rules });
    expect(winners.map(({ customerId }) => customerId)).toEqual(["c3", "c2", "c1", "c0"]);
    expect(losers.map(({ customerId }) => customerId)).toEqual(["c4", "c5"]);
    const equal = compareRfm(score(days(30, 30, 1, 1)), score(days(1, 1, 30, 30)), {
      segments: rules,
    });
    expect(equal.winners.map(({ customerId }) => customerId)).toEqual(["c0", "c1"]);
    expect(equal.losers.map(({ customerId }) => customerId)).toEqual(["c2", "c3"]);
    const one = compareRfm(score(before), score(after), { segments: rules, limit: 1 });
    expect([one.winners.length, one.losers.length, one.rose]).toEqual([1, 1, 4]);
    const none = compareRfm(score(before), score(after), { segments: rules, limit: 0 });
    expect([none.winners, none.losers]).toEqual([[], []]);
  });

  it("adds up, and is the same of columns, whatever the customers", () => {
    fc.assert(
      fc.property(anyBase, anyBase, fc.nat(20), (one, two, first) => {
        const before = scoreRfm(one);
        const later = shift(two, first);
        const after = scoreRfm(later, { scorer: before.scorer });
        const found = compareRfm(before, after, { limit: 3 });
        const size = found.segments.length;
        const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
        expect(sum(found.matrix.flat())).toBe(found.customers);
        expect(found.customers + found.went).toBe(one.customers.length);
        expect(found.customers + found.came).toBe(two.customers.length);
        expect(found.rose + found.fell + found.same).toBe(found.customers);
        const counts = [before, after].map((it) =>
          segmentRfm(it).segments.map(({ customers }) => customers),
        );
        found.movements.forEach((row, k) => {
          expect([row.before, row.after]).toEqual([counts[0][k], counts[1][k]]);
          expect(row.before).toBe(row.stayed + row.movedOut + row.went);
          expect(row.after).toBe(row.stayed + row.movedIn + row.came);
          expect(row.stayed).toBe(found.matrix[k][k]);
        });
        const slow = Array.from({ length: size }, () => Array(size).fill(0));
        const segmentOf = new Map(
          segmentRfm(before).assignments.map((it) => [it.customerId, it.segment]),
        );
        for (const { customerId, segment } of segmentRfm(after).assignments) {
          const from = segmentOf.get(customerId);
          if (from !== undefined) {
            slow[found.segments.indexOf(from)][found.segments.indexOf(segment)]++;
          }
        }
        expect(found.matrix).toEqual(slow);
        const columns = scoreRfm(columnsOf(later), { scorer: before.scorer });
        expect(compareRfm(scoreRfm(columnsOf(one)), columns, { limit: 3 })).toEqual(found);
        expect(JSON.parse(JSON.stringify(found))).toEqual(found);
      }),
      { numRuns: 60 },
    );
  });

  it("reads ids of every kind of column", () => {
    const { scores, ...frame } = score0();
    const of = (customerId: typeof scores.customerId) => ({
      ...frame,
      scores: { ...scores, customerId },
    });
    const plain = of([1, 2, 3]);
    for (const ids of [
      Int32Array.of(1, 2, 3),
      Float64Array.of(1, 2, 3),
      BigInt64Array.of(1n, 2n, 3n),
    ]) {
      expect(compareRfm(plain, of(ids), { segments: rules }).customers).toBe(3);
    }
    const dictionary = of({ codes: Uint8Array.of(2, 0, 1), dictionary: ["a", "b", "c"] });
    const texts = of(["c", "a", "x"]);
    expect(compareRfm(dictionary, texts, { segments: rules })).toMatchObject({
      customers: 2,
      came: 1,
    });
  });

  it("does not take a number for a text", () => {
    const { scores, ...frame } = score0();
    const [numbers, texts] = [
      [1, 2, 3],
      ["1", "2", "3"],
    ].map((customerId) => ({
      ...frame,
      scores: { ...scores, customerId },
    }));
    const found = compareRfm(numbers, texts, { segments: rules });
    expect(found).toMatchObject({ customers: 0, came: 3, went: 3, winners: [], losers: [] });
    expect(found.warnings.map(({ code }) => code)).toEqual(["nobody_in_both"]);
  });

  it("warns where the days were scored by different cuts, not where keys have another order", () => {
    const before = score(days(1, 2, 15));
    const other = scoreRfm(days(1, 2, 15), { bins: 3 });
    const found = compareRfm(before, other, { segments: rules });
    expect(found.warnings.map(({ code }) => code)).toEqual(["different_scorers"]);
    const turned = (value: unknown): unknown =>
      typeof value !== "object" || value === null || Array.isArray(value)
        ? value
        : Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([key, it]) => [key, turned(it)]),
          );
    const scorer = JSON.parse(JSON.stringify(turned(before.scorer)));
    expect(compareRfm(before, { ...before, scorer }, { segments: rules }).warnings).toEqual([]);
  });

  it("warns where one day was scored in a dimension more", () => {
    const extra = [{ name: "length", values: "recency", weight: 0 }] as const;
    const [one, two] = [scoreRfm(days(1, 2, 15)), scoreRfm(days(1, 2, 15), { extra })];
    for (const pair of [[one, two] as const, [two, one] as const]) {
      expect(compareRfm(...pair).warnings.map(({ code }) => code)).toEqual(["different_scorers"]);
    }
  });

  it("refuses what it would count wrongly", () => {
    const scores = score(days(1, 2, 15));
    const [row, second] = scores.scores;
    const twice = { ...scores, scores: [row, second, row] };
    const compare = (before: typeof scores, after: typeof scores, limit = 3) =>
      faultOf(() => compareRfm(before, after, { segments: rules, limit }));
    expect(compare(twice, scores)).toEqual({
      code: "duplicate_customer",
      path: ["before", "scores", 2, "customerId"],
    });
    expect(compare(scores, twice)?.path).toEqual(["after", "scores", 2, "customerId"]);
    const stranger = { ...row, customerId: "new" };
    const newTwice = { ...scores, scores: [stranger, row, stranger] };
    expect(compare(scores, newTwice)?.path).toEqual(["after", "scores", 2, "customerId"]);
    const nameless = { ...scores, scores: [{ ...row, customerId: "" }] };
    expect(compare(scores, nameless)).toEqual({
      code: "invalid_id",
      path: ["after", "scores", 0, "customerId"],
    });
    expect(compare(scores, { ...scores, asOf: "2024-06-29" })).toEqual({
      code: "not_ascending",
      path: ["after", "asOf"],
    });
    expect(compare(scores, scores, -1)).toEqual({ code: "out_of_range", path: ["limit"] });
    const beyond = { ...scores, scores: [{ ...row, r: 4 }] };
    expect(compare(scores, beyond)).toEqual({
      code: "out_of_range",
      path: ["after", "scores", 0, "r"],
    });
  });

  function score0() {
    return scoreRfm(columnsOf(days(1, 15, 30)), { method: "custom", cuts });
  }
});
