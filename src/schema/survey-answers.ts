import * as z from "zod/mini";
import { checkWeight } from "../survey/check.ts";
import type { SurveyContact } from "../survey/plan-types.ts";
import { readAnswers } from "../survey/read-answers.ts";
import type { SurveyCounts, SurveyResponse } from "../survey/types.ts";
import { customerId, finite, lawful, listOf, timeInput } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";
import { answerScale } from "./survey-leaves.ts";

const weight = z.number().check(lawful((value) => checkWeight(value, [])));

/** What is stored of an answer; see {@link parseSurveyResponses}. */
export const surveyResponseSchema = z.object({
  score: finite,
  at: z.exactOptional(timeInput),
  customerId: z.exactOptional(customerId),
  segment: z.exactOptional(z.string()),
  weight: z.exactOptional(weight),
  scale: z.exactOptional(answerScale),
});

/** What is stored of answers; see {@link parseSurveyResponses}. */
export const surveyResponsesSchema = listOf(surveyResponseSchema);

/** What is stored of counted answers; see {@link parseSurveyCounts}. */
export const surveyCountsSchema = z
  .strictObject({
    counts: z.record(z.string(), finite),
    scale: z.exactOptional(answerScale),
  })
  .check(lawful((counted) => readAnswers(counted, counted.scale ?? { min: 0, max: 10 })));

/** What is stored of surveys that were sent; see {@link parseSurveyContacts}. */
export const surveyContactsSchema = listOf(
  z.object({
    customerId,
    at: timeInput,
    channel: z.exactOptional(z.string()),
    survey: z.exactOptional(z.string()),
  }),
);

/**
 * Are these answers to a survey?
 *
 * For data from outside. What else a row holds is normal, and left out. Whether an answer is on the
 * scale only the score can say, which knows the scale.
 *
 * @param data - anything
 * @returns the answers in the order they came
 * @throws InputError `not_a_number`, `non_finite_value`, `negative_value` and `out_of_range` for a
 *   weight, `invalid_time`, `missing_offset`, `missing_id`, `invalid_id`, `invalid_shape`; faults
 *   as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { parseSurveyResponses } from "clientele/schema";
 * import { scoreNps } from "clientele/survey";
 *
 * scoreNps(parseSurveyResponses([{ score: 9, browser: "Firefox" }, { score: 3 }])).score; // => 0
 * parseSurveyResponses([{ score: "9" }]); // => throws not_a_number
 * ```
 */
export function parseSurveyResponses(data: unknown): readonly SurveyResponse[] {
  return parseWith(surveyResponsesSchema, data);
}

/**
 * Are these counted answers?
 *
 * @param data - anything
 * @returns the counts
 * @throws InputError `not_a_number` for an answer that is none, `out_of_range` for a count that is no
 *   whole number of at least 0; `unknown_key`, `invalid_shape`; faults in `details.issues`
 *
 * @example
 * ```ts
 * import { parseSurveyCounts } from "clientele/schema";
 *
 * parseSurveyCounts({ counts: { 8: 12, 10: 30 } }).counts[8]; // => 12
 * parseSurveyCounts({ counts: { 8: 1.5 } }); // => throws out_of_range
 * ```
 */
export function parseSurveyCounts(data: unknown): SurveyCounts {
  return parseWith(surveyCountsSchema, data);
}

/**
 * Is this a history of surveys that were sent, for `planSurveys` to go by?
 *
 * @param data - anything
 * @returns the contacts in the order they came
 * @throws InputError `invalid_time`, `missing_offset`, `missing_id`, `invalid_id`, `invalid_shape`;
 *   faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { parseSurveyContacts } from "clientele/schema";
 *
 * parseSurveyContacts([{ customerId: "ann", at: "2026-02-01", channel: "sms" }])[0].channel; // => "sms"
 * parseSurveyContacts([{ customerId: "ann", at: "soon" }]); // => throws invalid_time
 * ```
 */
export function parseSurveyContacts(data: unknown): readonly SurveyContact[] {
  return parseWith(surveyContactsSchema, data);
}
