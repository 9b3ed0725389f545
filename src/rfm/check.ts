import type { ErrorPath } from "../core/errors.ts";
import { check, isObject } from "../core/expect.ts";

/** Throws unless the value is an object, so that its fields can be read. */
export function checkObject(value: unknown, path: ErrorPath, expected: string): void {
  check(isObject(value), "invalid_shape", path, expected, value);
}

/** Throws unless there is a day of which scores can be. */
export function checkDay(asOf: string, path: ErrorPath): void {
  check(typeof asOf === "string", "invalid_shape", [...path, "asOf"], "a day", asOf);
}
