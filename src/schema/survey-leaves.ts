import * as z from "zod/mini";
import { checkInteger } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import type { ScoreDifference } from "../survey/compare-types.ts";
import { checkMeasureUsed } from "../survey/measure.ts";
import type {
  AnswerScale,
  MeasureUsed,
  ScoreMethod,
  SurveyScore,
  SurveyWarningCode,
} from "../survey/types.ts";
import { count, finite, lawful, listOf, nonNegative, share, warningOf } from "./leaves.ts";

/** A confidence level, between 0 and 1. */
export const level = z.number().check(
  lawful((value) => {
    if (value > 0 && value < 1) return;
    throw new InputError("out_of_range", `expected more than 0, less than 1, got ${value}`);
  }),
);

const whole = z.number().check(lawful((value) => checkInteger(value, [], -1e6, 1e6)));

export const answerScale: z.ZodMiniType<AnswerScale> = z.strictObject({ min: whole, max: whole });

/** A measure that the library can have scored by. */
export const measureUsed = z
  .strictObject({
    kind: z.enum(["nps", "csat", "ces"] satisfies MeasureUsed["kind"][]),
    version: z.nullable(z.enum(["v1", "v2"])),
    metric: z.enum(["net", "share", "mean"] satisfies MeasureUsed["metric"][]),
    scale: answerScale,
    better: z.enum(["high", "low"] satisfies MeasureUsed["better"][]),
    positive: listOf(whole),
    negative: listOf(whole),
  })
  .check(lawful(checkMeasureUsed));

export const scoreMethod = z.enum([
  ...(["adjusted_wald", "wald", "score", "student_t", "normal"] satisfies ScoreMethod[]),
  ...(["wilson", "agresti_coull", "clopper_pearson", "jeffreys"] satisfies ScoreMethod[]),
]);

/** A number that may be undefined, with its interval. */
export const estimate = {
  value: z.nullable(finite),
  lower: z.nullable(finite),
  upper: z.nullable(finite),
};

/** Shares by weight, from 0 to 1. */
export const answerGroup = {
  n: count,
  weight: nonNegative,
  share: z.nullable(share),
  lower: z.nullable(share),
  upper: z.nullable(share),
};

const warningCode = z.enum([
  "no_answers",
  "one_answer",
  "all_equal",
  "suspected_scale",
  "uneven_weights",
] satisfies SurveyWarningCode[]);

/** The fields of every score. */
export const scoreFields = {
  measure: measureUsed,
  score: z.nullable(finite),
  lower: z.nullable(finite),
  upper: z.nullable(finite),
  standardError: z.nullable(nonNegative),
  share: z.nullable(z.strictObject({ ...estimate, standardError: z.nullable(nonNegative) })),
  n: count,
  weight: nonNegative,
  effectiveN: z.nullable(nonNegative),
  designEffect: z.nullable(nonNegative),
  level,
  method: scoreMethod,
  groups: z.record(z.string(), z.strictObject(answerGroup)),
  distribution: listOf(z.strictObject({ answer: finite, ...answerGroup })),
  responseRate: z.nullable(z.strictObject({ ...estimate, n: count })),
  warnings: listOf(warningOf(warningCode)),
};

/** Refuses a score whose answers do not add up to what it says. */
export function checkCounts({ n, groups, distribution }: SurveyScore): void {
  for (const [name, parts] of Object.entries({ groups: Object.values(groups), distribution })) {
    const total = parts.reduce((sum, part) => sum + part.n, 0);
    if (total === n) continue;
    throw new InputError("length_mismatch", `expected ${n} answers in all, got ${total}`, [name]);
  }
}

/** A difference of scores, on the published scale. */
export const difference: {
  readonly [Name in keyof ScoreDifference]: z.ZodMiniType<number | null>;
} = {
  difference: z.nullable(finite),
  lower: z.nullable(finite),
  upper: z.nullable(finite),
  standardError: z.nullable(nonNegative),
  statistic: z.nullable(finite),
  degreesOfFreedom: z.nullable(nonNegative),
  pValue: z.nullable(share),
};
