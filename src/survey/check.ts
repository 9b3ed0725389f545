import { checkFinite, show } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";

/** Throws unless `ok`, with a message of what was expected and what came. */
export function check(
  ok: boolean,
  code: string,
  path: ErrorPath,
  expected: string,
  got: unknown,
): void {
  if (!ok) throw new InputError(code, `expected ${expected}, got ${show(got)}`, path);
}

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

/** An object with fields to read. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** Rows, or an error that says so. */
export function checkRows(rows: unknown, path: ErrorPath = []): void {
  check(Array.isArray(rows), "invalid_answers", path, "an array of rows", rows);
}

/** Options, or an error that says so. */
export function checkOptions(options: unknown): void {
  check(isObject(options), "invalid_option", [], "options", options);
}
