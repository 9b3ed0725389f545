import { show } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import { divideSafe } from "./divide-safe.ts";
import type { RoundingMode } from "./rounding-mode.ts";

/** A whole number of any size: a number wherever it is a safe integer, for these are far faster. */
export type Whole = number | bigint;

export function multiply(left: Whole, right: Whole): Whole {
  if (typeof left === "number" && typeof right === "number") {
    // Nothing is added, so that nothing is never -0, which JSON cannot hold.
    const product = left * right + 0;
    if (isSafe(product)) return product;
  }
  return toWhole(BigInt(left) * BigInt(right));
}

export function add(left: Whole, right: Whole): Whole {
  if (typeof left === "number" && typeof right === "number") {
    const sum = left + right;
    if (isSafe(sum)) return sum;
  }
  return toWhole(BigInt(left) + BigInt(right));
}

/** `num ÷ den` cut down, toward minus infinity; `den` above 0. */
export function divide(num: Whole, den: Whole): Whole {
  if (typeof num === "number" && typeof den === "number") return divideSafe(num, den);
  const [top, bottom] = [BigInt(num), BigInt(den)];
  const rest = top % bottom;
  return toWhole((top - rest) / bottom - (rest < 0n ? 1n : 0n));
}

/**
 * `num ÷ den` as a whole number, rounded once, from its exact value; `den` above 0.
 *
 * @throws `out_of_range` for one that is not safe
 */
export function round(num: Whole, den: Whole, mode: RoundingMode, path: ErrorPath = []): number {
  const isNegative = num < 0;
  const size = isNegative ? multiply(num, -1) : num;
  const cut = divide(size, den);
  const rest = add(size, multiply(multiply(cut, den), -1));
  const over = add(den, multiply(rest, -1));
  const side = rest > over ? 1 : rest < over ? -1 : 0;
  const isUp = rest > 0 && roundsUp(mode, isNegative, side, cut);
  const magnitude = toSafe(isUp ? add(cut, 1) : cut, path);
  return isNegative ? 0 - magnitude : magnitude;
}

/** Does a magnitude with something left over go up? `side` says on which side of a tie it lies. */
function roundsUp(mode: RoundingMode, isNegative: boolean, side: number, cut: Whole): boolean {
  switch (mode) {
    case "down":
      return false;
    case "up":
      return true;
    case "floor":
      return isNegative;
    case "ceil":
      return !isNegative;
    case "halfUp":
      return side >= 0;
    case "halfDown":
      return side > 0;
    case "halfEven":
      return side > 0 || (side === 0 && add(cut, multiply(divide(cut, 2), -2)) === 1);
    default:
      mode satisfies never;
      throw new InputError("invalid_option", `expected a rounding mode, got ${show(mode)}`, [
        "rounding",
      ]);
  }
}

/** Of two above 0. */
export function leastCommon(one: Whole, other: Whole): Whole {
  return one === other || other === 1
    ? one
    : multiply(other, divide(one, greatestCommon(one, other)));
}

/** Of one of any sign and one above 0. */
export function greatestCommon(one: Whole, other: Whole): Whole {
  if (typeof one === "number" && typeof other === "number") {
    let left = Math.abs(one);
    let right = other;
    while (right !== 0) {
      const rest = left % right;
      left = right;
      right = rest;
    }
    return left;
  }
  let [left, right] = [BigInt(one), BigInt(other)];
  while (right !== 0n) [left, right] = [right, left % right];
  return toWhole(left < 0n ? -left : left);
}

// Every amount asks for one, and to raise ten to a power takes ten times as long as to look it up.
const POWERS = [1, 10, 100, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

export function powerOfTen(exponent: number): Whole {
  return exponent < POWERS.length ? POWERS[exponent] : 10n ** BigInt(exponent);
}

/** @throws `out_of_range` */
export function toSafe(value: Whole, path: ErrorPath = []): number {
  const number = Number(value);
  if (isSafe(number)) return number;
  throw outOfRange(value, path);
}

export function outOfRange(value: unknown, path: ErrorPath): InputError {
  const most = Number.MAX_SAFE_INTEGER;
  const message = `expected at most ±${most} units, got ${show(value)}`;
  return new InputError("out_of_range", message, path);
}

/** As a safe integer where it is one. */
export function toWhole(value: bigint): Whole {
  const number = Number(value);
  return isSafe(number) ? number : value;
}

/** Also of a float: of two safe integers, a sum or product within is exact. */
function isSafe(number: number): boolean {
  return number <= Number.MAX_SAFE_INTEGER && number >= -Number.MAX_SAFE_INTEGER;
}
