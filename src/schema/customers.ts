import * as z from "zod/mini";
import { checkHistory } from "../customers/check-history.ts";
import type { HoldoutBase } from "../customers/holdout.ts";
import type { CustomerBase, CustomerSummary } from "../customers/summary.ts";
import {
  count,
  customerId,
  day,
  finite,
  instant,
  lawful,
  listOf,
  oddities,
  positive,
  timeUnit,
  timeZone,
} from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

/** What is stored of a customer's summary; see {@link parseCustomerSummary}. */
export const customerSummarySchema = z
  .object({
    customerId,
    frequency: finite,
    recency: finite,
    age: finite,
    monetaryValue: finite,
    orders: count,
    days: count,
    revenue: finite,
    firstAt: instant,
    lastAt: instant,
    daysSinceLast: count,
    covariates: z.exactOptional(z.record(z.string(), finite)),
  })
  .check(lawful(({ frequency, recency, age }) => checkHistory(frequency, recency, age, [])));

const holdoutActivity = z.object({
  customerId,
  frequency: count,
  monetaryValue: finite,
  revenue: finite,
});

const frame = { asOf: day, timeUnit, timeZone, ...oddities };

/** What is stored of a customer base; see {@link parseCustomerBase}. */
export const customerBaseSchema = z.object({ ...frame, customers: listOf(customerSummarySchema) });

/** What is stored of a holdout; see {@link parseHoldoutBase}. */
export const holdoutBaseSchema = z.object({
  ...frame,
  from: day,
  length: positive,
  customers: listOf(holdoutActivity),
});

/**
 * Is this a customer's summary?
 *
 * Its history must be one that can have happened, as every model asks for. What else a row holds is
 * left out.
 *
 * @param data - anything
 * @returns the summary
 * @throws InputError `invalid_summary` for an impossible history; else as `parseCustomerBase`
 *
 * @example
 * ```ts
 * import { parseCustomerSummary } from "clientele/schema";
 *
 * const ada = {
 *   customerId: "ada",
 *   frequency: 1,
 *   recency: 3,
 *   age: 10,
 *   monetaryValue: 20,
 *   orders: 2,
 *   days: 2,
 *   revenue: 45,
 *   firstAt: "2026-01-21T00:00:00.000Z",
 *   lastAt: "2026-01-24T00:00:00.000Z",
 *   daysSinceLast: 7,
 * };
 * parseCustomerSummary(ada).frequency; // => 1
 * parseCustomerSummary({ ...ada, recency: 11 }); // => throws invalid_summary
 * ```
 */
export function parseCustomerSummary(data: unknown): CustomerSummary {
  return parseWith(customerSummarySchema, data);
}

/**
 * Is this a customer base, as `summarizeOrders` makes them?
 *
 * @param data - anything; a base with rows, since columns are not for storage
 * @returns the base, without keys that a base does not have
 * @throws InputError `invalid_summary`, `invalid_time`, `unknown_time_zone`, `invalid_option`,
 *   `not_a_number`, `non_finite_value`, `out_of_range`, `missing_id`, `invalid_id`, `invalid_shape`;
 *   faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { parseCustomerBase } from "clientele/schema";
 *
 * const base = { asOf: "2026-01-31", timeUnit: "week", timeZone: "UTC", customers: [] };
 * parseCustomerBase(base).asOf; // => "2026-01-31"
 * parseCustomerBase({ ...base, timeZone: "Mars" }); // => throws unknown_time_zone
 * ```
 */
export function parseCustomerBase(data: unknown): CustomerBase {
  return parseWith(customerBaseSchema, data);
}

/**
 * Is this the later part of what `splitHoldout` makes?
 *
 * @param data - anything; a holdout with rows, since columns are not for storage
 * @returns the holdout, without keys that a holdout does not have
 * @throws InputError as `parseCustomerBase` does
 *
 * @example
 * ```ts
 * import { parseHoldoutBase } from "clientele/schema";
 *
 * const holdout = {
 *   from: "2026-01-01",
 *   asOf: "2026-01-31",
 *   length: 31,
 *   timeUnit: "day",
 *   timeZone: "UTC",
 *   customers: [{ customerId: "ada", frequency: 1, monetaryValue: 20, revenue: 20 }],
 * };
 * parseHoldoutBase(holdout).customers.length; // => 1
 * parseHoldoutBase({ ...holdout, length: 0 }); // => throws out_of_range
 * ```
 */
export function parseHoldoutBase(data: unknown): HoldoutBase {
  return parseWith(holdoutBaseSchema, data);
}
