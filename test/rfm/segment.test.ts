import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ClienteleError } from "../../src/core/errors.ts";
import { RFM_MARKETING_GRID, RFM_QUARTILE_GRID, type RfmSegmentRule } from "../../src/rfm/grids.ts";
import { scoreRfm } from "../../src/rfm/score.ts";
import { type SegmentRfmOptions, segmentRfm } from "../../src/rfm/segment.ts";
import type { RfmScores } from "../../src/rfm/types.ts";
import { baseOf, columnsOf } from "./bases.ts";

/** One customer of every combination of scores from 1 to `bins`. */
function everyScore(bins: number): RfmScores {
  const steps = Array.from({ length: bins }, (_, k) => k + 1);
  const cuts = steps.slice(0, -1);
  const base = baseOf(
    steps.flatMap((r) =>
      steps.flatMap((f) => steps.map((m) => ({ daysSinceLast: r, days: f, revenue: m }))),
    ),
  );
  return scoreRfm(base, { method: "custom", cuts: { r: cuts, f: cuts, m: cuts } });
}

function namesByCode(scores: RfmScores, options?: SegmentRfmOptions): Map<string, string> {
  const { assignments } = segmentRfm(scores, options);
  return new Map(assignments.map(({ code, segment }) => [code, segment]));
}

function codeOf(
  run: () => unknown,
): [code: string, path: readonly (string | number)[]] | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof ClienteleError) return [error.code, error.path];
    throw error;
  }
  return undefined;
}

function detailsOf(run: () => unknown): ClienteleError | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof ClienteleError) return error;
    throw error;
  }
  return undefined;
}

describe("the marketing grid", () => {
  // As drawn: R from 5 down, F from 1 to 5.
  const drawn = [
    ["New Customers", "Potential Loyalists", "Potential Loyalists", "Champions", "Champions"],
    [
      "Promising",
      "Potential Loyalists",
      "Potential Loyalists",
      "Loyal Customers",
      "Loyal Customers",
    ],
    ["About To Sleep", "About To Sleep", "Need Attention", "Loyal Customers", "Loyal Customers"],
    ["Hibernating", "Hibernating", "At Risk", "At Risk", "Can't Lose Them"],
    ["Hibernating", "Hibernating", "At Risk", "At Risk", "Can't Lose Them"],
  ];

  it("is the default, and as drawn whatever M", () => {
    const scores = everyScore(5);
    const names = namesByCode(scores);
    expect(names.size).toBe(125);
    for (const [code, name] of names) {
      const [r, f] = [...code].map(Number);
      expect(`${code} ${name}`).toBe(`${code} ${drawn[5 - r][f - 1]}`);
    }
    expect(namesByCode(scores, { segments: RFM_MARKETING_GRID })).toEqual(names);
  });

  it("is a partition: backwards it segments the same", () => {
    const scores = everyScore(5);
    const [rest, ...others] = [...RFM_MARKETING_GRID.rules].reverse();
    const backwards = { bins: 5, rules: [...others, rest] };
    expect(namesByCode(scores, { segments: backwards })).toEqual(namesByCode(scores));
  });
});

describe("the quartile grid", () => {
  const names = namesByCode(everyScore(4), { segments: RFM_QUARTILE_GRID });

  it.each([
    ["444", "Best Customers"],
    ["244", "Almost Lost"],
    ["144", "Lost Customers"],
    ["111", "Lost Cheap Customers"],
    ["141", "Loyal Customers"],
    ["344", "Loyal Customers"],
    ["434", "Big Spenders"],
    ["114", "Big Spenders"],
    ["433", "Other Customers"],
    ["112", "Other Customers"],
  ])("calls %s %s", (code, name) => expect(names.get(code)).toBe(name));
});

