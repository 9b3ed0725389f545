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
