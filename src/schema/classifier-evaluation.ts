import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import type {
  ClassifierEvaluation,
  ClassifierWarningCode,
} from "../retention/churn-model/evaluate/noun.ts";
import { count, finite, lawful, level, listOf, nonNegative, share, warningOf } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const estimate = z.strictObject({
  value: z.nullable(finite),
  standardError: z.nullable(nonNegative),
  lower: z.nullable(finite),
  upper: z.nullable(finite),
});

const calibration = z.strictObject({
  bins: listOf(
    z.strictObject({
      from: share,
      to: share,
      n: nonNegative,
      predicted: share,
      observed: share,
      lower: share,
      upper: share,
    }),
  ),
  slope: estimate,
  intercept: estimate,
  inTheLarge: estimate,
});

const lift = z.strictObject({
  bin: count,
  n: nonNegative,
  events: nonNegative,
  rate: nonNegative,
  lift: nonNegative,
  gain: share,
  cumulativeLift: nonNegative,
});

const choice = z.strictObject({
  threshold: z.nullable(finite),
  cost: finite,
  costPerCustomer: finite,
  truePositives: nonNegative,
  falsePositives: nonNegative,
  falseNegatives: nonNegative,
  trueNegatives: nonNegative,
  precision: z.nullable(share),
  recall: z.nullable(share),
  theoretical: z.nullable(share),
});

/** What is stored of how good scores are; see {@link parseClassifierEvaluation}. */
export const classifierEvaluationSchema = z
  .strictObject({
    n: count,
    events: nonNegative,
    weight: nonNegative,
    level,
    rocAuc: estimate,
    averagePrecision: z.nullable(share),
    brierScore: z.nullable(share),
    brierSkill: z.nullable(finite),
    logLoss: z.nullable(nonNegative),
    calibration: z.nullable(calibration),
    rocCurve: listOf(
      z.strictObject({
        threshold: z.nullable(finite),
        falsePositiveRate: share,
        truePositiveRate: share,
      }),
    ),
    precisionRecallCurve: listOf(
      z.strictObject({ threshold: finite, recall: share, precision: share }),
    ),
    lift: listOf(lift),
    bestThreshold: z.nullable(choice),
    warnings: listOf(
      warningOf(z.enum(["not_probabilities", "one_outcome"] satisfies ClassifierWarningCode[])),
    ),
  })
  .check(lawful(checkEvaluation));

/** No more left than there were, and curves go up. */
function checkEvaluation({ events, weight, rocCurve }: ClassifierEvaluation): void {
  if (events > weight) {
    throw new InputError("out_of_range", `expected at most ${weight}, got ${events}`, ["events"]);
  }
  for (const [i, point] of rocCurve.entries()) {
    const before = rocCurve[i - 1] ?? point;
    for (const name of ["falsePositiveRate", "truePositiveRate"] as const) {
      if (point[name] >= before[name]) continue;
      const message = `expected at least ${before[name]}, as before, got ${point[name]}`;
      throw new InputError("out_of_range", message, ["rocCurve", i, name]);
    }
  }
}

/**
 * Is this what `evaluateClassifier` found?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the evaluation
 * @throws InputError `unknown_key`, `not_a_number`, `negative_value`, `out_of_range` also where a curve falls,
 *   `invalid_option`, `invalid_shape`; faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { evaluateClassifier } from "clientele/retention";
 * import { parseClassifierEvaluation } from "clientele/schema";
 *
 * const evaluation = evaluateClassifier([0.9, 0.6, 0.4, 0.1], [1, 0, 1, 0]);
 * parseClassifierEvaluation(JSON.parse(JSON.stringify(evaluation))).rocAuc.value; // => 0.75
 * parseClassifierEvaluation({ ...evaluation, events: 9 }); // => throws out_of_range
 * ```
 */
export function parseClassifierEvaluation(data: unknown): ClassifierEvaluation {
  return parseWith(classifierEvaluationSchema, data);
}
