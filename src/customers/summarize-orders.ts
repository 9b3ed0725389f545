import { checkOptions } from "../core/expect.ts";
import type { TimeInput } from "../core/time-input.ts";
import { formatDay } from "../time/day.ts";
import { isRows } from "./engine/order-table.ts";
import { openReading } from "./engine/reading.ts";
import { summaryRows } from "./engine/summary-rows.ts";
import {
  openColumnTable,
  openSummaryTable,
  type Summaries,
  type SummaryTable,
} from "./engine/summary-table.ts";
import type { Order, OrderColumns } from "./order.ts";
import { ORDER_OPTION_NAMES } from "./order-policies.ts";
import type { CustomerBase, CustomerBaseColumns } from "./summary.ts";
import {
  completeSummaryOptions,
  SUMMARY_DEFAULTS,
  type SummaryOptions,
} from "./summary-options.ts";

/** How orders become a customer base. */
export interface SummarizeOrdersOptions extends SummaryOptions {
  /** The last day observed, inclusive; an instant names the day that holds it. */
  readonly asOf: TimeInput;
}

/** What {@link summarizeOrders} does unless told otherwise. */
export const SUMMARIZE_ORDERS_DEFAULTS = SUMMARY_DEFAULTS;

/**
 * Who are my customers, and when and for how much did each of them buy?
 *
 * The step from orders to everything else: purchase models, RFM scores and segments read the base
 * that this makes. For one shop where people buy when they like; contracts and subscriptions have
 * durations instead. Orders must be complete from each customer's first one on: where a history
 * starts in the middle, keep to `cohort`. Not for the evaluation of a model: see `splitHoldout`.
 *
 * With d the calendar days in `timeZone`, purchases on one day being one:
 *
 * - frequency = distinct days - 1 (x, repeat purchases)
 * - recency = (d_last - d_first) / days per unit (t_x, age at the last purchase)
 * - age = (d_asOf - d_first) / days per unit (T)
 * - monetaryValue = mean day total over the repeat days (m_x); 0 where there are none
 * - daysSinceLast = d_asOf - d_last, in days whatever the unit
 *
 * A unit has 1 day, 7 (week), 30.4375 (month) or 365.25 (year).
 *
 * @param orders - rows `{ customerId, at, value }`, or the same as columns: for a million orders and
 *   more, columns are several times as fast. An id is a non-empty string or a safe integer, in
 *   columns also any integer; 1 and "1" are two customers. `value` is in any one currency. `at` in a
 *   numeric column counts in `atUnit` (`ms`): `us`, `ns` are cut to milliseconds as texts are, `s`
 *   and `ms` keep their fractions
 * @param options - `asOf`, the last day observed, inclusive; `timeUnit`; `timeZone`; `cohort`;
 *   `monetaryValue`; and what to make of odd rows: `futureOrders`, `refunds`, `duplicates`, `invalid`
 * @returns the base. Rows in: customers as rows, in order of their first orders, instants in ISO
 *   8601. Columns in: customers as columns, ids in the kind of array given, ascending where they are
 *   typed integers or dictionary codes, instants in epoch milliseconds. `warnings` where something was
 *   odd: `times_of_1970` where numbers are hardly milliseconds; `duplicate_rows`,
 *   `duplicate_rows_dropped`, `future_orders_dropped`, `refunds_dropped`, with the `count`; a row is in
 *   one of them, an order of the future that repeats another in the future's.
 *   `rejected` where bad rows are collected
 *
 * Edge cases: an order of value 0 is a purchase. No orders make a base of no customers. Sums do not
 * depend on the order of rows. With `refunds: "netSameDay"` a refund lowers its day's total and is no
 * order; a day refunded in full (to 1e-12 of what moved) never was, its orders do not count either.
 * With `invalid: "collect"` every row at fault is in `rejected`, and only there.
 *
 * @throws InputError for the first bad row, its path `[row, field]` (`[row]` where all of it is at
 *   fault), unless they are collected:
 *   `missing_id`, `invalid_id`, `invalid_time`, `missing_offset`, `not_a_number`,
 *   `non_finite_value`, `future_order`, `negative_value`, `invalid_row`; then `duplicate_row`,
 *   `unmatched_refund` (no purchase on its day), `refund_exceeds_day`. For the call: `invalid_option`,
 *   `out_of_range`, `unknown_time_zone`, `invalid_orders`, `invalid_column`, `length_mismatch`;
 *   `sum_overflow` where a customer's values sum up beyond the largest double
 *
 * @example
 * ```ts
 * import { summarizeOrders } from "clientele/customers";
 *
 * const orders = [
 *   { customerId: "ada", at: "2026-01-05T09:00:00Z", value: 20 },
 *   { customerId: "bob", at: "2026-01-06T18:30:00Z", value: 35 },
 *   { customerId: "ada", at: "2026-01-19T12:00:00Z", value: 30 },
 *   { customerId: "ada", at: "2026-01-19T12:05:00Z", value: 10 },
 * ];
 * const base = summarizeOrders(orders, { asOf: "2026-02-02" });
 * const [ada, bob] = base.customers;
 * ada.frequency; // => 1
 * ada.recency; // => 2
 * ada.age; // => 4
 * ada.monetaryValue; // => 40
 * bob.daysSinceLast; // => 27
 *
 * const columns = {
 *   customerId: Int32Array.of(7, 3, 7),
 *   at: Int32Array.of(20458, 20460, 20472),
 *   atUnit: "day",
 *   value: Float64Array.of(20, 35, 40),
 * } as const;
 * const { customers } = summarizeOrders(columns, { asOf: "2026-02-02" });
 * Array.from(customers.frequency); // => [0, 1]
 * ```
 *
 * Source: Fader, Hardie and Lee (2005), "Counting your customers" the easy way, Marketing Science
 * 24(2), for x, t_x and T; Fader, Hardie and Lee (2005), RFM and CLV, Journal of Marketing Research
 * 42(4), for m_x.
 */
export function summarizeOrders(
  orders: readonly Order[],
  options: SummarizeOrdersOptions,
): CustomerBase;
export function summarizeOrders(
  orders: OrderColumns,
  options: SummarizeOrdersOptions,
): CustomerBaseColumns;
export function summarizeOrders(
  orders: readonly Order[] | OrderColumns,
  options: SummarizeOrdersOptions,
): CustomerBase | CustomerBaseColumns {
  checkOptions(options, ORDER_OPTION_NAMES);
  const { zone, lastDay, table, tally, walk } = openReading(orders, options, "asOf");
  const { timeUnit, monetaryValue, isMember } = completeSummaryOptions(options, zone);
  const rules = { lastDay, timeUnit, monetaryValue };

  function read<Finished extends Summaries>(summaries: SummaryTable<Finished>): Finished {
    walk((lines, start, end, key) => {
      if (isMember(lines.day[start])) summaries.add(lines, start, end, key);
    }, summaries.recycle);
    return summaries.finish(table.ids);
  }

  const frame = () => {
    return { asOf: formatDay(lastDay), timeUnit, timeZone: zone.name, ...tally.report() };
  };
  if (isRows(orders)) {
    const customers = summaryRows(orders, read(openSummaryTable(rules)));
    return { ...frame(), customers };
  }
  const { customerId, figures } = read(openColumnTable(rules, table.ids));
  return { ...frame(), customers: { customerId, ...figures } };
}
