/** The 64-bit elements of an array as pairs of 32-bit words, without a copy. */
export interface WordPairs {
  readonly words: Int32Array;
  /** Offsets of an element's low and high word from twice its index. */
  readonly low: 0 | 1;
  readonly high: 0 | 1;
}

/** Reading 64-bit integers by words spares a heap object for each. */
export function wordPairs(column: Float64Array | BigInt64Array | BigUint64Array): WordPairs {
  const words = new Int32Array(column.buffer, column.byteOffset, 2 * column.length);
  const isLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
  return isLittleEndian ? { words, low: 0, high: 1 } : { words, low: 1, high: 0 };
}

/** 64-bit integers as doubles: exact within ±2^53, rounded beyond. */
export function doublesOf(column: BigInt64Array | BigUint64Array): Float64Array {
  const { words, low, high } = wordPairs(column);
  const unsigned = column instanceof BigUint64Array;
  const doubles = new Float64Array(column.length);
  for (let row = 0; row < doubles.length; row++) {
    const top = words[2 * row + high];
    doubles[row] = (unsigned ? top >>> 0 : top) * 2 ** 32 + (words[2 * row + low] >>> 0);
  }
  return doubles;
}

/** Two arrays in one allocation: each large one may set off a garbage collection. */
export function allocatePair(length: number): readonly [Int32Array, Int32Array] {
  const both = new ArrayBuffer(8 * length);
  return [new Int32Array(both, 0, length), new Int32Array(both, 4 * length, length)];
}
