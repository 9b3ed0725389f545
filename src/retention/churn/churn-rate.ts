import { checkNames } from "../../core/check-names.ts";
import { checkChoice, checkObject } from "../../core/checks.ts";
import { PROPORTION_METHODS, type ProportionMethod } from "../../numeric/intervals.ts";
import { CHURN_DEFINITIONS, type ChurnDefinition, rateBy } from "./definitions.ts";
import { checkLevel, DEFAULT_LEVEL } from "./level.ts";
import type { ChurnCounts } from "./movements.ts";
import type { CustomerRate } from "./rate.ts";

export interface ChurnRateOptions {
  readonly definition?: ChurnDefinition | undefined;
  /** Confidence level of the interval, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
  /** The interval of a share; those of rates that may exceed 1 are Poisson's. */
  readonly method?: ProportionMethod | undefined;
}

/** What {@link churnRate} does unless told otherwise. */
export const CHURN_RATE_DEFAULTS = {
  definition: "start",
  level: DEFAULT_LEVEL,
  method: "wilson",
} as const satisfies ChurnRateOptions;

/** A rate of churn or retention, and by which definition. */
export interface DefinedRate extends CustomerRate {
  readonly definition: ChurnDefinition;
}

/** The rate of churn by the options. */
export function churnBy(counts: ChurnCounts, options: ChurnRateOptions): DefinedRate {
  checkNames(checkObject(options, "options"), ["definition", "level", "method"]);
  const {
    definition = CHURN_RATE_DEFAULTS.definition,
    method = CHURN_RATE_DEFAULTS.method,
    level,
  } = options;
  const choice = checkChoice(definition, CHURN_DEFINITIONS, ["definition"]);
  const interval = checkChoice(method, PROPORTION_METHODS, ["method"]);
  return { definition: choice, ...rateBy(counts, choice, checkLevel(level), interval) };
}

/**
 * What share of my customers left?
 *
 * Six definitions are in use, and on one month's data they differ by half and more: compare rates of one
 * definition only. With S customers at the start, N new, E at the end and C departures:
 *
 * - start (default; ChartMogul): those of the start who are gone at the end, by S. A share: neither who
 *   joined and left nor who left and returned in the period counts
 * - start_all_churn (Baremetrics): C / S; a newcomer who leaves counts, so that it can exceed 1
 * - start_plus_new (Stripe, Gumroad): C / (S + N); falls when many join
 * - average (textbooks): C / ((S + E) / 2)
 * - daily_sum (ChartMogul's variant after Shopify): over days, the sum of 1 - kept / start of the day
 * - customer_days (Noble, at Shopify): days · Σ lost / Σ start of the day; one rate for periods of unequal
 *   growth
 *
 * The default is the one share of a fixed group, which no newcomer moves and whose complement is what
 * `retentionRate` and a cohort's first period show.
 *
 * @param counts - from `customerMovements` or `buyerMovements`, or typed in: `start` and what the
 *   definition needs: `lostOfStart`; `lost`; `lost` and `new`; `lost` and `end`; `daily`
 * @param options - `definition`; `level`, between 0 and 1; `method` of a share's interval: "wilson"
 *   (default), "agresti_coull", "clopper_pearson", "jeffreys", "wald"
 * @returns a fraction from 0, what it divides by (`n`: for the daily ones the customers of a mean day),
 *   and the interval: of a share by `method`, else "poisson": the exact one of a count, for daily_sum
 *   that of a weighted sum
 *
 * Edge cases: nobody at the start (for the daily ones: on any day) is `null` with n 0. Days without
 * customers add nothing.
 *
 * @throws InputError `missing_count` where the definition lacks one; `invalid_counts` where counts do
 *   not add up; `out_of_range`, `not_a_number` for what is no count, or more gone than were there;
 *   `invalid_option`
 *
 * @example
 * ```ts
 * import { churnRate } from "clientele/retention";
 *
 * // 12 left: 1 of them came back, 1 more had joined in the month.
 * const month = { start: 100, new: 20, reactivated: 1, lost: 12, lostOfStart: 10, end: 109 };
 * churnRate(month).value; // => 0.1
 * churnRate(month).lower?.toFixed(4); // => "0.0552"
 * churnRate(month, { definition: "start_all_churn" }).value; // => 0.12
 * churnRate(month, { definition: "start_plus_new" }).value; // => 0.1
 * churnRate({ start: 0, lostOfStart: 0 }).value; // => null
 * ```
 *
 * Source: the vendors' own pages; Garwood (1936), Biometrika 28, and Fay and Feuer (1997), Statistics in
 * Medicine 16, for the intervals of rates.
 */
export function churnRate(counts: ChurnCounts, options: ChurnRateOptions = {}): DefinedRate {
  return churnBy(counts, options);
}
