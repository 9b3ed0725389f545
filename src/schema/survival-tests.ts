import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import {
  type ProportionalHazardsTest,
  TIME_TRANSFORMS,
} from "../retention/survival/cox/proportional-hazards.ts";
import type { LogRankResult } from "../retention/survival/log-rank.ts";
import { LOG_RANK_WEIGHTS } from "../retention/survival/log-rank-weights.ts";
import { count, customerId, lawful, listOf, nonNegative, share, square } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const test = { statistic: nonNegative, degreesOfFreedom: count, pValue: share };

/** What is stored of a log-rank test; see {@link parseLogRankResult}. */
export const logRankResultSchema = z
  .strictObject({
    weights: z.enum(LOG_RANK_WEIGHTS),
    n: count,
    groups: listOf(
      z.strictObject({
        group: customerId,
        n: count,
        observed: nonNegative,
        expected: nonNegative,
      }),
    ),
    statistic: z.nullable(nonNegative),
    degreesOfFreedom: count,
    pValue: z.nullable(share),
    covariance: square,
  })
  .check(lawful(checkGroups));

/** What is stored of a test of proportional hazards; see {@link parseProportionalHazardsTest}. */
export const proportionalHazardsTestSchema = z.strictObject({
  transform: z.enum(TIME_TRANSFORMS),
  events: count,
  covariates: listOf(z.strictObject({ covariate: z.string(), ...test })),
  global: z.strictObject(test),
});

/** A row of the covariance for each group, all rows in some group, and a p-value beside a statistic. */
function checkGroups({ n, groups, statistic, pValue, covariance }: LogRankResult): void {
  if (covariance.length !== groups.length) {
    const message = `expected ${groups.length} rows, one for each group, got ${covariance.length}`;
    throw new InputError("length_mismatch", message, ["covariance"]);
  }
  const all = groups.reduce((sum, group) => sum + group.n, 0);
  if (all !== n) {
    throw new InputError("out_of_range", `expected ${all}, as in all groups, got ${n}`, ["n"]);
  }
  if ((statistic === null) === (pValue === null)) return;
  throw new InputError("invalid_shape", "expected a p-value just where there is a statistic", [
    "pValue",
  ]);
}

/**
 * Is this the outcome of a log-rank test?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the outcome, as `logRankTest` made it
 * @throws InputError `unknown_key`, `invalid_option`, `not_a_number`, `negative_value`, `out_of_range`,
 *   `length_mismatch` where the covariance is not of the groups, `invalid_shape`; faults as
 *   `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { logRankTest } from "clientele/retention";
 * import { parseLogRankResult } from "clientele/schema";
 *
 * const ranks = logRankTest({ time: [3, 5, 8, 9], event: [1, 1, 1, 1], group: [1, 1, 2, 2] });
 * parseLogRankResult(JSON.parse(JSON.stringify(ranks))).degreesOfFreedom; // => 1
 * parseLogRankResult({ ...ranks, covariance: [] }); // => throws length_mismatch
 * ```
 */
export function parseLogRankResult(data: unknown): LogRankResult {
  return parseWith(logRankResultSchema, data);
}

/**
 * Is this the outcome of a test of proportional hazards?
 *
 * @param data - anything
 * @returns the outcome, as `testProportionalHazards` made it
 * @throws InputError as `parseLogRankResult` does
 *
 * @example
 * ```ts
 * import { fitCox, testProportionalHazards } from "clientele/retention";
 * import { parseProportionalHazardsTest } from "clientele/schema";
 *
 * const data = { time: [3, 5, 8, 9, 11], event: [1, 1, 1, 1, 1], covariates: { monthly: [1, 0, 1, 0, 1] } };
 * const test = testProportionalHazards(fitCox(data), data);
 * parseProportionalHazardsTest(JSON.parse(JSON.stringify(test))).events; // => 5
 * ```
 */
export function parseProportionalHazardsTest(data: unknown): ProportionalHazardsTest {
  return parseWith(proportionalHazardsTestSchema, data);
}
