import { show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { dayOfCivil } from "../../time/civil.ts";
import type { Policies } from "../program/policies.ts";

/**
 * The local day, counted from 1970-01-01, on which a yearly date falls in a year: a date such as
 * `1988-02-29` or `02-29`. In common years 29 February falls on 28 February, or on 1 March.
 *
 * @throws InputError `invalid_time`
 */
export function yearlyDay(
  date: unknown,
  year: number,
  leapDay: Policies["calendar"]["leapDay"],
  path: ErrorPath,
): number {
  const parts = typeof date === "string" ? /^(?:\d{4}-)?(\d{2})-(\d{2})$/.exec(date) : null;
  const month = Number(parts?.[1]);
  const dayOfMonth = Number(parts?.[2]);
  // 2000 was a leap year: it has every date that there is.
  if (parts === null || Number.isNaN(dayOfCivil(2000, month, dayOfMonth))) {
    const message = `expected a date such as "1988-02-29" or "02-29", got ${show(date)}`;
    throw new InputError("invalid_time", message, path);
  }
  const day = dayOfCivil(year, month, dayOfMonth);
  if (!Number.isNaN(day)) return day;
  return leapDay === "mar1" ? dayOfCivil(year, 3, 1) : dayOfCivil(year, 2, 28);
}
