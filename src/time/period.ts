import { checkInteger } from "../core/checks.ts";
import { dayOfCivil, FIRST_DAY, LAST_DAY } from "./civil.ts";
import { dateOfDay } from "./date-fields.ts";
import { formatDay } from "./day.ts";
import { firstDay, firstMonth, monthsOf, type PeriodUnit } from "./first-day.ts";
import type { LocalClock } from "./local-clock.ts";
import type { WeekStart } from "./week-start.ts";

export type { PeriodUnit } from "./first-day.ts";

const MONDAY: WeekStart = 1;

/**
 * The first instant of the period that holds an instant. A period begins with the first instant of
 * its first day and ends where the next begins.
 *
 * @throws `out_of_range` where the period lies outside the years 0000 to 9999.
 */
export function startOf(
  epochMs: number,
  unit: PeriodUnit,
  clock: LocalClock,
  weekStartsOn: WeekStart = MONDAY,
): number {
  return clock.startOfDay(firstDay(dayThatHolds(epochMs, clock), unit, weekStartsOn));
}

/**
 * The end of the period that holds an instant: the first instant of the next. One on a boundary
 * opens its period.
 *
 * @throws `out_of_range` where the period lies outside the years 0000 to 9999.
 */
export function startOfNext(
  epochMs: number,
  unit: PeriodUnit,
  clock: LocalClock,
  weekStartsOn: WeekStart = MONDAY,
): number {
  const day = dayThatHolds(epochMs, clock);
  return clock.startOfDay(firstDayOfNext(day, unit, weekStartsOn));
}

/**
 * The first local day of the period that holds an instant, as `YYYY-MM-DD`: a name for it.
 *
 * @throws `out_of_range` where the period lies outside the years 0000 to 9999.
 */
export function periodKey(
  epochMs: number,
  unit: PeriodUnit,
  clock: LocalClock,
  weekStartsOn: WeekStart = MONDAY,
): string {
  return formatDay(checkDay(firstDay(dayThatHolds(epochMs, clock), unit, weekStartsOn)));
}

/** The last day that has begun: clocks set back over midnight do not bring the day before again. */
function dayThatHolds(epochMs: number, clock: LocalClock): number {
  const day = checkDay(clock.dayOf(epochMs));
  return clock.startOfDay(day + 1) > epochMs ? day : day + 1;
}

function firstDayOfNext(day: number, unit: PeriodUnit, weekStartsOn: WeekStart): number {
  if (unit === "day") return day + 1;
  if (unit === "week") return firstDay(day, unit, weekStartsOn) + 7;
  const { year, month } = dateOfDay(day);
  const next = firstMonth(month, unit) + monthsOf(unit);
  return next > 12 ? dayOfCivil(year + 1, 1, 1) : dayOfCivil(year, next, 1);
}

function checkDay(day: number): number {
  return checkInteger(day, ["day"], FIRST_DAY, LAST_DAY);
}
