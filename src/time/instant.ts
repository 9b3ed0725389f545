import { check, checkInteger, show } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import type { TimeInput } from "../core/time-input.ts";
import { FIRST_DAY, LAST_DAY, LAST_INSTANT, MS_PER_DAY } from "./civil.ts";
import { dateOfDay } from "./date-fields.ts";
import {
  COLON,
  DOT,
  isDateLong,
  MINUS,
  readDay,
  readInstant,
  UPPER_T,
  UPPER_Z,
  ZERO,
} from "./iso-text.ts";
import type { Zone } from "./zone.ts";

const MS_PER_HOUR = 3_600_000;
const SLOTS = 512;
const TEXT_LENGTH = 24;

// The instants written last, each with its text, by the low bits of their hour.
const instants = /* @__PURE__ */ Float64Array.from({ length: SLOTS }, () => Number.NaN);
const texts: string[] = /* @__PURE__ */ Array.from({ length: SLOTS }, () => "");

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
export function isDateAlone(input: unknown): input is string {
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
  // Many come again at once: points of a day end together, at the end of the day.
  const slot = (whole / MS_PER_HOUR) & (SLOTS - 1);
  if (instants[slot] === whole) return texts[slot];
  checkInteger(whole, [], FIRST_DAY * MS_PER_DAY, (LAST_DAY + 1) * MS_PER_DAY - 1);
  const day = Math.floor(whole / MS_PER_DAY);
  const { year, month, dayOfMonth } = dateOfDay(day);
  // As an integer, for the remainder of two floats takes many times as long.
  const ofDay = (whole - day * MS_PER_DAY) | 0;
  const seconds = (ofDay / 1000) | 0;
  const minutes = (seconds / 60) | 0;
  const hour = (minutes / 60) | 0;
  const ms = ofDay - 1000 * seconds;
  const century = (year / 100) | 0;
  const ofCentury = year - 100 * century;
  const minute = minutes - 60 * hour;
  const second = seconds - 60 * minutes;
  const hundredths = (ms / 10) | 0;
  // In one go, character by character: a tenth of what `toISOString` takes, and no parts for a
  // comparison to put together.
  const text = String.fromCharCode(
    tensOf(century),
    onesOf(century),
    tensOf(ofCentury),
    onesOf(ofCentury),
    MINUS,
    tensOf(month),
    onesOf(month),
    MINUS,
    tensOf(dayOfMonth),
    onesOf(dayOfMonth),
    UPPER_T,
    tensOf(hour),
    onesOf(hour),
    COLON,
    tensOf(minute),
    onesOf(minute),
    COLON,
    tensOf(second),
    onesOf(second),
    DOT,
    tensOf(hundredths),
    onesOf(hundredths),
    ZERO + ms - 10 * hundredths,
    UPPER_Z,
  );
  instants[slot] = whole;
  texts[slot] = text;
  return text;
}

/**
 * The same of what `parseMoment` gave, by the language's own means: slower, but a fifth of the code,
 * for who writes but one.
 *
 * @throws `out_of_range` outside the years 0000 to 9999.
 */
export function writeInstant(epochMs: number): string {
  const text = new Date(Math.floor(epochMs)).toISOString();
  // Other years take a sign and six digits.
  check(text.length === TEXT_LENGTH, "out_of_range", [], "the years 0000 to 9999", epochMs);
  return text;
}

/** The digits of a number below 100, as characters. */
function tensOf(number: number): number {
  return ZERO + ((number / 10) | 0);
}

function onesOf(number: number): number {
  return ZERO + number - 10 * ((number / 10) | 0);
}

/** What to throw at something that names no time. */
export function timeError(input: unknown, path: ErrorPath): InputError {
  if (isDateAlone(input) && !Number.isNaN(readDay(input))) {
    return new InputError("invalid_time", `expected a time of day too, got ${show(input)}`, path);
  }
  // Where a "Z" makes it right, an offset is all that it lacks.
  if (typeof input === "string" && !Number.isNaN(readInstant(`${input}Z`))) {
    return new InputError(
      "missing_offset",
      `expected "Z" or an offset such as "+02:00" at the end, got ${show(input)}`,
      path,
    );
  }
  const isPadded = typeof input === "string" && input !== input.trim();
  const got = input instanceof Date ? "an invalid Date" : show(isPadded ? input.trim() : input);
  return new InputError(
    "invalid_time",
    `expected an ISO date (2026-01-31), a date-time with an offset, epoch milliseconds or a Date, got ${got}${isPadded ? " with white space around it" : ""}`,
    path,
  );
}

function readNumber(input: unknown): number {
  if (typeof input === "number") return input;
  if (input instanceof Date) return input.getTime();
  // A Date of another realm (an iframe, a test runner's sandbox) is no instance of this one's.
  return Object.prototype.toString.call(input) === "[object Date]" ? Number(input) : Number.NaN;
}
