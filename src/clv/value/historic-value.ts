import { readOptions } from "../../core/check-names.ts";
import { checkFinite, checkObject, isObject } from "../../core/checks.ts";
import type { CustomerId, DictionaryColumn, IdColumn, NumberColumn } from "../../core/columns.ts";
import { InputError } from "../../core/errors.ts";
import { faultOfId } from "../../customers/engine/ids/fault-of-id.ts";
import { sum } from "../../numeric/sum.ts";
import { finiteMoney } from "./money.ts";

/** What a customer has brought so far; every customer summary says so. */
export interface RevenueHistory {
  readonly customerId: CustomerId;
  /** Sum of all values. */
  readonly revenue: number;
}

/** {@link RevenueHistory} as parallel columns. */
export interface RevenueColumns {
  readonly customerId: IdColumn;
  readonly revenue: NumberColumn;
}

/** Any customer base is one. */
export interface RevenueBase<Customers = readonly RevenueHistory[] | RevenueColumns> {
  readonly customers: Customers;
}

export interface HistoricValueOptions {
  /** The share of revenue that is kept: 1 counts revenue, 0.3 a margin of 30 %. */
  readonly margin?: number | undefined;
}

export const HISTORIC_VALUE_DEFAULTS = { margin: 1 } as const;

/** A customer's value so far. */
export interface HistoricCustomerValue {
  readonly customerId: CustomerId;
  readonly value: number;
}

/** {@link HistoricCustomerValue} as parallel columns. */
export interface HistoricValueColumns {
  readonly customerId: IdColumn;
  readonly value: Float64Array;
}

/** What customers have brought so far. */
export interface HistoricValue<Customers = readonly HistoricCustomerValue[]> {
  readonly margin: number;
  readonly n: number;
  readonly total: number;
  /** total / n; `null` without customers. */
  readonly mean: number | null;
  readonly customers: Customers;
}

/**
 * What has each customer brought so far?
 *
 * For a look back, and to tell the best customers up to now. It is no forecast: old customers had
 * more time, and who left long ago counts as much as who bought yesterday. For the time ahead use
 * `lifetimeValue`.
 *
 * value = revenue · margin, undiscounted
 *
 * @param base - a customer base, rows or columns; or anything with `customers` that have `customerId`
 *   and `revenue`, money
 * @param options - `margin`, the share of revenue that is kept, default 1
 * @returns the value of each customer, in the customers' order and in the kind given (rows or
 *   columns), with their number `n`, `total` and `mean`; `mean` is `null` without customers
 * @throws InputError `not_a_number`, `non_finite_value` at `["customers", row, "revenue"]`;
 *   `missing_id`, `invalid_id` at `["customers", row, "customerId"]`;
 *   `length_mismatch`; `out_of_range` where a value is beyond what a number can hold
 *
 * @example
 * ```ts
 * import { summarizeOrders } from "clientele/customers";
 * import { historicValue } from "clientele/clv";
 *
 * const orders = [
 *   { customerId: "ada", at: "2026-01-05", value: 20 },
 *   { customerId: "bob", at: "2026-01-06", value: 60 },
 *   { customerId: "ada", at: "2026-01-19", value: 40 },
 * ];
 * const base = summarizeOrders(orders, { asOf: "2026-01-31" });
 * const { total, mean, customers } = historicValue(base, { margin: 0.25 });
 * total; // => 30
 * mean; // => 15
 * customers[0]; // => { customerId: "ada", value: 15 }
 * ```
 */
export function historicValue(
  base: RevenueBase<readonly RevenueHistory[]>,
  options?: HistoricValueOptions,
): HistoricValue;
export function historicValue(
  base: RevenueBase<RevenueColumns>,
  options?: HistoricValueOptions,
): HistoricValue<HistoricValueColumns>;
export function historicValue(
  base: RevenueBase,
  options: HistoricValueOptions = {},
): HistoricValue | HistoricValue<HistoricValueColumns> {
  const { customers } = checkObject(base, "a base");
  checkObject(customers, "customers");
  const margin = checkFinite(
    readOptions(options, ["margin"]).margin ?? HISTORIC_VALUE_DEFAULTS.margin,
    ["margin"],
  );
  const worthOf = (revenue: unknown, row: number) => {
    const path = ["customers", row, "revenue"];
    return finiteMoney(checkFinite(revenue, path) * margin, path);
  };
  if (isRows(customers)) {
    const values = customers.map((customer, row) => {
      const value = worthOf(customer?.revenue, row);
      checkId(customer?.customerId, row);
      return value;
    });
    const listed = customers.map(({ customerId }, row) => ({ customerId, value: values[row] }));
    return { margin, ...totalsOf(values), customers: listed };
  }
  const { customerId, revenue } = customers;
  const ids: ArrayLike<unknown> = isDictionary(customerId) ? customerId.codes : customerId;
  if (ids?.length === undefined || ids.length !== revenue?.length) {
    throw new InputError(
      "length_mismatch",
      `expected customerId and revenue of one length, got ${ids?.length} and ${revenue?.length}`,
      ["customers"],
    );
  }
  const value = Float64Array.from(revenue, worthOf);
  for (let row = 0; row < ids.length; row++) {
    const id = ids[row];
    checkId(isDictionary(customerId) ? customerId.dictionary?.[Number(id)] : id, row);
  }
  return { margin, ...totalsOf(value), customers: { customerId, value } };
}

function checkId(id: unknown, row: number): void {
  const fault = typeof id === "bigint" ? undefined : faultOfId(id);
  if (fault) throw new InputError(fault.code, fault.message, ["customers", row, "customerId"]);
}

function isDictionary(ids: IdColumn): ids is DictionaryColumn {
  return isObject(ids) && "codes" in ids;
}

function totalsOf(values: ArrayLike<number>) {
  const n = values.length;
  const total = finiteMoney(sum(values), ["customers"]);
  return { n, total, mean: n === 0 ? null : total / n };
}

function isRows<Row, Columns>(customers: readonly Row[] | Columns): customers is readonly Row[] {
  return Array.isArray(customers);
}
