import { checkNames } from "../../core/check-names.ts";
import { extended } from "../../core/extended.ts";
import type { TimeInput } from "../../core/time-input.ts";
import { studentTQuantile } from "../../numeric/distributions/student-t.ts";
import { formatInstant, parseInstant } from "../../time/instant.ts";
import { openZone } from "../../time/zone.ts";
import { checkLevel, DEFAULT_LEVEL } from "../churn/level.ts";
import { readSubscriptions } from "./read-subscriptions.ts";
import { levelBefore, tracePaths } from "./revenue-paths.ts";
import {
  SUBSCRIPTION_DEFAULTS,
  type Subscription,
  type SubscriptionColumns,
  type SubscriptionOptions,
} from "./subscription.ts";

export interface AverageRevenuePerAccountOptions extends SubscriptionOptions {
  /** Just before which moment; a date alone is the start of that local day. */
  readonly at: TimeInput;
  /** IANA zone whose calendar days count; "UTC" unless given. */
  readonly timeZone?: string | undefined;
  /** Confidence level of the interval, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link averageRevenuePerAccount} does unless told otherwise. */
export const AVERAGE_REVENUE_PER_ACCOUNT_DEFAULTS = /* @__PURE__ */ extended(
  SUBSCRIPTION_DEFAULTS,
  {
    timeZone: "UTC",
    level: DEFAULT_LEVEL,
  },
) satisfies Omit<AverageRevenuePerAccountOptions, "at">;

/** Mean recurring revenue of paying customers. Plain, storable data. */
export interface AverageRevenue {
  /** ISO 8601 in UTC. */
  readonly at: string;
  /** Minor units a month; `null` without customers. */
  readonly value: number | null;
  /** Paying customers. */
  readonly n: number;
  /** MRR in minor units, exact. */
  readonly revenue: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly method: "student_t";
}

/**
 * What does a paying customer pay a month?
 *
 * ARPA (also ARPU, ARPC): for pricing, and with churn for a first guess at a lifetime value. A mean: a
 * few large customers may make most of it.
 *
 * ARPA = MRR / paying customers, both just before `at`: the closing figures of `mrrMovements` up to `at`.
 *
 * @param subscriptions - rows or columns, as for `mrrMovements`
 * @param options - `at`, `timeZone`, `churnDate`; `level` of the interval
 * @returns the mean in minor units a month, at least 0; customers (`n`) and revenue behind it; Student's
 *   interval of a mean
 *
 * Edge cases: nobody pays: `null` with n 0; one customer has no interval. Free plans do not count.
 *
 * @throws InputError as `mrrMovements` does; `out_of_range` for a level that is none
 *
 * @example
 * ```ts
 * import { averageRevenuePerAccount } from "clientele/retention";
 *
 * const subscriptions = [
 *   { customerId: "ada", start: "2026-01-01", amount: 5000 },
 *   { customerId: "bob", start: "2026-01-01", amount: 2000 },
 *   { customerId: "cy", start: "2026-01-01", end: "2026-01-15", amount: 2000 },
 * ];
 * const arpa = averageRevenuePerAccount(subscriptions, { at: "2026-02-01" });
 * arpa.value; // => 3500
 * arpa.n; // => 2
 * ```
 *
 * Source: as ChartMogul and Baremetrics report it; Student (1908), Biometrika 6, for the interval.
 */
export function averageRevenuePerAccount(
  subscriptions: readonly Subscription[] | SubscriptionColumns,
  options: AverageRevenuePerAccountOptions,
): AverageRevenue {
  checkNames(options, ["at", "timeZone", "churnDate", "level"]);
  const zone = openZone(options.timeZone ?? AVERAGE_REVENUE_PER_ACCOUNT_DEFAULTS.timeZone);
  const moment = parseInstant(options.at, zone, ["at"]);
  const level = checkLevel(options.level);
  const paths = tracePaths(readSubscriptions(subscriptions, options, zone));
  let n = 0;
  let revenue = 0;
  const paid = new Float64Array(paths.customers);
  for (let customer = 0; customer < paths.customers; customer++) {
    paid[customer] = levelBefore(paths, customer, moment);
    revenue += paid[customer];
    if (paid[customer] > 0) n += 1;
  }
  const frame = { at: formatInstant(moment), n, revenue, level, method: "student_t" } as const;
  if (n === 0) return { ...frame, value: null, lower: null, upper: null };
  const value = revenue / n;
  if (n === 1) return { ...frame, value, lower: null, upper: null };
  let squares = 0;
  for (const one of paid) if (one > 0) squares += (one - value) ** 2;
  const half = studentTQuantile(0.5 + level / 2, n - 1) * Math.sqrt(squares / (n - 1) / n);
  return { ...frame, value, lower: Math.max(0, value - half), upper: value + half };
}
