import { checkInteger } from "../core/checks.ts";
import type { ErrorPath } from "../core/errors.ts";
import type { TimeInput } from "../core/time-input.ts";
import { FIRST_DAY, LAST_DAY } from "./civil.ts";
import { dateOfDay } from "./date-fields.ts";
import type { DayClock } from "./day-clock.ts";
import { isDateAlone, ones, parseDate, parseMoment, tens } from "./instant.ts";
import { MINUS } from "./iso-text.ts";

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
  const { year, month, dayOfMonth } = dateOfDay(checkInteger(day, [], FIRST_DAY, LAST_DAY));
  const century = (year / 100) | 0;
  return String.fromCharCode(
    tens(century),
    ones(century),
    tens(year % 100),
    ones(year),
    MINUS,
    tens(month),
    ones(month),
    MINUS,
    tens(dayOfMonth),
    ones(dayOfMonth),
  );
}
