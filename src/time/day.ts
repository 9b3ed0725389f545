import { checkInteger } from "../core/checks.ts";
import type { ErrorPath } from "../core/errors.ts";
import type { TimeInput } from "../core/time-input.ts";
import { FIRST_DAY, LAST_DAY, MS_PER_DAY } from "./civil.ts";
import type { DayClock } from "./day-clock.ts";
import { formatInstant, isDateAlone, parseDate, parseMoment } from "./instant.ts";

/**
 * The local day that a caller means: a date names it, an instant lies in it.
 *
 * @throws `missing_offset` or `invalid_time`, as `parseInstant` does.
 */
export function parseDay(input: TimeInput, clock: DayClock, path: ErrorPath): number {
  return isDateAlone(input) ? parseDate(input, path) : clock.dayOf(parseMoment(input, path));
}

/**
 * A whole day, counted from 1970-01-01, as `YYYY-MM-DD`.
 *
 * @throws `out_of_range` outside the years 0000 to 9999.
 */
export function formatDay(day: number): string {
  return formatInstant(checkInteger(day, [], FIRST_DAY, LAST_DAY) * MS_PER_DAY).slice(0, 10);
}
