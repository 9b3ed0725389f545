import { checkChoice, checkInteger } from "../core/checks.ts";
import { FIRST_DAY, LAST_DAY } from "./civil.ts";
import { monthsLater } from "./date-fields.ts";
import { firstDay } from "./first-day.ts";
import type { WeekStart } from "./week-start.ts";

const PERIODS = ["week", "month", "quarter", "year"] as const;

/** The calendar periods that days are gathered in. */
export type CalendarPeriod = (typeof PERIODS)[number];

/** Weeks start on Monday (ISO 8601) unless said otherwise. */
export const START_OF_PERIOD_DEFAULTS = { weekStartsOn: 1 } as const satisfies {
  weekStartsOn: WeekStart;
};

const MOST_MONTHS = 120_000;

/**
 * The day so many months after (or, below zero, before) an anchor; where the month is too short for
 * the anchor's day of month, its last day. Count from the anchor: repeated steps lose days.
 *
 * @throws `out_of_range` where a day lies outside the years 0000 to 9999.
 */
export function addMonths(day: number, months: number): number {
  checkInteger(months, ["months"], -MOST_MONTHS, MOST_MONTHS);
  return checkDay(monthsLater(checkDay(day), months));
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
  checkDay(day);
  checkChoice(period, PERIODS, ["period"]);
  const weekStartsOn = options.weekStartsOn ?? START_OF_PERIOD_DEFAULTS.weekStartsOn;
  checkInteger(weekStartsOn, ["weekStartsOn"], 0, 6);
  return checkDay(firstDay(day, period, weekStartsOn));
}

function checkDay(day: number): number {
  return checkInteger(day, ["day"], FIRST_DAY, LAST_DAY);
}
