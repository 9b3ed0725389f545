import { check, isObject } from "./checks.ts";
import type { ErrorPath } from "./errors.ts";

export { check, isObject };

/** Throws where an object has a key that nobody reads: a misspelt option would silently not hold. */
export function checkKeys(
  value: object,
  names: readonly string[],
  path: ErrorPath = [],
  code = "invalid_option",
): void {
  for (const [name, given] of Object.entries(value)) {
    if (given === undefined || names.includes(name)) continue;
    check(false, code, [...path, name], `one of ${names.join(", ")}`, name);
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
