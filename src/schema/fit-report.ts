import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import type { FitReport, FitVerdict, FitWarningCode } from "../core/fit-report.ts";
import { count, finite, lawful, listOf, nonNegative, positive, warningOf } from "./leaves.ts";

const verdict = z.enum(["optimum", "ridge", "boundary"] satisfies FitVerdict[]);

const warningCode = z.enum([
  "weakly_identified",
  "at_boundary",
  "infinite_mean",
  "excluded_customers",
  "collinear_covariates",
  "too_little_data",
] satisfies FitWarningCode[]);

const error = z.nullable(nonNegative);

/** The report of a fit, for a model of these parameters. */
export function fitReportOf<Parameter extends string>(parameters: readonly Parameter[]) {
  return z
    .strictObject({
      logLikelihood: finite,
      logPrior: z.exactOptional(finite),
      customers: positive,
      patterns: count,
      verdict,
      iterations: count,
      evaluations: count,
      gradientNorm: nonNegative,
      newtonDecrement: finite,
      positiveDefinite: z.boolean(),
      conditionNumber: z.nullable(finite),
      standardErrors: z.record(z.enum(parameters), error),
      covariateErrors: z.exactOptional(z.record(z.string(), z.record(z.string(), error))),
      estimates: listOf(z.string()),
      covariance: z.nullable(listOf(listOf(finite))),
      warnings: listOf(warningOf(warningCode)),
    })
    .check(lawful((report) => checkCovariance(parameters, report)));
}

/** Estimates are the parameters and then coefficients; the covariance has a row and column of each. */
function checkCovariance(
  parameters: readonly string[],
  { estimates, covariance }: Pick<FitReport, "estimates" | "covariance">,
): void {
  if (parameters.some((name, i) => estimates[i] !== name)) {
    const expected = parameters.join(", ");
    throw new InputError("invalid_shape", `expected ${expected} first`, ["estimates"]);
  }
  const size = estimates.length;
  if (covariance?.length === size && covariance.every((row) => row.length === size)) return;
  if (covariance === null) return;
  throw new InputError("length_mismatch", `expected ${size} rows of ${size} numbers each`, [
    "covariance",
  ]);
}
