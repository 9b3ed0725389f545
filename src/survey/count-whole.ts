import type { AnswerScale } from "./types.ts";

/*
 * The same loop for each kind of array: an engine makes such a loop fast where it meets one kind
 * alone. Four tables take turns, because an addition must else wait for the one before, which mostly
 * is to the same cell.
 */

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

function countDoubles(score: Float64Array, min: number, width: number): Float64Array | undefined {
  const [first, second, third, fourth] = tables(width);
  const last = width - 1;
  const whole = score.length - (score.length % 4);
  for (let row = 0; row < whole; row += 4) {
    const a = score[row];
    const b = score[row + 1];
    const c = score[row + 2];
    const d = score[row + 3];
    // Exact for whole numbers of 32 bits; all others differ from what is left of them.
    const [p, q, r, s] = [a | 0, b | 0, c | 0, d | 0];
    if (p !== a || q !== b || r !== c || s !== d) return undefined;
    const i = (p - min) | 0;
    const j = (q - min) | 0;
    const k = (r - min) | 0;
    const l = (s - min) | 0;
    // The sign of any one of them: a place below the first or beyond the last.
    if ((i | j | k | l | (last - i) | (last - j) | (last - k) | (last - l)) < 0) return undefined;
    first[i]++;
    second[j]++;
    third[k]++;
    fourth[l]++;
  }
  const rest = countNumbers(score.subarray(whole), min, width);
  return rest?.map((count, at) => count + first[at] + second[at] + third[at] + fourth[at]);
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
