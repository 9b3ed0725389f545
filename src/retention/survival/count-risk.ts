import type { RankedTimes } from "./rank-times.ts";
import type { Durations } from "./read-durations.ts";

/** What happens at each time, in weights. */
export interface RiskTable {
  readonly times: Float64Array;
  /** Watched just before the time. */
  readonly atRisk: Float64Array;
  readonly events: Float64Array;
  readonly censored: Float64Array;
  /** At risk without an event now: 0 just where all have it, whatever the rounding of weights. */
  readonly survivors: Float64Array;
}

/** Counts all rows by time; times at which nobody's watching ends are left out. */
export function countRisk(durations: Durations, ranked: RankedTimes): RiskTable {
  const { weight } = durations;
  const { times, entry } = ranked;
  const size = times.length;
  const events = new Float64Array(size);
  const censored = new Float64Array(size);
  const entered = new Float64Array(entry ? size : 0);
  countEnds(durations, ranked, events, censored);
  if (entry !== undefined) {
    for (let row = 0; row < entry.length; row++) {
      if (entry[row] >= 0) entered[entry[row]] += weight === undefined ? 1 : weight[row];
    }
  }
  const atRisk = new Float64Array(size);
  const survivors = new Float64Array(size);
  // From the end, so that the last ones are counted without the rounding of those before.
  let after = 0;
  for (let k = size - 1; k >= 0; k--) {
    if (entry !== undefined) after -= entered[k];
    survivors[k] = after + censored[k];
    after += events[k] + censored[k];
    atRisk[k] = after;
  }
  if (weight !== undefined) clearRounding(survivors, durations, ranked);
  const table = { times, atRisk, events, censored, survivors };
  return entry === undefined ? table : withoutIdleTimes(table);
}

function countEnds(
  { event, weight }: Durations,
  ranked: RankedTimes,
  events: Float64Array,
  censored: Float64Array,
): void {
  if (ranked.sorted !== undefined) {
    const { order, starts } = ranked.sorted;
    for (let k = 0; k < events.length; k++) {
      for (let i = starts[k]; i < starts[k + 1]; i++) {
        const row = order[i];
        (event[row] === 1 ? events : censored)[k] += weight === undefined ? 1 : weight[row];
      }
    }
    return;
  }
  const { end } = ranked;
  if (weight === undefined) {
    for (let row = 0; row < end.length; row++) (event[row] === 1 ? events : censored)[end[row]]++;
    return;
  }
  for (let row = 0; row < end.length; row++) {
    (event[row] === 1 ? events : censored)[end[row]] += weight[row];
  }
}

/** Weights that came and went leave a rounding; rows are counted exactly. */
function clearRounding(
  survivors: Float64Array,
  { event }: Durations,
  { end, entry }: RankedTimes,
): void {
  if (entry === undefined) return;
  const change = new Int32Array(survivors.length);
  const events = new Int32Array(survivors.length);
  for (let row = 0; row < end.length; row++) {
    change[end[row]]++;
    events[end[row]] += event[row];
    if (entry[row] >= 0) change[entry[row]]--;
  }
  let after = 0;
  for (let k = survivors.length - 1; k >= 0; k--) {
    after += change[k];
    if (after === events[k]) survivors[k] = 0;
  }
}

function withoutIdleTimes(table: RiskTable): RiskTable {
  const isBusy = (_: number, k: number) => table.events[k] + table.censored[k] > 0;
  return {
    times: table.times.filter(isBusy),
    atRisk: table.atRisk.filter(isBusy),
    events: table.events.filter(isBusy),
    censored: table.censored.filter(isBusy),
    survivors: table.survivors.filter(isBusy),
  };
}
