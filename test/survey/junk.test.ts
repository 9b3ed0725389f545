import { describe, expect, it } from "vitest";
import * as survey from "../../src/survey/index.ts";
import type { SurveyColumns } from "../../src/survey/types.ts";
import { type Call, faultsOf, unreadNames } from "./junk.ts";

const rows = [
  { score: 10, at: "2026-01-05", customerId: "a", segment: "x", weight: 1 },
  { score: 3, at: "2026-01-31T23:30:00Z", customerId: "b", segment: "y", weight: 2 },
  { score: 9, at: "2026-03-02", customerId: "c", segment: "x", weight: 1 },
];
const columns = {
  score: Float64Array.of(10, 3, 9),
  at: ["2026-01-05", "2026-02-01", "2026-03-02"],
  segment: ["x", "y", "x"],
  weight: [1, 2, 1],
};
const coded: SurveyColumns = {
  score: Uint8Array.of(10, 3, 9),
  at: Float64Array.of(1, 2, 3),
  atUnit: "s",
  customerId: { codes: Int32Array.of(0, 1, 2), dictionary: ["a", "b", "c"] },
  segment: { codes: Int32Array.of(0, 1, 0), dictionary: ["x", "y"] },
};
const counts = { counts: { 3: 20, 8: 30, 10: 50 } };
const wave = (scores: readonly number[]) =>
  scores.map((score, at) => ({ score, customerId: `c${at}` }));
const drivers = [9, 10, 4, 7, 2].map((score, at) => ({
  score,
  drivers: { price: at % 3, support: at },
  weight: 1,
}));
const people = ["free", "free", "paid", "paid"].map((plan, at) => ({
  score: 2 * at,
  plan,
  region: at % 2 === 0 ? "north" : "south",
  weight: 1,
}));
const spring = { name: "jan", from: "2026-01-01", to: "2026-02-01" };
const march = { name: "mar", from: "2026-03-01", to: "2026-04-01" };

function call<Args extends readonly unknown[]>(
  verb: (...args: Args) => unknown,
  ...args: Args
): Call {
  return { verb, args };
}

