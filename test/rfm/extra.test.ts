import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { RfmExtraDimension } from "../../src/rfm/extra-types.ts";
import { scoreRfm } from "../../src/rfm/score.ts";
import { segmentRfm } from "../../src/rfm/segment.ts";
import { anyBase, baseOf, columnsOf } from "./bases.ts";
import { faultOf } from "./fault.ts";

const base = baseOf([
  { daysSinceLast: 3, days: 2, revenue: 5, orders: 4 },
  { daysSinceLast: 4, days: 1, revenue: 6, orders: 1 },
  { daysSinceLast: 9, days: 5, revenue: 1, orders: 9 },
]);

describe("dimensions beside R, F and M", () => {
  it("score like M where they have its values, and like R where few is best", () => {
    fc.assert(
      fc.property(
        anyBase,
        fc.constantFrom("quantile", "rank", "equalWidth"),
        fc.constantFrom("together", "spread"),
        fc.integer({ min: 2, max: 20 }),
        (any, method, ties, bins) => {
          const extra: RfmExtraDimension[] = [
            { name: "spend", values: "revenue", bins },
            {
              name: "lapse",
              values: any.customers.map((it) => it.daysSinceLast),
              best: "low",
              bins,
            },
          ];
          const { scores, scorer } = scoreRfm(any, { method, ties, bins, extra });
          for (const row of scores) {
            expect(row.extra).toEqual({
              spend: { value: row.monetary, score: row.m },
              lapse: { value: row.daysSinceLast, score: row.r },
            });
          }
          expect(scorer.extra?.map(({ cuts }) => cuts)).toEqual([
            scorer.thresholds.m[0],
            scorer.thresholds.r[0],
          ]);
        },
      ),
      { numRuns: 100 },
    );
  });

  it("are cut among all customers, also where F and M are nested", () => {
    const extra = [{ name: "spend", values: "revenue" }] as const;
    const { scores } = scoreRfm(base, { nested: "nested", bins: 3, extra });
    const plain = scoreRfm(base, { bins: 5 });
    expect(scores.map((row) => row.extra?.spend.score)).toEqual(plain.scores.map(({ m }) => m));
  });

  it("weigh in the composite", () => {
    const extra = [{ name: "variety", values: [1, 2, 3], cuts: [1, 2], weight: 3 }];
    const options = { method: "custom", cuts: { r: [3], f: [1], m: [5] }, extra } as const;
    const { scores } = scoreRfm(base, options);
    expect(scores.map(({ code }) => code)).toEqual(["221", "112", "121"]);
    expect(scores.map(({ composite }) => composite)).toEqual([
      (5 + 3 * 1) / 6,
      (4 + 3 * 2) / 6,
      (4 + 3 * 3) / 6,
    ]);
  });

  it("are the same in columns, typed or plain", () => {
    const options = (values: ArrayLike<number>) => ({
      bins: 2,
      extra: [{ name: "variety", values, bins: 3 }],
    });
    const rows = scoreRfm(base, options([3, 1, 2]));
    const columns = scoreRfm(columnsOf(base), options(Float32Array.of(3, 1, 2)));
    expect(columns.scorer).toEqual(rows.scorer);
    expect([...(columns.scores.extra?.variety.score ?? [])]).toEqual([3, 1, 2]);
    expect([...(columns.scores.extra?.variety.value ?? [])]).toEqual([3, 1, 2]);
    expect([...columns.scores.composite]).toEqual(rows.scores.map((row) => row.composite));
  });

  it("come back with the scorer: fields by themselves, values of the caller's from the caller", () => {
    const extra = [
      { name: "lines", values: "orders", bins: 3 },
      { name: "variety", values: [3, 1, 2], bins: 3, weight: 2 },
    ] as const;
    const first = scoreRfm(base, { extra });
    const scorer = JSON.parse(JSON.stringify(first.scorer));
    const again = scoreRfm(base, { scorer, extra: [{ name: "variety", values: [3, 1, 2] }] });
    expect(again.scores).toEqual(first.scores);
    expect(again.scorer).toEqual(first.scorer);
    expect(faultOf(() => scoreRfm(base, { scorer }))).toEqual({
      code: "missing_dimension",
      path: ["extra"],
    });
    const stranger = [...extra, { name: "depth", values: [1, 2, 3] }];
    expect(faultOf(() => scoreRfm(base, { scorer, extra: stranger }))).toEqual({
      code: "unknown_dimension",
      path: ["extra", 2],
    });
  });

  it("warn where they collapse", () => {
    const { warnings } = scoreRfm(base, {
      bins: 2,
      extra: [{ name: "x", values: [1, 1, 1], bins: 2 }],
    });
    expect(warnings).toEqual([
      {
        code: "collapsed_bins",
        message: "1 of 2 x scores occur",
        details: { dimension: "x", cell: 0, bins: 2, distinct: 1 },
      },
    ]);
  });

  it.each([
    ["invalid_shape", ["extra"], 5],
    ["invalid_shape", ["extra", 0], [null]],
    ["invalid_option", ["extra", 0, "name"], [{ name: "", values: "orders" }]],
    ["invalid_option", ["extra", 0, "name"], [{ name: "m", values: "orders" }]],
    [
      "invalid_option",
      ["extra", 1, "name"],
      [
        { name: "x", values: "days" },
        { name: "x", values: "orders" },
      ],
    ],
    ["invalid_option", ["extra", 0, "values"], [{ name: "x", values: "visits" }]],
    ["invalid_shape", ["extra", 0, "values"], [{ name: "x" }]],
    ["non_finite_value", ["extra", 0, "values", 2], [{ name: "x", values: [1, 2] }]],
    ["non_finite_value", ["extra", 0, "values", 4], [{ name: "x", values: [1, 2, 3, 4] }]],
    ["non_finite_value", ["extra", 0, "values", 1], [{ name: "x", values: [1, "2", 3] }]],
    ["out_of_range", ["extra", 0, "bins"], [{ name: "x", values: "days", bins: 1 }]],
    ["not_ascending", ["extra", 0, "cuts", 1], [{ name: "x", values: "days", cuts: [2, 2] }]],
    ["out_of_range", ["extra", 0, "bins"], [{ name: "x", values: "days", cuts: [] }]],
    ["invalid_option", ["extra", 0, "best"], [{ name: "x", values: "days", best: "less" }]],
    ["negative_value", ["extra", 0, "weight"], [{ name: "x", values: "days", weight: -1 }]],
  ])("refuses with %s at %j: %j", (code, path, extra) => {
    const untyped: (it: typeof base, options: object) => unknown = scoreRfm;
    expect(faultOf(() => untyped(base, { extra }))).toEqual({ code, path });
  });

  it("serve the rules of segments", () => {
    const scores = scoreRfm(base, { extra: [{ name: "variety", values: [3, 1, 2], bins: 3 }] });
    const segments = [
      { name: "Broad", extra: { variety: [3, 3] as const } },
      { name: "Narrow", r: [1, 5] as const, extra: { variety: [1, 1] as const } },
      { name: "Others" },
    ];
    const { assignments } = segmentRfm(scores, { segments });
    expect(assignments.map(({ segment }) => segment)).toEqual(["Broad", "Narrow", "Others"]);
    const unknown = [{ name: "A", extra: { toString: [1, 2] as const } }, { name: "B" }];
    expect(faultOf(() => segmentRfm(scores, { segments: unknown }))).toEqual({
      code: "unknown_dimension",
      path: ["segments", 0, "extra", "toString"],
    });
    const beyond = [{ name: "A", extra: { variety: [4, 5] as const } }, { name: "B" }];
    expect(faultOf(() => segmentRfm(scores, { segments: beyond }))?.code).toBe("shadowed_segment");
  });
});
