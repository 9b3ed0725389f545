import { Decimal } from "decimal.js";
import { show } from "../../../src/core/checks.ts";
import { type ErrorPath, InputError } from "../../../src/core/errors.ts";

/** The most digits that a decimal may have, before and after its point together. */
export const MOST_DIGITS = 30;

/** A number that computes exactly. It stays in this folder: JSON and structuredClone lose it. */
export type Exact = Decimal;

/** A rounding mode as decimal.js numbers it. */
export type RoundingCode = Decimal.Rounding;

// A constructor of our own: settings made on decimal.js elsewhere in the process do not reach it.
// What two decimals of 30 digits give has at most 60 digits as a sum or product, and 91 on the way
// to a quotient of 30 places. Within this precision nothing is rounded unless asked for.
const ExactDecimal: typeof Decimal = /* @__PURE__ */ Decimal.clone({
  defaults: true,
  precision: 100,
});

/**
 * The number that a plain decimal string writes: `19.99`, `-0.5`, `7`. No exponent, no `+`, no
 * blank, no leading zero, and digits on both sides of a point.
 *
 * @throws `invalid_decimal` for all else, `out_of_range` for more than 30 digits.
 */
export function readDecimal(text: string, path: ErrorPath): Exact {
  if (typeof text !== "string" || !/^-?(?:0|[1-9]\d*)(?:\.\d+)?$/.test(text)) {
    throw new InputError(
      "invalid_decimal",
      `expected a plain decimal string such as "19.99", got ${show(text)}`,
      path,
    );
  }
  return new ExactDecimal(checkDigits(text, path));
}

/**
 * The decimal that a finite number shows, digit by digit: 0.1 is one tenth.
 *
 * @throws `out_of_range` for more than 30 digits.
 */
export function readNumber(value: number, path: ErrorPath): Exact {
  const number = new ExactDecimal(value);
  checkDigits(number.toFixed(), path);
  return number;
}

/**
 * The shortest plain decimal string of a number: no zero at the end of a fraction, never `-0`.
 *
 * @throws `out_of_range` for more than 30 digits.
 */
export function writeDecimal(number: Exact): string {
  return checkDigits(number.toFixed(), []);
}

/** Ten to the power of a scale. */
export function powerOfTen(scale: number): Exact {
  return new ExactDecimal(`1e${scale}`);
}

function checkDigits(text: string, path: ErrorPath): string {
  // The lone zero before a point is no digit of the number.
  const digits = text.replace(/^-?0?|\./g, "").length;
  if (digits > MOST_DIGITS) {
    throw new InputError(
      "out_of_range",
      `expected a decimal of at most ${MOST_DIGITS} digits, got ${show(text)}`,
      path,
    );
  }
  return text;
}
