import { checkChoice, checkFinite, checkInteger } from "../../core/checks.ts";
import { checkDiscountRate, checkFigures, checkRetention, finiteMoney } from "./money.ts";

/** A customer as a stream of margins; all figures are of one period, a year say. */
export interface MarginRetentionInputs {
  /** Money that a customer who is there brings in a period, m. */
  readonly marginPerPeriod: number;
  /** The share of customers kept from one period to the next, r. */
  readonly retention: number;
  /** Effective a period, d: 0.1 makes 1.10 in a period worth 1 now. */
  readonly discountRate?: number | undefined;
  /**
   * `next`: the first margin comes at the end of the first period, if the customer is kept. `now`: it
   * comes at once and for sure.
   */
  readonly firstPayment?: "now" | "next" | undefined;
  /** Count so many margins; without end unless given. */
  readonly periods?: number | undefined;
}

export const MARGIN_RETENTION_VALUE_DEFAULTS = { discountRate: 0, firstPayment: "next" } as const;

/**
 * What is a customer worth who brings so much a period and stays with such a chance?
 *
 * For contracts, and whole customer bases, known by margin and retention alone. It takes one
 * retention for all periods: where customers differ, those who stay are the better ones, retention
 * rises with age, and this falls short; a model of contract durations sees to that. For purchases
 * without a contract use `lifetimeValue`.
 *
 * With q = r / (1 + d), n the `periods`:
 *
 * - `next` (Gupta & Lehmann 2003): Σ_(t=1..n) m qᵗ; without end m r / (1 + d - r)
 * - `now`: Σ_(t=0..n-1) m qᵗ; without end m (1 + d) / (1 + d - r)
 *
 * @param inputs - `marginPerPeriod`, money (m); `retention`, a share in [0, 1] (r); `discountRate`,
 *   above -1, a period (d), default 0; `firstPayment`, default `"next"`; `periods`, whole, at least
 *   0 (n), endless unless given
 * @returns money, as of now; what it cost to win the customer is not in it. `null` where the endless
 *   sum is infinite: q ≥ 1, so also for r = 1 undiscounted, and any margin but 0
 * @throws InputError `out_of_range`, also where the value is beyond what a number can hold;
 *   `not_a_number`, `non_finite_value`, `invalid_option`
 *
 * @example
 * ```ts
 * import { marginRetentionValue } from "clientele/clv";
 *
 * const yearly = { marginPerPeriod: 100, retention: 0.8, discountRate: 0.1 };
 * marginRetentionValue(yearly)?.toFixed(4); // => "266.6667"
 * marginRetentionValue({ ...yearly, firstPayment: "now" })?.toFixed(4); // => "366.6667"
 * marginRetentionValue({ ...yearly, periods: 2 })?.toFixed(4); // => "125.6198"
 * marginRetentionValue({ marginPerPeriod: 100, retention: 1 }); // => null
 * ```
 *
 * @see Gupta & Lehmann (2003), Customers as assets, Journal of Interactive Marketing 17(1), for the
 *   margin multiple r / (1 + d - r); Fader & Hardie (2012), Reconciling and clarifying CLV formulas,
 *   for the two variants
 */
export function marginRetentionValue(inputs: MarginRetentionInputs): number | null {
  const {
    discountRate = MARGIN_RETENTION_VALUE_DEFAULTS.discountRate,
    firstPayment = MARGIN_RETENTION_VALUE_DEFAULTS.firstPayment,
    periods,
  } = checkFigures(inputs);
  const margin = checkFinite(inputs.marginPerPeriod, ["marginPerPeriod"]);
  const retention = checkRetention(inputs.retention);
  const rate = checkDiscountRate(discountRate);
  const kept = retention / (1 + rate);
  const first = checkChoice(firstPayment, ["now", "next"], ["firstPayment"]) === "now" ? 1 : kept;
  if (margin === 0 || first === 0 || periods === 0) return 0;
  if (periods === undefined) {
    // (1 + d)(1 - q) without the loss of digits near q = 1; less than this is 0 but for rounding.
    const lost = rate + (1 - retention);
    if (lost < Number.EPSILON) return null;
    return finiteMoney((margin * first) / (lost / (1 + rate)), ["marginPerPeriod"]);
  }
  const count = checkInteger(periods, ["periods"]);
  return finiteMoney(margin * first * geometricSum(retention, rate, count), ["marginPerPeriod"]);
}

/** Σ_(t=0..n-1) qᵗ for q = retention / (1 + rate), n ≥ 1, without cancellation near q = 1. */
function geometricSum(retention: number, rate: number, count: number): number {
  if (retention === 0) return 1;
  const logKept = Math.log(retention) - Math.log1p(rate);
  return logKept === 0 ? count : Math.expm1(count * logKept) / Math.expm1(logKept);
}
