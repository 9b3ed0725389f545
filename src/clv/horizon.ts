import { checkFinite, checkNonNegative, show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { DAYS_PER_UNIT, type Span, type TimeUnit } from "../core/time-unit.ts";

/** How far ahead: a number in the model's own unit, or a named span such as `{ months: 12 }`. */
export type Horizon = number | Span;

const SPANS = [
  ["days", DAYS_PER_UNIT.day],
  ["weeks", DAYS_PER_UNIT.week],
  ["months", DAYS_PER_UNIT.month],
  ["years", DAYS_PER_UNIT.year],
] as const;

/** A horizon given in a model's unit or as a span, counted in the unit asked for. */
export function horizonIn(unit: TimeUnit, horizon: Horizon, modelUnit: TimeUnit): number {
  if (typeof horizon === "number") {
    const ratio = DAYS_PER_UNIT[modelUnit] / DAYS_PER_UNIT[unit];
    return checkFinite(checkNonNegative(horizon, ["horizon"]) * ratio, ["horizon"]);
  }
  const entries = typeof horizon === "object" && horizon !== null ? Object.entries(horizon) : [];
  for (const [name, days] of SPANS) {
    if (entries.length === 1 && entries[0][0] === name) {
      const length = checkNonNegative(entries[0][1], ["horizon", name]);
      return checkFinite(length * (days / DAYS_PER_UNIT[unit]), ["horizon", name]);
    }
  }
  throw new InputError(
    "invalid_option",
    `expected a number, or one of { days }, { weeks }, { months }, { years }, got ${show(horizon)}`,
    ["horizon"],
  );
}
