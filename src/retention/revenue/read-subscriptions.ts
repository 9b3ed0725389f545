import { checkChoice, checkInteger, checkNonNegative, show } from "../../core/checks.ts";
import type { CustomerId } from "../../core/columns.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { check, isObject } from "../../core/expect.ts";
import { faultOfId } from "../../customers/engine/ids/fault-of-id.ts";
import { readIds } from "../../customers/engine/ids/read-ids.ts";
import {
  isTellable,
  readTimes,
  type TimeColumn,
  timeReader,
} from "../../customers/engine/times.ts";
import { formatInstant, timeError } from "../../time/instant.ts";
import type { Zone } from "../../time/zone.ts";
import {
  idReader,
  lengthOf,
  type NumberedCustomers,
  numberDense,
  numbering,
} from "./number-customers.ts";
import {
  SUBSCRIPTION_DEFAULTS,
  type Subscription,
  type SubscriptionColumns,
  type SubscriptionOptions,
} from "./subscription.ts";

/** Rows or columns of subscriptions. */
export type Subscriptions = readonly Subscription[] | SubscriptionColumns;

/** Subscriptions in numbers, checked row by row. */
export interface SubscriptionTable {
  /** The number of the row's customer. */
  readonly customer: Int32Array;
  /** Customers by number. */
  readonly ids: readonly (CustomerId | bigint)[];
  /** The number of the row's subscription within all; absent where there are no ids of them. */
  readonly subscription: Int32Array | undefined;
  /** Epoch milliseconds; the end is `Infinity` where the row runs on. */
  readonly start: Float64Array;
  /** The end as given. */
  readonly end: Float64Array;
  /** The end that counts. */
  readonly until: Float64Array;
  readonly amount: Float64Array;
  readonly pathOf: (row: number, field: string) => ErrorPath;
}

type Read = (row: number) => unknown;

interface Fields {
  readonly length: number;
  readonly pathOf: SubscriptionTable["pathOf"];
  readonly customerId: Read;
  /** Customers by number, where their ids are as good as numbers. */
  readonly numbered: NumberedCustomers | undefined;
  readonly subscriptionId: Read | undefined;
  readonly amount: Read;
  /** Epoch milliseconds, `NaN` for no time, `Infinity` for never. */
  moment(field: "start" | "end" | "canceledAt", row: number): number;
  raw(field: "start" | "end" | "canceledAt", row: number): unknown;
}

/** Checked subscriptions; the first bad row throws. */
export function readSubscriptions(
  subscriptions: Subscriptions,
  options: SubscriptionOptions,
  zone: Zone,
): SubscriptionTable {
  const { churnDate = SUBSCRIPTION_DEFAULTS.churnDate } = options;
  const byTerm = checkChoice(churnDate, ["end", "cancellation"], ["churnDate"]) === "end";
  const fields = openFields(subscriptions, zone);
  const { length, pathOf } = fields;
  const { numbered } = fields;
  const numberCustomer = numbering();
  const numberSubscription = numbering();
  const table = {
    customer: new Int32Array(length),
    subscription: fields.subscriptionId && new Int32Array(length),
    start: new Float64Array(length),
    end: new Float64Array(length),
    until: new Float64Array(length),
    amount: new Float64Array(length),
    pathOf,
  };
  for (let row = 0; row < length; row++) {
    table.customer[row] =
      numbered === undefined
        ? numberCustomer.of(checkId(fields.customerId(row), pathOf, row))
        : numbered.customer[row];
    if (table.subscription !== undefined) {
      const id = fields.subscriptionId?.(row) ?? undefined;
      if (typeof id !== "string" || id === "")
        checkSubscriptionId(id, pathOf(row, "subscriptionId"));
      table.subscription[row] = numberSubscription.of(id);
    }
    const start = readMoment(fields, "start", row);
    const end = readMoment(fields, "end", row);
    if (!(end > start)) throw endBeforeStart(start, end, pathOf(row, "end"));
    const canceled = readMoment(fields, "canceledAt", row);
    if (canceled < start) throw endBeforeStart(start, canceled, pathOf(row, "canceledAt"));
    table.start[row] = start;
    table.end[row] = end;
    table.until[row] = byTerm ? end : Math.min(end, canceled);
    table.amount[row] = readAmount(fields.amount(row), pathOf, row);
  }
  return { ...table, ids: numbered?.ids ?? numberCustomer.values() };
}

function openFields(subscriptions: Subscriptions, zone: Zone): Fields {
  if (isRows(subscriptions)) return rowFields(subscriptions, zone);
  if (typeof subscriptions === "object" && subscriptions !== null) {
    return columnFields(subscriptions, zone);
  }
  const message = `expected rows or columns of subscriptions, got ${show(subscriptions)}`;
  throw new InputError("invalid_subscriptions", message);
}

function isRows(subscriptions: Subscriptions): subscriptions is readonly Subscription[] {
  return Array.isArray(subscriptions);
}

