import type { DenseKeys, HashedKeys } from "./ids/id-reading.ts";

/** Which customers share a bucket: those whose keys, less `base`, have the same bits from `shift` on. */
export interface Split {
  readonly keys: Int32Array;
  readonly highs: Int32Array | undefined;
  readonly base: number;
  readonly shift: number;
  readonly buckets: number;
}

const ROWS_PER_BUCKET = 16_384;
const MOST_BUCKET_BITS = 12;

/** About as many buckets as make each of a size for the cache. */
export function splitOf(ids: DenseKeys | HashedKeys, rows: number): Split {
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

/** Where each bucket begins, rows left out aside; one entry more tells where the last one ends. */
export function countRows(split: Split, leftOut: Uint8Array | undefined): Int32Array {
  const { keys, base, shift, buckets } = split;
  const starts = new Int32Array(buckets + 1);
  for (let row = 0; row < keys.length; row++) {
    if (leftOut !== undefined && leftOut[row] === 1) continue;
    starts[(((keys[row] - base) | 0) >>> shift) + 1]++;
  }
  for (let bucket = 0; bucket < buckets; bucket++) starts[bucket + 1] += starts[bucket];
  return starts;
}