describe("rules", () => {
  const scores = everyScore(4);

  it("match in order, the first one wins", () => {
    const segments = [
      { name: "A", r: [3, 4] as const },
      { name: "B", f: [4, 4] as const },
      { name: "C" },
    ];
    const names = namesByCode(scores, { segments });
    expect([names.get("341"), names.get("241"), names.get("231")]).toEqual(["A", "B", "C"]);
  });

  it("know the mean of F and M", () => {
    const names = namesByCode(scores, { segments: [{ name: "A", fm: [2.5, 3] }, { name: "B" }] });
    expect(["123", "114", "124", "133"].map((code) => names.get(code))).toEqual([
      "A",
      "A",
      "A",
      "A",
    ]);
    expect(["122", "134", "144"].map((code) => names.get(code))).toEqual(["B", "B", "B"]);
  });

  it.each([
    ["missing_catch_all", ["segments"], []],
    ["missing_catch_all", ["segments"], [{ name: "A", r: [1, 4] }]],
    ["shadowed_segment", ["segments", 1], [{ name: "A" }, { name: "B", r: [1, 1] }]],
    ["shadowed_segment", ["segments", 1], [{ name: "A" }, { name: "B" }]],
    [
      "shadowed_segment",
      ["segments", 2],
      [{ name: "A", r: [1, 2] }, { name: "B", r: [3, 4] }, { name: "C", f: [1, 1] }, { name: "D" }],
    ],
    ["shadowed_segment", ["segments", 0], [{ name: "A", r: [5, 5] }, { name: "B" }]],
    ["shadowed_segment", ["segments", 0], [{ name: "A", r: [3, 2] }, { name: "B" }]],
    ["invalid_shape", ["segments", 0, "r"], [{ name: "A", r: [Number.NaN, 2] }, { name: "B" }]],
    ["invalid_shape", ["segments", 0, "name"], [{ name: "", r: [1, 2] }, { name: "B" }]],
  ] as const)("are refused with %s at %j: %j", (code, path, segments) => {
    expect(codeOf(() => segmentRfm(scores, { segments }))).toEqual([code, path]);
  });

  it("may leave a last rule that nobody needs", () => {
    const segments = [
      { name: "A", r: [1, 2] as const },
      { name: "B", r: [3, 4] as const },
      { name: "C" },
    ];
    const last = segmentRfm(scores, { segments }).segments[2];
    expect(last).toEqual({
      name: "C",
      customers: 0,
      customerShare: 0,
      revenue: 0,
      revenueShare: 0,
      averageDaysSinceLast: null,
    });
  });

  it("do not apply to scores of other bins than they were written for", () => {
    expect(codeOf(() => segmentRfm(scores))).toEqual(["bins_mismatch", ["segments"]]);
    const five = everyScore(5);
    expect(codeOf(() => segmentRfm(five, { segments: RFM_QUARTILE_GRID }))?.[0]).toBe(
      "bins_mismatch",
    );
  });
});

const RANGES = [
  [1, 1],
  [1, 2],
  [2, 2],
  [2, 3],
  [1, 1.5],
  [2, 9],
] as const;
const NO_RANGES = [
  [2, 1],
  [4, 5],
  [0, 0],
] as const;

/** An inclusive range, now and then empty or beyond the scores. */
const anyRange = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom(...RANGES) },
  { weight: 1, arbitrary: fc.constantFrom(...NO_RANGES) },
);

const anyRule = fc.record(
  {
    name: fc.constantFrom("A", "B", "C", "D"),
    r: anyRange,
    f: anyRange,
    m: anyRange,
    fm: anyRange,
    extra: fc.record({ x: anyRange }),
  },
  { requiredKeys: ["name"] },
);

const anyRules = fc.oneof(
  { weight: 3, arbitrary: fc.array(anyRule, { minLength: 1, maxLength: 3 }) },
  { weight: 1, arbitrary: fc.array(anyRule, { minLength: 4, maxLength: 40 }) },
);

