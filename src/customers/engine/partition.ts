import type { DenseKeys, HashedKeys } from "./ids/id-reading.ts";

/**
 * Orders, moved next to those of the same bucket of customers, so that a bucket's work stays within
 * the processor's cache. A record of three 64-bit cells: instant, value, then two 32-bit words, key
 * and row; and a fourth, where keys have high words. Writing one stream a bucket, not one a field,
 * spares most of the memory's time.
 */
export interface Buckets extends TimeSpan {
  /** Bucket b holds the records from `starts[b]` to before `starts[b + 1]`, in row order. */
  readonly starts: Int32Array;
  readonly doubles: Float64Array;
  readonly words: Int32Array;
  /** Length of a record in doubles and in words. */
  readonly doublesEach: number;
  readonly wordsEach: number;
  /** Customers by number: the low bits of a key that tell them apart within a bucket. */
  readonly keyMask: number;
}

interface TimeSpan {
  /** Do the rows come in order of time? */
  readonly inOrder: boolean;
  /** The earliest and the latest instant; infinite without rows. */
  readonly earliest: number;
  readonly latest: number;
}

interface Room {
  readonly doubles: Float64Array;
  readonly words: Int32Array;
  readonly doublesEach: number;
  readonly wordsEach: number;
  /** Where the next record of each bucket goes. */
  readonly next: Int32Array;
}

/** Where in a record its fields are: the value in doubles, the others in words. */
export const VALUE = 1;
export const KEY = 4;
export const ROW = 5;
export const HIGH = 6;

/** Rows to accept; others make the partition stop. */
export interface RowLimits {
  /** The least instant, the first one beyond. */
  readonly start: number;
  readonly end: number;
  /** The least value. */
  readonly least: number;
}

interface Split {
  readonly keys: Int32Array;
  readonly highs: Int32Array | undefined;
  readonly base: number;
  readonly shift: number;
  readonly buckets: number;
}

const ROWS_PER_BUCKET = 16_384;
const MOST_BUCKET_BITS = 12;

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
  const starts = countRows(split, undefined);
  const room = allocate(starts, split);
  const span = moveWithin(split, at, value, limits, room);
  return span && { starts, ...room, ...span, keyMask: (1 << split.shift) - 1 };
}

/** The orders by bucket, but for those left out. */
export function partitionRest(
  ids: DenseKeys | HashedKeys,
  at: Float64Array,
  value: Float64Array,
  leftOut: Uint8Array,
): Buckets {
  const split = splitOf(ids, at.length);
  const starts = countRows(split, leftOut);
  const room = allocate(starts, split);
  const span = moveRest(split, at, value, leftOut, room);
  return { starts, ...room, ...span, keyMask: (1 << split.shift) - 1 };
}

/** The memory of a bucket's records. */
export function bucketOf({ starts, doubles, doublesEach }: Buckets, bucket: number): Float64Array {
  return doubles.subarray(starts[bucket] * doublesEach, starts[bucket + 1] * doublesEach);
}

function splitOf(ids: DenseKeys | HashedKeys, rows: number): Split {
  const bits = Math.round(Math.log2(rows / ROWS_PER_BUCKET));
  if (ids.kind === "hashed") {
    // The high bits of a hash name the bucket, the low ones a place in its table.
    const hashBits = Math.min(Math.max(1, bits), MOST_BUCKET_BITS);
    const { hashes, highs } = ids;
    return { keys: hashes, highs, base: 0, shift: 32 - hashBits, buckets: 2 ** hashBits };
  }
  const { codes, base, range } = ids;
  const codeBits = Math.min(Math.max(0, bits), MOST_BUCKET_BITS);
  const shift = Math.max(0, Math.ceil(Math.log2(range)) - codeBits);
  const buckets = Math.max(1, Math.ceil(range / 2 ** shift));
  return { keys: codes, highs: undefined, base, shift, buckets };
}

function countRows(split: Split, leftOut: Uint8Array | undefined): Int32Array {
  const { keys, base, shift, buckets } = split;
  const starts = new Int32Array(buckets + 1);
  for (let row = 0; row < keys.length; row++) {
    if (leftOut !== undefined && leftOut[row] === 1) continue;
    starts[(((keys[row] - base) | 0) >>> shift) + 1]++;
  }
  for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1] += starts[bucket];
  return starts;
}

function allocate(starts: Int32Array, { highs }: Split): Room {
  const doublesEach = highs === undefined ? 3 : 4;
  const records = new ArrayBuffer(8 * doublesEach * starts[starts.length - 1]);
  return {
    doubles: new Float64Array(records),
    words: new Int32Array(records),
    doublesEach,
    wordsEach: 2 * doublesEach,
    next: starts.slice(),
  };
}

/** Nothing, and not done, where a row breaks the limits. */
function moveWithin(
  { keys, highs, base, shift }: Split,
  at: Float64Array,
  value: Float64Array,
  limits: RowLimits,
  { doubles, words, doublesEach, wordsEach, next }: Room,
): TimeSpan | undefined {
  const { least, start, end } = limits;
  let inOrder = true;
  let before = at[0];
  let earliest = before;
  let latest = before;
  for (let row = 0; row < keys.length; row++) {
    const instant = at[row];
    const amount = value[row];
    // Written so that NaN fails too.
    if (!(instant >= start && instant < end && amount >= least && amount <= Number.MAX_VALUE)) {
      return undefined;
    }
    if (instant < before) inOrder = false;
    before = instant;
    if (instant < earliest) earliest = instant;
    if (instant > latest) latest = instant;
    const key = (keys[row] - base) | 0;
    const record = next[key >>> shift]++;
    doubles[record * doublesEach] = instant;
    doubles[record * doublesEach + VALUE] = amount;
    words[record * wordsEach + KEY] = key;
    words[record * wordsEach + ROW] = row;
    if (highs !== undefined) words[record * wordsEach + HIGH] = highs[row];
  }
  return { inOrder, earliest, latest };
}

function moveRest(
  { keys, highs, base, shift }: Split,
  at: Float64Array,
  value: Float64Array,
  leftOut: Uint8Array,
  { doubles, words, doublesEach, wordsEach, next }: Room,
): TimeSpan {
  let inOrder = true;
  let before = Number.NEGATIVE_INFINITY;
  let earliest = Number.POSITIVE_INFINITY;
  let latest = before;
  for (let row = 0; row < keys.length; row++) {
    if (leftOut[row] === 1) continue;
    const key = (keys[row] - base) | 0;
    const record = next[key >>> shift]++;
    const instant = at[row];
    if (instant < before) inOrder = false;
    before = instant;
    if (instant < earliest) earliest = instant;
    if (instant > latest) latest = instant;
    doubles[record * doublesEach] = instant;
    doubles[record * doublesEach + VALUE] = value[row];
    words[record * wordsEach + KEY] = key;
    words[record * wordsEach + ROW] = row;
    if (highs !== undefined) words[record * wordsEach + HIGH] = highs[row];
  }
  return { inOrder, earliest, latest };
}
