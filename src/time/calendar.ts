import { startOfMonth } from "date-fns/startOfMonth";
import { startOfQuarter } from "date-fns/startOfQuarter";
import { startOfWeek } from "date-fns/startOfWeek";
import { startOfYear } from "date-fns/startOfYear";
import { checkInteger, show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { dayOfCivil, FIRST_DAY, LAST_DAY, MS_PER_DAY } from "./civil.ts";

/** The calendar periods that days are gathered in. */
export type CalendarPeriod = "week" | "month" | "quarter" | "year";

/** First day of the week: 0 for Sunday, 1 for Monday … 6 for Saturday. */
export type WeekStart = 0 | 1 | 2 | 3 | 4 | 5 | 6;

/** Weeks start on Monday (ISO 8601) unless said otherwise. */
export const START_OF_PERIOD_DEFAULTS = { weekStartsOn: 1 } as const satisfies {
  weekStartsOn: WeekStart;
};

const MOST_MONTHS = 120_000;

// date-fns asks a Date for its local fields, in the zone of the process. These make any Date answer
// in UTC; the companion's TZDate does so too, but slips by up to an hour in some process zones.
const UTC_FIELDS = {
  getFullYear(this: Date) {
    return this.getUTCFullYear();
  },
  getMonth(this: Date) {
    return this.getUTCMonth();
  },
  getDate(this: Date) {
    return this.getUTCDate();
  },
  getDay(this: Date) {
    return this.getUTCDay();
  },
  setFullYear(this: Date, year: number, month = this.getUTCMonth(), date = this.getUTCDate()) {
    return this.setUTCFullYear(year, month, date);
  },
  setMonth(this: Date, month: number, date = this.getUTCDate()) {
    return this.setUTCMonth(month, date);
  },
  setDate(this: Date, date: number) {
    return this.setUTCDate(date);
  },
  setHours(this: Date, hours: number, minutes = 0, seconds = 0, ms = 0) {
    return this.setUTCHours(hours, minutes, seconds, ms);
  },
};

const IN_UTC = {
  in: (value: Date | number | string): Date => Object.assign(new Date(value), UTC_FIELDS),
};

/**
 * The day so many months after (or, below zero, before) an anchor; where the month is too short for
 * the anchor's day of month, its last day. Count from the anchor: repeated steps lose days.
 *
 * @throws `out_of_range` where a day lies outside the years 0000 to 9999.
 */
export function addMonths(day: number, months: number): number {
  checkInteger(months, ["months"], -MOST_MONTHS, MOST_MONTHS);
  const date = new Date(checkDay(day) * MS_PER_DAY);
  const moved = 12 * date.getUTCFullYear() + date.getUTCMonth() + months;
  const year = Math.floor(moved / 12);
  let dayOfMonth = date.getUTCDate();
  let found = Number.NaN;
  while (Number.isNaN(found)) found = dayOfCivil(year, moved - 12 * year + 1, dayOfMonth--);
  return checkDay(found);
}

/**
 * The first day of the period that holds a day.
 *
 * @throws `out_of_range` where a day lies outside the years 0000 to 9999.
 */
export function startOfPeriod(
  day: number,
  period: CalendarPeriod,
  options: { readonly weekStartsOn?: WeekStart } = {},
): number {
  const date = checkDay(day) * MS_PER_DAY;
  switch (period) {
    case "week": {
      const weekStartsOn = options.weekStartsOn ?? START_OF_PERIOD_DEFAULTS.weekStartsOn;
      checkInteger(weekStartsOn, ["weekStartsOn"], 0, 6);
      return checkDay(startOfWeek(date, { ...IN_UTC, weekStartsOn }).getTime() / MS_PER_DAY);
    }
    case "month":
      return startOfMonth(date, IN_UTC).getTime() / MS_PER_DAY;
    case "quarter":
      return startOfQuarter(date, IN_UTC).getTime() / MS_PER_DAY;
    case "year":
      return startOfYear(date, IN_UTC).getTime() / MS_PER_DAY;
    default:
      period satisfies never;
      throw new InputError("invalid_option", `expected a period, got ${show(period)}`, ["period"]);
  }
}

function checkDay(day: number): number {
  return checkInteger(day, ["day"], FIRST_DAY, LAST_DAY);
}
