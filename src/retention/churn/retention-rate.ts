import {
  CHURN_RATE_DEFAULTS,
  type ChurnRateOptions,
  churnBy,
  type DefinedRate,
} from "./churn-rate.ts";
import type { ChurnCounts } from "./movements.ts";

/** What {@link retentionRate} does unless told otherwise. */
export const RETENTION_RATE_DEFAULTS = CHURN_RATE_DEFAULTS;

/**
 * What share of my customers stayed?
 *
 * The complement of `churnRate` by the same definitions: 1 - churn, the ends of the interval likewise. The
 * textbook (E - N) / S is "start_all_churn" where nobody returned.
 *
 * @param counts - as for `churnRate`
 * @param options - as for `churnRate`
 * @returns a fraction up to 1; below 0 where churn by a definition that can exceed 1 does
 *
 * Edge cases: as for `churnRate`.
 *
 * @throws InputError as `churnRate` does
 *
 * @example
 * ```ts
 * import { retentionRate } from "clientele/retention";
 *
 * const rate = retentionRate({ start: 80, lostOfStart: 20 });
 * rate.value; // => 0.75
 * rate.lower?.toFixed(4); // => "0.6452"
 * rate.n; // => 80
 * ```
 *
 * Source: as for `churnRate`.
 */
export function retentionRate(counts: ChurnCounts, options: ChurnRateOptions = {}): DefinedRate {
  const churn = churnBy(counts, options);
  const { value, lower, upper } = churn;
  return {
    ...churn,
    value: value === null ? null : 1 - value,
    lower: upper === null ? null : 1 - upper,
    upper: lower === null ? null : 1 - lower,
  };
}