function rowFields(rows: readonly Subscription[], zone: Zone): Fields {
  const read = timeReader("ms", zone);
  for (let row = 0; row < rows.length; row++) {
    if (typeof rows[row] === "object" && rows[row] !== null) continue;
    const message = `expected { customerId, start, end, amount }, got ${show(rows[row])}`;
    throw new InputError("invalid_row", message, [row]);
  }
  return {
    length: rows.length,
    pathOf: (row, field) => [row, field],
    customerId: (row) => rows[row].customerId,
    numbered: undefined,
    subscriptionId: rows.some((row) => row.subscriptionId !== undefined)
      ? (row) => rows[row].subscriptionId
      : undefined,
    amount: (row) => rows[row].amount,
    moment: (field, row) => momentOf(rows[row][field], field, read),
    raw: (field, row) => rows[row][field],
  };
}

function columnFields(columns: SubscriptionColumns, zone: Zone): Fields {
  const unit = columns.atUnit ?? "ms";
  const isPlain = Array.isArray(columns.customerId);
  const ids = isPlain ? undefined : readIds(columns.customerId);
  const length = ids?.length ?? lengthOf(columns.customerId);
  const read = timeReader(unit, zone);
  const momentsOf = (field: "start" | "end" | "canceledAt"): ((row: number) => number) => {
    const column: TimeColumn | undefined = columns[field];
    if (column === undefined) return () => (field === "start" ? Number.NaN : Infinity);
    checkColumn(column, field, length);
    if (column instanceof BigInt64Array || column instanceof BigUint64Array) {
      const { at } = readTimes(column, unit, zone);
      return (row) => at[row];
    }
    return (row) => momentOf(column[row], field, read);
  };
  checkColumn(columns.amount, "amount", length);
  const moments = {
    start: momentsOf("start"),
    end: momentsOf("end"),
    canceledAt: momentsOf("canceledAt"),
  };
  if (columns.subscriptionId !== undefined && lengthOf(columns.subscriptionId) !== length) {
    const message = `expected ${length} rows, as many as customerId has`;
    throw new InputError("length_mismatch", message, ["subscriptionId"]);
  }
  return {
    length,
    pathOf: (row, field) => [row, field],
    customerId: idReader(columns.customerId),
    numbered: ids && numberDense(ids, idReader(columns.customerId)),
    subscriptionId: columns.subscriptionId && idReader(columns.subscriptionId),
    amount: (row) => {
      const amount = columns.amount[row];
      return typeof amount === "bigint" ? Number(amount) : amount;
    },
    moment: (field, row) => moments[field](row),
    raw: (field, row) => columns[field]?.[row],
  };
}

function checkColumn(column: TimeColumn, name: string, length: number): void {
  // Of what is not read by index, as Arrow's vectors are not, every row would be none: "never".
  const isArray = isObject(column) && "length" in column;
  const isRead =
    isArray && (Array.isArray(column) || !(column.length > 0) || column[0] !== undefined);
  check(isRead, "invalid_column", [name], "an array", column);
  if (column.length !== length) {
    const message = `expected ${length} rows, as many as customerId has, got ${column.length}`;
    throw new InputError("length_mismatch", message, [name]);
  }
}

function checkId(id: unknown, pathOf: SubscriptionTable["pathOf"], row: number): unknown {
  const fault = typeof id === "bigint" ? undefined : faultOfId(id);
  if (fault === undefined) return id;
  throw new InputError(fault.code, fault.message, pathOf(row, "customerId"));
}

/** An id of a subscription; none is one too, of all rows without. */
function checkSubscriptionId(id: unknown, path: ErrorPath): void {
  const isFit = id === undefined || typeof id === "bigint" || Number.isSafeInteger(id);
  check(isFit, "invalid_id", path, "a non-empty string or a safe integer", id);
}

/** What is not given never comes, but for a start. */
function momentOf(value: unknown, field: string, read: (value: unknown) => number): number {
  const isAbsent = value === undefined || value === null || value === Infinity;
  return isAbsent && field !== "start" ? Infinity : read(value);
}

function readMoment(fields: Fields, field: "start" | "end" | "canceledAt", row: number): number {
  const moment = fields.moment(field, row);
  if (isTellable(moment) || (moment === Infinity && field !== "start")) return moment;
  const { code, message } = timeError(fields.raw(field, row), []);
  throw new InputError(code, message, fields.pathOf(row, field));
}

function readAmount(amount: unknown, pathOf: SubscriptionTable["pathOf"], row: number): number {
  // The commonest case by far, without a path for nothing.
  if (typeof amount === "number" && amount >= 0 && Number.isSafeInteger(amount)) return amount;
  const path = pathOf(row, "amount");
  return checkInteger(checkNonNegative(amount, path), path);
}

function endBeforeStart(start: number, end: number, path: ErrorPath): InputError {
  const message = `expected a moment after the start at ${formatInstant(start)}, got ${formatInstant(end)}`;
  return new InputError("end_before_start", message, path);
}
