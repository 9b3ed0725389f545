import { checkInteger, show } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import type { RoundingMode } from "./rounding-mode.ts";
import { greatestCommon, multiply, outOfRange, round, type Whole } from "./whole.ts";

// Exact money without a library, for every kilobyte and every microsecond counts: amounts are
// safe integers of minor units, rates are fractions.

/** The most digits that a decimal may have, before and after its point together. */
const MOST_DIGITS = 30;

const MINUS = 45;
const POINT = 46;
const ZERO = 48;

/**
 * The whole minor units that a plain decimal string writes: `("19.99", 2)` gives 1999.
 *
 * @throws `invalid_decimal` for no plain decimal string, `inexact` for an amount finer than a minor
 *   unit, `out_of_range` beyond safe integers and for more than 30 digits.
 */
export function parseUnits(text: unknown, scale: number, path: ErrorPath): number {
  if (typeof text !== "string") throw invalidDecimal(text, path);
  const start = text.charCodeAt(0) === MINUS ? 1 : 0;
  let units = 0;
  let point = -1;
  let isInexact = false;
  for (let index = start; index < text.length; index++) {
    const digit = text.charCodeAt(index) - ZERO;
    if (digit >= 0 && digit <= 9) {
      // Beyond 2 ** 53 it is no longer exact, but refused all the same.
      if (point < 0 || index - point <= scale) units = units * 10 + digit;
      else if (digit !== 0) isInexact = true;
    } else if (digit === POINT - ZERO && point < 0 && index > start) point = index;
    else throw invalidDecimal(text, path);
  }
  const end = point < 0 ? text.length : point;
  const places = point < 0 ? 0 : text.length - point - 1;
  const startsWithZero = text.charCodeAt(start) === ZERO;
  const isEmpty = end === start || (point >= 0 && places === 0);
  if (isEmpty || (startsWithZero && end - start > 1)) throw invalidDecimal(text, path);
  if (end - start + places - (startsWithZero ? 1 : 0) > MOST_DIGITS) throw tooMany(text, path);
  if (isInexact) {
    const message = `expected at most ${scale} digits after the point, got ${show(text)}`;
    throw new InputError("inexact", message, path);
  }
  for (let index = places; index < scale; index++) units *= 10;
  if (units > Number.MAX_SAFE_INTEGER) throw outOfRange(text, path);
  // Subtracted from 0, nothing becomes -0, which JSON cannot hold.
  return start === 1 ? 0 - units : units;
}

/**
 * Whole minor units as an amount, all its digits written: `(1990, 2)` gives `"19.90"`.
 *
 * @throws `out_of_range` for what is no safe integer.
 */
export function formatUnits(units: number, scale: number): string {
  checkInteger(units, ["units"], Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  if (scale === 0) return String(units + 0);
  const digits = String(Math.abs(units)).padStart(scale + 1, "0");
  const point = digits.length - scale;
  return `${units < 0 ? "-" : ""}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** An exact rate, in lowest terms; the denominator is above 0. */
export interface Ratio {
  readonly num: bigint;
  readonly den: bigint;
}

/**
 * The exact rate that a decimal string (`"1.15"`), a fraction (`"1/3"`) or a whole number writes.
 *
 * @throws `invalid_decimal` for anything else, `division_by_zero`, `out_of_range` for more than 30
 *   digits.
 */
export function parseRatio(value: unknown, path: ErrorPath): Ratio {
  if (typeof value === "number" && Number.isSafeInteger(value)) {
    return { num: BigInt(value), den: 1n };
  }
  const parts =
    typeof value === "string" ? /^(-?)(0|[1-9]\d*)(?:\.(\d+)|\/(\d+))?$/.exec(value) : null;
  if (parts === null) {
    const message = `expected a decimal such as "1.15" or a fraction such as "1/3"`;
    throw new InputError("invalid_decimal", `${message}, got ${show(value)}`, path);
  }
  const [, sign, whole, places = "", below] = parts;
  if (whole.length + places.length > MOST_DIGITS + 1 || (below ?? "").length > MOST_DIGITS) {
    throw tooMany(value, path);
  }
  const num = BigInt(sign + whole + places);
  const den = below === undefined ? 10n ** BigInt(places.length) : BigInt(below);
  if (den === 0n) {
    throw new InputError(
      "division_by_zero",
      `expected a divisor above 0, got ${show(value)}`,
      path,
    );
  }
  const common = BigInt(greatestCommon(num, den));
  return { num: num / common, den: den / common };
}

/**
 * `units × num ÷ den`, multiplied first and rounded once, from its exact value; `den` above 0.
 *
 * @throws `out_of_range` where the result is no safe integer.
 */
export function scaleUnits(units: number, num: Whole, den: Whole, mode: RoundingMode): number {
  return round(multiply(units, num), den, mode);
}

function invalidDecimal(value: unknown, path: ErrorPath): InputError {
  const message = `expected a plain decimal string such as "19.99", got ${show(value)}`;
  return new InputError("invalid_decimal", message, path);
}

function tooMany(value: unknown, path: ErrorPath): InputError {
  const message = `expected a decimal of at most ${MOST_DIGITS} digits, got ${show(value)}`;
  return new InputError("out_of_range", message, path);
}
