import * as z from "zod/mini";
import { InputError } from "../core/errors.ts";
import type { CompareRfmWarningCode, RfmComparison } from "../rfm/compare-types.ts";
import { count, customerId, day, finite, lawful, listOf, share, warningOf } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

const customerMovements = listOf(
  z.strictObject({
    customerId,
    from: z.string(),
    to: z.string(),
    codeBefore: z.string(),
    codeAfter: z.string(),
    change: finite,
    revenueChange: finite,
  }),
);

/** What is stored of a comparison; see {@link parseRfmComparison}. */
export const rfmComparisonSchema = z
  .strictObject({
    from: day,
    to: day,
    customers: count,
    came: count,
    went: count,
    rose: count,
    fell: count,
    same: count,
    segments: listOf(z.string()),
    matrix: listOf(listOf(count)),
    movements: listOf(
      z.strictObject({
        segment: z.string(),
        before: count,
        after: count,
        stayed: count,
        movedIn: count,
        movedOut: count,
        came: count,
        went: count,
        change: finite,
        retention: z.nullable(share),
      }),
    ),
    winners: customerMovements,
    losers: customerMovements,
    warnings: listOf(
      warningOf(z.enum(["different_scorers", "nobody_in_both"] satisfies CompareRfmWarningCode[])),
    ),
  })
  .check(lawful(checkMatrix));

/**
 * Is this a comparison, as `compareRfm` makes them?
 *
 * @param data - anything, such as the outcome of `JSON.parse`
 * @returns the comparison
 * @throws InputError `length_mismatch` for a matrix that does not fit the segments; `unknown_key`,
 *   `invalid_option`, `out_of_range`, `negative_value`, `not_a_number`, `invalid_time`, `missing_id`,
 *   `invalid_id`, `invalid_shape`; faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { parseRfmComparison } from "clientele/schema";
 *
 * const counts = { customers: 0, came: 0, went: 0, rose: 0, fell: 0, same: 0 };
 * const lists = { segments: [], matrix: [], movements: [], winners: [], losers: [], warnings: [] };
 * const stored = { from: "2026-01-31", to: "2026-02-28", ...counts, ...lists };
 * parseRfmComparison(stored).to; // => "2026-02-28"
 * parseRfmComparison({ ...stored, matrix: [[1]] }); // => throws length_mismatch
 * ```
 */
export function parseRfmComparison(data: unknown): RfmComparison {
  return parseWith(rfmComparisonSchema, data);
}

function checkMatrix({ segments, matrix }: RfmComparison): void {
  for (const [path, { length }] of [
    [["matrix"], matrix] as const,
    ...matrix.map((row, i) => [["matrix", i], row] as const),
  ]) {
    if (length === segments.length) continue;
    const message = `expected ${segments.length} entries, got ${length}`;
    throw new InputError("length_mismatch", message, path);
  }
}
