import { check, checkFinite, isObject } from "../../core/checks.ts";
import { checkHistory } from "../check-history.ts";
import type { PurchaseColumns, PurchaseHistory } from "../summary.ts";

/** {@link PurchaseColumns} of doubles. */
export interface Histories {
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
}

/** Purchase histories as columns of doubles, each one possible, or an error at its row and field. */
export function readHistories(customers: readonly PurchaseHistory[] | PurchaseColumns): Histories {
  check(isObject(customers), "invalid_summary", ["customers"], "rows or columns", customers);
  const { frequency, recency, age } = isRows(customers) ? columnsOf(customers) : customers;
  const rows = frequency?.length;
  const histories = {
    frequency: readColumn(frequency, "frequency", rows),
    recency: readColumn(recency, "recency", rows),
    age: readColumn(age, "age", rows),
  };
  checkHistories(histories);
  return histories;
}

/** Throws at the first history that cannot have happened. */
export function checkHistories({ frequency, recency, age }: Histories): void {
  for (let row = 0; row < frequency.length; row++) {
    const repeats = frequency[row];
    const last = recency[row];
    const observed = age[row];
    const possible =
      repeats >= 0 &&
      Number.isSafeInteger(repeats) &&
      last >= 0 &&
      last <= observed &&
      observed < Number.POSITIVE_INFINITY &&
      (repeats === 0) === (last === 0);
    if (!possible) checkHistory(repeats, last, observed, ["customers", row]);
  }
}

function isRows(customers: unknown): customers is readonly PurchaseHistory[] {
  return Array.isArray(customers);
}

function columnsOf(rows: readonly PurchaseHistory[]): PurchaseColumns {
  for (let row = 0; row < rows.length; row++) {
    if (isObject(rows[row])) continue;
    const path = ["customers", row];
    check(false, "invalid_summary", path, "{ frequency, recency, age }", rows[row]);
  }
  return {
    frequency: rows.map(({ frequency }) => frequency),
    recency: rows.map(({ recency }) => recency),
    age: rows.map(({ age }) => age),
  };
}

function readColumn(column: ArrayLike<number>, field: string, rows: number): Float64Array {
  const path = ["customers", field];
  // The length of an array is whole and below 2^32.
  const isArray = isObject(column) && column.length >>> 0 === column.length;
  check(isArray, "invalid_column", path, "an array", column);
  check(column.length === rows, "length_mismatch", path, `${rows} rows`, column.length);
  if (column instanceof Float64Array) return column;
  const doubles = new Float64Array(rows);
  for (let row = 0; row < rows; row++) {
    const value: unknown = column[row];
    doubles[row] =
      typeof value === "number" ? value : checkFinite(value, ["customers", row, field]);
  }
  return doubles;
}
