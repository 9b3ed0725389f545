import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import { PROPORTION_METHODS } from "../numeric/intervals.ts";
import type { DefinedRate } from "../retention/churn/churn-rate.ts";
import { CHURN_DEFINITIONS } from "../retention/churn/definitions.ts";
import type { AverageRevenue } from "../retention/revenue/average-revenue-per-account.ts";
import type {
  GrossMeaning,
  GrossRevenueRetention,
} from "../retention/revenue/gross-revenue-retention.ts";
import type { RevenueRetention } from "../retention/revenue/retained-revenue.ts";
import type { ChurnCost } from "../retention/slipping/churn-cost.ts";
import { count, finite, instant, lawful, level, nonNegative, share, timeZone } from "./leaves.ts";
import { checkWindow } from "./movements.ts";
import { parseWith } from "./parse-with.ts";

/** A figure that is not defined without anybody, with its interval. */
const estimate = {
  value: z.nullable(finite),
  n: nonNegative,
  lower: z.nullable(finite),
  upper: z.nullable(finite),
  level,
};
const retention = {
  ...estimate,
  from: instant,
  to: instant,
  timeZone,
  n: count,
  opening: nonNegative,
  retained: z.nullable(nonNegative),
  method: z.literal("ratio_of_means"),
};

/** What is stored of a rate of churn or retention; see {@link parseCustomerRate}. */
export const customerRateSchema = z
  .strictObject({
    definition: z.enum(CHURN_DEFINITIONS),
    ...estimate,
    method: z.enum([...PROPORTION_METHODS, "poisson"]),
  })
  .check(lawful(checkEstimate));

/** What is stored of net revenue retention; see {@link parseRevenueRetention}. */
export const revenueRetentionSchema = z
  .strictObject(retention)
  .check(lawful(checkWindow), lawful(checkEstimate));

/** What is stored of gross revenue retention; see {@link parseGrossRevenueRetention}. */
export const grossRevenueRetentionSchema = z
  .strictObject({
    meaning: z.enum([
      "customer_cap",
      "aggregate_cap",
      "path_minimum",
      "compounded",
    ] satisfies GrossMeaning[]),
    ...retention,
    value: z.nullable(share),
  })
  .check(lawful(checkWindow), lawful(checkEstimate));

/** What is stored of revenue per account; see {@link parseAverageRevenue}. */
export const averageRevenueSchema = z
  .strictObject({
    at: instant,
    ...estimate,
    n: count,
    revenue: nonNegative,
    method: z.literal("student_t"),
  })
  .check(lawful(checkEstimate));

/** What is stored of revenue at risk; see {@link parseChurnCost}. */
export const churnCostSchema = z
  .strictObject({
    n: count,
    value: nonNegative,
    atRisk: nonNegative,
    share: z.nullable(share),
    expectedLost: nonNegative,
    lower: nonNegative,
    upper: nonNegative,
    level,
    method: z.literal("normal"),
    worthContacting: count,
    netBenefit: nonNegative,
  })
  .check(lawful(({ lower, upper }) => checkEnds(lower, upper)));

interface Estimate {
  readonly value: number | null;
  readonly n: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** Nobody makes no figure, and no figure has an interval. */
function checkEstimate({ value, n, lower, upper }: Estimate): void {
  if (value === null && (lower !== null || upper !== null || n > 0)) {
    const name = n > 0 ? "n" : lower === null ? "upper" : "lower";
    const message = `expected ${n > 0 ? 0 : null} where there is no value`;
    throw new InputError("out_of_range", message, [name]);
  }
  if (lower !== null && upper !== null) checkEnds(lower, upper);
}

function checkEnds(lower: number, upper: number): void {
  if (lower <= upper) return;
  throw new InputError("out_of_range", `expected at least ${lower}, got ${upper}`, ["upper"]);
}

/**
 * Is this a rate of churn or retention?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the rate, as `churnRate` or `retentionRate` made it
 * @throws InputError `unknown_key`, `invalid_option`, `not_a_number`, `negative_value`, `out_of_range` also
 *   where an interval is upside down or without a value, `invalid_shape`; faults as
 *   `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { churnRate } from "clientele/retention";
 * import { parseCustomerRate } from "clientele/schema";
 *
 * const rate = churnRate({ start: 100, lostOfStart: 5 });
 * parseCustomerRate(JSON.parse(JSON.stringify(rate))).value; // => 0.05
 * parseCustomerRate({ ...rate, upper: 0 }); // => throws out_of_range
 * ```
 */
export function parseCustomerRate(data: unknown): DefinedRate {
  return parseWith(customerRateSchema, data);
}

/**
 * Is this a share of revenue kept?
 *
 * @param data - anything
 * @returns the share, as `netRevenueRetention` made it
 * @throws InputError as `parseCustomerRate` does; `invalid_time`, `unknown_time_zone`
 *
 * @example
 * ```ts
 * import { netRevenueRetention } from "clientele/retention";
 * import { parseRevenueRetention } from "clientele/schema";
 *
 * const window = { from: "2026-01-01", to: "2026-02-01" };
 * const nrr = netRevenueRetention([{ customerId: "ada", start: "2025-01-10", amount: 1900 }], window);
 * parseRevenueRetention(JSON.parse(JSON.stringify(nrr))).retained; // => 1900
 * ```
 */
export function parseRevenueRetention(data: unknown): RevenueRetention {
  return parseWith(revenueRetentionSchema, data);
}

/**
 * Is this a share of revenue kept whatever was sold on top?
 *
 * @param data - anything
 * @returns the share, as `grossRevenueRetention` made it
 * @throws InputError as `parseRevenueRetention` does
 *
 * @example
 * ```ts
 * import { grossRevenueRetention } from "clientele/retention";
 * import { parseGrossRevenueRetention } from "clientele/schema";
 *
 * const window = { from: "2026-01-01", to: "2026-02-01" };
 * const grr = grossRevenueRetention([{ customerId: "ada", start: "2025-01-10", amount: 1900 }], window);
 * parseGrossRevenueRetention(JSON.parse(JSON.stringify(grr))).meaning; // => "customer_cap"
 * ```
 */
export function parseGrossRevenueRetention(data: unknown): GrossRevenueRetention {
  return parseWith(grossRevenueRetentionSchema, data);
}

/**
 * Is this revenue per account?
 *
 * @param data - anything
 * @returns the mean, as `averageRevenuePerAccount` made it
 * @throws InputError as `parseRevenueRetention` does
 *
 * @example
 * ```ts
 * import { averageRevenuePerAccount } from "clientele/retention";
 * import { parseAverageRevenue } from "clientele/schema";
 *
 * const rows = [{ customerId: "ada", start: "2025-01-10", amount: 1900 }];
 * const arpa = averageRevenuePerAccount(rows, { at: "2026-01-01" });
 * parseAverageRevenue(JSON.parse(JSON.stringify(arpa))).value; // => 1900
 * ```
 */
export function parseAverageRevenue(data: unknown): AverageRevenue {
  return parseWith(averageRevenueSchema, data);
}

/**
 * Is this revenue at risk?
 *
 * @param data - anything
 * @returns the sums, as `churnCost` made them
 * @throws InputError as `parseCustomerRate` does
 *
 * @example
 * ```ts
 * import { churnCost } from "clientele/retention";
 * import { parseChurnCost } from "clientele/schema";
 *
 * const cost = churnCost([{ probability: 0.5, value: 400 }]);
 * parseChurnCost(JSON.parse(JSON.stringify(cost))).atRisk; // => 200
 * ```
 */
export function parseChurnCost(data: unknown): ChurnCost {
  return parseWith(churnCostSchema, data);
}
