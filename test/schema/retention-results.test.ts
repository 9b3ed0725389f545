import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import type * as z from "zod/mini";
import { churnRate, type DefinedRate } from "../../src/retention/churn/churn-rate.ts";
import { CHURN_DEFINITIONS } from "../../src/retention/churn/definitions.ts";
import { retentionRate } from "../../src/retention/churn/retention-rate.ts";
import { evaluateClassifier } from "../../src/retention/churn-model/evaluate/evaluate-classifier.ts";
import type { ClassifierEvaluation } from "../../src/retention/churn-model/evaluate/noun.ts";
import { averageRevenuePerAccount } from "../../src/retention/revenue/average-revenue-per-account.ts";
import {
  type GrossRevenueRetention,
  grossRevenueRetention,
} from "../../src/retention/revenue/gross-revenue-retention.ts";
import { netRevenueRetention } from "../../src/retention/revenue/net-revenue-retention.ts";
import { type ChurnCost, churnCost } from "../../src/retention/slipping/churn-cost.ts";
import { type ExpectedGaps, expectedGap } from "../../src/retention/slipping/expected-gap.ts";
import { findSlipping, type Slipping } from "../../src/retention/slipping/find-slipping.ts";
import { fitCox } from "../../src/retention/survival/cox/fit.ts";
import { testProportionalHazards } from "../../src/retention/survival/cox/proportional-hazards.ts";
import { type LogRankResult, logRankTest } from "../../src/retention/survival/log-rank.ts";
import { describeSegments } from "../../src/rfm/describe-segments.ts";
import {
  type classifierEvaluationSchema,
  parseClassifierEvaluation,
} from "../../src/schema/classifier-evaluation.ts";
import {
  type churnCostSchema,
  type customerRateSchema,
  type grossRevenueRetentionSchema,
  parseAverageRevenue,
  parseChurnCost,
  parseCustomerRate,
  parseGrossRevenueRetention,
  parseRevenueRetention,
} from "../../src/schema/retention-rates.ts";
import { parseRfmSegmentDescriptions } from "../../src/schema/rfm-descriptions.ts";
import {
  type expectedGapsSchema,
  parseExpectedGaps,
  parseSlipping,
  type slippingSchema,
} from "../../src/schema/slipping.ts";
import {
  type logRankResultSchema,
  parseLogRankResult,
  parseProportionalHazardsTest,
} from "../../src/schema/survival-tests.ts";
import { segments } from "./nouns.ts";
import { type Parse, refusalOf } from "./refusal.ts";

const window = { from: "2026-01-01", to: "2026-02-01" };
const subscriptions = [
  { customerId: "ada", start: "2025-06-01", end: "2026-01-10", amount: 5000 },
  { customerId: "ada", start: "2026-01-10", amount: 8000 },
  { customerId: "bob", start: "2025-12-01", end: "2026-01-20", amount: 3000 },
  { customerId: "cy", start: "2025-12-15", amount: 2000 },
];
const counts = {
  start: 100,
  new: 20,
  reactivated: 1,
  lost: 12,
  lostOfStart: 10,
  end: 109,
  daily: [
    { start: 100, lost: 2 },
    { start: 98, lost: 0 },
  ],
};
const on = (customerId: string | number, ...days: string[]) =>
  days.map((at) => ({ customerId, at, value: 20 }));
const orders = [
  ...on("weekly", "2025-11-03", "2025-11-10", "2025-11-18", "2025-11-24", "2025-12-01"),
  ...on(7, "2025-09-02", "2025-10-01", "2025-11-03", "2025-12-04"),
  ...on("once", "2025-12-01"),
];
const asOf = { asOf: "2025-12-20" };
const durations = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161, 5, 5, 8].map((time, i) => ({
  time,
  event: i % 3 !== 2,
  group: i % 2 === 0 ? "a" : i % 3,
  covariates: { monthly: i % 2, age: (i * 7) % 5 },
}));
const atRisk = Array.from({ length: 40 }, () => ({ probability: 0.3, value: 50 }));
const gaps = expectedGap(orders, asOf);
const slipping = findSlipping(orders, asOf);
const ranks = logRankTest(durations);
const rate = churnRate(counts);
const gross = grossRevenueRetention(subscriptions, window);
const judged = evaluateClassifier([0.9, 0.2, 0.4, 0.4], [1, 0, 1, 0], {
  costs: { falsePositive: 1, falseNegative: 3 },
});

function comesBack(parse: Parse, noun: unknown): void {
  const stored: unknown = JSON.parse(JSON.stringify(noun));
  expect(parse(stored)).toStrictEqual(stored);
  expect(parse(structuredClone(noun))).toEqual(noun);
}

