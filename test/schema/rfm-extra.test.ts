import { expect, test } from "vitest";
import { compareRfm } from "../../src/rfm/compare.ts";
import { scoreRfm } from "../../src/rfm/score.ts";
import { segmentRfm } from "../../src/rfm/segment.ts";
import { parseRfmComparison } from "../../src/schema/rfm-comparison.ts";
import { parseRfmScorer, parseRfmScores } from "../../src/schema/rfm-scores.ts";
import { parseRfmSegmentGrid, parseRfmSegments } from "../../src/schema/rfm-segments.ts";
import { baseOf } from "../rfm/bases.ts";
import { refusalOf } from "./refusal.ts";

const base = baseOf([
  { daysSinceLast: 3, days: 2, revenue: 5 },
  { daysSinceLast: 4, days: 1, revenue: 6 },
]);
const extra = [{ name: "variety", values: [3, 1], best: "low", bins: 2 }] as const;
const scores = scoreRfm(base, { extra, ties: "spread" });
const stored = JSON.parse(JSON.stringify(scores));

test("scorer, scores and segments with further dimensions come back as they went", () => {
  expect(parseRfmScorer(stored.scorer)).toStrictEqual(stored.scorer);
  expect(parseRfmScores(stored)).toStrictEqual(stored);
  const segments = JSON.parse(JSON.stringify(segmentRfm(scores)));
  expect(parseRfmSegments(segments)).toStrictEqual(segments);
  const rules = [{ name: "Broad", extra: { variety: [2, 2] } }, { name: "Others" }];
  expect(parseRfmSegmentGrid({ bins: 5, rules })).toStrictEqual({ bins: 5, rules });
  const again = scoreRfm(base, { scorer: scores.scorer, extra });
  const warned = JSON.parse(JSON.stringify(again));
  expect(parseRfmScores(warned).warnings.map(({ code }) => code)).toContain("ties_kept_together");
});

test("what cannot be of further dimensions is refused", () => {
  const [kept] = stored.scorer.extra;
  const scorerOf = (change: object) => ({ ...stored.scorer, extra: [{ ...kept, ...change }] });
  const [first, second] = stored.scores;
  const spoilt = { ...first, extra: { variety: { value: 3, score: 3 } } };
  expect(refusalOf(parseRfmScorer, scorerOf({ cuts: [1, 2] }))).toMatchObject({
    code: "length_mismatch",
    path: ["extra", 0, "cuts"],
  });
  expect(refusalOf(parseRfmScorer, scorerOf({ field: "visits" })).path).toEqual([
    "extra",
    0,
    "field",
  ]);
  expect(refusalOf(parseRfmScores, { ...stored, scores: [spoilt, second] })).toMatchObject({
    code: "out_of_range",
    path: ["scores", 0, "extra", "variety"],
  });
});

test("a comparison comes back as it went", () => {
  const comparison = JSON.parse(JSON.stringify(compareRfm(scores, scores)));
  expect(parseRfmComparison(comparison)).toStrictEqual(comparison);
  expect(refusalOf(parseRfmComparison, { ...comparison, matrix: [[0]] })).toMatchObject({
    code: "length_mismatch",
    path: ["matrix"],
  });
  expect(refusalOf(parseRfmComparison, { ...comparison, losses: [] }).code).toBe("unknown_key");
});
