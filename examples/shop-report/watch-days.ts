import { instantOf } from "./read-dates.ts";

/** The times of the orders, of which the latest is the day until which the shop was observed. */
export interface DayWatch {
  readonly look: (time: string | number) => void;
  /** As the file has it; nothing where no time was read. */
  readonly latest: () => string | number | undefined;
  /** What to tell of an order that stands alone, years before or after all others. */
  readonly finish: (isEndGiven: boolean) => readonly string[];
}

interface Seen {
  readonly time: string | number;
  readonly instant: number;
}

const MS_PER_DAY = 86_400_000;
/** A shop may close for a winter. */
const LONG_DAYS = 300;
/** Fewer orders may well lie far apart. */
const FEWEST_ORDERS = 30;

export function watchDays(): DayWatch {
  let orders = 0;
  let firsts: readonly Seen[] = [];
  let lasts: readonly Seen[] = [];
  const added = (seen: readonly Seen[], next: Seen, sign: 1 | -1) => {
    const [, second] = seen;
    if (second !== undefined && sign * (next.instant - second.instant) <= 0) return seen;
    const all = [...seen, next];
    return all.sort((one, other) => sign * (other.instant - one.instant)).slice(0, 2);
  };
  return {
    look(time) {
      const instant = instantOf(time);
      if (Number.isNaN(instant)) return;
      orders++;
      lasts = added(lasts, { time, instant }, 1);
      firsts = added(firsts, { time, instant }, -1);
    },
    latest: () => lasts[0]?.time,
    finish(isEndGiven) {
      if (orders < FEWEST_ORDERS) return [];
      return [
        ...aloneWords("first", "before the next one", firsts),
        ...(isEndGiven ? [] : aloneWords("last", "after the one before", lasts)),
      ];
    },
  };
}

function aloneWords(which: "first" | "last", where: string, [end, next]: readonly Seen[]) {
  const days = Math.floor(Math.abs(end.instant - next.instant) / MS_PER_DAY);
  if (days < LONG_DAYS) return [];
  const day = new Date(end.instant).toISOString().slice(0, 10);
  return [
    `The ${which} order, of ${day}, is ${days} days ${where}. Is its date a slip? The report takes the shop
to be open from the first order to the last: mend the date in the file, or take the order out.`,
  ];
}
