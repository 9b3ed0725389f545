import type { ErrorPath } from "../core/errors.ts";
import { check, checkKeys } from "../core/expect.ts";
import { RFM_SEGMENT_ACTIONS } from "./actions.ts";
import { checkObject } from "./check.ts";
import type { RfmSegmentColumns, RfmSegments } from "./segment-types.ts";
import { sumBySegment, sumSegments } from "./sum-segments.ts";
import { columnOf, isRows } from "./table.ts";

export interface DescribeSegmentsOptions {
  /** What to do, by the name of the segment; over {@link RFM_SEGMENT_ACTIONS}. */
  readonly actions?: Readonly<Record<string, string>> | undefined;
}

/** A segment as a row of a report: means are over its customers, null where it has none. */
export interface RfmSegmentDescription {
  readonly segment: string;
  readonly customers: number;
  /** Of all customers, from 0 to 1. */
  readonly customerShare: number;
  readonly revenue: number;
  /** Of all revenue; null where that is not above 0. */
  readonly revenueShare: number | null;
  readonly averageRevenue: number | null;
  readonly averageDaysSinceLast: number | null;
  /** Of F as it was scored: days, orders or repeats. */
  readonly averageFrequency: number | null;
  /** Of M as it was scored: revenue, or revenue per purchase day. */
  readonly averageMonetary: number | null;
  readonly averageComposite: number | null;
  /** Null for a segment that no list of actions names. */
  readonly action: string | null;
}

/**
 * Who is in each segment, what are they worth, and what should be done about them?
 *
 * A row a segment, plain values, for a table, a dashboard or a mail to those who run the campaigns.
 * The actions are common practice and no finding: whether a campaign works only a holdout group
 * tells. A mean over few customers says little; read it with `customers`.
 *
 * Formula: sums over the customers of a segment, divided by their number; shares by the sum over all.
 *
 * @param segments - what `segmentRfm` returned, rows or columns
 * @param options.actions - what to do, by segment: for names of your own, or other advice
 * @returns a row for each segment in the order of the rules: shares from 0 to 1, money in the
 *   currency of the orders, recency in days, `averageComposite` on the scale of the scores
 *
 * Edge cases: a segment without customers has means of null; shares of revenue are null where all
 * revenue is not above 0; a segment without known action has null.
 *
 * @throws InputError `invalid_shape` for what `segmentRfm` did not make; `unknown_segment` for a
 *   customer whose segment is not among the segments; `non_finite_value` for a missing measure;
 *   `invalid_option` for an option that there is not
 *
 * @example
 * ```ts
 * import { summarizeOrders } from "clientele/customers";
 * import { describeSegments, scoreRfm, segmentRfm } from "clientele/rfm";
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
 * const rules = [{ name: "Regulars", r: [2, 2], f: [2, 2] }, { name: "Others" }] as const;
 * const rows = describeSegments(segmentRfm(scores, { segments: rules }), {
 *   actions: { Regulars: "Thank them." },
 * });
 * rows[0].revenueShare; // => 0.8
 * rows[0].averageFrequency; // => 2
 * rows[1].averageDaysSinceLast; // => 71
 * rows.map(({ action }) => action); // => ["Thank them.", null]
 * ```
 *
 * Source: arithmetic; the actions follow the descriptions that the two published grids come with.
 */
export function describeSegments(
  segments: RfmSegments | RfmSegmentColumns,
  options: DescribeSegmentsOptions = {},
): RfmSegmentDescription[] {
  checkObject(segments, [], "segments");
  checkObject(options, ["options"], "options");
  checkKeys(options, ["actions"]);
  const { assignments } = segments;
  checkObject(assignments, ["assignments"], "assignments, rows or columns");
  check(Array.isArray(segments.segments), "invalid_shape", ["segments"], "a list", "none");
  const names = Array.from(segments.segments, (segment, i) => {
    checkObject(segment, ["segments", i], "a segment");
    return checkText(segment.name, ["segments", i, "name"]);
  });
  const codes = codesOf(assignments, names);
  const read = (name: "revenue" | "daysSinceLast" | "frequency" | "monetary" | "composite") =>
    columnOf(assignments, name, codes.length, ["assignments"]);
  const frequency = sumBySegment(codes, names.length, read("frequency"));
  const monetary = sumBySegment(codes, names.length, read("monetary"));
  const composite = sumBySegment(codes, names.length, read("composite"));
  const actions: Readonly<Record<string, string>> = { ...RFM_SEGMENT_ACTIONS, ...options.actions };
  for (const [name, action] of Object.entries(actions)) checkText(action, ["actions", name]);
  return sumSegments(names, codes, read("revenue"), read("daysSinceLast")).map(
    ({ name: segment, ...sums }, k) => {
      const mean = (total: number) => (sums.customers > 0 ? total / sums.customers : null);
      return {
        segment,
        ...sums,
        averageRevenue: mean(sums.revenue),
        averageFrequency: mean(frequency[k]),
        averageMonetary: mean(monetary[k]),
        averageComposite: mean(composite[k]),
        action: Object.hasOwn(actions, segment) ? actions[segment] : null,
      };
    },
  );
}

function checkText(value: string, path: ErrorPath): string {
  check(typeof value === "string", "invalid_shape", path, "a text", value);
  return value;
}

/** Each customer's segment, as a position among the names. */
function codesOf(
  assignments: RfmSegments["assignments"] | RfmSegmentColumns["assignments"],
  names: readonly string[],
): Uint16Array {
  const places = new Map(names.map((name, place) => [name, place]));
  const placeOf = (name: string | undefined, row: number): number => {
    const place = places.get(name ?? "");
    const path = ["assignments", row, "segment"];
    check(place !== undefined, "unknown_segment", path, "one of the segments", name);
    return place;
  };
  if (isRows(assignments)) {
    return Uint16Array.from(assignments, (row, i) => placeOf(row?.segment, i));
  }
  checkObject(assignments.segment, ["assignments", "segment"], "a dictionary column");
  const { codes, dictionary } = assignments.segment;
  checkObject(codes, ["assignments", "segment", "codes"], "codes");
  checkObject(dictionary, ["assignments", "segment", "dictionary"], "names");
  return Uint16Array.from(codes, (code, i) => placeOf(dictionary[code], i));
}