describe("what is stored comes back as it went", () => {
  test.each<[string, Parse, unknown]>([
    ...CHURN_DEFINITIONS.map((definition): [string, Parse, unknown] => [
      `churn, ${definition}`,
      parseCustomerRate,
      churnRate(counts, { definition }),
    ]),
    ["churn of nobody", parseCustomerRate, churnRate({ start: 0, lostOfStart: 0 })],
    [
      "retention below 0",
      parseCustomerRate,
      retentionRate({ start: 1, lost: 5 }, { definition: "start_all_churn" }),
    ],
    ["NRR", parseRevenueRetention, netRevenueRetention(subscriptions, window)],
    ["NRR of nobody", parseRevenueRetention, netRevenueRetention([], window)],
    ["GRR", parseGrossRevenueRetention, gross],
    [
      "GRR, compounded",
      parseGrossRevenueRetention,
      grossRevenueRetention(subscriptions, { ...window, every: "week", meaning: "compounded" }),
    ],
    ["ARPA", parseAverageRevenue, averageRevenuePerAccount(subscriptions, { at: "2026-01-05" })],
    ["ARPA of nobody", parseAverageRevenue, averageRevenuePerAccount([], { at: "2026-01-05" })],
    ["churn cost", parseChurnCost, churnCost(atRisk)],
    ["churn cost of nobody", parseChurnCost, churnCost([])],
    ["expected gaps", parseExpectedGaps, gaps],
    ["gaps of newcomers", parseExpectedGaps, expectedGap(on("once", "2025-12-01"), asOf)],
    ["slipping", parseSlipping, slipping],
    ["log-rank", parseLogRankResult, ranks],
    ["log-rank of nobody", parseLogRankResult, logRankTest([])],
    [
      "proportional hazards",
      parseProportionalHazardsTest,
      testProportionalHazards(fitCox(durations), durations),
    ],
    ["segments described", parseRfmSegmentDescriptions, describeSegments(segments)],
  ])("%s", (_, parse, noun) => comesBack(parse, noun));

  test("evaluations of all kinds of scores", () => {
    const row = fc.record({
      score: fc.oneof(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.constantFrom(0, 1, 0.5, -3, 1e9),
      ),
      outcome: fc.boolean(),
      weight: fc.constantFrom(0, 1, 0.1, 2.5),
    });
    const costs = fc.option(
      fc.record({ falsePositive: fc.integer(), falseNegative: fc.integer() }),
      { nil: undefined },
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 30 }), costs, (rows, costs) => {
        const scores = rows.map(({ score }) => score + 0);
        const outcomes = rows.map(({ outcome }) => outcome);
        const weights = rows.map(({ weight }) => weight);
        const options = { weights, ...(costs && { costs }) };
        comesBack(parseClassifierEvaluation, evaluateClassifier(scores, outcomes, options));
      }),
    );
  });
});

describe("what cannot be is refused, and where", () => {
  const changed = (noun: object, change: object) => Object.assign({}, noun, change);
  test.each<[string, Parse, unknown, string, (string | number)[]]>([
    [
      "a rate by no definition",
      parseCustomerRate,
      changed(rate, { definition: "mine" }),
      "invalid_option",
      ["definition"],
    ],
    [
      "no value of somebody",
      parseCustomerRate,
      changed(rate, { value: null }),
      "out_of_range",
      ["n"],
    ],
    [
      "an interval of nothing",
      parseCustomerRate,
      changed(rate, { value: null, n: 0 }),
      "out_of_range",
      ["lower"],
    ],
    [
      "an interval upside down",
      parseCustomerRate,
      changed(rate, { upper: 0 }),
      "out_of_range",
      ["upper"],
    ],
    [
      "a window turned round",
      parseGrossRevenueRetention,
      changed(gross, { to: gross.from }),
      "out_of_range",
      ["to"],
    ],
    [
      "GRR above 1",
      parseGrossRevenueRetention,
      changed(gross, { value: 1.1 }),
      "out_of_range",
      ["value"],
    ],
    [
      "no meaning",
      parseGrossRevenueRetention,
      changed(gross, { meaning: "gross" }),
      "invalid_option",
      ["meaning"],
    ],
    [
      "a risk upside down",
      parseChurnCost,
      changed(churnCost(atRisk), { upper: 0 }),
      "out_of_range",
      ["upper"],
    ],
    [
      "gaps known of nobody",
      parseExpectedGaps,
      changed(gaps, { population: null }),
      "invalid_shape",
      ["customers", 0, "expectedDays"],
    ],
    ["no day", parseExpectedGaps, changed(gaps, { asOf: "soon" }), "invalid_time", ["asOf"]],
    [
      "more listed than judged",
      parseSlipping,
      changed(slipping, { judged: 0 }),
      "out_of_range",
      ["judged"],
    ],
    [
      "a covariance of others",
      parseLogRankResult,
      changed(ranks, { covariance: [] }),
      "length_mismatch",
      ["covariance"],
    ],
    ["rows of no group", parseLogRankResult, changed(ranks, { n: 99 }), "out_of_range", ["n"]],
    [
      "a test half done",
      parseLogRankResult,
      changed(ranks, { pValue: null }),
      "invalid_shape",
      ["pValue"],
    ],
    [
      "more who left than all",
      parseClassifierEvaluation,
      changed(judged, { events: 9 }),
      "out_of_range",
      ["events"],
    ],
    [
      "a curve that falls",
      parseClassifierEvaluation,
      changed(judged, { rocCurve: judged.rocCurve.toReversed() }),
      "out_of_range",
      ["rocCurve", 1, "falsePositiveRate"],
    ],
    [
      "a misspelt key",
      parseRfmSegmentDescriptions,
      [changed(describeSegments(segments)[0], { act: "" })],
      "unknown_key",
      [0, "act"],
    ],
    ["nothing", parseSlipping, null, "invalid_shape", []],
  ])("%s", (_, parse, data, code, path) => {
    expect(refusalOf(parse, data)).toMatchObject({ code, path });
  });
});

test("schemas have the fields of their nouns", () => {
  expectTypeOf<z.output<typeof customerRateSchema>>().toExtend<DefinedRate>();
  expectTypeOf<z.output<typeof grossRevenueRetentionSchema>>().toExtend<GrossRevenueRetention>();
  expectTypeOf<z.output<typeof churnCostSchema>>().toExtend<ChurnCost>();
  expectTypeOf<z.output<typeof expectedGapsSchema>>().toExtend<ExpectedGaps>();
  expectTypeOf<z.output<typeof slippingSchema>>().toExtend<Slipping>();
  expectTypeOf<z.output<typeof logRankResultSchema>>().toExtend<LogRankResult>();
  expectTypeOf<z.output<typeof classifierEvaluationSchema>>().toExtend<ClassifierEvaluation>();
});
