import { show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { dayOfCivil } from "./civil.ts";
import { dateOfDay } from "./date-fields.ts";
import type { WeekStart } from "./week-start.ts";

/** The local periods that an instant can lie in. */
export type PeriodUnit = "day" | "week" | "month" | "quarter" | "year";

// 1970-01-01 was a Thursday.
const WEEKDAY_OF_DAY_0 = 4;

/** The first day of the period that holds a day. */
export function firstDay(day: number, unit: PeriodUnit, weekStartsOn: WeekStart): number {
  if (unit === "day") return day;
  if (unit === "week") return day - ((((day + WEEKDAY_OF_DAY_0 - weekStartsOn) % 7) + 7) % 7);
  const { year, month } = dateOfDay(day);
  return dayOfCivil(year, firstMonth(month, unit), 1);
}

/** The first month of the months, quarter or year that holds a month. */
export function firstMonth(month: number, unit: "month" | "quarter" | "year"): number {
  return month - ((month - 1) % monthsOf(unit));
}

/** How many months there are in it. */
export function monthsOf(unit: "month" | "quarter" | "year"): number {
  switch (unit) {
    case "month":
      return 1;
    case "quarter":
      return 3;
    case "year":
      return 12;
    default:
      unit satisfies never;
      throw new InputError("invalid_option", `expected a period, got ${show(unit)}`, ["unit"]);
  }
}
