import { checkFinite, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
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
  if (typeof customers !== "object" || customers === null) {
    throw new InputError("invalid_summary", `expected rows or columns, got ${show(customers)}`, [
      "customers",
    ]);
  }
  const histories = isRows(customers) ? readRows(customers) : readColumns(customers);
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
      repeats % 1 === 0 &&
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

function readRows(customers: readonly PurchaseHistory[]): Histories {
  const frequency = new Float64Array(customers.length);
  const recency = new Float64Array(customers.length);
  const age = new Float64Array(customers.length);
  for (let row = 0; row < customers.length; row++) {
    const customer = customers[row];
    if (typeof customer !== "object" || customer === null) {
      const message = `expected { frequency, recency, age }, got ${show(customer)}`;
      throw new InputError("invalid_summary", message, ["customers", row]);
    }
    frequency[row] = readCell(customer.frequency, row, "frequency");
    recency[row] = readCell(customer.recency, row, "recency");
    age[row] = readCell(customer.age, row, "age");
  }
  return { frequency, recency, age };
}

function readColumns({ frequency, recency, age }: PurchaseColumns): Histories {
  const length = checkColumn(frequency, "frequency");
  return {
    frequency: readColumn(frequency, "frequency", length),
    recency: readColumn(recency, "recency", length),
    age: readColumn(age, "age", length),
  };
}

function readColumn(column: ArrayLike<number>, field: string, length: number): Float64Array {
  if (checkColumn(column, field) !== length) {
    const path: ErrorPath = ["customers", field];
    const message = `expected ${length} rows, as many as frequency has, got ${column.length}`;
    throw new InputError("length_mismatch", message, path);
  }
  if (column instanceof Float64Array) return column;
  const doubles = new Float64Array(length);
  for (let row = 0; row < length; row++) doubles[row] = readCell(column[row], row, field);
  return doubles;
}

function checkColumn(column: unknown, field: string): number {
  if (typeof column === "object" && column !== null && "length" in column) {
    const { length } = column;
    if (typeof length === "number" && Number.isSafeInteger(length) && length >= 0) return length;
  }
  throw new InputError("invalid_column", `expected an array, got ${show(column)}`, [
    "customers",
    field,
  ]);
}

function readCell(value: unknown, row: number, field: string): number {
  return typeof value === "number" ? value : checkFinite(value, ["customers", row, field]);
}
