import { checkFinite, checkNonNegative, isObject, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { showFields } from "../../core/show-fields.ts";
import { total } from "../../numeric/vector.ts";
import type { Duration, DurationColumns } from "./duration.ts";

/** Checked durations; rows without weight are left out. */
export interface Durations {
  readonly time: Float64Array;
  readonly event: Uint8Array;
  /** 0 where watching began at the start; absent where it did for all. */
  readonly entry: Float64Array | undefined;
  /** Above 0; absent where all are 1. */
  readonly weight: Float64Array | undefined;
  /** The rows that they came from; absent where all were kept. */
  readonly rows: Int32Array | undefined;
}

/** Where a field of a row lies in what the caller gave. */
export type PathOf = (field: string, row: number) => ErrorPath;

export type RowsOrColumns<Row, Columns> = readonly Row[] | Columns;

export function isRows<Row, Columns>(data: RowsOrColumns<Row, Columns>): data is readonly Row[] {
  return Array.isArray(data);
}

/** Tells rows from columns, and refuses what is neither. */
export function checkData(data: unknown): void {
  if (typeof data !== "object" || data === null) {
    throw new InputError("invalid_column", `expected rows or columns, got ${show(data)}`);
  }
}

export function pathsOf(data: unknown): PathOf {
  return Array.isArray(data) ? (field, row) => [row, field] : (field, row) => [field, row];
}

/** Durations in numbers that later steps need not doubt. */
export function readDurations(data: RowsOrColumns<Duration, DurationColumns>): Durations {
  checkData(data);
  const pathOf = pathsOf(data);
  const columns: DurationColumns = isRows(data) ? columnsOf(data) : data;
  checkNamed(data, "time", "not_a_number");
  const time = readNumbers(columns.time, "time", undefined, pathOf);
  const { length } = time;
  checkNamed(data, "event", "invalid_event");
  const event = readEvents(columns.event, length, pathOf);
  const entry =
    columns.entry === undefined ? undefined : readNumbers(columns.entry, "entry", length, pathOf);
  const weight =
    columns.weight === undefined
      ? undefined
      : readNumbers(columns.weight, "weight", length, pathOf);
  if (entry !== undefined) checkOrder(entry, time, pathOf);
  return withoutIdle({ time, event, entry, weight, rows: undefined });
}

/** Where a field goes by another name it does so in all rows, so that the first one tells. */
function checkNamed(data: object, name: keyof Duration, codeOfRow: string): void {
  const isColumns = !Array.isArray(data);
  const first: unknown = isColumns ? data : data[0];
  if (!isObject(first) || name in first) return;
  const code = isColumns ? "invalid_column" : codeOfRow;
  const message = `expected a field ${name}, got ${showFields(first)}`;
  throw new InputError(code, message, isColumns ? [name] : [0, name]);
}

function columnsOf(rows: readonly Duration[]): DurationColumns {
  const { length } = rows;
  for (let row = 0; row < length; row++) {
    if (typeof rows[row] !== "object" || rows[row] === null) {
      throw new InputError("invalid_shape", `expected a row, got ${show(rows[row])}`, [row]);
    }
  }
  return {
    time: rows.map((row) => row.time),
    event: rows.map((row) => row.event),
    ...(rows.some((row) => row.entry !== undefined) && {
      entry: rows.map((row) => row.entry ?? (row.entry === undefined ? 0 : Number.NaN)),
    }),
    ...(rows.some((row) => row.weight !== undefined) && {
      weight: rows.map((row) => row.weight ?? (row.weight === undefined ? 1 : Number.NaN)),
    }),
  };
}

export function checkColumn(
  column: unknown,
  name: string,
  length?: number,
): asserts column is ArrayLike<unknown> {
  if (typeof column !== "object" || column === null || !("length" in column)) {
    throw new InputError("invalid_column", `expected an array, got ${show(column)}`, [name]);
  }
  if (length !== undefined && column.length !== length) {
    const message = `expected ${length} rows, as many as the others have, got ${column.length}`;
    throw new InputError("length_mismatch", message, [name]);
  }
}

/** A column of finite numbers of at least 0. */
export function readNumbers(
  column: unknown,
  name: string,
  length: number | undefined,
  pathOf: PathOf,
): Float64Array {
  checkColumn(column, name, length);
  const values = column instanceof Float64Array ? column : new Float64Array(column.length);
  const isSame = values === column;
  for (let row = 0; row < values.length; row++) {
    const value = column[row];
    // One comparison finds the good ones; the rest is told apart where it no longer matters.
    if (typeof value === "number" && value >= 0 && value < Infinity) {
      if (!isSame) values[row] = value;
    } else {
      values[row] = checkNonNegative(value, pathOf(name, row));
    }
  }
  return values;
}

/** A column of finite numbers of either sign. */
export function readSigned(
  column: unknown,
  name: string,
  length: number,
  pathOf: PathOf,
): Float64Array {
  checkColumn(column, name, length);
  const values = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    values[row] = checkFinite(column[row], pathOf(name, row));
  }
  return values;
}

/** A column of yes and no. */
export function readEvents(
  column: unknown,
  length: number | undefined,
  pathOf: PathOf,
  name = "event",
): Uint8Array {
  checkColumn(column, name, length);
  if (column instanceof Uint8Array && areBits(column)) return column;
  const events = new Uint8Array(column.length);
  for (let row = 0; row < events.length; row++) {
    const event = column[row];
    if (event === 1 || event === true) events[row] = 1;
    else if (event !== 0 && event !== false && event !== 0n && event !== 1n) {
      const message = `expected true or false, 1 or 0, got ${show(event)}`;
      throw new InputError("invalid_event", message, pathOf(name, row));
    } else if (event === 1n) events[row] = 1;
  }
  return events;
}

function areBits(column: Uint8Array): boolean {
  let all = 0;
  for (let row = 0; row < column.length; row++) all |= column[row];
  return all < 2;
}

/** Somebody who enters late is at risk after the entry, so the end lies after it. */
function checkOrder(entry: Float64Array, time: Float64Array, pathOf: PathOf): void {
  for (let row = 0; row < time.length; row++) {
    if (entry[row] >= time[row] && entry[row] > 0) {
      const message = `expected a time after the entry at ${entry[row]}, got ${time[row]}`;
      throw new InputError("end_before_start", message, pathOf("time", row));
    }
  }
}

function withoutIdle(durations: Durations): Durations {
  const { time, event, entry, weight } = durations;
  if (weight === undefined) return durations;
  if (!(total(weight) < Math.sqrt(Number.MAX_VALUE))) {
    const message = "expected weights whose sum has a square to compute with";
    throw new InputError("sum_overflow", message, ["weight"]);
  }
  if (!weight.includes(0)) return durations;
  const rows = Int32Array.from(time.keys()).filter((row) => weight[row] > 0);
  const pick = (column: Float64Array) => Float64Array.from(rows, (row) => column[row]);
  return {
    time: pick(time),
    event: Uint8Array.from(rows, (row) => event[row]),
    entry: entry && pick(entry),
    weight: pick(weight),
    rows,
  };
}
