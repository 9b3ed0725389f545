import { checkOptions } from "../core/expect.ts";
import type { TimeInput } from "../core/time-input.ts";
import type { Warning } from "../core/warning.ts";
import { formatDay } from "../time/day.ts";
import { openDayCounts } from "./engine/day-counts.ts";
import { openReading } from "./engine/reading.ts";
import type { Order, OrderColumns } from "./order.ts";
import {
  ORDER_OPTION_NAMES,
  ORDER_POLICIES_DEFAULTS,
  type OrderPolicies,
} from "./order-policies.ts";
import type { RejectedRow } from "./summary.ts";
import { completeSummaryOptions, type SummaryOptions } from "./summary-options.ts";

/** Up to when, and of whom, purchases are counted. */
export interface TracePurchasesOptions extends OrderPolicies, Pick<SummaryOptions, "cohort"> {
  /** The last day observed, inclusive; an instant names the day that holds it. */
  readonly asOf: TimeInput;
}

/** What {@link tracePurchases} does unless told otherwise. */
export const TRACE_PURCHASES_DEFAULTS = ORDER_POLICIES_DEFAULTS;

/** One day of a shop. */
export interface TracedDay {
  /** `YYYY-MM-DD` in the trace's zone. */
  readonly day: string;
  /** Customers who bought for the first time. */
  readonly newCustomers: number;
  /** Customers who bought again. */
  readonly repeatPurchases: number;
}

/** Purchases counted day by day: plain, storable data, however many customers there are. */
export interface PurchaseTrace {
  /** The last day observed, inclusive: `YYYY-MM-DD` in `timeZone`. */
  readonly asOf: string;
  readonly timeZone: string;
  readonly customers: number;
  readonly repeatPurchases: number;
  /** The days with a purchase, ascending. */
  readonly days: readonly TracedDay[];
  readonly warnings?: readonly Warning[];
  readonly rejected?: readonly RejectedRow[];
}

/**
 * When did customers come, and when did they come again?
 *
 * Purchases by day, first ones and repeat ones apart: what `trackPurchases` holds a model against,
 * and enough to draw a shop's growth. For what each customer did, see `summarizeOrders`.
 *
 * Days are calendar days in `timeZone`, purchases of a customer on one day being one: her first day
 * counts in `newCustomers`, each later one in `repeatPurchases`, so that the latter add up to the
 * frequencies of `summarizeOrders`.
 *
 * @param orders - rows or columns, as for `summarizeOrders`
 * @param options - `asOf`, the last day observed, inclusive; `timeZone`; `cohort`, to count only
 *   customers whose first purchase day lies in [from, to); and what to make of odd rows:
 *   `futureOrders`, `refunds`, `duplicates`, `invalid`, as for `summarizeOrders`
 * @returns plain data: the days with a purchase, ascending, days without left out; totals; `warnings`
 *   and `rejected` as in a base
 *
 * Edge cases: no orders make no days.
 *
 * @throws InputError as `summarizeOrders` does
 *
 * @example
 * ```ts
 * import { tracePurchases } from "clientele/customers";
 *
 * const orders = [
 *   { customerId: "ada", at: "2026-01-05", value: 20 },
 *   { customerId: "bob", at: "2026-01-19", value: 35 },
 *   { customerId: "ada", at: "2026-01-19", value: 40 },
 *   { customerId: "ada", at: "2026-01-29", value: 25 },
 * ];
 * const { customers, repeatPurchases, days } = tracePurchases(orders, { asOf: "2026-01-31" });
 * customers; // => 2
 * repeatPurchases; // => 2
 * days[1]; // => { day: "2026-01-19", newCustomers: 1, repeatPurchases: 1 }
 * ```
 *
 * Source: the counts behind figures 2 and 3 of Fader, Hardie and Lee (2005), "Counting your
 * customers" the easy way, Marketing Science 24(2).
 */
export function tracePurchases(
  orders: readonly Order[] | OrderColumns,
  options: TracePurchasesOptions,
): PurchaseTrace {
  checkOptions(options, ORDER_OPTION_NAMES);
  const { zone, lastDay, tally, walk } = openReading(orders, options, "asOf");
  const { isMember } = completeSummaryOptions(options, zone);
  const firsts = openDayCounts();
  const repeats = openDayCounts();
  let customers = 0;
  let repeatPurchases = 0;
  walk(({ day }, start, end) => {
    if (!isMember(day[start])) return;
    customers += 1;
    firsts.add(day[start]);
    for (let line = start + 1; line < end; line++) {
      if (day[line] === day[line - 1]) continue;
      repeatPurchases += 1;
      repeats.add(day[line]);
    }
  });
  const days: TracedDay[] = [];
  // No repeat purchase comes before the first of first ones.
  const from = firsts.range()?.first ?? 0;
  const until = Math.max(firsts.range()?.last ?? from - 1, repeats.range()?.last ?? from - 1);
  for (let day = from; day <= until; day++) {
    const newCustomers = firsts.countOf(day);
    const again = repeats.countOf(day);
    if (newCustomers + again > 0) {
      days.push({ day: formatDay(day), newCustomers, repeatPurchases: again });
    }
  }
  return {
    asOf: formatDay(lastDay),
    timeZone: zone.name,
    customers,
    repeatPurchases,
    days,
    ...tally.report(),
  };
}
