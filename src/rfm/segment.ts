import { checkKeys } from "../core/expect.ts";
import { assignSegments } from "./assign.ts";
import { checkObject } from "./check.ts";
import { RFM_MARKETING_GRID, type RfmSegmentGrid, type RfmSegmentRule } from "./grids.ts";
import type { RfmSegmentColumns, RfmSegments } from "./segment-types.ts";
import { sumSegments } from "./sum-segments.ts";
import { columnOf, isRows } from "./table.ts";
import type { RfmScoreColumns, RfmScores } from "./types.ts";

export interface SegmentRfmOptions {
  /** Rules in order, alone or with the bins that they were written for. */
  readonly segments?: RfmSegmentGrid | readonly RfmSegmentRule[] | undefined;
}

export const SEGMENT_RFM_DEFAULTS = {
  segments: RFM_MARKETING_GRID,
} as const satisfies SegmentRfmOptions;

/**
 * Which segments do customers fall into, and what is each segment worth?
 *
 * Turns scores into names that a campaign can use: Champions, At Risk, Hibernating … Not a model:
 * the rules are a convention, and under other cuts the same names mean other customers.
 *
 * Segments are data: a list of rules, the first that takes a customer wins, and the last has no
 * conditions. Two published lists ship, {@link RFM_MARKETING_GRID} (default, 5 bins) and
 * {@link RFM_QUARTILE_GRID} (4 bins). Rules are tried on every combination of scores before any
 * customer is: one that can take nobody is an error, and so are scores that no rule takes; the error
 * names the rules and the scores.
 *
 * @param scores - what `scoreRfm` returned, rows or columns
 * @param options.segments - rules alone, or `{ bins, rules }` with the number of bins that they were
 *   written for; ranges of scores are inclusive, `fm` is the mean of the F and M scores and runs in
 *   halves, `extra` has ranges of further dimensions by name
 * @returns the segments in the order of their rules: counts, shares from 0 to 1, revenue in the
 *   currency of the orders, mean days since the last purchase; and `assignments`, the scores with the
 *   name of their segment (in columns a dictionary column)
 *
 * Edge cases: a segment without customers stays in the list, its mean days null. Revenue shares are
 * null where all revenue is not above 0. Rules that share a name make one segment, in the place of the
 * first. Sums are compensated, so that the order of customers does not matter.
 *
 * @throws InputError `missing_catch_all` where no rule takes everyone; `shadowed_segment` for a rule
 *   that can take nobody, be it for the rules before it or for its ranges; `bins_mismatch` for a grid
 *   written for another number of bins; `unknown_key`, `unknown_dimension` and `invalid_shape` for
 *   rules of which a part would not be read; `out_of_range`, `not_ascending` and `length_mismatch` for
 *   a scorer that is none and for scores that it cannot have given; `non_finite_value` where a measure
 *   is missing or revenue overflows; `invalid_option` for an option that there is not
 *
 * @example
 * ```ts
 * import { summarizeOrders } from "clientele/customers";
 * import { scoreRfm, segmentRfm } from "clientele/rfm";
 *
 * const base = summarizeOrders(
 *   [
 *     { customerId: "ann", at: "2024-01-05", value: 20 },
 *     { customerId: "ann", at: "2024-03-25", value: 60 },
 *     { customerId: "bob", at: "2024-01-20", value: 20 },
 *   ],
 *   { asOf: "2024-03-31" },
 * );
 * const scores = scoreRfm(base, { method: "custom", cuts: { r: [30], f: [1], m: [50] } });
 * const { segments, assignments } = segmentRfm(scores, {
 *   segments: [{ name: "Regulars", r: [2, 2], f: [2, 2] }, { name: "Others" }],
 * });
 * assignments.map(({ customerId, segment }) => `${customerId}: ${segment}`); // => ["ann: Regulars", "bob: Others"]
 * segments[0].revenueShare; // => 0.8
 * segments[1].averageDaysSinceLast; // => 71
 * segmentRfm(scores, { segments: [{ name: "Regulars", f: [2, 2] }] }); // => throws missing_catch_all
 * ```
 *
 * Source: the grids name theirs; RFM itself is Hughes (1994), Strategic Database Marketing.
 */
export function segmentRfm(scores: RfmScores, options?: SegmentRfmOptions): RfmSegments;
export function segmentRfm(scores: RfmScoreColumns, options?: SegmentRfmOptions): RfmSegmentColumns;
export function segmentRfm(
  result: RfmScores | RfmScoreColumns,
  options: SegmentRfmOptions = {},
): RfmSegments | RfmSegmentColumns {
  checkObject(options, ["options"], "options");
  checkKeys(options, ["segments"]);
  const { segments = SEGMENT_RFM_DEFAULTS.segments } = options;
  const { names, codes } = assignSegments(result, segments, []);
  const { asOf, scores } = result;
  const read = (name: "revenue" | "daysSinceLast" | "frequency" | "monetary" | "composite") =>
    columnOf(scores, name, codes.length, ["scores"]);
  // Handed on as they are; but not where they are no numbers.
  for (const name of ["frequency", "monetary", "composite"] as const) read(name);
  const summed = {
    asOf,
    segments: sumSegments(names, codes, read("revenue"), read("daysSinceLast")),
  };
  if (isRows(scores)) {
    const assignments = scores.map((row, i) => ({ ...row, segment: names[codes[i]] }));
    return { ...summed, assignments };
  }
  return { ...summed, assignments: { ...scores, segment: { codes, dictionary: names } } };
}
