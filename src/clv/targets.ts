import { check, checkNonNegative, checkObject, checkPositive, show } from "../core/checks.ts";
import type { NumberColumn } from "../core/columns.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import type { TimeUnit } from "../core/time-unit.ts";
import { checkFrequency } from "../customers/check-history.ts";
import { type Histories, readHistories } from "../customers/engine/read-histories.ts";
import type { PurchaseBase } from "../customers/group-patterns.ts";
import type { PurchaseColumns, SpendColumns, SpendHistory } from "../customers/summary.ts";

/** Orders, too, come as a list. */
export const EXPECTED = "a customer base from summarizeOrders";

/** Ready-made spend histories; every customer base is one. */
export interface SpendBase {
  readonly customers: readonly SpendHistory[] | SpendColumns;
}

/** One customer has a number where columns have an array. */
export function isOneCustomer<One extends { readonly frequency: number }>(
  target: One | { readonly frequency: NumberColumn } | { readonly customers: object },
): target is One {
  if (typeof target !== "object" || target === null || Array.isArray(target)) {
    throw new InputError(
      "invalid_summary",
      `expected a customer, columns or a base, got ${show(target)}`,
    );
  }
  return !("customers" in target) && typeof target.frequency !== "object";
}

/** The checked histories of many customers; a base of another unit than the model's is refused. */
export function purchaseColumnsOf(
  many: PurchaseColumns | PurchaseBase,
  timeUnit: TimeUnit,
): Histories {
  checkObject(many, "customers");
  if (!("customers" in many)) return readHistories(many);
  checkUnit(many.timeUnit, timeUnit, ["timeUnit"]);
  return readHistories(many.customers);
}

/** A unit that must be the model's own. */
export function checkUnit(unit: TimeUnit, modelUnit: TimeUnit, path: ErrorPath): void {
  if (unit !== modelUnit) {
    const message = `expected the model's unit, ${show(modelUnit)}, got ${show(unit)}`;
    throw new InputError("unit_mismatch", message, path);
  }
}

/** The spend of many customers, checked as {@link checkSpend} does. */
export function spendColumnsOf(many: SpendColumns | SpendBase, checkMean = checkNonNegative) {
  checkObject(many, EXPECTED);
  check(!Array.isArray(many), "invalid_argument", [], EXPECTED, many);
  const customers = "customers" in many ? many.customers : many;
  checkObject(customers, "customers");
  const { frequency, monetaryValue } = isRows(customers)
    ? {
        frequency: customers.map((customer) => customer?.frequency),
        monetaryValue: customers.map((customer) => customer?.monetaryValue),
      }
    : customers;
  if (frequency?.length === undefined || frequency.length !== monetaryValue?.length) {
    throw new InputError(
      "length_mismatch",
      `expected frequency and monetaryValue of one length, got ${frequency?.length} and ${monetaryValue?.length}`,
    );
  }
  const { length } = frequency;
  const often = new Float64Array(length);
  const spend = new Float64Array(length);
  for (let row = 0; row < length; row++) {
    const count = frequency[row];
    const mean = monetaryValue[row];
    // A path for each row takes longer than all else.
    const isPlain = Number.isSafeInteger(count) && count > 0 && Number.isFinite(mean) && mean > 0;
    if (isPlain) spend[row] = mean;
    else if (count !== 0) spend[row] = checkSpend(count, mean, ["customers", row], checkMean);
    often[row] = count;
  }
  return { frequency: often, monetaryValue: spend };
}

/** The mean spend of so many repeat purchases, 0 where there are none; or an error at `path`. */
export function checkSpend(
  frequency: number,
  monetaryValue: number,
  path: ErrorPath,
  checkMean = checkNonNegative,
): number {
  return checkFrequency(frequency, path) === 0
    ? 0
    : checkMean(monetaryValue, [...path, "monetaryValue"]);
}

/** The weights of so many patterns, each above zero. */
export function readWeights(weight: NumberColumn, length: number): Float64Array {
  check(weight?.length === length, "length_mismatch", ["weight"], `${length} weights`, weight);
  return Float64Array.from(weight, (value, row) => checkPositive(value, [row, "weight"]));
}

/** Every parameter of a model, typed in or fitted, must be a positive number. */
export function checkParams(
  params: Readonly<Record<string, number>>,
  names: readonly string[],
): void {
  for (const name of names) checkPositive(params?.[name], ["params", name]);
}

function isRows<Row, Columns>(customers: readonly Row[] | Columns): customers is readonly Row[] {
  return Array.isArray(customers);
}
