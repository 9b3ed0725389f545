import type { DenseKeys } from "./ids/id-reading.ts";
import type { Lookups } from "./lines.ts";
import { type Split, splitOf } from "./split-customers.ts";

/**
 * What tells the rows of records that are in row order within each bucket. Few ask: a table of all rows
 * is made when somebody does.
 */
export function dayRows(
  keys: DenseKeys,
  starts: Int32Array,
): Pick<Lookups, "rowOf" | "firstRowsOf"> {
  const split = splitOf(keys, keys.codes.length);
  let rows: Int32Array | undefined;
  return {
    rowOf(record) {
      rows ??= rowsByBucket(split, starts);
      return rows[record];
    },
    firstRowsOf: (records, most) => firstRowsOf(split, starts, records, most),
  };
}

function rowsByBucket({ keys, base, shift }: Split, starts: Int32Array): Int32Array {
  const next = starts.slice();
  const rows = new Int32Array(keys.length);
  for (let row = 0; row < keys.length; row++) {
    rows[next[((keys[row] - base) | 0) >>> shift]++] = row;
  }
  return rows;
}

/** Goes through the rows, as they were moved, until enough are found. */
function firstRowsOf(
  { keys, base, shift }: Split,
  starts: Int32Array,
  records: Int32Array,
  most: number,
): number[] {
  const next = starts.slice();
  // Of each bucket the place of the next record that is looked for.
  const wanted = starts.map((start) => placeOf(records, start));
  const found: number[] = [];
  const enough = Math.min(most, records.length);
  for (let row = 0; row < keys.length && found.length < enough; row++) {
    const bucket = ((keys[row] - base) | 0) >>> shift;
    if (records[wanted[bucket]] === next[bucket]++) {
      found.push(row);
      wanted[bucket]++;
    }
  }
  return found;
}

/** The place of the first record from `least` on. */
function placeOf(records: Int32Array, least: number): number {
  let low = 0;
  let high = records.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (records[middle] < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
