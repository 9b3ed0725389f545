import { checkChoice } from "../../core/checks.ts";
import { extended } from "../../core/extended.ts";
import { checkLevel, DEFAULT_LEVEL } from "../churn/level.ts";
import { cutWindow, openWindow, type TimeWindow, type WindowStep } from "../churn/window.ts";
import { readSubscriptions } from "./read-subscriptions.ts";
import { type KeptBy, type RevenueRetention, retainedRevenue } from "./retained-revenue.ts";
import { tracePaths } from "./revenue-paths.ts";
import {
  SUBSCRIPTION_DEFAULTS,
  type Subscription,
  type SubscriptionColumns,
  type SubscriptionOptions,
} from "./subscription.ts";

/** What "gross", without expansion, is taken to mean. */
export type GrossMeaning = "customer_cap" | "aggregate_cap" | "path_minimum" | "compounded";

export interface GrossRevenueRetentionOptions extends TimeWindow, SubscriptionOptions {
  readonly meaning?: GrossMeaning | undefined;
  /** The steps that "compounded" multiplies over; "month" unless given. */
  readonly every?: WindowStep | undefined;
  /** Confidence level of the interval, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link grossRevenueRetention} does unless told otherwise. */
export const GROSS_REVENUE_RETENTION_DEFAULTS = /* @__PURE__ */ extended(SUBSCRIPTION_DEFAULTS, {
  timeZone: "UTC",
  meaning: "customer_cap",
  every: "month",
  level: DEFAULT_LEVEL,
}) satisfies Omit<GrossRevenueRetentionOptions, "from" | "to">;

/** Gross retention, and by which meaning. */
export interface GrossRevenueRetention extends RevenueRetention {
  readonly meaning: GrossMeaning;
}

const atEnd: KeptBy = (opening, levels) =>
  levels.length === 0 ? opening : levels[levels.length - 1];
const capped: KeptBy = (opening, levels) => Math.min(opening, atEnd(opening, levels));
const lowest: KeptBy = (opening, levels) => {
  let least = opening;
  for (let i = 0; i < levels.length; i++) if (levels[i] < least) least = levels[i];
  return least;
};

const KEPT_BY = {
  customer_cap: capped,
  aggregate_cap: atEnd,
  path_minimum: lowest,
  compounded: capped,
} as const satisfies Record<GrossMeaning, KeptBy>;

const MEANINGS = ["customer_cap", "aggregate_cap", "path_minimum", "compounded"] as const;

/**
 * How much of the revenue at the start was kept, whatever was sold on top?
 *
 * GRR: the leak without the tap. Never above 1. Vendors mean four things by it, and the differences are
 * large where customers grow and shrink; with x what a customer paid just before `from` and y just
 * before `to`, over the customers with x > 0:
 *
 * - customer_cap (default): Σ min(x, y) / Σ x: nobody's growth makes up for another's loss
 * - aggregate_cap: min(1, Σ y / Σ x): NRR cut at 1; hides losses behind expansion
 * - path_minimum: Σ min over the window / Σ x: what went is gone, also where it came back
 * - compounded: the product of customer_cap over the steps (`every`), each over the customers of its own
 *   start: the usual way from monthly figures to a year, and lower where growth is lost again
 *
 * @param subscriptions - rows or columns, as for `mrrMovements`
 * @param options - `from`, `to`, `timeZone`, `meaning`; `every` for "compounded"; `churnDate`; `level` of
 *   the interval
 * @returns the share as a fraction from 0 to 1, the customers behind it (`n`), opening and retained
 *   revenue in minor units, the interval
 *
 * Edge cases: nobody paid at the start (of any step): `null`; compounded, 0 once all was lost. The interval is that of
 * `netRevenueRetention`, over a compounded product by the sum of each customer's parts.
 *
 * @throws InputError as `netRevenueRetention` does
 *
 * @example
 * ```ts
 * import { grossRevenueRetention } from "clientele/retention";
 *
 * const subscriptions = [
 *   { customerId: "ada", start: "2025-01-01", end: "2026-01-10", amount: 5000 },
 *   { customerId: "ada", start: "2026-01-10", amount: 6500 },
 *   { customerId: "bob", start: "2025-01-01", amount: 3000 },
 *   { customerId: "cy", start: "2025-01-01", end: "2026-01-15", amount: 2000 },
 * ];
 * const january = { from: "2026-01-01", to: "2026-02-01" };
 * grossRevenueRetention(subscriptions, january).value; // => 0.8
 * grossRevenueRetention(subscriptions, { ...january, meaning: "aggregate_cap" }).value; // => 0.95
 * ```
 *
 * Source: SaaS Metrics Standards Board for customer_cap; Cochran (1977), Sampling Techniques, chapter 6,
 * for the interval.
 */
export function grossRevenueRetention(
  subscriptions: readonly Subscription[] | SubscriptionColumns,
  options: GrossRevenueRetentionOptions,
): GrossRevenueRetention {
  const whole = openWindow(options, ["churnDate", "meaning", "every", "level"]);
  const { meaning = GROSS_REVENUE_RETENTION_DEFAULTS.meaning } = options;
  const choice = checkChoice(meaning, MEANINGS, ["meaning"]);
  const level = checkLevel(options.level);
  const every = options.every ?? GROSS_REVENUE_RETENTION_DEFAULTS.every;
  const windows = choice === "compounded" ? cutWindow(whole, every) : [whole];
  const paths = tracePaths(readSubscriptions(subscriptions, options, whole.zone));
  const rules = { keptBy: KEPT_BY[choice], highest: 1, level };
  return { meaning: choice, ...retainedRevenue(paths, whole, windows, rules) };
}
