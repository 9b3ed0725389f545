import { checkInteger, show } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import type { TimeInput } from "../core/time-input.ts";
import { FIRST_DAY, LAST_DAY, LAST_INSTANT, MS_PER_DAY } from "./civil.ts";
import { isDateLong, readDay, readInstant } from "./iso-text.ts";
import type { Zone } from "./zone.ts";

const MOST_DATES = 4096;

// With the "T" that follows. To put a text together takes a fifth of what `toISOString` does.
const dates = new Map<number, string>();

/**
 * The epoch milliseconds that a caller means. A date alone is the start of that local day; numbers
 * are taken as they are, fractions included; strings are cut to milliseconds.
 *
 * @throws `missing_offset` for a date-time that names no offset, `invalid_time` for all else that
 * names no instant.
 */
export function parseInstant(input: TimeInput, zone: Zone, path: ErrorPath): number {
  return isDateAlone(input) ? zone.startOfDay(parseDate(input, path)) : parseMoment(input, path);
}

/** Can this be a date alone, by its length? */
export function isDateAlone(input: TimeInput): input is string {
  return typeof input === "string" && isDateLong(input);
}

/** The day that a date alone names. */
export function parseDate(date: string, path: ErrorPath): number {
  const day = readDay(date);
  if (Number.isNaN(day)) throw timeError(date, path);
  return day;
}

/** The epoch milliseconds of what is no date alone. */
export function parseMoment(input: TimeInput, path: ErrorPath): number {
  const epochMs = typeof input === "string" ? readInstant(input) : readNumber(input);
  if (!(Math.abs(epochMs) <= LAST_INSTANT)) throw timeError(input, path);
  // The sum turns -0, which JSON cannot hold, into 0.
  return epochMs + 0;
}

/**
 * ISO 8601 in UTC, to the millisecond: `2026-01-31T00:00:00.000Z`.
 *
 * @throws `out_of_range` outside the years 0000 to 9999.
 */
export function formatInstant(epochMs: number): string {
  // Down, also before 1970: the text must stay on the day that holds the instant.
  const whole = Math.floor(epochMs);
  checkInteger(whole, [], FIRST_DAY * MS_PER_DAY, (LAST_DAY + 1) * MS_PER_DAY - 1);
  const day = Math.floor(whole / MS_PER_DAY);
  let date = dates.get(day);
  if (date === undefined) {
    if (dates.size === MOST_DATES) dates.clear();
    date = new Date(whole).toISOString().slice(0, 11);
    dates.set(day, date);
  }
  const ms = whole - day * MS_PER_DAY;
  const second = (ms / 1000) | 0;
  const minute = (second / 60) | 0;
  const hour = (minute / 60) | 0;
  const time = String.fromCharCode(
    48 + ((hour / 10) | 0),
    48 + (hour % 10),
    58,
    48 + (((minute / 10) | 0) % 6),
    48 + (minute % 10),
    58,
    48 + (((second / 10) | 0) % 6),
    48 + (second % 10),
    46,
    48 + (((ms / 100) | 0) % 10),
    48 + (((ms / 10) | 0) % 10),
    48 + (ms % 10),
    90,
  );
  return date + time;
}

/** What to throw at something that names no time. */
export function timeError(input: unknown, path: ErrorPath): InputError {
  // Where a "Z" makes it right, an offset is all that it lacks.
  if (typeof input === "string" && !Number.isNaN(readInstant(`${input}Z`))) {
    return new InputError(
      "missing_offset",
      `expected "Z" or an offset such as "+02:00" at the end of a date-time, got ${show(input)}`,
      path,
    );
  }
  const got = input instanceof Date ? "an invalid Date" : show(input);
  return new InputError(
    "invalid_time",
    `expected a date, a date-time with an offset, epoch milliseconds or a Date, got ${got}`,
    path,
  );
}

function readNumber(input: unknown): number {
  if (typeof input === "number") return input;
  if (input instanceof Date) return input.getTime();
  // A Date of another realm (an iframe, a test runner's sandbox) is no instance of this one's.
  return Object.prototype.toString.call(input) === "[object Date]" ? Number(input) : Number.NaN;
}
