import * as z from "zod/mini";
import type { SegmentScores } from "../survey/score-by-segment.ts";
import type { PeriodScores } from "../survey/score-over-time.ts";
import type { SurveyScore } from "../survey/types.ts";
import { count, day, lawful, listOf, timeZone } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";
import { checkCounts, level, measureUsed, scoreFields, scoreMethod } from "./survey-leaves.ts";

/** What is stored of a score; see {@link parseSurveyScore}. */
export const surveyScoreSchema = z.strictObject(scoreFields).check(lawful(checkCounts));

/** What is stored of scores by segment; see {@link parseSegmentScores}. */
export const segmentScoresSchema = z.strictObject({
  measure: measureUsed,
  level,
  method: scoreMethod,
  all: surveyScoreSchema,
  segments: listOf(
    z.strictObject({ segment: z.string(), ...scoreFields }).check(lawful(checkCounts)),
  ),
});

/** What is stored of scores over time; see {@link parsePeriodScores}. */
export const periodScoresSchema = z.strictObject({
  measure: measureUsed,
  timeZone,
  asOf: day,
  level,
  method: scoreMethod,
  periods: listOf(
    z
      .strictObject({ from: day, to: day, complete: z.boolean(), ...scoreFields })
      .check(lawful(checkCounts)),
  ),
  outside: count,
});

/**
 * Is this a score, as `scoreNps`, `scoreCsat` and `scoreCes` make them?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the score
 * @throws InputError `length_mismatch` where groups or distribution do not add up to the answers;
 *   `invalid_option` for a measure that no options make; `unknown_key`, `not_a_number`,
 *   `non_finite_value`, `negative_value`, `out_of_range`, `invalid_shape`; faults as
 *   `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { parseSurveyScore } from "clientele/schema";
 * import { scoreNps } from "clientele/survey";
 *
 * const stored = JSON.parse(JSON.stringify(scoreNps({ counts: { 3: 20, 8: 30, 10: 50 } })));
 * parseSurveyScore(stored).score; // => 30
 * parseSurveyScore({ ...stored, n: 101 }); // => throws length_mismatch
 * ```
 */
export function parseSurveyScore(data: unknown): SurveyScore {
  return parseWith(surveyScoreSchema, data);
}

/**
 * Are these scores by segment, as `scoreBySegment` makes them?
 *
 * @param data - anything
 * @returns the scores
 * @throws InputError as `parseSurveyScore` does
 *
 * @example
 * ```ts
 * import { parseSegmentScores } from "clientele/schema";
 * import { scoreBySegment } from "clientele/survey";
 *
 * const scores = scoreBySegment([{ score: 9, segment: "web" }]);
 * parseSegmentScores(JSON.parse(JSON.stringify(scores))).segments[0].segment; // => "web"
 * parseSegmentScores({ ...scores, segments: {} }); // => throws invalid_shape
 * ```
 */
export function parseSegmentScores(data: unknown): SegmentScores {
  return parseWith(segmentScoresSchema, data);
}

/**
 * Are these scores over time, as `scoreOverTime` makes them?
 *
 * @param data - anything
 * @returns the scores
 * @throws InputError `invalid_time`, `unknown_time_zone`; else as `parseSurveyScore` does
 *
 * @example
 * ```ts
 * import { parsePeriodScores } from "clientele/schema";
 * import { scoreOverTime } from "clientele/survey";
 *
 * const scores = scoreOverTime([{ score: 9, at: "2026-01-05" }], { asOf: "2026-01-31" });
 * parsePeriodScores(JSON.parse(JSON.stringify(scores))).periods[0].from; // => "2026-01-01"
 * parsePeriodScores({ ...scores, timeZone: "Mars/Base" }); // => throws unknown_time_zone
 * ```
 */
export function parsePeriodScores(data: unknown): PeriodScores {
  return parseWith(periodScoresSchema, data);
}
