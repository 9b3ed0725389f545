import { checkChoice, checkInteger } from "../core/checks.ts";
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
} as const satisfies Record<string, RoundingCode>;

/**
 * How to drop digits. `down` (toward zero) and `up` (away from it) round the magnitude and put the
 * sign back, and so do the modes for ties; `floor` and `ceil` go toward minus and plus infinity.
 *
 * | to a whole number | 2.4 | 2.5 | 2.6 | 3.5 | -2.4 | -2.5 | -2.6 | -3.5 |
 * | ----------------- | --- | --- | --- | --- | ---- | ---- | ---- | ---- |
 * | `down`            | 2   | 2   | 2   | 3   | -2   | -2   | -2   | -3   |
 * | `up`              | 3   | 3   | 3   | 4   | -3   | -3   | -3   | -4   |
 * | `floor`           | 2   | 2   | 2   | 3   | -3   | -3   | -3   | -4   |
 * | `ceil`            | 3   | 3   | 3   | 4   | -2   | -2   | -2   | -3   |
 * | `halfUp`          | 2   | 3   | 3   | 4   | -2   | -3   | -3   | -4   |
 * | `halfDown`        | 2   | 2   | 3   | 3   | -2   | -2   | -3   | -3   |
 * | `halfEven`        | 2   | 2   | 3   | 4   | -2   | -2   | -3   | -4   |
 */
export type RoundingMode = keyof typeof CODES;

/** All rounding modes. */
export const ROUNDING_MODES = [
  "down",
  "up",
  "floor",
  "ceil",
  "halfUp",
  "halfDown",
  "halfEven",
] as const satisfies readonly RoundingMode[];

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
