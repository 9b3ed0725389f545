import { checkChoice, checkInteger } from "../../../src/core/checks.ts";
import { ROUNDING_MODES, type RoundingMode } from "../../../src/money/rounding-mode.ts";
import {
  type Exact,
  MOST_DIGITS,
  type RoundingCode,
  readDecimal,
  writeDecimal,
} from "./context.ts";

// As decimal.js numbers them: ROUND_UP is 0 there, ROUND_DOWN 1, and so on.
const CODES = {
  up: 0,
  down: 1,
  ceil: 2,
  floor: 3,
  halfUp: 4,
  halfDown: 5,
  halfEven: 6,
} as const satisfies Record<RoundingMode, RoundingCode>;

/**
 * A decimal string rounded to at most `scale` digits after its point (0 to 30).
 *
 * @throws `invalid_decimal`, `out_of_range`, `invalid_option`.
 */
export function roundDecimal(value: string, scale: number, mode: RoundingMode): string {
  return writeDecimal(roundExact(readDecimal(value, ["value"]), scale, mode));
}

/** The same of a number. */
export function roundExact(value: Exact, scale: number, mode: RoundingMode): Exact {
  checkChoice(mode, ROUNDING_MODES, ["rounding"]);
  return value.toDecimalPlaces(checkScale(scale), CODES[mode]);
}

/** A number of digits after the point, or an error. */
export function checkScale(scale: number): number {
  return checkInteger(scale, ["scale"], 0, MOST_DIGITS);
}
