import { type ErrorDetails, type ErrorPath, InputError } from "./errors.ts";

/** Throws unless `ok`, with a message of what was expected and what came. */
export function check(
  ok: boolean,
  code: string,
  path: ErrorPath,
  expected: string | number,
  got: unknown,
  details?: ErrorDetails,
): asserts ok {
  if (!ok) throw new InputError(code, `expected ${expected}, got ${show(got)}`, path, details);
}

/** An object with fields to read. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** A finite number, or an error at `path`. */
export function checkFinite(value: unknown, path: ErrorPath): number {
  check(typeof value === "number", "not_a_number", path, "a number", value);
  check(Number.isFinite(value), "non_finite_value", path, "a finite number", value);
  return value;
}

/** A finite number of at least zero, or an error at `path`. */
export function checkNonNegative(value: unknown, path: ErrorPath): number {
  const number = checkFinite(value, path);
  check(number >= 0, "negative_value", path, "at least 0", number);
  return number;
}

/** A finite number above zero, or an error at `path`. */
export function checkPositive(value: unknown, path: ErrorPath): number {
  const number = checkFinite(value, path);
  check(number > 0, "out_of_range", path, "more than 0", number);
  return number;
}

/** A whole number within [low, high], or an error at `path`. */
export function checkInteger(
  value: unknown,
  path: ErrorPath,
  low = 0,
  high = Number.MAX_SAFE_INTEGER,
): number {
  const number = checkFinite(value, path);
  if (!Number.isInteger(number) || number < low || number > high) {
    check(false, "out_of_range", path, `a whole number from ${low} to ${high}`, number);
  }
  return number;
}

/** The version of a stored noun, which must be one that is known, or an error. */
export function checkVersion(version: unknown): void {
  check(version === 1, "unsupported_version", ["version"], "version 1", version);
}

/** An object, which callers without types may have left out, or an error that names it. */
export function checkObject<Value extends object>(value: Value, name: string): Value {
  check(isObject(value), "invalid_argument", [], name, value);
  return value;
}

/** One of the named choices, or an error at `path`. */
export function checkChoice<Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
  path: ErrorPath,
): Choice {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  const names = choices.map((choice) => `"${choice}"`).join(", ");
  throw new InputError("invalid_option", `expected one of ${names}, got ${show(value)}`, path);
}

/** A value as an error message shows it: short, and never throwing. */
export function show(value: unknown): string {
  if (typeof value === "string") return `"${value.length > 60 ? `${value.slice(0, 57)}…` : value}"`;
  if (Object(value) !== value) return String(value);
  return Array.isArray(value) ? "an array" : "an object";
}
