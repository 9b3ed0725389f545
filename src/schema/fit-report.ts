import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import type { FitVerdict, FitWarningCode } from "../core/fit-report.ts";
import { count, finite, lawful, listOf, nonNegative, positive, warningOf } from "./leaves.ts";

const verdict = z.enum(["optimum", "ridge", "boundary"] satisfies FitVerdict[]);

const warningCode = z.enum([
  "weakly_identified",
  "at_boundary",
  "infinite_mean",
  "excluded_customers",
] satisfies FitWarningCode[]);

/** The report of a fit, for a model of these parameters. */
export function fitReportOf<Parameter extends string>(parameters: readonly Parameter[]) {
  const size = parameters.length;
  const covariance = listOf(listOf(finite)).check(
    lawful((rows) => {
      if (rows.length === size && rows.every((row) => row.length === size)) return;
      throw new InputError("length_mismatch", `expected ${size} rows of ${size} numbers each`);
    }),
  );
  return z.strictObject({
    logLikelihood: finite,
    customers: positive,
    patterns: count,
    verdict,
    iterations: count,
    evaluations: count,
    gradientNorm: nonNegative,
    newtonDecrement: finite,
    conditionNumber: z.nullable(finite),
    standardErrors: z.record(z.enum(parameters), z.nullable(nonNegative)),
    covariance: z.nullable(covariance),
    warnings: listOf(warningOf(warningCode)),
  });
}
