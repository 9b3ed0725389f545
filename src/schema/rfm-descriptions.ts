import * as z from "zod/mini";
import type { RfmSegmentDescription } from "../rfm/describe-segments.ts";
import { count, finite, listOf, share } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const mean = z.nullable(finite);

/** What is stored of described segments; see {@link parseRfmSegmentDescriptions}. */
export const rfmSegmentDescriptionsSchema = listOf(
  z.strictObject({
    segment: z.string(),
    customers: count,
    customerShare: share,
    revenue: finite,
    revenueShare: mean,
    averageRevenue: mean,
    averageDaysSinceLast: mean,
    averageFrequency: mean,
    averageMonetary: mean,
    averageComposite: mean,
    action: z.nullable(z.string()),
  }),
);

/**
 * Are these descriptions of segments?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the rows, as `describeSegments` made them
 * @throws InputError `unknown_key`, `not_a_number`, `out_of_range`, `negative_value`, `invalid_shape`;
 *   faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { summarizeOrders } from "clientele/customers";
 * import { describeSegments, scoreRfm, segmentRfm } from "clientele/rfm";
 * import { parseRfmSegmentDescriptions } from "clientele/schema";
 *
 * const base = summarizeOrders([{ customerId: "ada", at: "2026-01-05", value: 20 }], { asOf: "2026-01-31" });
 * const rows = describeSegments(segmentRfm(scoreRfm(base)));
 * parseRfmSegmentDescriptions(JSON.parse(JSON.stringify(rows))).length; // => 10
 * ```
 */
export function parseRfmSegmentDescriptions(data: unknown): readonly RfmSegmentDescription[] {
  return parseWith(rfmSegmentDescriptionsSchema, data);
}
