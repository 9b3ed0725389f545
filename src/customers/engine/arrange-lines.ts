import { allocateLines, copyLine, type Lines } from "./lines.ts";

const LONG = 64;

/**
 * Puts a customer's lines in order of day, instant and value, equal ones in row order: so that no sum
 * depends on the order of the input. Returns whether some lines are equal.
 */
export function arrangeLines(lines: Lines, start: number, end: number): boolean {
  const { day } = lines;
  let repeats = false;
  for (let line = start + 1; line < end; line++) {
    // Most lines are of a day of their own, and tell by it alone.
    if (day[line] > day[line - 1]) continue;
    const order = compareLines(lines, line - 1, line);
    if (order < 0) continue;
    if (order > 0) {
      if (end - start > LONG) mergeSort(lines, start, end);
      else insertionSort(lines, line, start, end);
      return hasRepeats(lines, start, end);
    }
    repeats = true;
  }
  return repeats;
}

function compareLines({ day, at, value }: Lines, one: number, other: number): number {
  // Days first: clocks set back at midnight show a day, the next and the first one again.
  if (day[one] !== day[other]) return day[one] - day[other];
  if (at[one] !== at[other]) return at[one] - at[other];
  return value[one] - value[other];
}

function hasRepeats(lines: Lines, start: number, end: number): boolean {
  for (let line = start + 1; line < end; line++) {
    if (compareLines(lines, line - 1, line) === 0) return true;
  }
  return false;
}

/** Sorts the lines from `start`, which are in order up to before `from`. */
function insertionSort(lines: Lines, from: number, start: number, end: number): void {
  const { day, at, value, mark } = lines;
  for (let line = from; line < end; line++) {
    const heldDay = day[line];
    const heldAt = at[line];
    const heldValue = value[line];
    const heldMark = mark[line];
    let place = line;
    for (; place > start; place--) {
      const before = place - 1;
      if (day[before] < heldDay) break;
      if (day[before] === heldDay) {
        if (at[before] < heldAt) break;
        if (at[before] === heldAt && value[before] <= heldValue) break;
      }
      copyLine(lines, before, lines, place);
    }
    day[place] = heldDay;
    at[place] = heldAt;
    value[place] = heldValue;
    mark[place] = heldMark;
  }
}

function mergeSort(lines: Lines, start: number, end: number): void {
  const length = end - start;
  let from: Int32Array = new Int32Array(length);
  let to: Int32Array = new Int32Array(length);
  for (let index = 0; index < length; index++) from[index] = start + index;
  for (let width = 1; width < length; width *= 2) {
    for (let low = 0; low < length; low += 2 * width) {
      merge(lines, from, to, low, Math.min(low + width, length), Math.min(low + 2 * width, length));
    }
    [from, to] = [to, from];
  }
  const sorted = allocateLines(length);
  for (let index = 0; index < length; index++) copyLine(lines, from[index], sorted, index);
  for (let index = 0; index < length; index++) copyLine(sorted, index, lines, start + index);
}

/** Merges the ordered runs [low, middle) and [middle, high). */
function merge(
  lines: Lines,
  from: Int32Array,
  to: Int32Array,
  low: number,
  middle: number,
  high: number,
): void {
  let left = low;
  let right = middle;
  for (let index = low; index < high; index++) {
    const takeLeft =
      left < middle && (right >= high || compareLines(lines, from[left], from[right]) <= 0);
    to[index] = takeLeft ? from[left++] : from[right++];
  }
}
