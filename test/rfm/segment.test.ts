import { describe, expect, it } from "vitest";
import { ClienteleError } from "../../src/core/errors.ts";
import { RFM_MARKETING_GRID, RFM_QUARTILE_GRID } from "../../src/rfm/grids.ts";
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
    ["shadowed_segment", ["segments", 0], [{ name: "A", r: [Number.NaN, 2] }, { name: "B" }]],
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

describe("results", () => {
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
