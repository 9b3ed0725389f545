import { checkInteger } from "../core/checks.ts";
import { FIRST_DAY, LAST_DAY, MS_PER_DAY } from "./civil.ts";
import type { LocalClock } from "./local-clock.ts";

// Longer than any zone was ever away from UTC, and short enough for one change of offset at most.
const REACH_MS = 57_600_000;

/**
 * The instant at which the local clock shows a time of a day (in milliseconds from its midnight).
 * A time that is skipped moves later by the length of the gap; of one that comes twice it is the
 * first: `compatible`, as Temporal calls it.
 *
 * @throws `out_of_range` where the day lies outside the years 0000 to 9999.
 */
export function instantOfLocal(day: number, msOfDay: number, clock: LocalClock): number {
  const local = checkInteger(day, ["day"], FIRST_DAY, LAST_DAY) * MS_PER_DAY + msOfDay;
  const before = clock.offsetAt(local - REACH_MS);
  const first = local - before;
  const after = clock.offsetAt(local + REACH_MS);
  if (before === after || clock.offsetAt(first) === before) return first;
  const second = local - after;
  return clock.offsetAt(second) === after ? second : first;
}
