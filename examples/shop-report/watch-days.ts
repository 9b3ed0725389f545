import { instantOf } from "./read-dates.ts";

/** The times of the orders, of which the latest is the day until which the shop was observed. */
export interface DayWatch {
  /** As the file has it; nothing where no time was read. */
  readonly latest: string | number | undefined;
  /** What to tell of a few orders that lie years before or after all others. */
  readonly notes: (isEndGiven: boolean) => readonly string[];
}

const MS_PER_DAY = 86_400_000;
/** A shop may close for a winter. */
const LONG_MS = 300 * MS_PER_DAY;
/** Fewer orders may well lie far apart. */
const FEWEST_ORDERS = 30;
/** More may well be all that a shop sold in its first year, or in its last. */
const STRAY_SHARE = 0.02;

export function watchDays(times: readonly (string | number)[]): DayWatch {
  let latest: string | number | undefined;
  let last = Number.NEGATIVE_INFINITY;
  const instants = Float64Array.from(times, instantOf);
  for (let order = 0; order < instants.length; order++) {
    if (instants[order] > last) {
      last = instants[order];
      latest = times[order];
    }
  }
  return {
    latest,
    notes(isEndGiven) {
      const sorted = instants.filter((instant) => !Number.isNaN(instant)).sort();
      if (sorted.length < FEWEST_ORDERS) return [];
      return [
        ...strayWords("first", "before", sorted),
        ...(isEndGiven ? [] : strayWords("last", "after", sorted.reverse())),
      ];
    },
  };
}

/** Of instants from one end on: those up to the last long gap among the few that may be strays. */
function strayWords(
  which: "first" | "last",
  where: "before" | "after",
  instants: Float64Array,
): string[] {
  const most = Math.max(1, Math.floor(STRAY_SHARE * instants.length));
  const gapAfter = (count: number) => Math.abs(instants[count] - instants[count - 1]);
  let strays = most;
  while (strays > 0 && gapAfter(strays) < LONG_MS) strays--;
  if (strays === 0) return [];
  const days = Math.floor(gapAfter(strays) / MS_PER_DAY);
  const ends = [instants[0], instants[strays - 1]].map(dayOf).sort();
  const between = [...new Set(ends)].join(" to ");
  const what =
    strays === 1
      ? `The ${which} order, of ${dayOf(instants[0])}, is ${days} days ${where} all others. Is its date a slip?`
      : `The ${which} ${strays} orders, of ${between}, are ${days} days ${where} all others. Are their dates slips?`;
  return [
    `${what}
The report takes the shop to be open from the first order to the last: mend the file, or take out of it
what is wrong.`,
  ];
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10);
}
