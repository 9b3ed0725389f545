import { describe, expect, it } from "vitest";
import { scoreRfm } from "../../src/rfm/score.ts";
import { segmentRfm } from "../../src/rfm/segment.ts";
import { parseRfmSegmentGrid } from "../../src/schema/rfm-segments.ts";
import { baseOf } from "./bases.ts";
import { faultOf } from "./fault.ts";

const base = baseOf([
  { daysSinceLast: 3, days: 2, revenue: 5 },
  { daysSinceLast: 40, days: 1, revenue: 6 },
]);
const extra = ["a", "b", "c"].map((name) => ({ name, values: [1, 2], bins: 99 }));
const narrow = { name: "Narrow", extra: { a: [99, 99], b: [99, 99], c: [99, 99] } } as const;

describe("rules on many scores", () => {
  it("are tried on all of 99 bins", () => {
    const scores = scoreRfm(base, { bins: 99 });
    const rules = [
      { name: "Best", r: [99, 99], f: [99, 99], m: [1, 1] },
      { name: "Rest" },
    ] as const;
    const { segments } = segmentRfm(scores, { segments: rules });
    expect(segments.map(({ customers }) => customers)).toEqual([1, 1]);
  });

  it("are refused where there are too many combinations to try", () => {
    const scores = scoreRfm(base, { extra });
    expect(faultOf(() => segmentRfm(scores, { segments: [narrow, { name: "Rest" }] }))).toEqual({
      code: "out_of_range",
      path: ["segments"],
    });
  });

  it("read no dimension that they do not name", () => {
    const scores = scoreRfm(base, { extra });
    const { segments } = segmentRfm(scores, { segments: [{ name: "All" }] });
    expect(segments.map(({ customers }) => customers)).toEqual([2]);
  });
});

describe("a stored grid", () => {
  it("may name as many dimensions as it has rules for", () => {
    const rules = [
      { name: "Broad", extra: { a: [4, 5], b: [4, 5], c: [4, 5] } },
      { name: "Deep", extra: { d: [1, 2] } },
      { name: "Rest" },
    ];
    expect(parseRfmSegmentGrid({ bins: 5, rules })).toEqual({ bins: 5, rules });
  });

  it("is refused where a rule comes too late, whatever the bins of its dimensions are", () => {
    const rules = [
      { name: "Broad", extra: { a: [3, 99] } },
      { name: "Late", extra: { a: [4, 5] } },
      { name: "Rest" },
    ];
    expect(faultOf(() => parseRfmSegmentGrid({ bins: 5, rules }))).toEqual({
      code: "shadowed_segment",
      path: ["rules", 1],
    });
  });
});
