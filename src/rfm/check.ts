import { show } from "../core/checks.ts";
import { type ErrorDetails, type ErrorPath, InputError } from "../core/errors.ts";

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

/** Throws unless the value is an object, so that its fields can be read. */
export function checkObject(value: unknown, path: ErrorPath, expected: string): void {
  check(typeof value === "object" && value !== null, "invalid_shape", path, expected, value);
}

/** Throws where an object has a key that nobody reads: a misspelt option would silently not hold. */
export function checkKeys(value: object, names: readonly string[], path: ErrorPath = []): void {
  for (const name of Object.keys(value)) {
    check(names.includes(name), "invalid_option", [...path, name], `one of ${names}`, name);
  }
}

/** Throws unless there is a day of which scores can be. */
export function checkDay(asOf: string, path: ErrorPath): void {
  check(typeof asOf === "string", "invalid_shape", [...path, "asOf"], "a day", asOf);
}
