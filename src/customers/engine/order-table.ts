import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { showFields } from "../../core/show-fields.ts";
import type { Zone } from "../../time/zone.ts";
import type { Order, OrderColumns } from "../order.ts";
import type { RejectedRow } from "../summary.ts";
import type { DayColumn } from "./day-column.ts";
import { faultOfId } from "./ids/fault-of-id.ts";
import type { Fault, IdReading } from "./ids/id-reading.ts";
import { readPlainIds } from "./ids/plain-ids.ts";
import { readIds } from "./ids/read-ids.ts";
import { faultOfTime, isTellable, readTimes, timeReader } from "./times.ts";
import { faultOfValue, readValues } from "./values.ts";

/** A fault and the field that has it; `row` for the row as a whole. */
export interface FieldFault extends Fault {
  readonly field: RejectedRow["field"];
}

/** Orders of any kind, made ready: what the hot loops read, and whom to ask when they stumble. */
export interface OrderTable {
  readonly ids: IdReading;
  /** Epoch milliseconds; `NaN` where a row names no time. Made when first asked for. */
  readonly at: Float64Array;
  /** The days themselves, where times come as such and customers are numbered. */
  readonly days: DayColumn | undefined;
  /** `NaN` where a row holds no number. */
  readonly value: Float64Array;
  /** The first fault of a row that no policy can heal. Slow. */
  faultAt(row: number): FieldFault | undefined;
}

/** Rows or columns of orders, made ready. */
export function readOrders(orders: readonly Order[] | OrderColumns, zone: Zone): OrderTable {
  return isRows(orders) ? readRows(orders, zone) : readColumns(orders, zone);
}

/** Are these rows, rather than columns? */
export function isRows(orders: unknown): orders is readonly Order[] {
  return Array.isArray(orders);
}

function readRows(orders: readonly Order[], zone: Zone): OrderTable {
  const read = timeReader("ms", zone);
  const at = new Float64Array(orders.length);
  const value = new Float64Array(orders.length);
  const customerIds: unknown[] = [];
  for (let row = 0; row < orders.length; row++) {
    const order: unknown = orders[row];
    if (!isRow(order)) {
      customerIds.push(undefined);
      continue;
    }
    customerIds.push(order.customerId);
    at[row] = read(order.at);
    value[row] = typeof order.value === "number" ? order.value : Number.NaN;
  }
  return {
    ids: readPlainIds(customerIds),
    at,
    days: undefined,
    value,
    faultAt: (row) => faultOfOrder(orders[row], at[row]),
  };
}

function readColumns(orders: OrderColumns, zone: Zone): OrderTable {
  if (typeof orders !== "object" || orders === null) {
    throw new InputError("invalid_orders", `expected rows or columns, got ${show(orders)}`);
  }
  checkNamed(orders, "customerId");
  const ids = readIds(orders.customerId);
  checkNamed(orders, "at");
  checkColumn(orders.at, "at", ids.length);
  checkNamed(orders, "value");
  checkColumn(orders.value, "value", ids.length);
  const times = readTimes(orders.at, orders.atUnit ?? "ms", zone);
  const values = readValues(orders.value);
  return {
    ids,
    get at() {
      return times.at;
    },
    // Only numbered customers have records of days.
    days: ids.keys.kind === "dense" ? times.days() : undefined,
    value: values.value,
    faultAt: (row) =>
      inField("customerId", ids.faultAt(row)) ??
      inField("at", times.faultAt(row)) ??
      inField("value", values.faultAt(row)),
  };
}

function checkNamed(orders: OrderColumns, name: keyof Order): void {
  if (name in orders) return;
  const message = `expected rows, or columns customerId, at and value, got ${showFields(orders)}`;
  throw new InputError("invalid_column", message, [name]);
}

function checkColumn(column: unknown, name: string, length: number): void {
  if (typeof column !== "object" || column === null || !("length" in column)) {
    throw new InputError("invalid_column", `expected an array, got ${show(column)}`, [name]);
  }
  if (column.length !== length) {
    throw new InputError(
      "length_mismatch",
      `expected ${length} rows, as many as customerId has, got ${column.length}`,
      [name],
    );
  }
}

function faultOfOrder(order: unknown, epochMs: number): FieldFault | undefined {
  if (!isRow(order)) {
    const message = `expected { customerId, at, value }, got ${show(order)}`;
    return { field: "row", code: "invalid_row", message };
  }
  return (
    inRow(order, "customerId", faultOfId(order.customerId)) ??
    inRow(order, "at", isTellable(epochMs) ? undefined : faultOfTime(order.at)) ??
    inRow(order, "value", faultOfValue(order.value))
  );
}

/** Columns of a file or database often go by other names: say which the row has. */
function inRow(
  order: object,
  field: keyof Order,
  fault: Fault | undefined,
): FieldFault | undefined {
  if (fault === undefined || field in order) return inField(field, fault);
  const message = `expected a field ${field}, got ${showFields(order)}`;
  return { field, code: fault.code, message };
}

function isRow(order: unknown): order is Readonly<Record<keyof Order, unknown>> {
  return typeof order === "object" && order !== null;
}

function inField(field: FieldFault["field"], fault: Fault | undefined): FieldFault | undefined {
  return fault === undefined ? undefined : { field, ...fault };
}
