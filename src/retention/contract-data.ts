import type { NumberColumn } from "../core/columns.ts";
import type { TimeUnit } from "../core/time-unit.ts";

/** What the contract models read of one customer. */
export interface ContractHistory {
  /** How often she has renewed so far. */
  readonly renewals: number;
  /** Did she leave at the renewal after these? Else she is still there, and her end is not known. */
  readonly lost: boolean;
}

/** {@link ContractHistory} as parallel columns. */
export interface ContractColumns {
  readonly renewals: NumberColumn;
  /** `true` or 1, `false` or 0. */
  readonly lost: ArrayLike<boolean | number>;
}

/** The distinct histories, each with the number of customers who share it. */
export interface ContractPatterns extends ContractColumns {
  readonly timeUnit: TimeUnit;
  readonly weight: NumberColumn;
}

/** Customers of one acquisition period, counted. */
export interface CohortSurvivors {
  /** Customers there after 0, 1, 2 … renewals: whole, never rising. */
  readonly survivors: NumberColumn;
}

/** What the contract models are fitted to; `timeUnit` is the time from one renewal to the next. */
export type ContractData =
  | ({ readonly timeUnit: TimeUnit } & CohortSurvivors)
  | { readonly timeUnit: TimeUnit; readonly cohorts: readonly CohortSurvivors[] }
  | {
      readonly timeUnit: TimeUnit;
      readonly customers: readonly ContractHistory[] | ContractColumns;
    }
  | ContractPatterns;
