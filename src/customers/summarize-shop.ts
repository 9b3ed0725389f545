import { checkFinite } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { checkOptions } from "../core/expect.ts";
import { extended } from "../core/extended.ts";
import type { TimeInput } from "../core/time-input.ts";
import type { Warning } from "../core/warning.ts";
import { wilsonInterval } from "../numeric/intervals.ts";
import { accumulateSum } from "../numeric/sum.ts";
import { formatDay } from "../time/day.ts";
import { openCounts } from "./engine/counts.ts";
import { openReading } from "./engine/reading.ts";
import { type DaySums, sumDays } from "./engine/sum-days.ts";
import type { Order, OrderColumns } from "./order.ts";
import {
  ORDER_OPTION_NAMES,
  ORDER_POLICIES_DEFAULTS,
  type OrderPolicies,
} from "./order-policies.ts";
import type { RejectedRow } from "./summary.ts";

/** Up to when, and by which rules, a shop is summed up. */
export interface SummarizeShopOptions extends OrderPolicies {
  /** The last day observed, inclusive; an instant names the day that holds it. */
  readonly asOf: TimeInput;
  /** Confidence level of the interval, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link summarizeShop} does unless told otherwise. */
export const SUMMARIZE_SHOP_DEFAULTS = /* @__PURE__ */ extended(ORDER_POLICIES_DEFAULTS, {
  level: 0.95,
}) satisfies Omit<SummarizeShopOptions, "asOf">;

/** A shop's key figures over all its customers: plain, storable data. */
export interface ShopSummary {
  /** The last day observed, inclusive: `YYYY-MM-DD` in `timeZone`. */
  readonly asOf: string;
  readonly timeZone: string;
  /** The first and the last day with a purchase; null without orders. */
  readonly firstDay: string | null;
  readonly lastDay: string | null;
  /** Customers with at least one purchase. */
  readonly customers: number;
  /** Order lines counted; refunds are none. */
  readonly orders: number;
  /** Distinct pairs of customer and purchase day. */
  readonly purchaseDays: number;
  /** Sum of all values. */
  readonly revenue: number;
  /** revenue / orders; null without orders. */
  readonly averageOrderValue: number | null;
  /** orders / customers; null without orders. */
  readonly purchaseFrequency: number | null;
  /** revenue / customers; null without orders. */
  readonly revenuePerCustomer: number | null;
  /** Share of customers (n) with two purchase days or more. */
  readonly repeatPurchaseRate: RepeatPurchaseRate;
  /** Median over all gaps (n) between one purchase day of a customer and the next. */
  readonly medianDaysBetweenPurchases: { readonly value: number | null; readonly n: number };
  readonly warnings?: readonly Warning[];
  readonly rejected?: readonly RejectedRow[];
}

/** A share with its interval; null where there is nobody to share. */
export interface RepeatPurchaseRate {
  readonly value: number | null;
  readonly n: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly method: "wilson";
}

/**
 * How is the shop doing? Its key figures over all customers up to a day.
 *
 * For a dashboard's first line and for a sanity check of data. Figures over all time mix old customers
 * with new ones, who had no time to return: for how loyal customers become, look at cohorts; for what
 * they are worth, at lifetime value.
 *
 * - averageOrderValue = revenue / orders
 * - purchaseFrequency = orders / customers
 * - revenuePerCustomer = revenue / customers
 * - repeatPurchaseRate = customers with two purchase days or more / customers, with Wilson's interval
 * - medianDaysBetweenPurchases = the median over all gaps between one purchase day of a customer and
 *   the next; of an even number of gaps, the mean of the middle two
 *
 * @param orders - rows or columns, as for `summarizeOrders`
 * @param options - `asOf`, the last day observed, inclusive; `timeZone`; `level` of the interval,
 *   between 0 and 1, default 0.95; and what to make of odd rows: `futureOrders`, `refunds`,
 *   `duplicates`, `invalid`, as for `summarizeOrders`
 * @returns plain data: counts, money in the currency of the orders, rates as fractions, gaps in days.
 *   What is undefined without orders, customers or gaps is `null`
 *
 * Edge cases: orders are lines: give one line an order, or orders of several lines count as several.
 * Purchases on one day are one purchase day. The median leaves out the gap that is still open, and so
 * is too short for a young shop.
 *
 * @throws InputError `out_of_range` for a level that is none; `sum_overflow`; else as
 *   `summarizeOrders` does
 *
 * @example
 * ```ts
 * import { summarizeShop } from "clientele/customers";
 *
 * const orders = [
 *   { customerId: "ada", at: "2026-01-05", value: 20 },
 *   { customerId: "bob", at: "2026-01-06", value: 35 },
 *   { customerId: "ada", at: "2026-01-19", value: 40 },
 *   { customerId: "ada", at: "2026-01-29", value: 25 },
 * ];
 * const shop = summarizeShop(orders, { asOf: "2026-01-31" });
 * shop.averageOrderValue; // => 30
 * shop.purchaseFrequency; // => 2
 * shop.repeatPurchaseRate.value; // => 0.5
 * shop.repeatPurchaseRate.lower?.toFixed(3); // => "0.095"
 * shop.medianDaysBetweenPurchases; // => { value: 12, n: 2 }
 * ```
 *
 * Source: Wilson (1927), Probable inference, the law of succession, and statistical inference,
 * Journal of the American Statistical Association 22, for the interval.
 */
export function summarizeShop(
  orders: readonly Order[] | OrderColumns,
  options: SummarizeShopOptions,
): ShopSummary {
  checkOptions(options, ORDER_OPTION_NAMES);
  const { zone, lastDay, tally, walk } = openReading(orders, options, "asOf");
  const level = checkLevel(options.level ?? SUMMARIZE_SHOP_DEFAULTS.level);
  const sums: DaySums = { orders: 0, days: 0, repeatRevenue: 0, revenue: 0 };
  const revenue = accumulateSum();
  const gaps = openCounts();
  let customers = 0;
  let repeatCustomers = 0;
  let orderLines = 0;
  let purchaseDays = 0;
  let firstDay = Number.POSITIVE_INFINITY;
  let finalDay = Number.NEGATIVE_INFINITY;
  walk((lines, start, end) => {
    sumDays(lines, start, end, sums);
    customers += 1;
    if (sums.days > 1) repeatCustomers += 1;
    orderLines += sums.orders;
    purchaseDays += sums.days;
    revenue.add(sums.revenue);
    const { day } = lines;
    firstDay = Math.min(firstDay, day[start]);
    finalDay = Math.max(finalDay, day[end - 1]);
    for (let line = start + 1; line < end; line++) {
      if (day[line] > day[line - 1]) gaps.add(day[line] - day[line - 1]);
    }
  });
  const total = checkSum(revenue.total());
  return {
    asOf: formatDay(lastDay),
    timeZone: zone.name,
    firstDay: customers === 0 ? null : formatDay(firstDay),
    lastDay: customers === 0 ? null : formatDay(finalDay),
    customers,
    orders: orderLines,
    purchaseDays,
    revenue: total,
    averageOrderValue: ratio(total, orderLines),
    purchaseFrequency: ratio(orderLines, customers),
    revenuePerCustomer: ratio(total, customers),
    repeatPurchaseRate: {
      value: ratio(repeatCustomers, customers),
      n: customers,
      ...intervalOf(repeatCustomers, customers, level),
      level,
      method: "wilson",
    },
    medianDaysBetweenPurchases: { value: gaps.median(), n: gaps.total() },
    ...tally.report(),
  };
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function intervalOf(successes: number, n: number, level: number) {
  return n === 0 ? { lower: null, upper: null } : wilsonInterval(successes, n, level);
}

// The interval checks it too, but there is none without customers.
function checkLevel(level: number): number {
  if (checkFinite(level, ["level"]) > 0 && level < 1) return level;
  throw new InputError("out_of_range", `expected more than 0, less than 1, got ${level}`, [
    "level",
  ]);
}

function checkSum(revenue: number): number {
  if (Number.isFinite(revenue)) return revenue;
  throw new InputError("sum_overflow", "expected values whose sum is a finite number, it is not");
}
