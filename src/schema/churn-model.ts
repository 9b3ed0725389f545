import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import type { ChurnModel, ChurnWarningCode } from "../retention/churn-model/model.ts";
import {
  count,
  finite,
  lawful,
  level,
  listOf,
  nonNegative,
  positive,
  share,
  square,
  warningOf,
} from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

/** What is stored of a churn model; see {@link parseChurnModel}. */
export const churnModelSchema = z
  .strictObject({
    kind: z.literal("churn-logistic"),
    version: z.literal(1),
    params: z.strictObject({
      intercept: z.nullable(finite),
      coefficients: z.record(z.string(), z.nullable(finite)),
      means: z.record(z.string(), finite),
    }),
    fit: z.exactOptional(
      z.strictObject({
        n: count,
        weight: positive,
        events: positive,
        level,
        ridge: nonNegative,
        standardize: z.boolean(),
        verdict: z.enum(["optimum", "boundary"]),
        iterations: count,
        logLikelihood: finite,
        nullLogLikelihood: finite,
        effectiveParameters: nonNegative,
        coefficients: listOf(
          z.strictObject({
            feature: z.nullable(z.string()),
            estimate: z.nullable(finite),
            standardError: z.nullable(nonNegative),
            oddsRatio: z.nullable(nonNegative),
            lower: z.nullable(nonNegative),
            upper: z.nullable(nonNegative),
            pValue: z.nullable(share),
          }),
        ),
        covariance: square,
        warnings: listOf(
          warningOf(z.enum(["separation", "too_little_data"] satisfies ChurnWarningCode[])),
        ),
      }),
    ),
  })
  .check(lawful(checkChurnModel));

/** Every feature has a mean and, in its order, a row of the table and of the covariance. */
function checkChurnModel({ params, fit }: ChurnModel): void {
  const names = Object.keys(params.coefficients);
  if (names.length === 0) {
    const path = ["params", "coefficients"];
    throw new InputError("empty", "expected at least one feature", path);
  }
  for (const name of names) {
    if (Object.hasOwn(params.means, name)) continue;
    const path = ["params", "means", name];
    throw new InputError("missing_feature", `expected a mean of "${name}"`, path);
  }
  if (fit === undefined) return;
  const listed = [null, ...names];
  for (const [name, column] of Object.entries({
    coefficients: fit.coefficients,
    covariance: fit.covariance,
  })) {
    if (column.length === listed.length) continue;
    const message = `expected ${listed.length} rows: the intercept and the features, got ${column.length}`;
    throw new InputError("length_mismatch", message, ["fit", name]);
  }
  fit.coefficients.forEach(({ feature }, i) => {
    if (feature === listed[i]) return;
    const path = ["fit", "coefficients", i, "feature"];
    throw new InputError("invalid_shape", `expected the order of the coefficients`, path);
  });
  if (fit.events >= fit.weight) {
    const message = `expected fewer than all ${fit.weight}, got ${fit.events}`;
    throw new InputError("out_of_range", message, ["fit", "events"]);
  }
}

/**
 * Is this a model of who will leave?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the model, ready for `scoreChurn`
 * @throws InputError as `parseModel` does; `missing_feature` where a feature has no mean; `empty` without
 *   features; `length_mismatch` where table or covariance are not of the features
 *
 * @example
 * ```ts
 * import { scoreChurn } from "clientele/retention";
 * import { parseChurnModel } from "clientele/schema";
 *
 * const params = { intercept: -2, coefficients: { tickets: 0.5 }, means: { tickets: 1.2 } };
 * const model = parseChurnModel({ kind: "churn-logistic", version: 1, params });
 * scoreChurn(model, { features: { tickets: 4 } }); // => 0.5
 * parseChurnModel({ kind: "churn-logistic", version: 1, params: { ...params, means: {} } }); // => throws missing_feature
 * ```
 */
export function parseChurnModel(data: unknown): ChurnModel {
  return parseWith(churnModelSchema, data);
}
