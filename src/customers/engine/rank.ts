const DIGIT_BITS = 11;
const RADIX = 1 << DIGIT_BITS;
const DIGIT_MASK = RADIX - 1;

/** 32-bit words that sort, unsigned, as something else does; `high` before `low`. */
export interface SortWords {
  readonly low: Int32Array;
  readonly high?: Int32Array;
}

/** The positions of the words in ascending order; equal ones stay in their order. */
export function rankWords({ low, high }: SortWords): Int32Array {
  return refineRank(positions(low.length), high === undefined ? [low] : [low, high]);
}

/** The positions from 0 to below `length`, in order. */
export function positions(length: number): Int32Array {
  const listed = new Int32Array(length);
  for (let index = 0; index < length; index++) listed[index] = index;
  return listed;
}

/** Sorts positions by words, the least significant first, keeping the order of equals. */
export function refineRank(start: Int32Array, words: readonly Int32Array[]): Int32Array {
  let from = start;
  let to: Int32Array = new Int32Array(start.length);
  const starts = new Int32Array(RADIX);
  for (const word of words) {
    const varying = varyingBits(word);
    for (let shift = 0; shift < 32; shift += DIGIT_BITS) {
      if (((varying >>> shift) & DIGIT_MASK) === 0) continue;
      startDigits(word, shift, starts);
      for (let index = 0; index < from.length; index++) {
        const position = from[index];
        to[starts[(word[position] >>> shift) & DIGIT_MASK]++] = position;
      }
      [from, to] = [to, from];
    }
  }
  return from;
}

/** Words that sort as finite doubles do. */
export function wordsOfDoubles(values: Float64Array): { low: Int32Array; high: Int32Array } {
  const low = new Int32Array(values.length);
  const high = new Int32Array(values.length);
  const value = new Float64Array(1);
  const word = new Int32Array(value.buffer);
  value[0] = 1;
  const top = word[1] === 0 ? 0 : 1;
  for (let index = 0; index < values.length; index++) {
    // The sum turns -0 into 0.
    value[0] = values[index] + 0;
    const sign = word[top] >> 31;
    // Doubles sort like integers with a sign of their own: below zero all bits turn, else the sign.
    high[index] = word[top] ^ (sign | 0x80000000);
    low[index] = word[1 - top] ^ sign;
  }
  return { low, high };
}

/** The bits in which some words differ. */
function varyingBits(words: Int32Array): number {
  let some = 0;
  let all = -1;
  for (let index = 0; index < words.length; index++) {
    some |= words[index];
    all &= words[index];
  }
  return some ^ all;
}

/** The place of the first word of each digit. */
function startDigits(word: Int32Array, shift: number, starts: Int32Array): void {
  starts.fill(0);
  for (let index = 0; index < word.length; index++) starts[(word[index] >>> shift) & DIGIT_MASK]++;
  let sum = 0;
  for (let digit = 0; digit < RADIX; digit++) {
    const count = starts[digit];
    starts[digit] = sum;
    sum += count;
  }
}
