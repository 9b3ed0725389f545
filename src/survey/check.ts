import { checkFinite, checkNonNegative } from "../core/checks.ts";
import type { ErrorPath } from "../core/errors.ts";
import { check, isObject } from "../core/expect.ts";

/** A number strictly between two bounds. */
export function checkBetween(value: unknown, low: number, high: number, path: ErrorPath): number {
  const number = checkFinite(value, path);
  check(
    number > low && number < high,
    "out_of_range",
    path,
    `more than ${low}, less than ${high}`,
    value,
  );
  return number;
}

/** A confidence level; one so low that its interval would have no width is none. */
export function checkLevel(value: unknown): number {
  return checkBetween(value, 1e-9, 1, ["level"]);
}

/** An object whose type the caller's code knows, so that nothing is learned of it here. */
export function checkObject(value: unknown, code: string, path: ErrorPath, expected: string): void {
  check(isObject(value), code, path, expected, value);
}

/** Rows, or an error that says so. */
export function checkRows(rows: unknown, path: ErrorPath = []): void {
  check(Array.isArray(rows), "invalid_answers", path, "an array of rows", rows);
}

/** True or false, and nothing that is merely read as such. */
export function checkFlag(value: unknown, path: ErrorPath): void {
  check(typeof value === "boolean", "invalid_option", path, "true or false", value);
}

/** A list of texts. */
export function checkTexts(value: unknown, code: string, path: ErrorPath): void {
  const isList = Array.isArray(value);
  check(isList, code, path, "a list of texts", value);
  // Not `entries` of a callback: it would step over what a sparse list leaves out.
  for (let at = 0; at < value.length; at++) {
    check(typeof value[at] === "string", code, [...path, at], "a text", value[at]);
  }
}

// Sums of squares of what lies beyond would vanish or overflow.
const SMALLEST = 1e-100;
const LARGEST = 1e100;

/** Can a weight be reckoned with? */
export function isWeight(weight: unknown): weight is number {
  if (typeof weight !== "number") return false;
  return (weight >= SMALLEST && weight <= LARGEST) || weight === 0;
}

/** A weight: 0, or a number above it. */
export function checkWeight(weight: unknown, path: ErrorPath): number {
  const number = checkNonNegative(weight, path);
  check(isWeight(number), "out_of_range", path, "0, or from 1e-100 to 1e100", number);
  return number;
}

/** A number whose square is one too. */
export function checkMeasurable(value: unknown, path: ErrorPath): number {
  const number = checkFinite(value, path);
  check(Math.abs(number) <= LARGEST, "out_of_range", path, "from -1e100 to 1e100", number);
  return number;
}
