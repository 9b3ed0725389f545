import { checkFinite } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";

/** The confidence level of intervals unless told otherwise. */
export const DEFAULT_LEVEL = 0.95;

/** A level between 0 and 1, or an error: also where there is no interval to ask for it. */
export function checkLevel(level: number = DEFAULT_LEVEL): number {
  // What lies so near to 1 that no tail is left has no end either.
  if (checkFinite(level, ["level"]) > 0 && 0.5 + level / 2 < 1) return level;
  throw new InputError("out_of_range", `expected more than 0, less than 1, got ${level}`, [
    "level",
  ]);
}
