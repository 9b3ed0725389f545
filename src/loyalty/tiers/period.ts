import { addYears, startOf, startOfNext } from "../../time/duration.ts";
import type { CompiledLadder, Period } from "./compile-ladder.ts";

// Of the Gregorian calendar on average.
const MS_PER_YEAR = 31_556_952_000;

/** The calendar year, or the year since the anchor's last anniversary, that holds an instant. */
export function periodAt(ladder: CompiledLadder, at: number, anchor: number): Period {
  const { lastPeriod, window } = ladder;
  const { period } = lastPeriod;
  const isSame = window.type !== "anniversary" || lastPeriod.anchor === anchor;
  if (period !== null && isSame && at >= period.start && at < period.end) {
    return period;
  }
  lastPeriod.anchor = anchor;
  lastPeriod.period = findPeriod(ladder, at, anchor);
  return lastPeriod.period;
}

/** The end of the period after this one. */
export function endOfNext(
  { window, zone, leapDay }: CompiledLadder,
  period: Period,
  anchor: number,
): number {
  if (window.type !== "anniversary") return startOfNext(period.end, "year", zone);
  return addYears(anchor, Math.round((period.end - anchor) / MS_PER_YEAR) + 1, zone, leapDay);
}

function findPeriod({ window, zone, leapDay }: CompiledLadder, at: number, anchor: number): Period {
  if (window.type !== "anniversary") {
    const start = startOf(at, "year", zone);
    return {
      previous: startOf(start - 1, "year", zone),
      start,
      end: startOfNext(at, "year", zone),
    };
  }
  const anniversary = (years: number) => addYears(anchor, years, zone, leapDay);
  let years = Math.floor((at - anchor) / MS_PER_YEAR);
  let start = anniversary(years);
  while (start > at) start = anniversary(--years);
  let end = anniversary(years + 1);
  while (end <= at) {
    start = end;
    end = anniversary(++years + 1);
  }
  return { previous: anniversary(years - 1), start, end };
}
