import { type ErrorPath, InputError } from "../core/errors.ts";

/** Throws unless `ok`, with a message of what was expected and what came. */
export function check(
  ok: boolean,
  code: string,
  path: ErrorPath,
  expected: string | number,
  got: unknown,
): void {
  if (!ok) throw new InputError(code, `expected ${expected}, got ${got}`, path);
}
