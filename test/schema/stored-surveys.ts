import {
  parseChoiceTable,
  parseDriverAnalysis,
  parseRequiredSample,
  parseTagScores,
} from "../../src/schema/survey-analyses.ts";
import {
  parseSurveyContacts,
  parseSurveyCounts,
  parseSurveyResponses,
} from "../../src/schema/survey-answers.ts";
import { parseScoreComparison, parseWaveComparison } from "../../src/schema/survey-comparisons.ts";
import { parseSurveyPlan } from "../../src/schema/survey-plan.ts";
import {
  parsePeriodScores,
  parseSegmentScores,
  parseSurveyScore,
} from "../../src/schema/survey-scores.ts";
import { compareScores } from "../../src/survey/compare-scores.ts";
import { compareWaves } from "../../src/survey/compare-waves.ts";
import { driverAnalysis } from "../../src/survey/driver-analysis.ts";
import { planSurveys } from "../../src/survey/plan-surveys.ts";
import { requiredSample } from "../../src/survey/required-sample.ts";
import { scoreBySegment } from "../../src/survey/score-by-segment.ts";
import { scoreCes } from "../../src/survey/score-ces.ts";
import { scoreCsat } from "../../src/survey/score-csat.ts";
import { scoreNps } from "../../src/survey/score-nps.ts";
import { scoreOverTime } from "../../src/survey/score-over-time.ts";
import { scoreTags } from "../../src/survey/score-tags.ts";
import { tabulateChoices } from "../../src/survey/tabulate-choices.ts";
import type { SurveyMeasure } from "../../src/survey/types.ts";
import type { Parse } from "./refusal.ts";

const answers = [
  { score: 7, at: "2026-01-05", segment: "web", customerId: "ann", weight: 2 },
  { score: 3, at: "2026-02-01T23:30:00Z", segment: "shop", customerId: "bob" },
  { score: 6.5, at: 1_770_000_000_000, segment: "web", customerId: "cyd" },
];
const scale = { min: 0, max: 10 };
const waves = [
  { score: 10, customerId: "ann" },
  { score: 4, customerId: "bob" },
];
const samples = (wanted: SurveyMeasure["kind"]) => {
  const [one, two] = wanted === "nps" ? [9, 3] : [5, 2];
  return [
    { name: "one", answers: { counts: { [one]: 5, [two]: 2 } } },
    { name: "two", answers: { counts: { [one]: 3, [two]: 4 } } },
  ];
};
const measures: SurveyMeasure[] = [
  { kind: "nps" },
  { kind: "csat" },
  { kind: "csat", metric: "mean", scale: { min: -2, max: 5 }, positive: [5, 3] },
  { kind: "ces" },
  { kind: "ces", version: "v1", metric: "net" },
  { kind: "ces", metric: "positive" },
];

/** Nouns as the verbs make them, with what reads them back. */
export const storedSurveys: [string, Parse, unknown][] = [
  ["answers", parseSurveyResponses, answers.map((answer) => ({ ...answer, scale }))],
  ["counts", parseSurveyCounts, { counts: { 3: 20, 6.5: 1, 10: 50 }, scale }],
  ["contacts", parseSurveyContacts, [{ customerId: 7, at: "2026-01-05", survey: "nps" }]],
  ["NPS", parseSurveyScore, scoreNps(answers, { invited: 9, population: 40 })],
  ["NPS of nobody", parseSurveyScore, scoreNps([])],
  ["CSAT", parseSurveyScore, scoreCsat({ counts: { 5: 3, 1: 1 } })],
  ["CSAT as a mean", parseSurveyScore, scoreCsat({ counts: { 5: 3 } }, { metric: "mean" })],
  ["CES", parseSurveyScore, scoreCes({ counts: { 5: 3, 1: 1 } }, { version: "v1" })],
  ["scores by segment", parseSegmentScores, scoreBySegment(answers)],
  [
    "scores over time",
    parsePeriodScores,
    scoreOverTime(answers, { asOf: "2026-03-15", timeZone: "Europe/Berlin" }),
  ],
  ...measures.map((measure): [string, Parse, unknown] => [
    `comparison of ${JSON.stringify(measure)}`,
    parseScoreComparison,
    compareScores(samples(measure.kind), { measure }),
  ]),
  [
    "comparison of pairs",
    parseScoreComparison,
    compareScores(
      [
        { name: "one", answers: waves },
        { name: "two", answers: waves },
      ],
      { paired: true },
    ),
  ],
  ["waves", parseWaveComparison, compareWaves(waves, [{ score: 6, customerId: "ann" }])],
  [
    "drivers",
    parseDriverAnalysis,
    driverAnalysis(
      [1, 2, 4, 3, 5].map((price, at) => ({
        score: at,
        drivers: { price, speed: at === 2 ? null : 1 },
      })),
      { seed: 1, resamples: 20 },
    ),
  ],
  [
    "tags",
    parseTagScores,
    scoreTags([
      { score: 3, tags: ["slow"] },
      { score: 9, tags: [] },
    ]),
  ],
  ["choices", parseChoiceTable, tabulateChoices([{ choices: ["a", "b"] }], { several: true })],
  ["required sample", parseRequiredSample, requiredSample({ margin: 5, responseRate: 0.2 })],
  ["required samples", parseRequiredSample, requiredSample({ difference: 5 })],
  [
    "plan",
    parseSurveyPlan,
    planSurveys([{ customerId: "ann", consent: true }, { customerId: "bob" }], {
      asOf: "2026-03-01",
      seed: 1,
      history: [{ customerId: "bob", at: "2026-02-01" }],
    }),
  ],
];
