import type {
  CustomerId,
  DictionaryColumn,
  IntegerArray,
  NumberColumn,
} from "../../core/columns.ts";

/** How long somebody was watched, and what ended it. */
export interface Duration {
  /** The age at which watching ended, at least 0, in any one unit. */
  readonly time: number;
  /** Did it end with the event (the customer left)? Otherwise it is censored: nothing is known after. */
  readonly event: boolean | 0 | 1;
  /** The age at which watching began (left truncation); from the start unless given. */
  readonly entry?: number | undefined;
  /** For how many such customers the row stands, at least 0; 1 unless given. */
  readonly weight?: number | undefined;
}

/** What ends a duration, as a column. */
export type EventColumn = readonly (boolean | 0 | 1)[] | NumberColumn | IntegerArray;

/** A column of names: text, numbers, or Arrow's dictionary encoding. */
export type LabelColumn = readonly CustomerId[] | NumberColumn | IntegerArray | DictionaryColumn;

/** Durations as parallel columns. */
export interface DurationColumns {
  readonly time: NumberColumn;
  readonly event: EventColumn;
  readonly entry?: NumberColumn | undefined;
  readonly weight?: NumberColumn | undefined;
}

/** A duration of a member of a group. */
export interface GroupedDuration extends Duration {
  readonly group: CustomerId;
  /** Groups are compared within strata only; all are in one unless given. */
  readonly stratum?: CustomerId | undefined;
}

export interface GroupedDurationColumns extends DurationColumns {
  readonly group: LabelColumn;
  readonly stratum?: LabelColumn | undefined;
}
