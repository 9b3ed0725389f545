import * as z from "zod/mini";
import type { RfmScoreRange, RfmSegmentGrid } from "../rfm/grids.ts";
import type { RfmSegments } from "../rfm/segment-types.ts";
import { count, day, finite, lawful, listOf, nonNegative, share } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";
import { checkGrid, placeInGrid } from "./rfm-checks.ts";
import { rfmScoreSchema } from "./rfm-scores.ts";

const range: z.ZodMiniType<RfmScoreRange> = z.tuple([finite, finite]);

/** What is stored of a segment grid; see {@link parseRfmSegmentGrid}. */
export const rfmSegmentGridSchema = z
  .strictObject({
    bins: count,
    rules: listOf(
      z.strictObject({
        name: z.string(),
        r: z.exactOptional(range),
        f: z.exactOptional(range),
        m: z.exactOptional(range),
        fm: z.exactOptional(range),
        extra: z.exactOptional(z.record(z.string(), range)),
      }),
    ),
  })
  .check(lawful(checkGrid, placeInGrid));

/** What is stored of segments; see {@link parseRfmSegments}. */
export const rfmSegmentsSchema = z.strictObject({
  asOf: day,
  segments: listOf(
    z.strictObject({
      name: z.string(),
      customers: count,
      customerShare: share,
      revenue: finite,
      revenueShare: z.nullable(finite),
      averageDaysSinceLast: z.nullable(nonNegative),
    }),
  ),
  assignments: listOf(z.extend(rfmScoreSchema, { segment: z.string() })),
});

/**
 * Is this a list of segments that `segmentRfm` can go by?
 *
 * For rules that somebody edits: they must end in one that takes everybody, and each must be able to
 * take somebody.
 *
 * @param data - anything
 * @returns the grid
 * @throws InputError `missing_catch_all`, `shadowed_segment`, `out_of_range`,
 *   `unknown_key`, `not_a_number`, `non_finite_value`, `invalid_shape`; faults as
 *   `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { parseRfmSegmentGrid } from "clientele/schema";
 *
 * const rules = [{ name: "Champions", r: [5, 5], f: [4, 5] }, { name: "Others" }];
 * parseRfmSegmentGrid({ bins: 5, rules }).rules.length; // => 2
 * parseRfmSegmentGrid({ bins: 5, rules: rules.slice(0, 1) }); // => throws missing_catch_all
 * ```
 */
export function parseRfmSegmentGrid(data: unknown): RfmSegmentGrid {
  return parseWith(rfmSegmentGridSchema, data);
}

/**
 * Are these segments, as `segmentRfm` makes them?
 *
 * @param data - anything; assignments in rows, since columns are not for storage
 * @returns the segments and each customer's
 * @throws InputError `unknown_key`, `invalid_time`, `out_of_range`, `negative_value`, `not_a_number`,
 *   `non_finite_value`, `missing_id`, `invalid_id`, `invalid_shape`; faults as
 *   `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { parseRfmSegments } from "clientele/schema";
 *
 * const measures = { daysSinceLast: 3, frequency: 9, monetary: 250, revenue: 250 };
 * const scores = { r: 5, f: 5, m: 4, code: "554", composite: 4.7 };
 * const assignment = { customerId: "ada", ...measures, ...scores, segment: "Champions" };
 * const stored = { asOf: "2026-01-31", segments: [], assignments: [assignment] };
 * parseRfmSegments(stored).assignments[0].segment; // => "Champions"
 * parseRfmSegments({ ...stored, assignments: [{ ...assignment, r: 0 }] }); // => throws out_of_range
 * ```
 */
export function parseRfmSegments(data: unknown): RfmSegments {
  return parseWith(rfmSegmentsSchema, data);
}
