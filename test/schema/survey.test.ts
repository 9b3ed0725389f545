import fc from "fast-check";
import { describe, expect, expectTypeOf, it } from "vitest";
import type * as z from "zod/mini";
import { InputError } from "../../src/core/errors.ts";
import {
  type choiceTableSchema,
  type driverAnalysisSchema,
  parseDriverAnalysis,
  type requiredSampleSchema,
  type tagScoresSchema,
} from "../../src/schema/survey-analyses.ts";
import {
  parseSurveyContacts,
  parseSurveyCounts,
  parseSurveyResponses,
  type surveyCountsSchema,
  type surveyResponsesSchema,
} from "../../src/schema/survey-answers.ts";
import {
  parseScoreComparison,
  parseWaveComparison,
  type scoreComparisonSchema,
  type waveComparisonSchema,
} from "../../src/schema/survey-comparisons.ts";
import { parseSurveyPlan, type surveyPlanSchema } from "../../src/schema/survey-plan.ts";
import {
  parsePeriodScores,
  parseSurveyScore,
  type periodScoresSchema,
  type segmentScoresSchema,
  type surveyScoreSchema,
} from "../../src/schema/survey-scores.ts";
import type { ScoreComparison } from "../../src/survey/compare-types.ts";
import type { WaveComparison } from "../../src/survey/compare-waves.ts";
import type { DriverAnalysis } from "../../src/survey/driver-types.ts";
import type { SurveyPlan } from "../../src/survey/plan-types.ts";
import type { RequiredSample } from "../../src/survey/required-sample.ts";
import type { SegmentScores } from "../../src/survey/score-by-segment.ts";
import type { PeriodScores } from "../../src/survey/score-over-time.ts";
import type { TagScores } from "../../src/survey/score-tags.ts";
import type { ChoiceTable } from "../../src/survey/tabulate-choices.ts";
import type { SurveyCounts, SurveyResponse, SurveyScore } from "../../src/survey/types.ts";
import { type Parse, refusalOf } from "./refusal.ts";
import { storedSurveys } from "./stored-surveys.ts";

function storedOf(name: string): Record<string, never> {
  const noun = storedSurveys.find(([own]) => own === name)?.[2];
  return JSON.parse(JSON.stringify(noun));
}

describe("what a survey verb returns", () => {
  it.each(storedSurveys)("comes back as it went: %s", (_, parse, noun) => {
    const stored: unknown = JSON.parse(JSON.stringify(noun));
    expect(parse(stored)).toStrictEqual(stored);
    expect(parse(structuredClone(noun))).toEqual(noun);
  });

  it("is of the type that the schema yields", () => {
    expectTypeOf<z.infer<typeof surveyScoreSchema>>().toExtend<SurveyScore>();
    expectTypeOf<SurveyScore>().toExtend<z.infer<typeof surveyScoreSchema>>();
    expectTypeOf<z.infer<typeof segmentScoresSchema>>().toExtend<SegmentScores>();
    expectTypeOf<SegmentScores>().toExtend<z.infer<typeof segmentScoresSchema>>();
    expectTypeOf<z.infer<typeof periodScoresSchema>>().toExtend<PeriodScores>();
    expectTypeOf<PeriodScores>().toExtend<z.infer<typeof periodScoresSchema>>();
    expectTypeOf<z.infer<typeof scoreComparisonSchema>>().toExtend<ScoreComparison>();
    expectTypeOf<ScoreComparison>().toExtend<z.infer<typeof scoreComparisonSchema>>();
    expectTypeOf<z.infer<typeof waveComparisonSchema>>().toExtend<WaveComparison>();
    expectTypeOf<WaveComparison>().toExtend<z.infer<typeof waveComparisonSchema>>();
    expectTypeOf<z.infer<typeof driverAnalysisSchema>>().toExtend<DriverAnalysis>();
    expectTypeOf<DriverAnalysis>().toExtend<z.infer<typeof driverAnalysisSchema>>();
    expectTypeOf<z.infer<typeof tagScoresSchema>>().toExtend<TagScores>();
    expectTypeOf<TagScores>().toExtend<z.infer<typeof tagScoresSchema>>();
    expectTypeOf<z.infer<typeof choiceTableSchema>>().toExtend<ChoiceTable>();
    expectTypeOf<ChoiceTable>().toExtend<z.infer<typeof choiceTableSchema>>();
    expectTypeOf<z.infer<typeof requiredSampleSchema>>().toExtend<RequiredSample>();
    expectTypeOf<RequiredSample>().toExtend<z.infer<typeof requiredSampleSchema>>();
    expectTypeOf<z.infer<typeof surveyPlanSchema>>().toExtend<SurveyPlan>();
    expectTypeOf<SurveyPlan>().toExtend<z.infer<typeof surveyPlanSchema>>();
    expectTypeOf<z.infer<typeof surveyResponsesSchema>>().toExtend<readonly SurveyResponse[]>();
    expectTypeOf<z.infer<typeof surveyCountsSchema>>().toExtend<SurveyCounts>();
  });
});

