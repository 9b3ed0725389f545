import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import type { PlanReasonCode, SurveyPlan } from "../survey/plan-types.ts";
import { count, customerId, day, lawful, listOf, timeZone } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const code = z.enum([
  ...(["no_consent", "quarantine", "same_survey", "frequency_cap"] satisfies PlanReasonCode[]),
  ...(["no_purchase", "too_soon_after_purchase"] satisfies PlanReasonCode[]),
  ...(["too_late_after_purchase", "not_sampled", "over_quota"] satisfies PlanReasonCode[]),
]);

/** What is stored of a plan; see {@link parseSurveyPlan}. */
export const surveyPlanSchema = z
  .strictObject({
    asOf: day,
    timeZone,
    candidates: count,
    asked: count,
    decisions: listOf(
      z.strictObject({
        customerId,
        ask: z.boolean(),
        reasons: listOf(z.strictObject({ code, until: z.nullable(day) })),
        askableFrom: z.nullable(day),
      }),
    ),
    reasons: listOf(z.strictObject({ code, n: count })),
  })
  .check(lawful(checkPlan));

/**
 * Is this a plan, as `planSurveys` makes them?
 *
 * For whoever sends the surveys from a plan that was stored: nobody is asked against a reason.
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the plan
 * @throws InputError `inconsistent_decision` for somebody who is asked against a reason, or not asked
 *   without one; `length_mismatch` for counts that are not those of the decisions; `unknown_key`,
 *   `invalid_option`, `invalid_time`, `missing_id`, `invalid_id`, `invalid_shape`; faults as
 *   `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { parseSurveyPlan } from "clientele/schema";
 * import { planSurveys } from "clientele/survey";
 *
 * const plan = planSurveys([{ customerId: "ann", consent: true }], { asOf: "2026-03-01", seed: 1 });
 * const stored = JSON.parse(JSON.stringify(plan));
 * parseSurveyPlan(stored).asked; // => 1
 * parseSurveyPlan({ ...stored, asked: 0 }); // => throws length_mismatch
 * ```
 */
export function parseSurveyPlan(data: unknown): SurveyPlan {
  return parseWith(surveyPlanSchema, data);
}

function checkPlan({ candidates, asked, decisions }: SurveyPlan): void {
  for (const [at, { ask, reasons }] of decisions.entries()) {
    if (ask === (reasons.length === 0)) continue;
    const message = ask ? "expected no reason against" : "expected a reason against";
    throw new InputError("inconsistent_decision", message, ["decisions", at, "reasons"]);
  }
  const found = { candidates: decisions.length, asked: decisions.filter(({ ask }) => ask).length };
  for (const [name, expected, got] of [
    ["candidates", found.candidates, candidates],
    ["asked", found.asked, asked],
  ] as const) {
    if (expected === got) continue;
    throw new InputError("length_mismatch", `expected ${expected}, got ${got}`, [name]);
  }
}
