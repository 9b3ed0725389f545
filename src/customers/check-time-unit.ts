import { checkChoice } from "../core/checks.ts";
import type { TimeUnit } from "../core/time-unit.ts";

const TIME_UNITS = ["day", "week", "month", "year"] as const satisfies TimeUnit[];

/** The unit, or `invalid_option`. */
export function checkTimeUnit(timeUnit: unknown): TimeUnit {
  return checkChoice(timeUnit, TIME_UNITS, ["timeUnit"]);
}
