import { type ErrorPath, InputError } from "../../core/errors.ts";
import type { Duration } from "../../time/duration.ts";
import type { CompiledCurrency } from "./currency.ts";

/** By how many months a life is lengthened at most. */
const ROUNDED_UP = { none: 0, day: 0, month: 1, quarter: 3, year: 12 } as const;

/**
 * Points that are over before they become active bring nothing. Lengths in other units, such as 40
 * days and a month, are left alone: it takes a calendar to tell which is longer.
 *
 * @throws InputError `out_of_range`
 */
export function checkWait(
  wait: Duration | null,
  { life }: Pick<CompiledCurrency, "life">,
  path: ErrorPath,
): void {
  if (wait === null || life === null) return;
  const { period, roundUp } = life;
  const months = wait.months - period.months;
  const days = wait.days - period.days;
  const isLonger = months >= ROUNDED_UP[roundUp] && days >= 0 && wait.ms >= period.ms;
  if (!isLonger || (roundUp === "day" && months + days === 0)) return;
  const message = `expected less than the life of ${period.text}, got ${wait.text}`;
  throw new InputError("out_of_range", message, [...path, "pendingFor"]);
}
