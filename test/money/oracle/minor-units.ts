import { checkInteger } from "../../../src/core/checks.ts";
import { type ErrorPath, InputError } from "../../../src/core/errors.ts";
import { powerOfTen, readDecimal, readNumber } from "./context.ts";
import { checkPlaces } from "./decimal.ts";
import { checkScale } from "./rounding.ts";

/**
 * An amount in whole minor units: `("19.99", 2)` gives 1999. `scale` is the number of digits that
 * the currency has after its point: 2 for euro and dollar, 0 for yen.
 *
 * @throws `inexact` for an amount finer than a minor unit, `out_of_range` beyond safe integers,
 * `invalid_decimal`.
 */
export function toMinorUnits(amount: string, scale: number, path: ErrorPath = ["amount"]): number {
  const number = readDecimal(amount, path);
  checkPlaces(number, checkScale(scale), path);
  const units = number.times(powerOfTen(scale)).toNumber();
  if (!Number.isSafeInteger(units)) {
    throw new InputError(
      "out_of_range",
      `expected an amount within ±${Number.MAX_SAFE_INTEGER} minor units, got "${amount}"`,
      path,
    );
  }
  // The sum turns -0, which JSON cannot hold, into 0.
  return units + 0;
}

/**
 * Whole minor units as an amount, all its digits written: `(1990, 2)` gives `"19.90"`.
 *
 * @throws `out_of_range` for what is no safe integer.
 */
export function fromMinorUnits(units: number, scale: number): string {
  checkInteger(units, ["units"], Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  return readNumber(units, ["units"])
    .div(powerOfTen(checkScale(scale)))
    .toFixed(scale);
}
