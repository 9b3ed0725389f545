import type { CustomerId, IdColumn } from "../../core/columns.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { customerIdAt } from "../../customers/customer-id-at.ts";
import { firstRowOf } from "../../customers/engine/lines.ts";
import { isRows } from "../../customers/engine/order-table.ts";
import { openReading, type Reading } from "../../customers/engine/reading.ts";
import type { Order, OrderColumns } from "../../customers/order.ts";
import type { OrderPolicies } from "../../customers/order-policies.ts";

/** The distinct purchase days of all customers. */
export interface PurchaseBook {
  readonly reading: Reading;
  readonly customers: number;
  /** Customer c has the days from `offsets[c]` to before `offsets[c + 1]`. */
  readonly offsets: Int32Array;
  readonly days: Int32Array;
  /** What each customer spent in all. */
  readonly revenue: Float64Array;
  /** The ids of customers by number, in the kind of the orders'. */
  idsOf(customers: Int32Array): IdColumn;
  /** The first row of a customer. */
  rowOf(customer: number): number;
  /** A customer's id, of rows or columns. */
  idOf(customer: number): CustomerId | bigint;
  /** All customers in the order in which results list them. */
  readonly listed: Int32Array;
}

/** Reads orders up to a day, customer by customer. */
export function readPurchaseBook(
  orders: readonly Order[] | OrderColumns,
  options: OrderPolicies & { readonly asOf: TimeInput },
): PurchaseBook {
  const reading = openReading(orders, options, "asOf");
  const { ids } = reading.table;
  const days = new Int32Array(ids.length);
  const ends: number[] = [];
  const rows: number[] = [];
  const revenue: number[] = [];
  let filled = 0;
  reading.walk((lines, start, end) => {
    const { day, value } = lines;
    let spent = 0;
    for (let line = start; line < end; line++) {
      if (line === start || day[line] > day[line - 1]) days[filled++] = day[line];
      spent += value[line];
    }
    ends.push(filled);
    rows.push(firstRowOf(lines, start, end));
    revenue.push(spent);
  });
  const firstRows = Int32Array.from(rows);
  const order = ids.orderOf(firstRows);
  const rowsOf = (customers: Int32Array) => customers.map((customer) => firstRows[customer]);
  return {
    reading,
    customers: rows.length,
    offsets: Int32Array.from([0, ...ends]),
    days: days.subarray(0, filled),
    revenue: Float64Array.from(revenue),
    idsOf: (customers) => ids.idsAt(rowsOf(customers)),
    rowOf: (customer) => firstRows[customer],
    idOf: (customer) => idAt(orders, firstRows[customer]),
    listed: order ?? firstRows.map((_, customer) => customer),
  };
}

function idAt(orders: readonly Order[] | OrderColumns, row: number): CustomerId | bigint {
  if (isRows(orders)) return orders[row].customerId;
  return customerIdAt(orders.customerId, row);
}
