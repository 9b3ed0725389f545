import type { AnswerScale } from "./types.ts";

/*
 * A loop for each kind of array: an engine makes such a loop fast where it meets one kind alone. Tables
 * take turns, because an addition must else wait for the one before, which mostly is to the same cell.
 */

/** A table of pairs of answers is kept to 16,384 cells. */
const MOST_BITS = 7;

/** Counts of whole answers, from the lowest on; undefined where there is anything else. */
export function countWhole(
  score: ArrayLike<number>,
  { min, max }: AnswerScale,
): Float64Array | undefined {
  const width = max - min + 1;
  if (score instanceof Uint8Array) return countBytes(score, min, width);
  if (score instanceof Float64Array) return countDoubles(score, min, width);
  return countNumbers(score, min, width);
}

function countBytes(score: Uint8Array, min: number, width: number): Float64Array | undefined {
  const [first, second, third, fourth] = tables(256);
  const whole = score.length - (score.length % 4);
  for (let row = 0; row < whole; row += 4) {
    first[score[row]]++;
    second[score[row + 1]]++;
    third[score[row + 2]]++;
    fourth[score[row + 3]]++;
  }
  for (let row = whole; row < score.length; row++) first[score[row]]++;
  const counts = new Float64Array(width);
  for (let answer = 0; answer < 256; answer++) {
    const count = first[answer] + second[answer] + third[answer] + fourth[answer];
    const place = answer - min;
    if (place >= 0 && place < width) counts[place] = count;
    else if (count > 0) return undefined;
  }
  return counts;
}

/** Two answers at a time, by a table of pairs: half as many additions. */
function countDoubles(score: Float64Array, min: number, width: number): Float64Array | undefined {
  const bits = Math.ceil(Math.log2(width));
  if (bits > MOST_BITS) return countNumbers(score, min, width);
  const mask = 2 ** bits - 1;
  const [first, second] = tables(4 ** bits);
  const whole = score.length - (score.length % 4);
  let all = 0;
  for (let row = 0; row < whole; row += 4) {
    const a = score[row];
    const b = score[row + 1];
    const c = score[row + 2];
    const d = score[row + 3];
    // Exact for whole numbers of 32 bits; all others differ from what is left of them.
    const [p, q, r, s] = [a | 0, b | 0, c | 0, d | 0];
    if (p !== a || q !== b || r !== c || s !== d) return undefined;
    all |= (p - min) | (q - min) | (r - min) | (s - min);
    first[(((p - min) & mask) << bits) | ((q - min) & mask)]++;
    second[(((r - min) & mask) << bits) | ((s - min) & mask)]++;
  }
  const counts = countNumbers(score.subarray(whole), min, width);
  // Bits beyond the mask are those of a place below the first or far beyond the last.
  if (counts === undefined || (all & ~mask) !== 0) return undefined;
  for (let pair = 0; pair < first.length; pair++) {
    const count = first[pair] + second[pair];
    if (count === 0) continue;
    const places = [pair >> bits, pair & mask];
    if (Math.max(...places) >= width) return undefined;
    for (const place of places) counts[place] += count;
  }
  return counts;
}

function countNumbers(
  score: ArrayLike<number>,
  min: number,
  width: number,
): Float64Array | undefined {
  const counts = new Float64Array(width);
  for (let row = 0; row < score.length; row++) {
    const answer = score[row];
    // Arrays from outside may hold texts that look like numbers.
    if (typeof answer !== "number" || !Number.isInteger(answer)) return undefined;
    const place = answer - min;
    if (place < 0 || place >= width) return undefined;
    counts[place]++;
  }
  return counts;
}

function tables(width: number): Uint32Array[] {
  return [0, 1, 2, 3].map(() => new Uint32Array(width));
}
