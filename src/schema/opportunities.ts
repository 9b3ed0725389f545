import * as z from "zod/mini";
import { checkOpportunities } from "../clv/bg-bb/check-opportunities.ts";
import { InputError } from "../core/errors.ts";
import { checkHistory } from "../customers/check-history.ts";
import type { OpportunityBase } from "../customers/summarize-opportunities.ts";
import { customerId, day, finite, lawful, listOf, oddities, timeUnit, timeZone } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const opportunityHistory = z
  .object({ customerId, frequency: finite, recency: finite, age: finite })
  .check(
    lawful(({ frequency, recency, age }) => {
      checkHistory(frequency, recency, age, []);
      checkOpportunities(frequency, recency, age, []);
    }),
  );

/** What is stored of customers by their opportunities; see {@link parseOpportunityBase}. */
export const opportunityBaseSchema = z
  .object({
    asOf: day,
    period: timeUnit,
    timeUnit,
    timeZone,
    ...oddities,
    customers: listOf(opportunityHistory),
  })
  .check(
    lawful(({ period, timeUnit }) => {
      if (timeUnit === period) return;
      throw new InputError("invalid_shape", `expected the period, "${period}", got "${timeUnit}"`, [
        "timeUnit",
      ]);
    }),
  );

/**
 * Are these customers by their opportunities, as `summarizeOpportunities` makes them?
 *
 * Each history must be one that can have happened, as `fitBgBb` asks for. What else a row holds is
 * left out.
 *
 * @param data - anything; a base with rows, since columns are not for storage
 * @returns the base, without keys that a base does not have
 * @throws InputError `invalid_summary`, `invalid_time`, `unknown_time_zone`, `invalid_option`,
 *   `not_a_number`, `non_finite_value`, `out_of_range`, `missing_id`, `invalid_id`, `invalid_shape`;
 *   faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { summarizeOpportunities } from "clientele/customers";
 * import { parseOpportunityBase } from "clientele/schema";
 *
 * const donations = [
 *   { customerId: "ada", at: "2024-05-02", value: 20 },
 *   { customerId: "ada", at: "2025-06-11", value: 20 },
 * ];
 * const base = summarizeOpportunities(donations, { asOf: "2025-12-31", period: "year" });
 * parseOpportunityBase(JSON.parse(JSON.stringify(base))).customers[0].recency; // => 1
 * parseOpportunityBase({ ...base, period: "decade" }); // => throws invalid_option
 * ```
 */
export function parseOpportunityBase(data: unknown): OpportunityBase {
  return parseWith(opportunityBaseSchema, data);
}
