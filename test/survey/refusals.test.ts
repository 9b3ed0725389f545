import { describe, expect, it } from "vitest";
import { compareScores } from "../../src/survey/compare-scores.ts";
import { driverAnalysis } from "../../src/survey/driver-analysis.ts";
import { mergeCounts } from "../../src/survey/merge-counts.ts";
import { planSurveys } from "../../src/survey/plan-surveys.ts";
import { requiredSample } from "../../src/survey/required-sample.ts";
import { scoreBySegment } from "../../src/survey/score-by-segment.ts";
import { scoreCsat } from "../../src/survey/score-csat.ts";
import { scoreNps } from "../../src/survey/score-nps.ts";
import { scoreOverTime } from "../../src/survey/score-over-time.ts";
import { codeOf } from "./code-of.ts";

/** For arguments that the types would not let pass. */
function untyped(verb: (...args: never[]) => unknown, ...args: unknown[]): () => unknown {
  return () => Reflect.apply(verb, undefined, args);
}

const one = [{ score: 9 }];
const many = { score: [9, 9], segment: { codes: [0, null], dictionary: ["a"] } };
const cap = { most: 1, days: 7, channel: "sms" };
const today = { asOf: "2026-03-01", seed: 1 };

/** Planned for somebody who was sent such a survey. */
function asked(contact: object): () => unknown {
  const history = [{ customerId: "a", at: "2026-02-20", ...contact }];
  return untyped(planSurveys, [{ customerId: "a" }], { ...today, history });
}

describe("what would be read wrongly is refused", () => {
  it.each<[string, () => unknown, string, (string | number)[]]>([
    [
      "counts in a map",
      untyped(scoreNps, { counts: new Map([[9, 1]]) }),
      "invalid_answers",
      ["counts"],
    ],
    ["counts in a list", untyped(scoreNps, { counts: [3, 4] }), "invalid_answers", ["counts"]],
    [
      "a level that leaves no width",
      () => scoreNps(one, { level: 1e-17 }),
      "out_of_range",
      ["level"],
    ],
    [
      "weights whose squares vanish",
      () => scoreNps([{ score: 9, weight: 1e-200 }]),
      "out_of_range",
      [0, "weight"],
    ],
    [
      "weights whose squares overflow",
      () => scoreNps({ score: [9], weight: [1e200] }),
      "out_of_range",
      ["weight", 0],
    ],
    ["a code that is none", untyped(scoreBySegment, many), "invalid_segment", ["segment", 1]],
    [
      "a misspelt measure",
      untyped(scoreBySegment, [], { measure: { kind: "csat", metrc: "mean" } }),
      "invalid_option",
      ["measure", "metrc"],
    ],
    [
      "a measure of a metric that there is not",
      untyped(compareScores, [], { measure: { kind: "csat", metric: "median" } }),
      "invalid_option",
      ["measure", "metric"],
    ],
    [
      "a first day of the week that there is not",
      untyped(scoreOverTime, [], { asOf: "2026-01-31", weekStartsOn: 7 }),
      "out_of_range",
      ["weekStartsOn"],
    ],
    [
      "a cap on a channel, misspelt",
      untyped(planSurveys, [], { asOf: "2026-01-31", seed: 1, caps: [cap] }),
      "invalid_option",
      ["caps", 0, "channel"],
    ],
    [
      "consent that is neither yes nor a list",
      untyped(planSurveys, [{ customerId: 1, consent: "no" }], { asOf: "2026-01-31", seed: 1 }),
      "invalid_row",
      [0, "consent"],
    ],
    [
      "pairs, said in words",
      untyped(compareScores, [], { paired: "no" }),
      "invalid_option",
      ["paired"],
    ],
    [
      "a margin that nobody could reach",
      () => requiredSample({ margin: 1e-300 }),
      "out_of_range",
      ["margin"],
    ],
    [
      "a power for a margin",
      untyped(requiredSample, { margin: 5, power: 0.9 }),
      "invalid_option",
      ["power"],
    ],
    [
      "the same driver twice",
      () => driverAnalysis([{ score: 1, drivers: { a: 1 } }], { seed: 1, drivers: ["a", "a"] }),
      "duplicate_name",
      ["drivers", 1],
    ],
    [
      "drivers whose squares overflow",
      () => driverAnalysis([{ score: 1, drivers: { a: 1e200 } }], { seed: 1 }),
      "out_of_range",
      [0, "drivers", "a"],
    ],
    [
      "a scale without an end",
      () => mergeCounts([{ counts: {}, scale: { min: 0, max: Infinity } }]),
      "non_finite_value",
      [0, "scale", "max"],
    ],
    ["rows where counts are merged", untyped(mergeCounts, [one]), "invalid_answers", [0]],
    [
      "columns where counts are merged",
      untyped(mergeCounts, [{ counts: { 9: 1 } }, { score: [9] }]),
      "invalid_answers",
      [1],
    ],
    [
      "counts of a batch",
      () => mergeCounts([{ counts: { 9: 1 } }, { counts: { 9: -1 } }]),
      "out_of_range",
      [1, "counts", "9"],
    ],
    [
      "a candidate left out of a list",
      untyped(planSurveys, Object.assign(new Array(2), { 1: { customerId: "a" } }), today),
      "invalid_row",
      [0],
    ],
    ["a channel that is none", asked({ channel: 5 }), "invalid_row", ["history", 0, "channel"]],
    ["a survey that is none", asked({ survey: ["a"] }), "invalid_row", ["history", 0, "survey"]],
  ])("%s", (_, work, code, path) => {
    expect(codeOf(work)).toEqual({ code, path });
  });
});

describe("the interval of a mean", () => {
  it("stays on the scale", () => {
    const { lower, upper } = scoreCsat({ counts: { 1: 1, 5: 2 } }, { metric: "mean" });
    expect([lower, upper]).toEqual([1, 5]);
  });
});
