import { show } from "../../../core/checks.ts";
import type { IdColumn, IntegerArray } from "../../../core/columns.ts";
import { InputError } from "../../../core/errors.ts";
import { readDictionaryIds } from "./dictionary-ids.ts";
import type { IdReading } from "./id-reading.ts";
import { readDoubleIds, readIntegerIds } from "./integer-ids.ts";
import { readPlainIds } from "./plain-ids.ts";

/** Any column of ids, made ready for grouping. */
export function readIds(column: IdColumn): IdReading {
  if (Array.isArray(column)) return readPlainIds(column);
  if (column instanceof Float64Array) return readDoubleIds(column);
  if (isIntegerArray(column)) return readIntegerIds(column);
  if (isDictionary(column)) return readDictionaryIds(column);
  throw new InputError(
    "invalid_column",
    `expected an array, a typed array or { codes, dictionary }, got ${show(column)}`,
    ["customerId"],
  );
}

function isDictionary(column: unknown): column is { codes: IntegerArray; dictionary: string[] } {
  return (
    typeof column === "object" &&
    column !== null &&
    "codes" in column &&
    isIntegerArray(column.codes) &&
    "dictionary" in column &&
    Array.isArray(column.dictionary)
  );
}

function isIntegerArray(column: unknown): column is IntegerArray {
  return (
    column instanceof Int8Array ||
    column instanceof Uint8Array ||
    column instanceof Uint8ClampedArray ||
    column instanceof Int16Array ||
    column instanceof Uint16Array ||
    column instanceof Int32Array ||
    column instanceof Uint32Array ||
    column instanceof BigInt64Array ||
    column instanceof BigUint64Array
  );
}
