import type { RankedTimes, SortedRows } from "./rank-times.ts";
import type { Durations } from "./read-durations.ts";
import type { Labels } from "./read-labels.ts";

/** A time with what happens at it: a count for each group, side by side from `base` on. */
export type VisitTime = (events: Float64Array, atRisk: Float64Array, base: number) => void;

/** Visits the times of a stratum from the first to the last. */
export function walkGroups(
  durations: Durations,
  ranked: RankedTimes,
  groups: Labels,
  strata: Labels,
  stratum: number,
  visit: VisitTime,
): void {
  const { sorted, entry } = ranked;
  if (sorted !== undefined && entry === undefined && durations.weight === undefined) {
    walkRows(durations.event, sorted, groups, strata, stratum, visit);
    return;
  }
  const { size, times, atRisk, events } = countByGroup(durations, ranked, groups, strata, stratum);
  for (let k = 0; k < times; k++) visit(events, atRisk, k * size);
}

/** Rows, not weights: whole numbers that leave one by one are exact, and need no table. */
function walkRows(
  event: Uint8Array,
  { order, starts }: SortedRows,
  groups: Labels,
  strata: Labels,
  stratum: number,
  visit: VisitTime,
): void {
  const size = groups.names.length;
  const isWhole = strata.names.length === 1;
  const atRisk = new Float64Array(size);
  const events = new Float64Array(size);
  const gone = new Float64Array(size);
  // One reading from afar for each row instead of three.
  const kinds = size < 2 ** 14 ? new Int16Array(order.length) : new Int32Array(order.length);
  for (let row = 0; row < order.length; row++) {
    if (isWhole || strata.codes[row] === stratum) {
      kinds[row] = 2 * groups.codes[row] + event[row];
      atRisk[groups.codes[row]]++;
    } else kinds[row] = -1;
  }
  for (let k = 0; k + 1 < starts.length; k++) {
    let lost = 0;
    for (let i = starts[k]; i < starts[k + 1]; i++) {
      const kind = kinds[order[i]];
      if (kind < 0) continue;
      const group = kind >> 1;
      gone[group]++;
      if ((kind & 1) === 0) continue;
      events[group]++;
      lost++;
    }
    if (lost > 0) visit(events, atRisk, 0);
    for (let j = 0; j < size; j++) {
      atRisk[j] -= gone[j];
      gone[j] = 0;
      events[j] = 0;
    }
  }
}

/** Counts by time and group, the groups of a time side by side. */
interface GroupRisk {
  /** How many groups. */
  readonly size: number;
  /** How many times. */
  readonly times: number;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
}

/** What happens in each group of a stratum at each time, in weights. */
function countByGroup(
  { event, weight }: Durations,
  ranked: RankedTimes,
  groups: Labels,
  strata: Labels,
  stratum: number,
): GroupRisk {
  const { times, entry, sorted } = ranked;
  const size = groups.names.length;
  const atRisk = new Float64Array(times.length * size);
  const events = new Float64Array(times.length * size);
  const code = groups.codes;
  const isWhole = strata.names.length === 1;
  const add = (row: number, time: number): void => {
    if (!isWhole && strata.codes[row] !== stratum) return;
    const cell = time * size + code[row];
    const count = weight === undefined ? 1 : weight[row];
    atRisk[cell] += count;
    if (event[row] === 1) events[cell] += count;
    if (entry !== undefined && entry[row] >= 0) atRisk[entry[row] * size + code[row]] -= count;
  };
  if (sorted === undefined) {
    const { end } = ranked;
    for (let row = 0; row < end.length; row++) add(row, end[row]);
  } else {
    const { order, starts } = sorted;
    for (let k = 0; k < times.length; k++) {
      for (let i = starts[k]; i < starts[k + 1]; i++) add(order[i], k);
    }
  }
  for (let cell = atRisk.length - size - 1; cell >= 0; cell--) atRisk[cell] += atRisk[cell + size];
  return { size, times: times.length, atRisk, events };
}
