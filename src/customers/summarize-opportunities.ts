import { checkChoice } from "../core/checks.ts";
import type { CustomerId, IdColumn } from "../core/columns.ts";
import { checkOptions } from "../core/expect.ts";
import type { TimeInput } from "../core/time-input.ts";
import type { Warning } from "../core/warning.ts";
import { formatDay } from "../time/day.ts";
import { isRows } from "./engine/order-table.ts";
import { openReading } from "./engine/reading.ts";
import { idOf } from "./engine/summary-rows.ts";
import { type OpportunityPeriod, periodCounter } from "./opportunities-calendar.ts";
import { openOpportunityTable } from "./opportunities-table.ts";
import type { Order, OrderColumns } from "./order.ts";
import {
  ORDER_OPTION_NAMES,
  ORDER_POLICIES_DEFAULTS,
  type OrderPolicies,
} from "./order-policies.ts";
import type { CustomerBaseFrame, PurchaseHistory } from "./summary.ts";
import { completeSummaryOptions, type SummaryOptions } from "./summary-options.ts";

export type { OpportunityPeriod } from "./opportunities-calendar.ts";

/** How orders become histories in opportunities. */
export interface SummarizeOpportunitiesOptions
  extends OrderPolicies,
    Pick<SummaryOptions, "cohort"> {
  /** The last day observed, inclusive; an instant names the day that holds it. */
  readonly asOf: TimeInput;
  /** What an opportunity is: a calendar day, week (from Monday on), month or year in `timeZone`. */
  readonly period: OpportunityPeriod;
}

/** What {@link summarizeOpportunities} does unless told otherwise. */
export const SUMMARIZE_OPPORTUNITIES_DEFAULTS = ORDER_POLICIES_DEFAULTS;

/** A customer's history in opportunities: whole numbers. */
export interface OpportunityHistory extends PurchaseHistory {
  readonly customerId: CustomerId;
}

/** What holds for all customers of an opportunity base; `timeUnit` is the period. */
export interface OpportunityBaseFrame extends CustomerBaseFrame {
  readonly period: OpportunityPeriod;
}

/** Customers by the opportunities that they used: plain, storable data. */
export interface OpportunityBase extends OpportunityBaseFrame {
  readonly customers: readonly OpportunityHistory[];
}

/** {@link OpportunityHistory} as parallel columns. */
export interface OpportunityColumns {
  readonly customerId: IdColumn;
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
}

/** An opportunity base whose customers are columns: for size and speed, not for storage. */
export interface OpportunityBaseColumns extends OpportunityBaseFrame {
  readonly customers: OpportunityColumns;
}

