import { checkInteger, show } from "../core/checks.ts";
import type { NumberColumn } from "../core/columns.ts";
import { InputError } from "../core/errors.ts";

/** A customer under contract: how often she has renewed so far, 0 for a new one. */
export interface RenewalHistory {
  readonly renewals: number;
}

/** {@link RenewalHistory} as a column. */
export interface RenewalColumns {
  readonly renewals: NumberColumn;
}

/**
 * What is said of each number of renewals, computed once for each distinct one. `null` where it is
 * infinite, which it is for every customer of a model or for none.
 */
export function readRenewals(
  target: RenewalHistory | RenewalColumns,
  compute: (renewals: number) => number,
): number | null | Float64Array {
  const renewals: unknown = target?.renewals;
  if (typeof renewals !== "object" || renewals === null) {
    const value = compute(checkInteger(renewals, ["renewals"]));
    return Number.isFinite(value) ? value : null;
  }
  if (!("length" in renewals)) {
    throw new InputError("invalid_column", `expected a number or an array, got ${show(renewals)}`, [
      "renewals",
    ]);
  }
  const known = new Map<number, number>();
  const results = new Float64Array(Number(renewals.length));
  for (let row = 0; row < results.length; row++) {
    const made = checkInteger(Reflect.get(renewals, row), ["renewals", row]);
    let value = known.get(made);
    if (value === undefined) {
      value = compute(made);
      known.set(made, value);
    }
    if (!Number.isFinite(value)) return null;
    results[row] = value;
  }
  return results;
}

/** A whole number of renewals ahead; without one, all of them. */
export function checkPeriods(horizon: number | undefined): number {
  return horizon === undefined ? Number.POSITIVE_INFINITY : checkInteger(horizon, ["horizon"]);
}
