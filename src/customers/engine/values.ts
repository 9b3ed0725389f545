import { checkFinite } from "../../core/checks.ts";
import { isClienteleError } from "../../core/errors.ts";
import type { Fault } from "./ids/id-reading.ts";

/** A column of values, made ready: `NaN` where a row holds no number. */
export interface ValueReading {
  readonly value: Float64Array;
  /** What is wrong with a row's value, its sign aside. */
  faultAt(row: number): Fault | undefined;
}

/** Values in any kind of column. */
export function readValues(column: ArrayLike<unknown>): ValueReading {
  const value = readNumbers(column);
  return { value, faultAt: (row) => faultOfValue(column[row]) };
}

/** What is wrong with a value, its sign aside. */
export function faultOfValue(value: unknown): Fault | undefined {
  try {
    checkFinite(value, []);
    return undefined;
  } catch (error) {
    if (isClienteleError(error)) return { code: error.code, message: error.message };
    throw error;
  }
}

/** Is this a typed array of numbers? */
export function isNumberArray(column: unknown): column is ArrayLike<number> {
  return (
    ArrayBuffer.isView(column) &&
    !(column instanceof DataView) &&
    !(column instanceof BigInt64Array) &&
    !(column instanceof BigUint64Array)
  );
}

function readNumbers(column: ArrayLike<unknown>): Float64Array {
  if (column instanceof Float64Array) return column;
  if (isNumberArray(column)) return new Float64Array(column);
  const value = new Float64Array(column.length);
  for (let row = 0; row < value.length; row++) {
    const cell = column[row];
    value[row] = typeof cell === "number" ? cell : Number.NaN;
  }
  return value;
}
