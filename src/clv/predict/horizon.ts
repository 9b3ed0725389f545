import { check, checkFinite, checkInteger, checkNonNegative, show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { DAYS_PER_UNIT, type Span, type TimeUnit } from "../../core/time-unit.ts";
import type { PurchaseModel } from "../model.ts";

/** How far ahead: a number in the model's own unit, or a named span such as `{ months: 12 }`. */
export type Horizon = number | Span;

const SPANS = [
  ["days", "day"],
  ["weeks", "week"],
  ["months", "month"],
  ["years", "year"],
] as const;

/** Farther ahead a ratio of times may be beyond what a number can hold. */
const FARTHEST = 1e100;

/** A horizon given in a model's unit or as a span, counted in the unit asked for. */
export function horizonIn(
  unit: TimeUnit,
  horizon: Horizon,
  modelUnit: TimeUnit,
  path: ErrorPath = ["horizon"],
): number {
  if (typeof horizon === "number") {
    const ratio = DAYS_PER_UNIT[modelUnit] / DAYS_PER_UNIT[unit];
    return checkFinite(checkNonNegative(horizon, path) * ratio, path);
  }
  const entries = typeof horizon === "object" && horizon !== null ? Object.entries(horizon) : [];
  for (const [name, span] of SPANS) {
    if (entries.length === 1 && entries[0][0] === name) {
      const length = checkNonNegative(entries[0][1], [...path, name]);
      return checkFinite((length * DAYS_PER_UNIT[span]) / DAYS_PER_UNIT[unit], [...path, name]);
    }
  }
  throw new InputError(
    "invalid_option",
    `expected a number, or one of { days }, { weeks }, { months }, { years }, got ${show(horizon)}`,
    path,
  );
}

/** A time ahead in the model's own unit; of a model of opportunities, a whole number of them. */
export function horizonOf(
  { kind, timeUnit }: PurchaseModel,
  horizon: Horizon,
  path: ErrorPath = ["horizon"],
): number {
  return checkAhead(kind, horizonIn(timeUnit, horizon, timeUnit, path), path);
}

/** The same of a time that is in the model's unit already. */
export function checkAhead(kind: PurchaseModel["kind"], ahead: number, path: ErrorPath): number {
  check(ahead <= FARTHEST, "out_of_range", path, `at most ${FARTHEST}`, ahead);
  return kind === "bg-bb" ? checkInteger(ahead, path) : ahead;
}

/** An outcome that a number can hold, or an error that names what was too large. */
export function checkReach(outcome: number, option: string): number {
  if (Number.isFinite(outcome)) return outcome;
  throw new InputError("out_of_range", "the outcome is beyond what a number can hold", [option]);
}
