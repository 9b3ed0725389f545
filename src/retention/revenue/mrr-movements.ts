import { checkChoice } from "../../core/checks.ts";
import { extended } from "../../core/extended.ts";
import { openWindow, type TimeWindow } from "../churn/window.ts";
import { type MrrMovements, toMrrMovements } from "./mrr-noun.ts";
import { readSubscriptions } from "./read-subscriptions.ts";
import { tracePaths } from "./revenue-paths.ts";
import {
  SUBSCRIPTION_DEFAULTS,
  type Subscription,
  type SubscriptionColumns,
  type SubscriptionOptions,
} from "./subscription.ts";
import { type MovementBasis, tallyMovements } from "./tally-movements.ts";

export interface MrrMovementsOptions extends TimeWindow, SubscriptionOptions {
  /**
   * Every change is a movement (`events`, the default), or only the difference between what a
   * customer paid before the window and at its end (`net`).
   */
  readonly basis?: MovementBasis | undefined;
}

/** What {@link mrrMovements} does unless told otherwise. */
export const MRR_MOVEMENTS_DEFAULTS = /* @__PURE__ */ extended(SUBSCRIPTION_DEFAULTS, {
  timeZone: "UTC",
  basis: "events",
}) satisfies Omit<MrrMovementsOptions, "from" | "to">;

/** The basis, or `invalid_option`. */
export function checkBasis(basis: MovementBasis = MRR_MOVEMENTS_DEFAULTS.basis): MovementBasis {
  return checkChoice(basis, ["events", "net"], ["basis"]);
}

/**
 * How did monthly recurring revenue come from what it was to what it is?
 *
 * For the bridge in a board report: what was won, grown, shrunk and lost in a month. For a table of
 * months or of segments see `mrrMovementsTable`; not for shops without contracts.
 *
 * opening + new + expansion + reactivation - contraction - churn = closing, in whole minor units and so
 * to the cent. A customer's revenue is the sum of her rows that run; all changes of one instant are one
 * change, so that a stretch that ends as the next one begins is no churn, and neither is the loss of
 * one of several subscriptions, which is contraction. From 0 up is new the first time and reactivation
 * later; down to 0 is churn.
 *
 * @param subscriptions - rows `{ customerId, start, end?, amount }` or the same as columns, complete from
 *   each customer's first one on; `amount` is revenue a month in minor units
 * @param options - `from` and `to`, the first moment and the first one after; `timeZone`; `basis`:
 *   `events` counts a customer who grows and shrinks twice, `net` her difference once; `churnDate`
 * @returns amounts in minor units, at least 0 but for `net`, and customers: with `events` movements are
 *   counted, with `net` customers
 *
 * Edge cases: `opening` is what was paid just before `from`, `closing` just before `to`: a change at
 * `from` belongs to the window, one at `to` to the next. Rows of amount 0 (free plans, trials) are
 * nobody's revenue: who moves from one to a paid plan is new. Past due counts as paid until the row has
 * an end. No subscriptions make zeros.
 *
 * @throws InputError at `[row, field]`: `missing_id`, `invalid_id`, `invalid_time`, `missing_offset`,
 *   `end_before_start`, `overlapping_subscriptions`, `negative_value`, `not_a_number`, `out_of_range`
 *   (no safe integer), `invalid_row`; for the call `out_of_range` (`to`), `invalid_option`,
 *   `unknown_time_zone`, `length_mismatch`, `invalid_column`, `sum_overflow`
 *
 * @example
 * ```ts
 * import { mrrMovements } from "clientele/retention";
 *
 * const subscriptions = [
 *   { customerId: "ada", start: "2025-11-01", end: "2026-01-10", amount: 5000 },
 *   { customerId: "ada", start: "2026-01-10", amount: 8000 },
 *   { customerId: "bob", start: "2025-12-01", end: "2026-01-20", amount: 3000 },
 *   { customerId: "cy", start: "2026-01-15", amount: 2000 },
 * ];
 * const january = mrrMovements(subscriptions, { from: "2026-01-01", to: "2026-02-01" });
 * january.opening; // => 8000
 * january.expansion; // => 3000
 * january.churn; // => 3000
 * january.new; // => 2000
 * january.closing; // => 10000
 * january.customers.churned; // => 1
 * ```
 *
 * Source: the five movements as ChartMogul and Baremetrics report them.
 */
export function mrrMovements(
  subscriptions: readonly Subscription[] | SubscriptionColumns,
  options: MrrMovementsOptions,
): MrrMovements {
  const window = openWindow(options, ["churnDate", "basis"]);
  const basis = checkBasis(options.basis);
  const paths = tracePaths(readSubscriptions(subscriptions, options, window.zone));
  return toMrrMovements(
    window,
    basis,
    tallyMovements(paths, window, basis, () => true),
  );
}
