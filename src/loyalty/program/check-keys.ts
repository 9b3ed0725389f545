import { show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";

/** A plain object of known names: a misspelt one must not silently count for nothing. */
export function checkKeys(value: unknown, known: readonly string[], path: ErrorPath): void {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new InputError("invalid_shape", `expected an object, got ${show(value)}`, path);
  }
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const message = `expected one of ${known.join(", ")}`;
    throw new InputError("unknown_key", message, [...path, name]);
  }
}
