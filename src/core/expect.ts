import { show } from "./checks.ts";
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

/** Throws where an object has a key that nobody reads: a misspelt option would silently not hold. */
export function checkKeys(value: object, names: readonly string[], path: ErrorPath = []): void {
  for (const name of Object.keys(value)) {
    if (names.includes(name)) continue;
    const message = `expected one of ${names.join(", ")}, got ${show(name)}`;
    throw new InputError("invalid_option", message, [...path, name]);
  }
}

/** Options, none of them under a name that is none. */
export function checkOptions(
  options: unknown,
  names: readonly string[],
  path: ErrorPath = [],
): void {
  check(isObject(options), "invalid_option", path, "options", options);
  checkKeys(options, names, path);
}
