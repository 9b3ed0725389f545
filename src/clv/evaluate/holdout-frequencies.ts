import { checkNonNegative, checkObject, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import { checkFrequency } from "../../customers/check-history.ts";
import { checkUnit } from "../targets.ts";
import type { Holdout, HoldoutPurchases } from "./holdout.ts";

/** A split that has a holdout, or an error. */
export function checkSplit(split: Holdout): Holdout {
  checkObject(checkObject(split, "a split").holdout, "a holdout");
  return split;
}

/** The purchases of a holdout, checked, of as many customers as the calibration has; at least one. */
export function holdoutFrequencies(
  { customers, timeUnit, length }: HoldoutPurchases,
  modelUnit: TimeUnit,
  count: number,
): Float64Array {
  checkUnit(timeUnit, modelUnit, ["holdout", "timeUnit"]);
  checkNonNegative(length, ["holdout", "length"]);
  checkObject(customers, "holdout.customers");
  const frequencies =
    "frequency" in customers
      ? customers.frequency
      : rowsOf(customers).map((customer) => customer?.frequency);
  if (frequencies?.length !== count) {
    throw new InputError(
      "length_mismatch",
      `expected ${count} customers as in the calibration, got ${frequencies?.length}`,
      ["holdout", "customers"],
    );
  }
  if (count === 0) throw new InputError("empty", "there are no customers to judge by");
  return Float64Array.from(frequencies, (frequency, row) =>
    checkFrequency(frequency, ["holdout", "customers", row]),
  );
}

function rowsOf<Row>(customers: readonly Row[]): readonly Row[] {
  if (Array.isArray(customers)) return customers;
  throw new InputError("invalid_argument", `expected rows or columns, got ${show(customers)}`, [
    "holdout",
    "customers",
  ]);
}
