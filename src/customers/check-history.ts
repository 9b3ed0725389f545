import { check, checkFinite } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";

/** A purchase history that can have happened, or an error at `path`. */
export function checkHistory(
  frequency: unknown,
  recency: unknown,
  age: unknown,
  path: ErrorPath,
): void {
  const x = checkFrequency(frequency, path);
  const at = [...path, "recency"];
  const last = checkFinite(recency, at);
  const observed = checkFinite(age, [...path, "age"]);
  const isWithin = last >= 0 && last <= observed;
  if (isWithin && (x === 0) === (last === 0)) return;
  const law = isWithin
    ? `is 0 where frequency is 0 and only there, got ${last} with frequency ${x}`
    : `must lie between 0 and age (${observed}), got ${last}`;
  throw new InputError("invalid_summary", `recency ${law}`, at);
}

/** A whole number of repeat purchases, or an error at `path`. */
export function checkFrequency(frequency: unknown, path: ErrorPath): number {
  const at = [...path, "frequency"];
  const x = checkFinite(frequency, at);
  check(Number.isSafeInteger(x) && x >= 0, "invalid_summary", at, "a whole number from 0", x);
  return x;
}
