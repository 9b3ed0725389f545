import { checkFinite } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { checkOptions } from "../core/expect.ts";
import { extended } from "../core/extended.ts";
import type { TimeInput } from "../core/time-input.ts";
import type { Warning } from "../core/warning.ts";
import { formatDay } from "../time/day.ts";
import { openReading } from "./engine/reading.ts";
import type { Order, OrderColumns } from "./order.ts";
import {
  ORDER_OPTION_NAMES,
  ORDER_POLICIES_DEFAULTS,
  type OrderPolicies,
} from "./order-policies.ts";
import { openRegularity, type RegularityEstimate } from "./regularity-estimates.ts";
import type { RejectedRow } from "./summary.ts";

/** Up to when, and by which rules, regularity is measured. */
export interface MeasureRegularityOptions extends OrderPolicies {
  /** The last day observed, inclusive; an instant names the day that holds it. */
  readonly asOf: TimeInput;
  /** Confidence level of the intervals, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link measureRegularity} does unless told otherwise. */
export const MEASURE_REGULARITY_DEFAULTS = /* @__PURE__ */ extended(ORDER_POLICIES_DEFAULTS, {
  level: 0.95,
}) satisfies Omit<MeasureRegularityOptions, "asOf">;

/** How regularly customers buy: plain, storable data. */
export interface Regularity {
  /** The last day observed, inclusive: `YYYY-MM-DD` in `timeZone`. */
  readonly asOf: string;
  readonly timeZone: string;
  /** From the last two intervals of each customer. */
  readonly wheatMorrison: RegularityEstimate;
  /** From all intervals of each customer. */
  readonly maximumLikelihood: RegularityEstimate;
  readonly warnings?: readonly Warning[];
  readonly rejected?: readonly RejectedRow[];
}

/**
 * Do customers buy at random, or as by a clock?
 *
 * To choose between the models of purchases: near 1, those that take purchases to come at random
 * (`fitBgNbd`, `fitMbgNbd`, `fitParetoNbd`) do; clearly above, a missed purchase means more, and
 * `fitBgCnbdK` and `fitMbgCnbdK` use that; below 1 purchases come in bursts. Not a test of whether
 * customers stay, nor for subscriptions, whose dates the shop sets.
 *
 * Intervals between a customer's purchase days are taken as gamma numbers of shape k at a rate of her
 * own, so that only their proportions tell of k, and customers who buy often or seldom mix as they
 * like:
 *
 * - wheatMorrison: with M = Δ₁/(Δ₁+Δ₂) of her last two intervals, a Beta(k, k) number, one a customer,
 *   k = (1 - 4V)/(8V), V the mean of (M - 1/2)²; the interval from that of ln V
 * - maximumLikelihood: all n intervals of each, whose shares of her time are Dirichlet(k, …, k); the
 *   largest likelihood Π Γ(nk)/Γ(k)ⁿ Π (Δᵢ/ΣΔ)^(k-1); the interval from the curvature in ln k. The
 *   narrower one, but heavy buyers and changes of pace sway it more
 *
 * @param orders - rows or columns, as for `summarizeOrders`; purchases on one day are one
 * @param options - `asOf`, the last day observed, inclusive; `timeZone`; `level` of the intervals,
 *   between 0 and 1, default 0.95; and what to make of odd rows: `futureOrders`, `refunds`,
 *   `duplicates`, `invalid`, as for `summarizeOrders`
 * @returns both estimates: `value` (k, above 0; 1 is random), `n` customers with three purchase days or
 *   more, `lower` and `upper` end of the interval. `null` where nobody has these, and where all
 *   intervals of each customer are alike, which bounds no k; the interval of one customer's M is null
 *
 * Edge cases: days are whole. Intervals of a few days look more regular than they are, none being
 * shorter than one, to maximumLikelihood more than to wheatMorrison: of customers who come every
 * other day neither says much. A week's rhythm, too, is regularity.
 *
 * @throws InputError `out_of_range` for a level that is none; else as `summarizeOrders` does
 *
 * @example
 * ```ts
 * import { measureRegularity } from "clientele/customers";
 *
 * const orders = [
 *   { customerId: "ada", at: "2026-01-01", value: 20 },
 *   { customerId: "ada", at: "2026-01-11", value: 20 },
 *   { customerId: "ada", at: "2026-01-26", value: 20 },
 *   { customerId: "bob", at: "2026-01-03", value: 35 },
 *   { customerId: "bob", at: "2026-01-08", value: 35 },
 *   { customerId: "bob", at: "2026-01-10", value: 35 },
 * ];
 * const { wheatMorrison, maximumLikelihood } = measureRegularity(orders, { asOf: "2026-01-31" });
 * wheatMorrison.n; // => 2
 * wheatMorrison.value?.toFixed(2); // => "3.97"
 * maximumLikelihood.value?.toFixed(2); // => "4.34"
 * ```
 *
 * Source: Wheat and Morrison (1990), Estimating purchase regularity with two interpurchase times,
 * Journal of Marketing Research 27(1).
 */
export function measureRegularity(
  orders: readonly Order[] | OrderColumns,
  options: MeasureRegularityOptions,
): Regularity {
  checkOptions(options, ORDER_OPTION_NAMES);
  const { zone, lastDay, tally, walk } = openReading(orders, options, "asOf");
  const level = checkLevel(options.level ?? MEASURE_REGULARITY_DEFAULTS.level);
  const regularity = openRegularity();
  const days: number[] = [];
  walk(({ day }, start, end) => {
    days.length = 0;
    for (let line = start; line < end; line++) {
      if (line === start || day[line] > day[line - 1]) days.push(day[line]);
    }
    if (days.length > 2) regularity.add(days);
  });
  return {
    asOf: formatDay(lastDay),
    timeZone: zone.name,
    wheatMorrison: regularity.wheatMorrison(level),
    maximumLikelihood: regularity.maximumLikelihood(level),
    ...tally.report(),
  };
}

// The intervals check it too, but there may be none.
function checkLevel(level: number): number {
  if (checkFinite(level, ["level"]) > 0 && level < 1) return level;
  throw new InputError("out_of_range", `expected more than 0, less than 1, got ${level}`, [
    "level",
  ]);
}
