import * as z from "zod/mini";
import type { ProportionMethod } from "../numeric/intervals.ts";
import { PROPORTION_METHODS } from "../numeric/intervals.ts";
import type { DriverAnalysis, DriverWarningCode } from "../survey/driver-types.ts";
import type { RequiredSample } from "../survey/required-sample.ts";
import type { TagScores } from "../survey/score-tags.ts";
import type { ChoiceTable } from "../survey/tabulate-choices.ts";
import { count, finite, listOf, nonNegative, positive, share, warningOf } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";
import { correction } from "./survey-comparisons.ts";
import { answerGroup, difference, estimate, level, measureUsed } from "./survey-leaves.ts";
import { surveyScoreSchema } from "./survey-scores.ts";

const estimated = z.strictObject(estimate);

const driverWarning = z.enum([
  "incomplete_answers",
  "constant_driver",
  "constant_score",
  "collinear_drivers",
  "too_few_answers",
] satisfies DriverWarningCode[]);

/** What is stored of a driver analysis; see {@link parseDriverAnalysis}. */
export const driverAnalysisSchema = z.strictObject({
  n: count,
  effectiveN: z.nullable(nonNegative),
  incomplete: count,
  rSquared: z.nullable(share),
  level,
  resamples: count,
  drivers: listOf(
    z.strictObject({
      driver: z.string(),
      mean: z.nullable(finite),
      correlation: estimated,
      relativeWeight: estimated,
      importance: estimated,
    }),
  ),
  warnings: listOf(warningOf(driverWarning)),
});

/** What is stored of scores by tag; see {@link parseTagScores}. */
export const tagScoresSchema = z.strictObject({
  all: surveyScoreSchema,
  level,
  correction,
  tags: listOf(
    z.strictObject({
      tag: z.string(),
      ...answerGroup,
      score: z.nullable(finite),
      scoreWithout: z.nullable(finite),
      impact: z.nullable(finite),
      difference: z.strictObject(difference),
      adjustedPValue: z.nullable(share),
    }),
  ),
});

/** What is stored of a table of choices; see {@link parseChoiceTable}. */
export const choiceTableSchema = z.strictObject({
  n: count,
  weight: nonNegative,
  effectiveN: z.nullable(nonNegative),
  nothing: count,
  several: z.boolean(),
  level,
  intervalLevel: level,
  method: z.enum(PROPORTION_METHODS satisfies readonly ProportionMethod[]),
  choices: listOf(
    z.strictObject({ choice: z.string(), ...answerGroup, shareOfChoices: z.nullable(share) }),
  ),
});

/** What is stored of a required sample; see {@link parseRequiredSample}. */
export const requiredSampleSchema = z.strictObject({
  n: count,
  against: z.nullable(count),
  invitations: z.nullable(count),
  invitationsAgainst: z.nullable(count),
  exact: positive,
  measure: measureUsed,
  standardDeviation: nonNegative,
  standardDeviationAgainst: z.nullable(nonNegative),
});

/**
 * Is this a driver analysis, as `driverAnalysis` makes them?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the analysis
 * @throws InputError `unknown_key`, `invalid_option`, `not_a_number`, `non_finite_value`,
 *   `negative_value`, `out_of_range`, `invalid_shape`; faults in `details.issues`
 *
 * @example
 * ```ts
 * import { parseDriverAnalysis } from "clientele/schema";
 * import { driverAnalysis } from "clientele/survey";
 *
 * const rows = [1, 2, 4].map((price, at) => ({ score: at, drivers: { price } }));
 * const stored = JSON.parse(JSON.stringify(driverAnalysis(rows, { seed: 7, resamples: 0 })));
 * parseDriverAnalysis(stored).drivers[0].driver; // => "price"
 * parseDriverAnalysis({ ...stored, rSquared: 2 }); // => throws out_of_range
 * ```
 */
export function parseDriverAnalysis(data: unknown): DriverAnalysis {
  return parseWith(driverAnalysisSchema, data);
}

/**
 * Are these scores by tag, as `scoreTags` makes them?
 *
 * @param data - anything
 * @returns the scores
 * @throws InputError as `parseSurveyScore` does
 *
 * @example
 * ```ts
 * import { parseTagScores } from "clientele/schema";
 * import { scoreTags } from "clientele/survey";
 *
 * const scores = scoreTags([{ score: 3, tags: ["delivery"] }]);
 * parseTagScores(JSON.parse(JSON.stringify(scores))).tags[0].tag; // => "delivery"
 * parseTagScores({ ...scores, level: 1 }); // => throws out_of_range
 * ```
 */
export function parseTagScores(data: unknown): TagScores {
  return parseWith(tagScoresSchema, data);
}

/**
 * Is this a table of choices, as `tabulateChoices` makes them?
 *
 * @param data - anything
 * @returns the table
 * @throws InputError as `parseDriverAnalysis` does
 *
 * @example
 * ```ts
 * import { parseChoiceTable } from "clientele/schema";
 * import { tabulateChoices } from "clientele/survey";
 *
 * const table = tabulateChoices([{ choices: "price" }]);
 * parseChoiceTable(JSON.parse(JSON.stringify(table))).choices[0].share; // => 1
 * parseChoiceTable({ ...table, nothing: -1 }); // => throws out_of_range
 * ```
 */
export function parseChoiceTable(data: unknown): ChoiceTable {
  return parseWith(choiceTableSchema, data);
}

/**
 * Is this a required sample, as `requiredSample` makes them?
 *
 * @param data - anything
 * @returns the sample
 * @throws InputError as `parseDriverAnalysis` does
 *
 * @example
 * ```ts
 * import { parseRequiredSample } from "clientele/schema";
 * import { requiredSample } from "clientele/survey";
 *
 * const sample = requiredSample({ margin: 5 });
 * parseRequiredSample(JSON.parse(JSON.stringify(sample))).n; // => 1537
 * parseRequiredSample({ ...sample, n: 0.5 }); // => throws out_of_range
 * ```
 */
export function parseRequiredSample(data: unknown): RequiredSample {
  return parseWith(requiredSampleSchema, data);
}
