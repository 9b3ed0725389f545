import { type ErrorPath, InputError } from "../../core/errors.ts";

/** The same error with a place before its own: what reads a part need not know where it stands. */
export function placeError(error: unknown, before: ErrorPath): unknown {
  if (!(error instanceof InputError)) return error;
  const { code, message, path, details } = error;
  // Without the path that stands before it.
  const bare = path.length === 0 ? message : message.slice(message.indexOf(": ") + 2);
  return new InputError(code, bare, [...before, ...path], details);
}
