import { show } from "../../core/checks.ts";
import { type ErrorPath, LedgerError } from "../../core/errors.ts";

/** What to throw at an account or an entry that nobody can have decided. */
export function fault(
  code: string,
  wanted: unknown,
  got: unknown,
  ...path: ErrorPath
): LedgerError {
  return new LedgerError(code, `expected ${wanted}, got ${show(got)}`, path);
}

/** What an account or an entry says of itself must be what was expected. */
export function expectSame(
  code: string,
  wanted: string | number,
  got: unknown,
  name: string,
): void {
  if (got !== wanted) throw fault(code, show(wanted), got, name);
}
