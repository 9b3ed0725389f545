import * as z from "zod/mini";
import { weightedHistoriesOf } from "../clv/fitting/purchase-data.ts";
import type { PurchasePatterns } from "../customers/summary.ts";
import { finite, lawful, listOf, positive, timeUnit } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

/** What is stored of purchase patterns; see {@link parsePurchasePatterns}. */
export const purchasePatternsSchema = z
  .object({
    timeUnit,
    frequency: listOf(finite),
    recency: listOf(finite),
    age: listOf(finite),
    weight: listOf(finite),
    covariates: z.exactOptional(z.record(z.string(), listOf(finite))),
    grid: z.exactOptional(positive),
  })
  .check(
    lawful((patterns) => {
      const { frequency, recency, age, weight } = patterns;
      // A fit has nothing to learn from no patterns; but they can be stored.
      if ([frequency, recency, age, weight].some((column) => column.length > 0)) {
        weightedHistoriesOf(patterns);
      }
    }),
  );

/**
 * Are these purchase patterns, as `groupPatterns` makes them, their columns stored as plain arrays?
 *
 * @param data - anything; of typed arrays store `Array.from`
 * @returns the patterns; there may be none
 * @throws InputError `length_mismatch`, `invalid_summary`, `invalid_option`, `out_of_range`,
 *   `not_a_number`, `non_finite_value`, `invalid_shape`; faults in `details.issues`
 *
 * @example
 * ```ts
 * import { parsePurchasePatterns } from "clientele/schema";
 *
 * const patterns = { timeUnit: "week", frequency: [2], recency: [8], age: [9], weight: [40] };
 * parsePurchasePatterns(patterns).weight[0]; // => 40
 * parsePurchasePatterns({ ...patterns, weight: [] }); // => throws length_mismatch
 * ```
 */
export function parsePurchasePatterns(data: unknown): PurchasePatterns {
  return parseWith(purchasePatternsSchema, data);
}