describe("what a survey verb cannot have returned is refused", () => {
  const nps = storedOf("NPS");
  const plan = storedOf("plan");
  const waves = storedOf("waves");
  const comparison = storedOf("comparison of pairs");
  const csat = storedOf("CSAT");
  const over = storedOf("scores over time");

  it.each<[string, Parse, unknown, string, (string | number)[]]>([
    [
      "answers that do not add up",
      parseSurveyScore,
      { ...nps, n: 4 },
      "length_mismatch",
      ["groups"],
    ],
    [
      "an NPS on another scale",
      parseSurveyScore,
      { ...nps, measure: { ...Object(nps.measure), scale: { min: 1, max: 5 } } },
      "invalid_option",
      ["measure", "scale"],
    ],
    [
      "a positive set beyond the scale",
      parseSurveyScore,
      { ...csat, measure: { ...Object(csat.measure), positive: [6] } },
      "out_of_range",
      ["measure", "positive", 0],
    ],
    ["a level of 1", parseSurveyScore, { ...nps, level: 1 }, "out_of_range", ["level"]],
    ["a share above 1", parseSurveyScore, { ...nps, weight: -1 }, "negative_value", ["weight"]],
    [
      "a score that is no number",
      parseSurveyScore,
      { ...nps, score: Number.NaN },
      "non_finite_value",
      ["score"],
    ],
    ["a key more", parseSurveyScore, { ...nps, scor: 1 }, "unknown_key", ["scor"]],
    [
      "no zone",
      parsePeriodScores,
      { ...over, timeZone: "Mars" },
      "unknown_time_zone",
      ["timeZone"],
    ],
    [
      "a pair of samples that are not there",
      parseScoreComparison,
      { ...comparison, samples: [] },
      "unknown_segment",
      ["pairs", 0],
    ],
    [
      "moves of other people",
      parseWaveComparison,
      { ...waves, n: 5 },
      "length_mismatch",
      ["moves"],
    ],
    [
      "ids that are not counted",
      parseWaveComparison,
      { ...waves, lost: { n: 2, customerIds: ["ann"] } },
      "length_mismatch",
      ["lost"],
    ],
    [
      "somebody asked against a reason",
      parseSurveyPlan,
      { ...plan, decisions: [{ ...Object(plan.decisions)[1], ask: true }] },
      "inconsistent_decision",
      ["decisions", 0, "reasons"],
    ],
    [
      "a plan that does not add up",
      parseSurveyPlan,
      { ...plan, asked: 2 },
      "length_mismatch",
      ["asked"],
    ],
    [
      "an R² above 1",
      parseDriverAnalysis,
      { ...storedOf("drivers"), rSquared: 2 },
      "out_of_range",
      ["rSquared"],
    ],
    ["an answer as text", parseSurveyResponses, [{ score: "9" }], "not_a_number", [0, "score"]],
    [
      "a weight below 0",
      parseSurveyResponses,
      [{ score: 9, weight: -1 }],
      "negative_value",
      [0, "weight"],
    ],
    [
      "a weight too small",
      parseSurveyResponses,
      [{ score: 9, weight: 1e-200 }],
      "out_of_range",
      [0, "weight"],
    ],
    ["half a count", parseSurveyCounts, { counts: { 8: 1.5 } }, "out_of_range", ["counts", "8"]],
    [
      "an answer that is none",
      parseSurveyCounts,
      { counts: { many: 1 } },
      "not_a_number",
      ["counts", "many"],
    ],
    [
      "a time that is none",
      parseSurveyContacts,
      [{ customerId: 1, at: "soon" }],
      "invalid_time",
      [0, "at"],
    ],
  ])("%s", (_, parse, data, code, path) => {
    expect(refusalOf(parse, data)).toMatchObject({ code, path });
  });

  it("in the package's own way, whatever it is", () => {
    const wrong = fc.oneof(
      fc.constantFrom<unknown>(
        Number.NaN,
        Infinity,
        -1,
        0.5,
        "",
        "x",
        null,
        undefined,
        [],
        {},
        10n,
      ),
      fc.constantFrom<unknown>(Symbol("s"), () => 1, new Date(Number.NaN), new Map(), [null]),
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...storedSurveys),
        wrong,
        fc.nat(),
        ([, parse, noun], value, place) => {
          const data = structuredClone(noun);
          plant(data, value, place);
          try {
            parse(data);
          } catch (error) {
            expect(error).toBeInstanceOf(InputError);
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** Sets the value at some place within the data. */
function plant(data: unknown, value: unknown, place: number): void {
  const places: [object, string][] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== "object" || node === null) return;
    for (const [key, child] of Object.entries(node)) {
      places.push([node, key]);
      visit(child);
    }
  };
  visit(data);
  const [node, key] = places[place % places.length];
  Reflect.set(node, key, value);
}
