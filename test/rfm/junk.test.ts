import { describe, expect, it } from "vitest";
import { compareRfm } from "../../src/rfm/compare.ts";
import { describeSegments } from "../../src/rfm/describe-segments.ts";
import { scoreRfm } from "../../src/rfm/score.ts";
import { segmentRfm } from "../../src/rfm/segment.ts";
import { type Call, faultsOf, unreadNames } from "../survey/junk.ts";
import { baseOf, columnsOf } from "./bases.ts";

const base = baseOf([
  { daysSinceLast: 3, days: 2, revenue: 5 },
  { daysSinceLast: 40, days: 1, revenue: 6 },
  { daysSinceLast: 9, days: 4, revenue: 70 },
]);
const scores = scoreRfm(base);
const table = scoreRfm(columnsOf(base));
const rules = [{ name: "A", r: [4, 5], fm: [2, 5] }, { name: "B" }] as const;
const length = { name: "length", values: "recency", best: "high", bins: 3, weight: 1 } as const;
const variety = { name: "variety", values: [1, 2, 3], cuts: [2] } as const;

/** Calls, and where in them options lie. */
const calls: [string, Call, string[]][] = [
  [
    "scoreRfm",
    {
      verb: scoreRfm,
      args: [
        base,
        {
          ...{ bins: { r: 3, f: 2, m: 3 }, weights: { r: 1, f: 2, m: 1 }, quantileType: 7 },
          ...{ method: "quantile", ties: "spread", nested: "nested" },
          ...{ frequency: "orders", monetary: "mean", extra: [length, variety] },
        },
      ],
    },
    ["1", "1.bins", "1.weights", "1.extra.0"],
  ],
  [
    "scoreRfm of columns",
    {
      verb: scoreRfm,
      args: [columnsOf(base), { method: "custom", cuts: { r: [10, 20], f: [1], m: [20] } }],
    },
    ["1", "1.cuts"],
  ],
  ["scoreRfm by a scorer", { verb: scoreRfm, args: [base, { scorer: scores.scorer }] }, ["1"]],
  ["segmentRfm", { verb: segmentRfm, args: [scores, { segments: { bins: 5, rules } }] }, ["1"]],
  ["segmentRfm of columns", { verb: segmentRfm, args: [table, { segments: rules }] }, ["1"]],
  [
    "describeSegments",
    { verb: describeSegments, args: [segmentRfm(scores), { actions: { Champions: "Thank." } }] },
    ["1"],
  ],
  ["describeSegments of columns", { verb: describeSegments, args: [segmentRfm(table)] }, []],
  [
    "compareRfm",
    { verb: compareRfm, args: [scores, scores, { segments: rules, limit: 3 }] },
    ["2"],
  ],
  ["compareRfm of columns", { verb: compareRfm, args: [table, scores, { limit: 3 }] }, ["2"]],
];

describe("junk anywhere in a call", () => {
  // Ids and the codes of scores are handed on as they are.
  const isPassedOn = (path: string) => /\.(customerId|code)(\.|$)/.test(path);

  it.each(calls)("meets an error of the package: %s", (_, made) => {
    expect(faultsOf(made, isPassedOn)).toEqual([]);
  });

  it.each(calls)("is refused as an option that there is not: %s", (_, made, options) => {
    expect(() => Reflect.apply(made.verb, undefined, made.args)).not.toThrow();
    expect(unreadNames(made, options)).toEqual([]);
  });
});
