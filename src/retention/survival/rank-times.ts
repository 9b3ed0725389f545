import { InputError } from "../../core/errors.ts";
import { type Pairs, placesOf, sortPairs } from "../../numeric/sort-order.ts";
import type { Durations } from "./read-durations.ts";

/** Times so close, absolutely or relative to their mean, are one: what is left of 0.1 + 0.2. */
const TIE = 1.4901161193847656e-8;
/** Below it, whole numbers are never closer than the tie relative to their mean. */
const WHOLE = 33_554_432;

/** Ends and entries by their place among the distinct times. */
export interface RankedTimes {
  /** Distinct times, ascending; those of entries too. */
  readonly times: Float64Array;
  /** For each row the place of its end. */
  readonly end: Int32Array;
  /** Rows by time, and where those of each time begin, one more at the end; where they were sorted. */
  readonly sorted: SortedRows | undefined;
  /** For each row the place of its entry, -1 for the start: at risk after it, up to the end. */
  readonly entry: Int32Array | undefined;
}

export interface SortedRows {
  readonly order: Int32Array;
  readonly starts: Int32Array;
}

/** What rows carry, by time, and where that of each distinct time begins, one more at the end. */
export interface SortedLabels {
  readonly times: Float64Array;
  readonly labels: Int32Array;
  readonly starts: Int32Array;
}

/** Each row's place among the distinct times of all; what differs by `tie` or less is one time. */
export function rankTimes(durations: Durations, tie = TIE): RankedTimes {
  const { time, entry } = durations;
  const { length } = time;
  let all = time;
  if (entry !== undefined) {
    all = new Float64Array(2 * length);
    all.set(time);
    // A start that is no entry makes no time of its own.
    for (let row = 0; row < length; row++) all[length + row] = entry[row] || time[row];
  }
  const whole = rankWhole(all);
  if (entry === undefined) {
    return whole === undefined
      ? withEnds(sortRows(all, tie))
      : { times: whole.times, end: whole.codes, sorted: undefined, entry: undefined };
  }
  const { times, codes } = whole ?? rankAny(all, tie);
  const end = codes.subarray(0, length);
  const entries = codes.slice(length);
  for (let row = 0; row < length; row++) {
    if (entry[row] === 0) entries[row] = -1;
    else if (entries[row] === end[row]) {
      const message = `expected a time clearly after the entry at ${entry[row]}, got ${time[row]}`;
      throw new InputError("end_before_start", message, [durations.rows?.[row] ?? row]);
    }
  }
  return { times, end, sorted: undefined, entry: entries };
}

interface Ranks {
  readonly times: Float64Array;
  readonly codes: Int32Array;
}

/** Are these whole numbers that lie so close that a table of them is quicker than sorting? */
export function areWhole(values: Float64Array): boolean {
  const bound = Math.min(WHOLE, Math.max(65_536, 4 * values.length));
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!(value < bound) || (value | 0) !== value) return false;
  }
  return true;
}

/** By a table of whole numbers, where they are some. */
function rankWhole(values: Float64Array): Ranks | undefined {
  if (!areWhole(values)) return undefined;
  const codes = new Int32Array(values);
  let most = 0;
  for (let i = 0; i < codes.length; i++) if (codes[i] > most) most = codes[i];
  const places = new Int32Array(most + 1);
  for (let i = 0; i < codes.length; i++) places[codes[i]] = 1;
  let count = 0;
  for (let whole = 0; whole <= most; whole++) {
    if (places[whole] === 1) places[whole] = ++count;
  }
  const times = new Float64Array(count);
  for (let whole = 0; whole <= most; whole++) {
    if (places[whole] > 0) times[places[whole] - 1] = whole;
  }
  for (let i = 0; i < codes.length; i++) codes[i] = places[codes[i]] - 1;
  return { times, codes };
}

/** Ranks in the order of rows are worked out for those alone who ask for them. */
function withEnds({ times, ...sorted }: SortedRows & Pick<Ranks, "times">): RankedTimes {
  let end: Int32Array | undefined;
  return {
    times,
    get end() {
      end ??= codesOf(sorted);
      return end;
    },
    sorted,
    entry: undefined,
  };
}

function rankAny(values: Float64Array, tie: number): Ranks {
  const { times, ...sorted } = sortRows(values, tie);
  return { times, codes: codesOf(sorted) };
}

function sortRows(values: Float64Array, tie: number) {
  const { labels: order, ...sorted } = sortTimes({ values, labels: placesOf(values.length) }, tie);
  return { order, ...sorted };
}

function codesOf({ order, starts }: SortedRows): Int32Array {
  const codes = new Int32Array(order.length);
  for (let k = 0; k + 1 < starts.length; k++) {
    for (let i = starts[k]; i < starts[k + 1]; i++) codes[order[i]] = k;
  }
  return codes;
}

/** Times by size, those that are one together. */
export function sortTimes(pairs: Pairs, tie = TIE): SortedLabels {
  const { values, labels } = sortPairs(pairs);
  const distinct = new Float64Array(values.length);
  const starts = new Int32Array(values.length + 1);
  let count = 0;
  let sum = 0;
  let closest = Infinity;
  let before = -Infinity;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    const gap = value - before;
    if (!(gap > 0)) continue;
    if (gap < closest) closest = gap;
    starts[count] = i;
    // The sum turns -0 into 0.
    distinct[count++] = value + 0;
    sum += value;
    before = value;
  }
  starts[count] = values.length;
  const sorted = {
    times: distinct.subarray(0, count),
    labels,
    starts: starts.subarray(0, count + 1),
  };
  const mean = sum / count;
  return closest <= tie * Math.max(1, mean) ? mergeTies(sorted, mean, tie) : sorted;
}

/** Each time that follows closely on the one before becomes one with it; in place. */
function mergeTies(
  { times, labels, starts }: SortedLabels,
  mean: number,
  tie: number,
): SortedLabels {
  let count = 0;
  let before = -Infinity;
  for (let k = 0; k < times.length; k++) {
    const time = times[k];
    const gap = time - before;
    before = time;
    if (gap <= tie || gap / mean <= tie) continue;
    times[count] = time;
    starts[count++] = starts[k];
  }
  starts[count] = labels.length;
  return { times: times.subarray(0, count), labels, starts: starts.subarray(0, count + 1) };
}
