import { checkChoice } from "../../core/checks.ts";
import { extended } from "../../core/extended.ts";
import { checkLevel, DEFAULT_LEVEL } from "../churn/level.ts";
import { openWindow, type TimeWindow } from "../churn/window.ts";
import { readSubscriptions } from "./read-subscriptions.ts";
import { type KeptBy, type RevenueRetention, retainedRevenue } from "./retained-revenue.ts";
import { tracePaths } from "./revenue-paths.ts";
import {
  SUBSCRIPTION_DEFAULTS,
  type Subscription,
  type SubscriptionColumns,
  type SubscriptionOptions,
} from "./subscription.ts";

export interface NetRevenueRetentionOptions extends TimeWindow, SubscriptionOptions {
  /** Those who left and came back within the window: with what they pay at its end, or as left. */
  readonly reactivation?: "include" | "exclude" | undefined;
  /** Confidence level of the interval, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link netRevenueRetention} does unless told otherwise. */
export const NET_REVENUE_RETENTION_DEFAULTS = /* @__PURE__ */ extended(SUBSCRIPTION_DEFAULTS, {
  timeZone: "UTC",
  reactivation: "include",
  level: DEFAULT_LEVEL,
}) satisfies Omit<NetRevenueRetentionOptions, "from" | "to">;

const KEPT_BY = {
  include: (opening, levels) => (levels.length === 0 ? opening : levels[levels.length - 1]),
  exclude: (opening, levels) =>
    levels.length === 0 ? opening : levels.includes(0) ? 0 : levels[levels.length - 1],
} as const satisfies Record<string, KeptBy>;

/**
 * What do the customers of a year ago pay today, for each cent that they paid then?
 *
 * NRR, net dollar retention: the growth that needs no new customer. Commonly over twelve months. Not
 * affected by new customers, nor by those who had left before the window and came back in it. Beside it
 * belongs `grossRevenueRetention`, which no expansion can embellish.
 *
 * NRR = (opening + expansion - contraction - churn [+ reactivation]) / opening, over the customers who
 * paid just before `from`: what they pay just before `to` over what they paid.
 *
 * @param subscriptions - rows or columns, as for `mrrMovements`
 * @param options - `from`, `to`, `timeZone`; `reactivation` of those who left and came back within the
 *   window: "include" (default: as what they pay at the end) or "exclude" (as left); `churnDate`;
 *   `level` of the interval
 * @returns the share as a fraction from 0, above 1 where customers grew; the customers behind it (`n`);
 *   opening and retained revenue in minor units; the interval
 *
 * Edge cases: nobody paid at the start: `null` with n 0. The interval takes customers as drawn at random
 * (a ratio of means, Student's t): one giant makes it wide, one customer makes it `null`, and where all
 * kept the same share it has no width. Of few customers it knows few losses, and is too narrow: where one
 * in ten leaves and one in ten shrinks, 95 % intervals of 15, 60 and 300 customers held the truth in 90,
 * 92 and 94 of 100 simulated samples; those of gross retention in 80, 88 and 93.
 *
 * @throws InputError as `mrrMovements` does; `out_of_range` for a level that is none
 *
 * @example
 * ```ts
 * import { netRevenueRetention } from "clientele/retention";
 *
 * const subscriptions = [
 *   { customerId: "ada", start: "2025-01-01", end: "2026-01-01", amount: 5000 },
 *   { customerId: "ada", start: "2026-01-01", amount: 6500 },
 *   { customerId: "bob", start: "2025-01-01", amount: 3000 },
 *   { customerId: "cy", start: "2025-01-01", end: "2026-01-15", amount: 2000 },
 * ];
 * const nrr = netRevenueRetention(subscriptions, { from: "2026-01-01", to: "2026-02-01" });
 * nrr.value; // => 0.95
 * nrr.n; // => 3
 * nrr.retained; // => 9500
 * ```
 *
 * Source: ChartMogul (net MRR churn); Cochran (1977), Sampling Techniques, chapter 6, for the interval.
 */
export function netRevenueRetention(
  subscriptions: readonly Subscription[] | SubscriptionColumns,
  options: NetRevenueRetentionOptions,
): RevenueRetention {
  const window = openWindow(options, ["churnDate", "reactivation", "level"]);
  const { reactivation = NET_REVENUE_RETENTION_DEFAULTS.reactivation } = options;
  const choice = checkChoice(reactivation, ["include", "exclude"], ["reactivation"]);
  const level = checkLevel(options.level);
  const paths = tracePaths(readSubscriptions(subscriptions, options, window.zone));
  const rules = { keptBy: KEPT_BY[choice], highest: Infinity, level };
  return retainedRevenue(paths, window, [window], rules);
}
