import { checkChoice } from "../../core/checks.ts";
import { extended } from "../../core/extended.ts";
import { readSubscriptions } from "../revenue/read-subscriptions.ts";
import { tracePaths } from "../revenue/revenue-paths.ts";
import {
  SUBSCRIPTION_DEFAULTS,
  type Subscription,
  type SubscriptionColumns,
  type SubscriptionOptions,
} from "../revenue/subscription.ts";
import { payingSpans } from "./activity.ts";
import {
  type CustomerMovements,
  type CustomerMovementsRow,
  frameOf,
  tallyCustomers,
} from "./movements.ts";
import { type SegmentOf, segmentCustomers } from "./segments.ts";
import {
  cutWindow,
  dayBounds,
  type OpenWindow,
  openWindow,
  type TimeWindow,
  type WindowStep,
} from "./window.ts";

export interface CustomerMovementsOptions extends TimeWindow, SubscriptionOptions {
  /** Do rows of amount 0 (free plans, trials) make a customer? They do not unless told otherwise. */
  readonly freeCustomers?: "exclude" | "include" | undefined;
}

export interface CustomerMovementsTableOptions extends CustomerMovementsOptions {
  /** How long a row's period is, counted from `from`; "month" unless given. */
  readonly every?: WindowStep | undefined;
  /** A customer's segment, `null` for none; rows are then by segment and period. */
  readonly segmentOf?: SegmentOf | undefined;
}

/** What {@link customerMovements} does unless told otherwise. */
export const CUSTOMER_MOVEMENTS_DEFAULTS = /* @__PURE__ */ extended(SUBSCRIPTION_DEFAULTS, {
  timeZone: "UTC",
  freeCustomers: "exclude",
}) satisfies Omit<CustomerMovementsOptions, "from" | "to">;

/** What {@link customerMovementsTable} does unless told otherwise. */
export const CUSTOMER_MOVEMENTS_TABLE_DEFAULTS = /* @__PURE__ */ extended(
  CUSTOMER_MOVEMENTS_DEFAULTS,
  {
    every: "month",
  },
);

/**
 * How many subscribers came, left and came back in a period?
 *
 * The counts that every definition of churn is made of: hand them to `churnRate` or `retentionRate`. For
 * revenue see `mrrMovements`, for buyers without a contract `buyerMovements`.
 *
 * start + new + reactivated - lost = end. A customer is there while any of her rows runs; all changes of
 * one instant are one change. Who comes for the first time is new, who had left before is reactivated
 * and keeps her original cohort; each departure is a loss, also of those who joined in the period or
 * return in it; `lostOfStart` counts those of the start who are not there at the end.
 *
 * @param subscriptions - rows `{ customerId, start, end?, amount }` or the same as columns, complete from
 *   each customer's first one on
 * @param options - `from` and `to`, the first moment and the first one after; `timeZone`; `churnDate`:
 *   the end of the paid term (default) or the cancellation; `freeCustomers`
 * @returns counts, and day by day the customers at the start and those of them gone at the end
 *
 * Edge cases: `start` counts who is there just before `from`, `end` just before `to`: who leaves at
 * midnight of the first of a month leaves in that month. Past due is there until the row has an end.
 *
 * @throws InputError as `mrrMovements` does
 *
 * @example
 * ```ts
 * import { churnRate, customerMovements } from "clientele/retention";
 *
 * const subscriptions = [
 *   { customerId: "ada", start: "2025-11-01", amount: 5000 },
 *   { customerId: "bob", start: "2025-12-01", end: "2026-01-20", amount: 3000 },
 *   { customerId: "cy", start: "2026-01-15", amount: 2000 },
 * ];
 * const january = customerMovements(subscriptions, { from: "2026-01-01", to: "2026-02-01" });
 * january.start; // => 2
 * january.new; // => 1
 * january.lost; // => 1
 * january.end; // => 2
 * churnRate(january).value; // => 0.5
 * ```
 *
 * Source: ChartMogul's and Baremetrics' definitions of churn and reactivation.
 */
export function customerMovements(
  subscriptions: readonly Subscription[] | SubscriptionColumns,
  options: CustomerMovementsOptions,
): CustomerMovements {
  const window = openWindow(options, ["churnDate", "freeCustomers"]);
  const { spans } = read(subscriptions, options, window);
  return { ...frameOf(window), ...tallyCustomers(spans, dayBounds(window), () => true) };
}

/**
 * How many subscribers came, left and came back month by month, and in which segment?
 *
 * {@link customerMovements} for each of the periods that `from` … `to` is cut in, and for each segment:
 * `rows.map((row) => churnRate(row))` is churn over time. Segments add up to the whole.
 *
 * @param subscriptions - rows or columns, as for `customerMovements`
 * @param options - those of `customerMovements`; `every`: "day", "week", "month" (default), "quarter",
 *   "year" or `{ days }`, counted from `from`, months clamped to the month's end; `segmentOf`, a function
 *   of the customer's id
 * @returns rows by segment, then by time
 *
 * Edge cases: a customer keeps one segment for all time: that of `segmentOf`. The last period is cut
 * short where the table ends, and says so in `isComplete`.
 *
 * @throws InputError as `mrrMovements` does; `invalid_segment` where `segmentOf` gives
 *   neither a name nor `null`
 *
 * @example
 * ```ts
 * import { churnRate, customerMovementsTable } from "clientele/retention";
 *
 * const subscriptions = [
 *   { customerId: "ada", start: "2025-11-01", amount: 5000 },
 *   { customerId: "bob", start: "2025-12-01", end: "2026-01-20", amount: 3000 },
 *   { customerId: "bob", start: "2026-02-10", amount: 3000 },
 * ];
 * const months = customerMovementsTable(subscriptions, { from: "2026-01-01", to: "2026-03-01" });
 * months.map((month) => churnRate(month).value); // => [0.5, 0]
 * months[1].reactivated; // => 1
 * ```
 *
 * Source: as for `customerMovements`.
 */
export function customerMovementsTable(
  subscriptions: readonly Subscription[] | SubscriptionColumns,
  options: CustomerMovementsTableOptions,
): CustomerMovementsRow[] {
  const whole = openWindow(options, ["churnDate", "freeCustomers", "every", "segmentOf"]);
  const windows = cutWindow(whole, options.every ?? CUSTOMER_MOVEMENTS_TABLE_DEFAULTS.every);
  const { spans, ids } = read(subscriptions, options, whole);
  const bounds = windows.map(dayBounds);
  return segmentCustomers(ids, options.segmentOf).flatMap(({ name, isMember }) =>
    windows.map((window, index) => ({
      segment: name,
      isComplete: window.isComplete,
      ...frameOf(window),
      ...tallyCustomers(spans, bounds[index], isMember),
    })),
  );
}

function read(
  subscriptions: readonly Subscription[] | SubscriptionColumns,
  options: CustomerMovementsOptions,
  { zone }: OpenWindow,
) {
  const { freeCustomers = CUSTOMER_MOVEMENTS_DEFAULTS.freeCustomers } = options;
  const free = checkChoice(freeCustomers, ["exclude", "include"], ["freeCustomers"]);
  const table = readSubscriptions(subscriptions, options, zone);
  return { ids: table.ids, spans: payingSpans(tracePaths(table), free === "include") };
}