/** Calls, and where in them options lie. */
const calls: [string, Call, string[]][] = [
  [
    "scoreNps",
    call(survey.scoreNps, rows, {
      ...{ level: 0.9, method: "score", population: 100, invited: 50 },
      effectiveSize: "linearized",
    }),
    ["1"],
  ],
  ["scoreNps of columns", call(survey.scoreNps, columns, { method: "wald" }), ["1"]],
  ["scoreNps of counts", call(survey.scoreNps, counts, {}), ["1"]],
  [
    "scoreCsat",
    call(
      survey.scoreCsat,
      { counts: { 1: 2, 5: 8 } },
      { metric: "top_box", scale: 5, positive: [4, 5], method: "jeffreys" },
    ),
    ["1"],
  ],
  [
    "scoreCsat as a mean",
    call(
      survey.scoreCsat,
      { counts: { 1: 2, 5: 8 } },
      { metric: "mean", scale: { min: 1, max: 5 }, method: "student_t" },
    ),
    ["1", "1.scale"],
  ],
  [
    "scoreCes",
    call(survey.scoreCes, { counts: { 1: 2, 5: 8 } }, { version: "v2", metric: "net" }),
    ["1"],
  ],
  [
    "scoreBySegment",
    call(survey.scoreBySegment, coded, { measure: { kind: "nps" }, level: 0.9 }),
    ["1", "1.measure"],
  ],
  [
    "scoreOverTime",
    call(survey.scoreOverTime, rows, {
      ...{ asOf: "2026-03-15", from: "2026-01-01", period: "month", weekStartsOn: 1 },
      ...{ timeZone: "Europe/Berlin", measure: { kind: "ces", version: "v2" } },
      ...{ measure: { kind: "csat", scale: { min: 0, max: 10 } } },
    }),
    ["1", "1.measure"],
  ],
  [
    "scoreOverTime in windows",
    call(survey.scoreOverTime, coded, { asOf: "1970-02-05", period: { days: 30, every: 10 } }),
    ["1", "1.period"],
  ],
  [
    "compareScores",
    call(
      survey.compareScores,
      [
        { name: "one", answers: rows, population: 50 },
        { name: "two", answers: counts },
      ],
      { measure: { kind: "nps" }, correction: "holm", reference: "one", paired: false },
    ),
    ["0.0", "1", "1.measure"],
  ],
  [
    "compareScores of pairs",
    call(
      survey.compareScores,
      [
        { name: "one", answers: wave([8, 9, 10]) },
        { name: "two", answers: wave([3, 9]) },
      ],
      { paired: true },
    ),
    ["1"],
  ],
  ["compareScores of segments", call(survey.compareScores, columns, { by: "segment" }), ["1"]],
  [
    "compareScores of periods",
    call(survey.compareScores, rows, { by: [spring, march], timeZone: "UTC" }),
    ["1", "1.by.0"],
  ],
  ["compareWaves", call(survey.compareWaves, wave([8, 9, 3]), wave([3, 9]), { level: 0.9 }), ["2"]],
  [
    "driverAnalysis",
    call(survey.driverAnalysis, drivers, { seed: 7, resamples: 5, drivers: ["price", "support"] }),
    ["1"],
  ],
  [
    "driverAnalysis of columns",
    call(
      survey.driverAnalysis,
      { score: [9, 10, 4], drivers: { price: [5, 5, 2] }, weight: [1, 1, 1] },
      { seed: "s", resamples: 5 },
    ),
    ["1"],
  ],
  ["mergeCounts", call(survey.mergeCounts, [{ counts: { 1: 2 }, scale: { min: 0, max: 10 } }]), []],
  [
    "planSurveys",
    call(
      survey.planSurveys,
      [
        { customerId: "a", consent: true, lastPurchaseAt: "2026-02-01" },
        { customerId: "b", consent: ["sms"], lastPurchaseAt: "2026-02-01" },
      ],
      {
        ...{ asOf: "2026-03-01", seed: "s", timeZone: "UTC", channel: "sms", survey: "x" },
        history: [{ customerId: "a", at: "2026-01-01", channel: "sms", survey: "x" }],
        ...{ consent: "required", quarantineDays: 10, sameSurveyDays: 20, samplingRate: 0.9 },
        caps: [{ most: 2, days: 30, channels: ["sms"] }],
        ...{ afterPurchase: { fromDays: 3, toDays: 40 }, most: 3 },
      },
    ),
    ["1", "1.caps.0", "1.afterPurchase"],
  ],
  [
    "postStratifyWeights",
    call(survey.postStratifyWeights, people, {
      cells: [
        { cell: { plan: "free" }, share: 0.5 },
        { cell: { plan: "paid" }, share: 0.5 },
      ],
    }),
    ["1", "1.cells.0"],
  ],
  [
    "rakeWeights",
    call(survey.rakeWeights, people, {
      margins: { plan: { free: 0.8, paid: 0.2 }, region: { north: 0.5, south: 0.5 } },
      ...{ tolerance: 1e-9, maxIterations: 100 },
    }),
    ["1"],
  ],
  [
    "requiredSample of a margin",
    call(survey.requiredSample, {
      ...{ margin: 5, level: 0.9, designEffect: 1.2, responseRate: 0.2, population: 2000 },
      expected: { positive: 0.5, negative: 0.2 },
    }),
    ["0", "0.expected"],
  ],
  [
    "requiredSample of a difference",
    call(survey.requiredSample, {
      ...{ difference: 5, power: 0.9, ratio: 2, expected: { positive: 0.5, negative: 0.2 } },
      expectedAgainst: { positive: 0.4, negative: 0.3 },
    }),
    ["0", "0.expectedAgainst"],
  ],
  [
    "scoreTags",
    call(
      survey.scoreTags,
      [
        { score: 3, tags: ["d"] },
        { score: 10, tags: ["p", "d"], weight: 2 },
      ],
      {
        correction: "holm",
      },
    ),
    ["1"],
  ],
  [
    "tabulateChoices",
    call(survey.tabulateChoices, [{ choices: ["a", "b"], weight: 1 }, { choices: "a" }], {
      ...{ several: true, options: ["a", "b", "c"], method: "jeffreys", correction: "bonferroni" },
    }),
    ["1"],
  ],
];

describe("junk anywhere in a call", () => {
  // Weights hand on the people that they are given as they are.
  const isPassedOn = (path: string) => path.startsWith(".people.");

  it.each(calls)("meets an error of the package: %s", (_, made) => {
    expect(faultsOf(made, isPassedOn)).toEqual([]);
  });

  it.each(calls)("is refused as an option that there is not: %s", (_, made, options) => {
    expect(() => Reflect.apply(made.verb, undefined, made.args)).not.toThrow();
    expect(unreadNames(made, options)).toEqual([]);
  });
});
