import type { IdColumn } from "../core/columns.ts";
import type { ErrorPath } from "../core/errors.ts";
import { check } from "../core/expect.ts";
import { checkObject } from "./check.ts";

/** Rows, as opposed to columns. */
export function isRows<Row>(table: readonly Row[] | object): table is readonly Row[] {
  return Array.isArray(table);
}

/** How many rows there are; of columns by their ids. */
export function rowsOf(
  table: readonly object[] | { readonly customerId: IdColumn },
  path: ErrorPath,
): number {
  checkObject(table, path, "rows or columns");
  if (isRows(table)) return table.length;
  const { customerId } = table;
  const idPath = [...path, "customerId"];
  checkObject(customerId, idPath, "ids");
  const { length } = "codes" in customerId ? (customerId.codes ?? []) : customerId;
  check(length >= 0, "invalid_shape", idPath, "ids", length);
  return length;
}

/** The numbers of a field, of rows or of columns; refuses what is not a finite number. */
export function columnOf<Name extends string>(
  table: readonly Readonly<Record<Name, number>>[] | Readonly<Record<Name, ArrayLike<number>>>,
  name: Name,
  rows: number,
  at: ErrorPath,
): Float64Array {
  const column: ArrayLike<number> | undefined = isRows(table)
    ? table.map((row) => row?.[name])
    : table[name];
  return numbersOf(column ?? [], rows, (row) => [...at, row, name]);
}

/** Numbers as float64; refuses a column of another length and what is not a finite number. */
export function numbersOf(
  column: ArrayLike<number>,
  rows: number,
  pathOf: (row: number) => ErrorPath,
): Float64Array {
  let bad = 0;
  if (column instanceof Float64Array) {
    // NaN and infinities times zero are not zero; nor is what lies beyond the end of a column.
    while (column[bad] * 0 === 0) bad++;
  } else {
    while (Number.isFinite(column[bad])) bad++;
  }
  check(bad === rows, "non_finite_value", pathOf(bad), `${rows} finite numbers`, column[bad]);
  return column instanceof Float64Array ? column : Float64Array.from(column);
}
