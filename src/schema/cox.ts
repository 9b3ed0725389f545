import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import type { CoxModel, CoxTies, CoxWarningCode } from "../retention/survival/cox/model.ts";
import {
  count,
  customerId,
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

const rising = listOf(nonNegative).check(
  lawful((values) => {
    const fall = values.findIndex((value, i) => i > 0 && value < values[i - 1]);
    if (fall < 0) return;
    const message = `expected at least ${values[fall - 1]}, as before, got ${values[fall]}`;
    throw new InputError("out_of_range", message, [fall]);
  }),
);

const test = z.strictObject({
  statistic: finite,
  degreesOfFreedom: count,
  pValue: share,
});

const baseline = z
  .strictObject({
    stratum: z.nullable(customerId),
    lastTime: nonNegative,
    times: rising,
    cumulativeHazard: rising,
    variance: listOf(nonNegative),
    drift: listOf(listOf(finite)),
  })
  .check(
    lawful(({ times, cumulativeHazard, variance, drift }) => {
      const columns = { cumulativeHazard, variance };
      for (const [name, column] of Object.entries(columns)) {
        checkLength(column, times.length, [name]);
      }
      for (const [j, column] of drift.entries()) checkLength(column, times.length, ["drift", j]);
    }),
  );

const concordance = z.strictObject({
  value: z.nullable(share),
  standardError: z.nullable(nonNegative),
  lower: z.nullable(share),
  upper: z.nullable(share),
  concordant: nonNegative,
  discordant: nonNegative,
  tiedScores: nonNegative,
  tiedTimes: nonNegative,
  tiedBoth: nonNegative,
});

/** What is stored of a Cox model; see {@link parseCoxModel}. */
export const coxModelSchema = z
  .strictObject({
    kind: z.literal("cox"),
    version: z.literal(1),
    params: z.strictObject({
      coefficients: z.record(z.string(), z.nullable(finite)),
      means: z.record(z.string(), finite),
      baseline: listOf(baseline),
    }),
    fit: z.strictObject({
      ties: z.enum(["efron", "breslow", "exact"] satisfies CoxTies[]),
      n: count,
      events: positive,
      level,
      verdict: z.enum(["optimum", "boundary"]),
      iterations: count,
      logLikelihood: finite,
      nullLogLikelihood: finite,
      coefficients: listOf(
        z.strictObject({
          covariate: z.string(),
          estimate: z.nullable(finite),
          hazardRatio: z.nullable(nonNegative),
          standardError: z.nullable(nonNegative),
          lower: z.nullable(nonNegative),
          upper: z.nullable(nonNegative),
          pValue: z.nullable(share),
        }),
      ),
      covariance: square,
      robustCovariance: z.nullable(square),
      likelihoodRatioTest: test,
      scoreTest: test,
      waldTest: z.nullable(test),
      concordance: z.nullable(concordance),
      warnings: listOf(warningOf(z.enum(["monotone_likelihood"] satisfies CoxWarningCode[]))),
    }),
  })
  .check(lawful(checkCoxModel));

/** Every covariate has a coefficient, a mean, a row of the covariance and a drift of the baseline. */
function checkCoxModel({ params, fit }: CoxModel): void {
  const names = Object.keys(params.coefficients);
  for (const name of names) {
    if (Object.hasOwn(params.means, name)) continue;
    const path = ["params", "means", name];
    throw new InputError("missing_covariate", `expected a mean of "${name}"`, path);
  }
  checkLength(fit.coefficients, names.length, ["fit", "coefficients"]);
  checkLength(fit.covariance, names.length, ["fit", "covariance"]);
  if (fit.robustCovariance !== null) {
    checkLength(fit.robustCovariance, names.length, ["fit", "robustCovariance"]);
  }
  params.baseline.forEach(({ drift }, i) => {
    checkLength(drift, names.length, ["params", "baseline", i, "drift"]);
  });
}

function checkLength(
  column: readonly unknown[],
  length: number,
  path: readonly (string | number)[],
): void {
  if (column.length === length) return;
  throw new InputError("length_mismatch", `expected ${length}, got ${column.length}`, path);
}

/**
 * Is this a Cox model?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the model, ready for `predictCox`
 * @throws InputError as `parseModel` does; `missing_covariate` where a covariate has no mean;
 *   `length_mismatch` where a covariance or a baseline is not of the covariates
 *
 * @example
 * ```ts
 * import { fitCox, predictCox } from "clientele/retention";
 * import { parseCoxModel } from "clientele/schema";
 *
 * const data = { time: [2, 3, 5, 7], event: [1, 1, 1, 0], covariates: { discount: [1, 0, 1, 0] } };
 * const model = parseCoxModel(JSON.parse(JSON.stringify(fitCox(data))));
 * predictCox(model, { discount: 1 }).hazardRatio > 1; // => true
 * parseCoxModel({ ...model, version: 2 }); // => throws unsupported_version
 * ```
 */
export function parseCoxModel(data: unknown): CoxModel {
  return parseWith(coxModelSchema, data);
}