/**
 * At how many opportunities since her first purchase did each customer buy, and at which last?
 *
 * The step from orders to a model in discrete time (`fitBgBb`): each calendar day, week, month or year
 * after the first purchase is an opportunity, used or not, however often one bought in it. For purchases
 * that follow the calendar (a market day, a yearly appeal, a season), and for histories that are only
 * known by period. Where people buy at any time `summarizeOrders` keeps more of what is known. Orders
 * must be complete from each customer's first one on: where a history starts in the middle, keep to
 * `cohort`.
 *
 * With p the calendar periods in `timeZone`, counted on:
 *
 * - frequency = distinct periods with a purchase - 1 (x, opportunities used)
 * - recency = p_last - p_first (t_x, the opportunity last used)
 * - age = p_over - p_first (n, opportunities so far), p_over the last period over by the end of `asOf`
 *
 * A period that is not over at `asOf` is no opportunity yet: what was bought in it is left out and told
 * in a warning, and so are customers who first bought in it.
 *
 * @param orders - rows or columns, as for `summarizeOrders`
 * @param options - `asOf`, the last day observed, inclusive; `period`: `day`, `week` (Monday to Sunday),
 *   `month` or `year`; `timeZone`; `cohort`; and what to make of odd rows: `futureOrders`, `refunds`,
 *   `duplicates`, `invalid`, all as for `summarizeOrders`. There is no quarter, which is no unit of time
 *   of the models: take months
 * @returns the base, `timeUnit` being the period, so that fits take it as it is. Rows in: customers as
 *   rows, in order of their first orders. Columns in: customers as columns, as `summarizeOrders` does.
 *   `warnings` as there, and `unfinished_period_dropped` with the `count` of orders and the `customers`
 *   left out
 *
 * Edge cases: whoever first bought in the last period that is over has age 0, and says nothing to a
 * model. An order of value 0 is a purchase.
 *
 * @throws InputError as `summarizeOrders` does
 *
 * @example
 * ```ts
 * import { summarizeOpportunities } from "clientele/customers";
 *
 * const gifts = [
 *   { customerId: "ada", at: "2021-05-01", value: 20 },
 *   { customerId: "ada", at: "2023-03-01", value: 30 },
 *   { customerId: "ada", at: "2023-12-24", value: 50 },
 *   { customerId: "bob", at: "2022-11-05", value: 10 },
 *   { customerId: "bob", at: "2026-02-01", value: 10 },
 * ];
 * const base = summarizeOpportunities(gifts, { asOf: "2026-03-31", period: "year" });
 * base.customers[0]; // => { customerId: "ada", frequency: 1, recency: 2, age: 4 }
 * base.customers[1]; // => { customerId: "bob", frequency: 0, recency: 0, age: 3 }
 * base.warnings?.[0].code; // => "unfinished_period_dropped"
 * ```
 *
 * Source: Fader, Hardie and Shang (2010), Customer-base analysis in a discrete-time noncontractual
 * setting, Marketing Science 29(6), for x, t_x and n.
 */
export function summarizeOpportunities(
  orders: readonly Order[],
  options: SummarizeOpportunitiesOptions,
): OpportunityBase;
export function summarizeOpportunities(
  orders: OrderColumns,
  options: SummarizeOpportunitiesOptions,
): OpportunityBaseColumns;
export function summarizeOpportunities(
  orders: readonly Order[] | OrderColumns,
  options: SummarizeOpportunitiesOptions,
): OpportunityBase | OpportunityBaseColumns {
  checkOptions(options, ORDER_OPTION_NAMES);
  const { zone, lastDay, table, tally, walk } = openReading(orders, options, "asOf");
  const period = checkChoice(options.period, ["day", "week", "month", "year"], ["period"]);
  const { cohort } = options;
  const { isMember } = completeSummaryOptions(cohort === undefined ? {} : { cohort }, zone);
  const periodOf = periodCounter(period);
  // The period of the day after is not over, and may just begin.
  const opportunities = openOpportunityTable(periodOf, periodOf(lastDay + 1) - 1);
  walk((lines, start, end) => {
    if (isMember(lines.day[start])) opportunities.add(lines, start, end);
  }, opportunities.recycle);
  const told = tally.report();
  const warnings = [...(told.warnings ?? []), ...tellLeftOut(opportunities.leftOut(), period)];
  const frame = {
    asOf: formatDay(lastDay),
    period,
    timeUnit: period,
    timeZone: zone.name,
    ...told,
    ...(warnings.length > 0 && { warnings }),
  };
  const { rows, ...figures } = opportunities.finish(table.ids);
  if (!isRows(orders)) {
    return { ...frame, customers: { customerId: table.ids.idsAt(rows), ...figures } };
  }
  const { frequency, recency, age } = figures;
  const customers = Array.from(rows, (row, index) => ({
    customerId: idOf(orders[row]),
    frequency: frequency[index],
    recency: recency[index],
    age: age[index],
  }));
  return { ...frame, customers };
}

function tellLeftOut(
  { orders, customers }: { readonly orders: number; readonly customers: number },
  period: OpportunityPeriod,
): Warning[] {
  if (orders === 0) return [];
  const message = `${orders} orders, and ${customers} customers without an earlier one, were left out: their ${period} is not over`;
  return [{ code: "unfinished_period_dropped", message, details: { count: orders, customers } }];
}
