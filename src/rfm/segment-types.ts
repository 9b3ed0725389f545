import type { RfmScore, RfmScoreTable } from "./types.ts";

/** A segment as a whole. */
export interface RfmSegment {
  readonly name: string;
  readonly customers: number;
  /** Of all customers, from 0 to 1. */
  readonly customerShare: number;
  readonly revenue: number;
  /** Of all revenue; null where that is not above 0. */
  readonly revenueShare: number | null;
  /** Null where there are no customers. */
  readonly averageDaysSinceLast: number | null;
}

/** A customer's scores and segment. */
export interface RfmAssignment extends RfmScore {
  readonly segment: string;
}

/** {@link RfmAssignment} as parallel columns. */
export interface RfmAssignmentTable extends RfmScoreTable {
  /** Positions in the dictionary, which has the names in the order of the rules. */
  readonly segment: { readonly codes: Uint16Array; readonly dictionary: readonly string[] };
}

/** Segments in the order of their rules, those without customers too. */
export interface RfmSegments {
  readonly asOf: string;
  readonly segments: readonly RfmSegment[];
  readonly assignments: readonly RfmAssignment[];
}

/** {@link RfmSegments} with columns: for size and speed, not for storage. */
export interface RfmSegmentColumns {
  readonly asOf: string;
  readonly segments: readonly RfmSegment[];
  readonly assignments: RfmAssignmentTable;
}
