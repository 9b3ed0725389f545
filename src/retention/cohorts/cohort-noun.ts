import type { Warning } from "../../core/warning.ts";
import type { RejectedRow } from "../../customers/summary.ts";
import type { CohortUnit } from "./periods-back.ts";

/** Calendar periods, or windows of so many times 24 hours from the entry of each customer. */
export type CohortColumn = CohortUnit | { readonly days: number };

/**
 * Active in exactly that period, in that one or a later one, or in any of those from one edge to before
 * the next.
 */
export type CohortCounting = "on" | "on_or_after" | { readonly brackets: readonly number[] };

/** Which event makes a customer a member. */
export type CohortEntry = "first" | "recurring";

/** A share with its interval; null where there is nobody. */
export interface CohortShare {
  readonly value: number | null;
  readonly n: number;
  readonly lower: number | null;
  readonly upper: number | null;
}

/** What a cohort did in a period. */
export interface CohortCell {
  /** Column: 0 is that of the entry; of brackets, their number. */
  readonly period: number;
  /** Members who bought. */
  readonly customers: number;
  /** Order lines; refunds are none. */
  readonly orders: number;
  readonly revenue: number;
  /** customers / size of the cohort. */
  readonly retention: CohortShare;
  /** Is the period over for every member? Otherwise the figures may still grow. */
  readonly isComplete: boolean;
}

/** Customers who came in one period. */
export interface Cohort {
  /** First day, `YYYY-MM-DD`. */
  readonly from: string;
  /** The day after the last one. */
  readonly to: string;
  /** Members. */
  readonly size: number;
  /** Is the period over? Otherwise members may still come. */
  readonly isComplete: boolean;
  readonly cells: readonly CohortCell[];
}

/** All cohorts together, so long after their entry. */
export interface CohortAverage {
  readonly period: number;
  /** Over cohorts whose period is complete. `n`: their members. */
  readonly retention: CohortShare;
  /** Revenue a member of these cohorts, averaged the same way. */
  readonly revenuePerMember: number | null;
  /** How many cohorts. */
  readonly cohorts: number;
}

/** Cohorts and what they did since. Plain, storable data. */
export interface CohortTable {
  /** The last day observed, inclusive: `YYYY-MM-DD` in `timeZone`. */
  readonly asOf: string;
  readonly timeZone: string;
  readonly cohortBy: CohortUnit;
  readonly period: CohortColumn;
  readonly counting: CohortCounting;
  readonly entry: CohortEntry;
  readonly average: "weighted" | "simple";
  readonly level: number;
  readonly cohorts: readonly Cohort[];
  readonly curve: readonly CohortAverage[];
  readonly warnings?: readonly Warning[];
  readonly rejected?: readonly RejectedRow[];
}
