import { check, checkFinite } from "../core/checks.ts";
import type { ErrorPath } from "../core/errors.ts";

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
  const code = "invalid_summary";
  check(last >= 0 && last <= observed, code, at, `recency from 0 to age (${observed})`, last);
  const law = `recency ${x === 0 ? 0 : "above 0"} with frequency ${x}`;
  check((x === 0) === (last === 0), code, at, law, last);
}

/** A whole number of repeat purchases, or an error at `path`. */
export function checkFrequency(frequency: unknown, path: ErrorPath): number {
  const at = [...path, "frequency"];
  const x = checkFinite(frequency, at);
  check(Number.isSafeInteger(x) && x >= 0, "invalid_summary", at, "a whole number from 0", x);
  return x;
}
