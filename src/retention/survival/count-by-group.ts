import type { RankedTimes } from "./rank-times.ts";
import type { Durations } from "./read-durations.ts";
import type { Labels } from "./read-labels.ts";

/** Counts by time and group, the groups of a time side by side. */
export interface GroupRisk {
  /** How many groups. */
  readonly size: number;
  /** How many times. */
  readonly times: number;
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
}

/** What happens in each group of a stratum at each time, in weights. */
export function countByGroup(
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
