import { show } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import { dayOfCivil, FIRST_DAY, LAST_DAY, MS_PER_DAY } from "./civil.ts";
import { dateOfDay, monthsLater } from "./date-fields.ts";
import type { LocalClock } from "./local-clock.ts";
import { instantOfLocal } from "./local-time.ts";

export { instantOfLocal } from "./local-time.ts";
export { type PeriodUnit, periodKey, startOf, startOfNext } from "./period.ts";

/** A length of time: years to days are those of the calendar, the rest is elapsed time. */
export interface Duration {
  /** As it was written. */
  readonly text: string;
  /** Twelve a year. */
  readonly months: number;
  /** Seven a week. */
  readonly days: number;
  readonly ms: number;
}

/** When a yearly date of 29 February falls in common years. */
export type LeapDay = "feb28" | "mar1";

const ISO_DURATION =
  /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const MOST_CHARACTERS = 100;
// Ten thousand years: all that four digits can write.
const MOST_MONTHS = 120_000;
const MOST_DAYS = LAST_DAY - FIRST_DAY;
// The years 0000 to 9999.
const FIRST_INSTANT = -62_167_219_200_000;
const END_OF_TIME = 253_402_300_800_000;

/**
 * Reads a duration as ISO 8601 writes it, in whole numbers: `P12M`, `P1Y2M3W4DT5H6M7S`.
 *
 * @throws `invalid_duration` where it is none, or is longer than ten thousand years.
 */
export function parseDuration(value: unknown, path: ErrorPath): Duration {
  const match =
    typeof value === "string" && value.length <= MOST_CHARACTERS ? ISO_DURATION.exec(value) : null;
  if (match === null || typeof value !== "string" || !/\d[A-Z]$/.test(value)) {
    throw invalidDuration(value, path);
  }
  const [years, monthsAlone, weeks, daysAlone, hours, minutes, seconds] = match
    .slice(1)
    .map((digits) => Number(digits ?? 0));
  const months = 12 * years + monthsAlone;
  const days = 7 * weeks + daysAlone;
  const ms = ((60 * hours + minutes) * 60 + seconds) * 1000;
  if (months > MOST_MONTHS || days > MOST_DAYS || ms > MOST_DAYS * MS_PER_DAY) {
    throw invalidDuration(value, path);
  }
  return { text: value, months, days, ms };
}

/**
 * So many times a duration after (or, below zero, before) an anchor. First the calendar's part, on
 * the local clock: months, cut to the month's last day, then days, to the same time of day; then
 * what is elapsed. Count from the anchor: repeated steps lose days.
 *
 * @throws `out_of_range` outside the years 0000 to 9999.
 */
export function addDuration(
  epochMs: number,
  duration: Duration,
  clock: LocalClock,
  times = 1,
): number {
  const months = duration.months * times;
  const days = duration.days * times;
  let from = epochMs;
  if (months !== 0 || days !== 0) {
    const local = epochMs + clock.offsetAt(epochMs);
    const day = Math.floor(local / MS_PER_DAY);
    const msOfDay = local - day * MS_PER_DAY;
    const moved = months === 0 ? day : monthsLater(day, months);
    from = instantOfLocal(moved + days, msOfDay, clock);
  }
  return checkInstant(from + duration.ms * times);
}

/**
 * So many years after (or, below zero, before) an anchor, at the same local time.
 *
 * @throws `out_of_range` outside the years 0000 to 9999.
 */
export function addYears(
  epochMs: number,
  years: number,
  clock: LocalClock,
  leapDay: LeapDay,
): number {
  const day = clock.dayOf(epochMs);
  const msOfDay = epochMs + clock.offsetAt(epochMs) - day * MS_PER_DAY;
  const { year, month, dayOfMonth } = dateOfDay(day);
  const toYear = year + years;
  const found = dayOfCivil(toYear, month, dayOfMonth);
  const inCommonYear = leapDay === "mar1" ? dayOfCivil(toYear, 3, 1) : dayOfCivil(toYear, 2, 28);
  const moved = Number.isNaN(found) ? inCommonYear : found;
  return instantOfLocal(moved, msOfDay, clock);
}

function checkInstant(epochMs: number): number {
  if (epochMs >= FIRST_INSTANT && epochMs < END_OF_TIME) return epochMs;
  throw new InputError("out_of_range", "expected an instant of the years 0000 to 9999", []);
}

function invalidDuration(value: unknown, path: ErrorPath): InputError {
  return new InputError(
    "invalid_duration",
    `expected an ISO 8601 duration in whole numbers, such as "P30D", "P12M" or "PT30M", got ${show(value)}`,
    path,
  );
}
