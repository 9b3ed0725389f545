import { show } from "../../core/checks.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { parseRatio, type Ratio } from "../../money/scaled.ts";

/** A fraction above 0, at most 1. */
export function readShare(value: unknown, path: ErrorPath): Ratio {
  const share = parseRatio(value, path);
  if (share.num > 0n && share.num <= share.den) return share;
  const message = `expected a fraction above 0, at most 1, got ${show(value)}`;
  throw new InputError("out_of_range", message, path);
}

export function checkName(value: unknown, path: ErrorPath): string {
  if (typeof value === "string" && value !== "") return value;
  throw new InputError("invalid_id", `expected a text that is not empty, got ${show(value)}`, path);
}

export function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function wrongShape(wanted: string, value: unknown, path: ErrorPath): InputError {
  return new InputError("invalid_shape", `expected ${wanted}, got ${show(value)}`, path);
}

export function misplaced(name: string, type: string, path: ErrorPath): InputError {
  const message = `"${name}" means nothing for an option of type "${type}"`;
  return new InputError("invalid_option", message, [...path, name]);
}
