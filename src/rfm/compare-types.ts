import type { CustomerId } from "../core/columns.ts";
import type { Warning } from "../core/warning.ts";

/** What a segment won and lost between two days. */
export interface RfmSegmentMovement {
  readonly segment: string;
  /** Customers on the first day and on the second. */
  readonly before: number;
  readonly after: number;
  /** Customers in it on both days. */
  readonly stayed: number;
  /** Customers from other segments, and those gone to others. */
  readonly movedIn: number;
  readonly movedOut: number;
  /** Customers who are there on the second day alone, and on the first day alone. */
  readonly came: number;
  readonly went: number;
  /** `after` less `before`. */
  readonly change: number;
  /** Of the customers before, how many are in the segment still; null where there were none. */
  readonly retention: number | null;
}

/** A customer on both days. */
export interface RfmCustomerMovement {
  readonly customerId: CustomerId;
  /** The segments. */
  readonly from: string;
  readonly to: string;
  readonly codeBefore: string;
  readonly codeAfter: string;
  /** Composite after less composite before. */
  readonly change: number;
  /** Revenue after less revenue before. */
  readonly revenueChange: number;
}

/** How customers moved between segments from one day to another: plain, storable data. */
export interface RfmComparison {
  readonly from: string;
  readonly to: string;
  /** Customers who are there on both days, on the second alone, on the first alone. */
  readonly customers: number;
  readonly came: number;
  readonly went: number;
  /** Customers there on both days whose composite rose, fell, or is as it was. */
  readonly rose: number;
  readonly fell: number;
  readonly same: number;
  /** Segments in the order of the rules: the rows and the columns of the matrix. */
  readonly segments: readonly string[];
  /** Customers there on both days: from the segment of the row to that of the column. */
  readonly matrix: readonly (readonly number[])[];
  readonly movements: readonly RfmSegmentMovement[];
  /** Those whose composite rose most, and fell most, the greatest change first. */
  readonly winners: readonly RfmCustomerMovement[];
  readonly losers: readonly RfmCustomerMovement[];
  readonly warnings: readonly Warning<CompareRfmWarningCode>[];
}

export type CompareRfmWarningCode = "different_scorers" | "nobody_in_both";
