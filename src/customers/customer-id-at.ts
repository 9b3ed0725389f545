import { check, isObject } from "../core/checks.ts";
import type { CustomerId, IdColumn } from "../core/columns.ts";

/**
 * Who is the customer of a row?
 *
 * Columns come out of a verb in the kind in which they went in: texts, numbers, or codes with a
 * dictionary. This reads any of them.
 *
 * @param column - the `customerId` of columns
 * @param row - the place of the customer, from 0
 * @returns the id; of 64-bit integers a `bigint`
 * @throws InputError `invalid_column` for what is no column of ids, `out_of_range` for a row that it
 *   does not have or a code without an entry
 *
 * @example
 * ```ts
 * import { customerIdAt, summarizeOrders } from "clientele/customers";
 *
 * const { customers } = summarizeOrders(
 *   {
 *     customerId: { codes: Int32Array.of(1, 0, 1), dictionary: ["ada", "ben"] },
 *     at: ["2026-01-05", "2026-01-12", "2026-01-19"],
 *     value: [20, 5, 30],
 *   },
 *   { asOf: "2026-01-31" },
 * );
 * customerIdAt(customers.customerId, 1); // => "ben"
 * customers.frequency[1]; // => 1
 * ```
 */
export function customerIdAt(column: IdColumn, row: number): CustomerId | bigint {
  checkColumn(column);
  const ids = "dictionary" in column ? column.codes : column;
  const id = ids[row];
  check(id !== undefined, "out_of_range", [], `a row from 0 to ${ids.length - 1}`, row);
  if (!("dictionary" in column)) return id;
  const name = column.dictionary[Number(id)];
  check(name !== undefined, "out_of_range", [], `a code below ${column.dictionary.length}`, id);
  return name;
}

function checkColumn(column: unknown): void {
  const parts =
    isObject(column) && "dictionary" in column ? [column.codes, column.dictionary] : [column];
  const isColumn = parts.every((part) => isObject(part) && typeof part.length === "number");
  check(isColumn, "invalid_column", [], "a column of customer ids", column);
}
