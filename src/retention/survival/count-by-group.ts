import { areWhole, rankTimes, type SortedLabels, sortTimes } from "./rank-times.ts";
import type { Durations } from "./read-durations.ts";
import type { Labels } from "./read-labels.ts";

/** A time of a stratum with what happens at it: a count for each group, side by side from `base` on. */
export type VisitTime = (
  stratum: number,
  events: Float64Array,
  atRisk: Float64Array,
  base: number,
) => void;

/** Visits the times of each stratum from the first to the last; strata may take turns. */
export function walkGroups(
  durations: Durations,
  groups: Labels,
  strata: Labels,
  visit: VisitTime,
): void {
  const { time, event, entry, weight } = durations;
  const isPlain = entry === undefined && weight === undefined && !areWhole(time);
  if (!isPlain) {
    walkTables(durations, groups, strata, visit);
    return;
  }
  const size = groups.names.length;
  const labels = new Int32Array(time.length);
  for (let row = 0; row < labels.length; row++) {
    labels[row] = 2 * (strata.codes[row] * size + groups.codes[row]) + event[row];
  }
  walkRows(sortTimes({ values: time, labels }), size, strata.names.length, visit);
}

/** Rows, not weights: whole numbers that leave one by one are exact, and need no table. */
function walkRows(
  { labels, starts }: SortedLabels,
  size: number,
  strata: number,
  visit: VisitTime,
): void {
  const atRisk = new Float64Array(size * strata);
  const events = new Float64Array(size * strata);
  for (let i = 0; i < labels.length; i++) atRisk[labels[i] >> 1]++;
  const struck = new Int32Array(strata);
  const struckAt = new Int32Array(strata).fill(-1);
  for (let k = 0; k + 1 < starts.length; k++) {
    const from = starts[k];
    const to = starts[k + 1];
    let count = 0;
    for (let i = from; i < to; i++) {
      if ((labels[i] & 1) === 0) continue;
      const cell = labels[i] >> 1;
      events[cell]++;
      const stratum = strata === 1 ? 0 : Math.floor(cell / size);
      if (struckAt[stratum] === k) continue;
      struckAt[stratum] = k;
      struck[count++] = stratum;
    }
    for (let i = 0; i < count; i++) visit(struck[i], events, atRisk, struck[i] * size);
    for (let i = from; i < to; i++) {
      const cell = labels[i] >> 1;
      events[cell] = 0;
      atRisk[cell]--;
    }
  }
}

/** Counts by time and group, the groups of a time side by side: one table after the other. */
function walkTables(durations: Durations, groups: Labels, strata: Labels, visit: VisitTime): void {
  const { event, weight } = durations;
  const { times, end, entry, sorted } = rankTimes(durations);
  const size = groups.names.length;
  const code = groups.codes;
  const { rows, starts } = rowsByStratum(strata, sorted?.order);
  for (let stratum = 0; stratum < strata.names.length; stratum++) {
    const atRisk = new Float64Array(times.length * size);
    const events = new Float64Array(times.length * size);
    for (let i = starts[stratum]; i < starts[stratum + 1]; i++) {
      const row = rows[i];
      const cell = end[row] * size + code[row];
      const count = weight === undefined ? 1 : weight[row];
      atRisk[cell] += count;
      if (event[row] === 1) events[cell] += count;
      if (entry !== undefined && entry[row] >= 0) atRisk[entry[row] * size + code[row]] -= count;
    }
    for (let cell = atRisk.length - size - 1; cell >= 0; cell--) {
      atRisk[cell] += atRisk[cell + size];
    }
    for (let k = 0; k < times.length; k++) visit(stratum, events, atRisk, k * size);
  }
}

/** Rows in an order, those of a stratum together, and where each stratum begins, one more at the end. */
function rowsByStratum({ names, codes }: Labels, order: Int32Array | undefined) {
  const starts = new Int32Array(names.length + 1);
  for (let row = 0; row < codes.length; row++) starts[codes[row] + 1]++;
  for (let stratum = 0; stratum < names.length; stratum++) starts[stratum + 1] += starts[stratum];
  const next = starts.slice();
  const rows = new Int32Array(codes.length);
  for (let i = 0; i < rows.length; i++) {
    const row = order === undefined ? i : order[i];
    rows[next[codes[row]]++] = row;
  }
  return { rows, starts };
}
