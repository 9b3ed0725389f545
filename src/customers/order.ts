import type { CustomerId, IdColumn, IntegerArray, NumberColumn } from "../core/columns.ts";
import type { ColumnTimeUnit, TimeInput } from "../core/time-input.ts";

/** A line of purchase history: who bought, when, for how much. */
export interface Order {
  readonly customerId: CustomerId;
  readonly at: TimeInput;
  /** In any one currency, as a plain number; a refund is negative. */
  readonly value: number;
}

/** The same history as parallel columns, as data engines hand it out. */
export interface OrderColumns {
  readonly customerId: IdColumn;
  readonly at: readonly TimeInput[] | NumberColumn | IntegerArray;
  /** Unit of a numeric `at`; milliseconds unless given. */
  readonly atUnit?: ColumnTimeUnit | undefined;
  readonly value: NumberColumn;
}
