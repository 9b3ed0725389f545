import { checkFinite } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";

/** A confidence level between 0 and 1, both excluded. */
export function checkLevel(value: unknown): number {
  const level = checkFinite(value, ["level"]);
  if (level > 0 && level < 1) return level;
  throw new InputError("out_of_range", `expected more than 0, less than 1, got ${level}`, [
    "level",
  ]);
}
