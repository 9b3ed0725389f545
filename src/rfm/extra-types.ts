import type { NumberColumn } from "../core/columns.ts";

/** Numbers of a customer summary that can be a dimension; `recency` is the length of LRFM. */
export type RfmField =
  | "frequency"
  | "recency"
  | "age"
  | "monetaryValue"
  | "orders"
  | "days"
  | "revenue"
  | "daysSinceLast";

/** A dimension beside R, F and M: length, variety, anything that is a number a customer. */
export interface RfmExtraDimension {
  /** Any text but those of other dimensions. */
  readonly name: string;
  /** A field of the customers, or a number for each of them, in their order. */
  readonly values: RfmField | NumberColumn;
  /** The end that scores highest; `high` unless given. */
  readonly best?: "high" | "low" | undefined;
  /** From 2 to 99; 5 unless given. */
  readonly bins?: number | undefined;
  /** Strictly ascending; the bins are then one more. */
  readonly cuts?: readonly number[] | undefined;
  /** In `composite`; 1 unless given, as R, F and M have. */
  readonly weight?: number | undefined;
}

/** What a scorer keeps of a dimension beside R, F and M. */
export interface RfmExtraScorer {
  readonly name: string;
  /** Null where the values came from the caller, who then has to give them for new customers. */
  readonly field: RfmField | null;
  readonly best: "high" | "low";
  readonly bins: number;
  readonly weight: number;
  /** Ascending, one less than bins; equal ones where ties collapse bins. */
  readonly cuts: readonly number[];
}

/** A customer's measure and score in a dimension beside R, F and M. */
export interface RfmExtraScore {
  readonly value: number;
  readonly score: number;
}

/** {@link RfmExtraScore} as parallel columns. */
export interface RfmExtraColumn {
  readonly value: Float64Array;
  readonly score: Uint8Array;
}
