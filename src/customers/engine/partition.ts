import type { DenseKeys, HashedKeys } from "./ids/id-reading.ts";
import { countRows, type Split, splitOf } from "./split-customers.ts";

/**
 * Orders, moved next to those of the same bucket of customers, so that a bucket's work stays within
 * the processor's cache. A record of three 64-bit cells: instant, value, then two 32-bit words, key
 * and row. Writing one stream a bucket, not one a field, spares most of the memory's time.
 */
export interface Buckets {
  /** Bucket b holds the records from `starts[b]` to before `starts[b + 1]`, in row order. */
  readonly starts: Int32Array;
  readonly doubles: Float64Array;
  readonly words: Int32Array;
  /** The high word of each record's key, where keys have some. */
  readonly highs: Int32Array | undefined;
  /** Do the rows come in order of time? */
  readonly inOrder: boolean;
  /** Customers by number: the low bits of a key that tell them apart within a bucket. */
  readonly keyMask: number;
}

/** Length of a record, and where its fields are, counted in doubles and in words. */
export const DOUBLES = 3;
export const VALUE = 1;
export const WORDS = 6;
export const KEY = 4;
export const ROW = 5;

/** Rows to accept; others make the partition stop. */
export interface RowLimits {
  /** The least instant, the first one beyond. */
  readonly start: number;
  readonly end: number;
  /** The least value. */
  readonly least: number;
}

/**
 * The orders by bucket; nothing where a row breaks the limits. Checking within the pass that moves
 * the rows costs next to nothing, a pass of its own would not.
 */
export function partitionWithin(
  ids: DenseKeys | HashedKeys,
  at: Float64Array,
  value: Float64Array,
  limits: RowLimits,
): Buckets | undefined {
  const split = splitOf(ids, at.length);
  const buckets = allocate(countRows(split, undefined), split, at);
  return moveWithin(split, at, value, limits, buckets) ? buckets : undefined;
}

/** The orders by bucket, but for those left out. */
export function partitionRest(
  ids: DenseKeys | HashedKeys,
  at: Float64Array,
  value: Float64Array,
  leftOut: Uint8Array,
): Buckets {
  const split = splitOf(ids, at.length);
  const buckets = allocate(countRows(split, leftOut), split, at);
  moveRest(split, at, value, leftOut, buckets);
  return buckets;
}

function allocate(starts: Int32Array, { highs, shift }: Split, at: Float64Array): Buckets {
  const rows = starts[starts.length - 1];
  const records = new ArrayBuffer(8 * DOUBLES * rows);
  return {
    starts,
    doubles: new Float64Array(records),
    words: new Int32Array(records),
    highs: highs && new Int32Array(rows),
    inOrder: isAscending(at),
    keyMask: (1 << shift) - 1,
  };
}

function isAscending(at: Float64Array): boolean {
  for (let row = 1; row < at.length; row++) if (at[row] < at[row - 1]) return false;
  return true;
}

/** False, and not done, where a row breaks the limits. */
function moveWithin(
  { keys, highs, base, shift }: Split,
  at: Float64Array,
  value: Float64Array,
  { least, start, end }: RowLimits,
  { doubles, words, highs: moved, starts }: Buckets,
): boolean {
  const next = starts.slice();
  for (let row = 0; row < keys.length; row++) {
    const instant = at[row];
    const amount = value[row];
    // Written so that NaN fails too.
    if (!(instant >= start && instant < end && amount >= least && amount <= Number.MAX_VALUE)) {
      return false;
    }
    const key = (keys[row] - base) | 0;
    const record = next[key >>> shift]++;
    doubles[record * DOUBLES] = instant;
    doubles[record * DOUBLES + VALUE] = amount;
    words[record * WORDS + KEY] = key;
    words[record * WORDS + ROW] = row;
    if (highs !== undefined && moved !== undefined) moved[record] = highs[row];
  }
  return true;
}

function moveRest(
  { keys, highs, base, shift }: Split,
  at: Float64Array,
  value: Float64Array,
  leftOut: Uint8Array,
  { doubles, words, highs: moved, starts }: Buckets,
): void {
  const next = starts.slice();
  for (let row = 0; row < keys.length; row++) {
    if (leftOut[row] === 1) continue;
    const key = (keys[row] - base) | 0;
    const record = next[key >>> shift]++;
    doubles[record * DOUBLES] = at[row];
    doubles[record * DOUBLES + VALUE] = value[row];
    words[record * WORDS + KEY] = key;
    words[record * WORDS + ROW] = row;
    if (highs !== undefined && moved !== undefined) moved[record] = highs[row];
  }
}
