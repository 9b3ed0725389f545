/** How often each day was met. */
export interface DayCounts {
  add(day: number): void;
  /** 0 for a day never met. */
  countOf(day: number): number;
  /** The first and the last day met; undefined without any. */
  range(): { readonly first: number; readonly last: number } | undefined;
}

const ROOM = 1024;

/** Nothing counted yet. Memory goes with the time from the first day to the last. */
export function openDayCounts(): DayCounts {
  let counts = new Float64Array(0);
  // The day counted at place 0.
  let origin = 0;
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;

  function makeRoom(day: number): void {
    const from = Math.min(first, day);
    const spare = ROOM + Math.max(last, day) - from;
    const grown = new Float64Array(3 * spare);
    for (let known = first; known <= last; known++) {
      grown[known - from + spare] = counts[known - origin];
    }
    counts = grown;
    origin = from - spare;
  }

  return {
    add(day) {
      if (day < origin || day >= origin + counts.length) makeRoom(day);
      counts[day - origin] += 1;
      if (day < first) first = day;
      if (day > last) last = day;
    },
    countOf: (day) => (day < first || day > last ? 0 : counts[day - origin]),
    range: () => (first > last ? undefined : { first, last }),
  };
}
