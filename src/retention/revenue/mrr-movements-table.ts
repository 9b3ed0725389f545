import { extended } from "../../core/extended.ts";
import { type SegmentOf, segmentCustomers } from "../churn/segments.ts";
import { cutWindow, openWindow, type WindowStep } from "../churn/window.ts";
import { checkBasis, MRR_MOVEMENTS_DEFAULTS, type MrrMovementsOptions } from "./mrr-movements.ts";
import { type MrrMovements, toMrrMovements } from "./mrr-noun.ts";
import { readSubscriptions } from "./read-subscriptions.ts";
import { tracePaths } from "./revenue-paths.ts";
import type { Subscription, SubscriptionColumns } from "./subscription.ts";
import { tallyMovements } from "./tally-movements.ts";

export interface MrrMovementsTableOptions extends MrrMovementsOptions {
  /** How long a row's window is, counted from `from`; "month" unless given. */
  readonly every?: WindowStep | undefined;
  /** A customer's segment, `null` for none; rows are then by segment and window. */
  readonly segmentOf?: SegmentOf | undefined;
}

/** What {@link mrrMovementsTable} does unless told otherwise. */
export const MRR_MOVEMENTS_TABLE_DEFAULTS = /* @__PURE__ */ extended(MRR_MOVEMENTS_DEFAULTS, {
  every: "month",
});

/** A row of a table of movements. */
export interface MrrMovementsRow extends MrrMovements {
  /** `null` where no segments were asked for, and for customers without one. */
  readonly segment: string | null;
  /** Does the window last a whole step? The last one is cut short where the table ends. */
  readonly isComplete: boolean;
}

/**
 * How did monthly recurring revenue move month by month, and in which segment?
 *
 * {@link mrrMovements} for each of the windows that `from` … `to` is cut in, and for each segment. What
 * closes one window opens the next, and segments add up to the whole, to the cent.
 *
 * @param subscriptions - rows or columns, as for `mrrMovements`
 * @param options - those of `mrrMovements`; `every`: "day", "week", "month" (default), "quarter", "year"
 *   or `{ days }`, counted from `from`, months clamped to the month's end; `segmentOf`, a function of the
 *   customer's id
 * @returns rows by segment, then by time
 *
 * Edge cases: a customer keeps one segment for all time: that of `segmentOf`. Without subscriptions and
 * with segments there are no rows.
 *
 * @throws InputError as `mrrMovements` does; `invalid_segment` where `segmentOf` gives
 *   neither a name nor `null`
 *
 * @example
 * ```ts
 * import { mrrMovementsTable } from "clientele/retention";
 *
 * const subscriptions = [
 *   { customerId: "ada", start: "2025-11-01", amount: 5000 },
 *   { customerId: "bob", start: "2025-12-01", end: "2026-01-20", amount: 3000 },
 *   { customerId: "bob", start: "2026-02-10", amount: 3500 },
 * ];
 * const months = mrrMovementsTable(subscriptions, { from: "2026-01-01", to: "2026-03-01" });
 * months.map((month) => month.closing); // => [5000, 8500]
 * months[0].churn; // => 3000
 * months[1].reactivation; // => 3500
 * ```
 *
 * Source: as for `mrrMovements`.
 */
export function mrrMovementsTable(
  subscriptions: readonly Subscription[] | SubscriptionColumns,
  options: MrrMovementsTableOptions,
): MrrMovementsRow[] {
  const whole = openWindow(options, ["churnDate", "basis", "every", "segmentOf"]);
  const basis = checkBasis(options.basis);
  const windows = cutWindow(whole, options.every ?? MRR_MOVEMENTS_TABLE_DEFAULTS.every);
  const table = readSubscriptions(subscriptions, options, whole.zone);
  const paths = tracePaths(table);
  return segmentCustomers(table.ids, options.segmentOf).flatMap(({ name, isMember }) =>
    windows.map((window) => ({
      segment: name,
      isComplete: window.isComplete,
      ...toMrrMovements(window, basis, tallyMovements(paths, window, basis, isMember)),
    })),
  );
}