describe("against rules tried one by one", () => {
  const base = baseOf(
    Array.from({ length: 200 }, (_, i) => ({
      daysSinceLast: (i * 7) % 11,
      days: 1 + ((i * 5) % 7),
      revenue: (i * 13) % 17,
    })),
  );
  const values = base.customers.map((_, i) => (i * 3) % 5);
  const bins = { r: 3, f: 4, m: 2 };
  const scores = scoreRfm(base, { bins, extra: [{ name: "x", values, bins: 3 }] });

  it("takes the first rule, and refuses the same rules", () => {
    const seen = { segmented: 0, shadowed: 0, open: 0 };
    fc.assert(
      fc.property(anyRules, fc.boolean(), (some, closed) => {
        const segments: RfmSegmentRule[] = closed ? [...some, { name: "rest" }] : some;
        const first = (r: number, f: number, m: number, x: number) =>
          segments.findIndex((rule) =>
            (
              [
                [rule.r, r],
                [rule.f, f],
                [rule.m, m],
                [rule.fm, (f + m) / 2],
                [rule.extra?.x, x],
              ] as const
            ).every(([range, score]) => !range || (score >= range[0] && score <= range[1])),
          );
        const used = new Set<number>();
        const usesX = segments.some((rule) => rule.extra);
        let uncovered = 0;
        for (let r = 1; r <= bins.r; r++) {
          for (let f = 1; f <= bins.f; f++) {
            for (let m = 1; m <= bins.m; m++) {
              for (let x = 1; x <= (usesX ? 3 : 1); x++) {
                const found = first(r, f, m, x);
                used.add(found);
                if (found < 0) uncovered++;
              }
            }
          }
        }
        const catchAll = segments.findIndex(({ name: _, ...conditions }) =>
          Object.values(conditions).every((it) => it === undefined),
        );
        const dead = segments.findIndex((_, i) => !used.has(i) && i !== catchAll);
        const outcome = detailsOf(() => segmentRfm(scores, { segments }));
        if (catchAll < 0) {
          seen.open++;
          expect(outcome).toMatchObject({ code: "missing_catch_all", details: { uncovered } });
        } else if (dead >= 0) {
          seen.shadowed++;
          expect(outcome).toMatchObject({ code: "shadowed_segment", path: ["segments", dead] });
        } else {
          seen.segmented++;
          const { assignments } = segmentRfm(scores, { segments });
          for (const { r, f, m, extra, segment } of assignments) {
            expect(segment).toBe(segments[first(r, f, m, extra?.x.score ?? 0)].name);
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(Math.min(...Object.values(seen))).toBeGreaterThan(30);
  });
});

describe("what is wrong with rules is told by name", () => {
  const scores = everyScore(5);

  it("names the scores without a segment", () => {
    const segments = [
      { name: "A", r: [2, 5] as const },
      { name: "B", f: [1, 4] as const },
    ];
    const fault = detailsOf(() => segmentRfm(scores, { segments }));
    expect(fault?.message).toBe(
      "segments: expected a last rule without conditions (5 of 125 combinations of scores have no " +
        'segment: R 1 F 5 M 1, R 1 F 5 M 2, R 1 F 5 M 3, R 1 F 5 M 4, R 1 F 5 M 5), got "none"',
    );
    expect(fault?.details).toMatchObject({ combinations: 125, uncovered: 5 });
  });

  it("names the rules that come before", () => {
    const segments = [
      { name: "A", r: [1, 2] as const },
      { name: "B", r: [3, 5] as const },
      { name: "C", f: [1, 1] as const },
      { name: "D" },
    ];
    const fault = detailsOf(() => segmentRfm(scores, { segments }));
    expect(fault?.message).toContain('25 combinations go to "A", "B" before');
    expect(fault?.details).toEqual({ name: "C", combinations: 25, takenBy: ["A", "B"] });
  });

  it("says that a range holds no score", () => {
    const segments = [{ name: "A", r: [6, 9] as const }, { name: "B" }];
    const fault = detailsOf(() => segmentRfm(scores, { segments }));
    expect(fault?.message).toContain("its ranges hold no score");
  });

  it.each([
    ["unknown_key", ["segments", 0, "R"], [{ name: "A", R: [1, 1] }, { name: "B" }]],
    ["invalid_shape", ["segments", 0, "r"], [{ name: "A", r: 1 }, { name: "B" }]],
    ["invalid_shape", ["segments", 0, "f"], [{ name: "A", f: null }, { name: "B" }]],
    ["invalid_shape", ["segments", 0, "m"], [{ name: "A", m: [1] }, { name: "B" }]],
    ["invalid_shape", ["segments", 0, "name"], [{ r: [1, 1] }, { name: "B" }]],
    ["invalid_shape", ["segments", 1], [{ name: "A", r: [1, 1] }, null]],
    ["invalid_shape", ["segments", 0, "extra"], [{ name: "A", extra: 5 }, { name: "B" }]],
    ["invalid_shape", ["segments"], { bins: 5, rules: 5 }],
  ])("refuses with %s at %j: %j", (code, path, segments) => {
    const untyped: (it: RfmScores, options: object) => unknown = segmentRfm;
    expect(codeOf(() => untyped(scores, { segments }))).toEqual([code, path]);
  });

  it("refuses scores that the scorer cannot have given", () => {
    const [row, ...rows] = scores.scores;
    for (const r of [0, 6, 1.5, Number.NaN]) {
      const fault = codeOf(() => segmentRfm({ ...scores, scores: [...rows, { ...row, r }] }));
      expect(fault?.[1]).toEqual(["scores", 124, "r"]);
    }
    const { scores: table, ...frame } = scoreRfm(
      columnsOf(baseOf([{ daysSinceLast: 1, days: 1, revenue: 1 }])),
    );
    expect(
      codeOf(() => segmentRfm({ ...frame, scores: { ...table, f: Uint8Array.of(6) } })),
    ).toEqual(["out_of_range", ["scores", 0, "f"]]);
    expect(
      codeOf(() => segmentRfm({ ...frame, scores: { ...table, f: new Uint8Array(2).fill(1) } })),
    ).toEqual(["length_mismatch", ["scores", 1, "f"]]);
  });

  it("takes a further rule of the same name for the same segment", () => {
    const segments = [
      { name: "A", r: [5, 5] as const },
      { name: "B", r: [1, 1] as const },
      { name: "A", f: [5, 5] as const },
      { name: "Others" },
    ];
    const found = segmentRfm(scores, { segments }).segments;
    expect(found.map(({ name, customers }) => [name, customers])).toEqual([
      ["A", 25 + 15],
      ["B", 25],
      ["Others", 60],
    ]);
  });
});

describe("results", () => {
  it("sum cents without loss", () => {
    const revenue = [1e16, 1, -1e16, 0.1, 0.2];
    const cents = baseOf(revenue.map((value) => ({ daysSinceLast: 1, days: 1, revenue: value })));
    const found = segmentRfm(scoreRfm(cents, { bins: 2 }), {
      segments: [{ name: "All" }],
    }).segments;
    expect(found[0].revenue).toBe(1.3);
    expect(found[0].revenueShare).toBe(1);
  });

  it("refuse sums that no number holds", () => {
    const vast = baseOf([1, 2].map(() => ({ daysSinceLast: 1, days: 1, revenue: 1.7e308 })));
    expect(codeOf(() => segmentRfm(scoreRfm(vast)))).toEqual(["non_finite_value", ["scores"]]);
  });

  const base = baseOf([
    { daysSinceLast: 10, days: 3, revenue: 60 },
    { daysSinceLast: 20, days: 1, revenue: 30 },
    { daysSinceLast: 40, days: 1, revenue: 10 },
  ]);
  const options = { method: "custom", cuts: { r: [30], f: [1], m: [50] } } as const;
  const segments = [{ name: "Best", r: [2, 2] as const, f: [2, 2] as const }, { name: "Others" }];

  it("sum each segment up", () => {
    expect(segmentRfm(scoreRfm(base, options), { segments }).segments).toEqual([
      {
        name: "Best",
        customers: 1,
        customerShare: 1 / 3,
        revenue: 60,
        revenueShare: 0.6,
        averageDaysSinceLast: 10,
      },
      {
        name: "Others",
        customers: 2,
        customerShare: 2 / 3,
        revenue: 40,
        revenueShare: 0.4,
        averageDaysSinceLast: 30,
      },
    ]);
  });

  it("take revenue where M is a mean", () => {
    const { segments: found } = segmentRfm(scoreRfm(base, { ...options, monetary: "mean" }), {
      segments,
    });
    expect(found.map(({ revenue }) => revenue)).toEqual([60, 40]);
  });

  it("have no share of revenue where there is none", () => {
    const refunds = baseOf([{ daysSinceLast: 10, days: 3, revenue: -5 }]);
    const found = segmentRfm(scoreRfm(refunds, options), { segments }).segments;
    expect(found.map(({ revenueShare }) => revenueShare)).toEqual([null, null]);
  });

  it("assign each customer in order, with the scores", () => {
    const scores = scoreRfm(base, options);
    const { asOf, assignments } = segmentRfm(scores, { segments });
    expect(asOf).toBe("2024-06-30");
    expect(assignments).toEqual(
      scores.scores.map((row, i) => ({ ...row, segment: ["Best", "Others", "Others"][i] })),
    );
    expect(JSON.parse(JSON.stringify(assignments))).toEqual(assignments);
  });

  it("are the same in columns", () => {
    const inRows = segmentRfm(scoreRfm(base, options), { segments });
    const scores = scoreRfm(columnsOf(base), options);
    const inColumns = segmentRfm(scores, { segments });
    expect(inColumns.segments).toEqual(inRows.segments);
    const { segment, ...table } = inColumns.assignments;
    expect(table).toEqual(scores.scores);
    expect([...segment.codes].map((code) => segment.dictionary[code])).toEqual(
      inRows.assignments.map((row) => row.segment),
    );
  });

  it("leave the scores as they were", () => {
    const scores = scoreRfm(base, options);
    const before = structuredClone(scores);
    segmentRfm(scores, { segments });
    expect(scores).toEqual(before);
  });
});
