import { type ErrorPath, InputError } from "./errors.ts";

/** A finite number, or an error at `path`. */
export function checkFinite(value: unknown, path: ErrorPath): number {
  if (typeof value !== "number") {
    throw new InputError("not_a_number", `expected a number, got ${show(value)}`, path);
  }
  if (!Number.isFinite(value)) {
    throw new InputError("non_finite_value", `expected a finite number, got ${value}`, path);
  }
  return value;
}

/** A finite number of at least zero, or an error at `path`. */
export function checkNonNegative(value: unknown, path: ErrorPath): number {
  const number = checkFinite(value, path);
  if (number < 0) {
    throw new InputError("negative_value", `expected at least 0, got ${number}`, path);
  }
  return number;
}

/** A finite number above zero, or an error at `path`. */
export function checkPositive(value: unknown, path: ErrorPath): number {
  const number = checkFinite(value, path);
  if (number <= 0) {
    throw new InputError("out_of_range", `expected more than 0, got ${number}`, path);
  }
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
    throw new InputError(
      "out_of_range",
      `expected a whole number from ${low} to ${high}, got ${number}`,
      path,
    );
  }
  return number;
}

/** The version of a stored noun, which must be one that is known, or an error. */
export function checkVersion(version: unknown): void {
  if (version === 1) return;
  throw new InputError("unsupported_version", `expected version 1, got ${show(version)}`, [
    "version",
  ]);
}

/** An object, which callers without types may have left out, or an error that names it. */
export function checkObject<Value extends object>(value: Value, name: string): Value {
  if (typeof value === "object" && value !== null) return value;
  throw new InputError("invalid_argument", `expected ${name}, got ${show(value)}`);
}

/** One of the named choices, or an error at `path`. */
export function checkChoice<Choice extends string>(
  value: unknown,
  choices: readonly Choice[],
  path: ErrorPath,
): Choice {
  const found = choices.find((choice) => choice === value);
  if (found === undefined) {
    const names = choices.map((choice) => `"${choice}"`).join(", ");
    throw new InputError("invalid_option", `expected one of ${names}, got ${show(value)}`, path);
  }
  return found;
}

/** A value as an error message shows it: short, and never throwing. */
export function show(value: unknown): string {
  if (typeof value === "string") return `"${value.length > 60 ? `${value.slice(0, 57)}…` : value}"`;
  if (value === null || typeof value !== "object") return String(value);
  return Array.isArray(value) ? "an array" : "an object";
}
