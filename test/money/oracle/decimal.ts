import { type ErrorPath, InputError } from "../../../src/core/errors.ts";
import type { RoundingMode } from "../../../src/money/rounding-mode.ts";
import { type Exact, powerOfTen, readDecimal, writeDecimal } from "./context.ts";
import { checkScale, roundExact } from "./rounding.ts";

// Decimals are plain strings ("19.99", "-0.5") of at most 30 digits. Answers are the shortest such
// string. Sums, differences and products are exact; one that would need more digits throws
// `out_of_range`.

/**
 * A decimal from outside in its shortest form: `"1.10"` gives `"1.1"`, `"-0"` gives `"0"`.
 *
 * @throws `invalid_decimal` for what is no plain decimal string, `out_of_range` for too many digits.
 */
export function parseDecimal(text: string, path: ErrorPath): string {
  return writeDecimal(readDecimal(text, path));
}

/**
 * A decimal with just `scale` digits after its point: `("1.1", 2)` gives `"1.10"`.
 *
 * @throws `inexact` where digits would be lost: round first.
 */
export function formatDecimal(value: string, scale: number): string {
  const number = readDecimal(value, ["value"]);
  checkPlaces(number, checkScale(scale), ["value"]);
  return number.toFixed(scale);
}

export function add(left: string, right: string): string {
  return writeDecimal(readDecimal(left, ["left"]).plus(readDecimal(right, ["right"])));
}

export function subtract(left: string, right: string): string {
  return writeDecimal(readDecimal(left, ["left"]).minus(readDecimal(right, ["right"])));
}

export function multiply(left: string, right: string): string {
  return writeDecimal(readDecimal(left, ["left"]).times(readDecimal(right, ["right"])));
}

/**
 * The quotient, rounded once, from its exact value, to at most `scale` digits after its point.
 *
 * @throws `division_by_zero`.
 */
export function divide(
  dividend: string,
  divisor: string,
  scale: number,
  rounding: RoundingMode,
): string {
  const number = readDecimal(dividend, ["dividend"]);
  const by = readDecimal(divisor, ["divisor"]);
  if (by.isZero()) {
    throw new InputError("division_by_zero", "expected a divisor other than 0, got 0", ["divisor"]);
  }
  // One digit more than asked for, cut off. If anything is left over, half a unit of that digit
  // stands for it: enough to tell every mode on which side of a tie or of a whole unit we are.
  const places = checkScale(scale) + 1;
  const shifted = number.times(powerOfTen(places));
  const cut = shifted.divToInt(by);
  const left = shifted.minus(cut.times(by));
  const rest = left.isZero() ? 0 : left.s * by.s * 0.5;
  return writeDecimal(roundExact(cut.plus(rest).times(powerOfTen(-places)), scale, rounding));
}

/** Below, at or above zero as `left` is less than, equal to or more than `right`. */
export function compare(left: string, right: string): number {
  return readDecimal(left, ["left"]).comparedTo(readDecimal(right, ["right"]));
}

/** Refuses more digits after the point than `scale`. */
export function checkPlaces(number: Exact, scale: number, path: ErrorPath): void {
  if (number.decimalPlaces() > scale) {
    throw new InputError(
      "inexact",
      `expected at most ${scale} digits after the point, got "${number.toFixed()}"`,
      path,
    );
  }
}
