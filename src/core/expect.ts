import { check, isObject, show } from "./checks.ts";
import { type ErrorPath, InputError } from "./errors.ts";

export { check, isObject };

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
