import { checkChoice, checkFinite, checkNonNegative } from "../../core/checks.ts";
import { checkDiscountRate, checkFigures, checkRetention, finiteMoney } from "./money.ts";

/** What a customer is worth, and what it cost to win her. */
export interface LtvToCacInputs {
  /** Lifetime value (LTV), money, of margin and not of revenue. */
  readonly value: number;
  /** Customer acquisition cost (CAC), money. */
  readonly acquisitionCost: number;
}

/**
 * How many times over does a customer pay back what it cost to win her?
 *
 * Compare like with like: the value of the customers that the money won, from the day they were won,
 * after cost of goods. Against revenue instead of margin the ratio is meaningless.
 *
 * ratio = value / acquisitionCost
 *
 * @param inputs - `value` and `acquisitionCost`, in one currency; the cost at least 0
 * @returns a ratio; below 1 the customer costs more than she brings. `null` where she cost nothing
 * @throws InputError `not_a_number`, `non_finite_value`, `negative_value`; `out_of_range` where the
 *   ratio is beyond what a number can hold; `invalid_option` for a name that is none
 *
 * @example
 * ```ts
 * import { ltvToCac } from "clientele/clv";
 *
 * ltvToCac({ value: 360, acquisitionCost: 120 }); // => 3
 * ltvToCac({ value: 360, acquisitionCost: 0 }); // => null
 * ```
 *
 * @see Gupta & Lehmann (2003), Customers as assets, Journal of Interactive Marketing 17(1)
 */
export function ltvToCac(inputs: LtvToCacInputs): number | null {
  const { value, acquisitionCost } = checkFigures(inputs);
  const worth = checkFinite(value, ["value"]);
  const cost = checkNonNegative(acquisitionCost, ["acquisitionCost"]);
  return cost === 0 ? null : finiteMoney(worth / cost, ["value"]);
}

/** What it cost to win a customer, and the margins that are to pay for it. */
export interface PaybackPeriodInputs {
  /** Money spent now. */
  readonly acquisitionCost: number;
  /** Money that a customer who is there brings in a period. */
  readonly marginPerPeriod: number;
  /** The share of customers kept from one period to the next; all of them unless given. */
  readonly retention?: number | undefined;
  /** Effective a period. */
  readonly discountRate?: number | undefined;
  /** As for `marginRetentionValue`: the first margin at the end of the first period, or at once. */
  readonly firstPayment?: "now" | "next" | undefined;
}

export const PAYBACK_PERIOD_DEFAULTS = {
  retention: 1,
  discountRate: 0,
  firstPayment: "next",
} as const;

/** A sum that falls short by so small a share of the cost does so by rounding alone. */
const ROUNDING = 1e-12;

/**
 * After how many periods has a customer paid back what it cost to win her?
 *
 * With the defaults the plain payback: cost / margin, rounded up to whole periods. With `retention`
 * it counts what is expected of a customer who may leave, with `discountRate` what that is worth now.
 *
 * With q = retention / (1 + discountRate), the smallest whole n such that
 * marginPerPeriod · Σ_(t=1..n) qᵗ ≥ acquisitionCost; for payments from `now` on, the sum begins at
 * t = 0: margins come at the periods' beginnings.
 *
 * @param inputs - `acquisitionCost`, at least 0, and `marginPerPeriod`, money; `retention` in [0, 1],
 *   default 1; `discountRate` a period, above -1, default 0; `firstPayment`, default `"next"`
 * @returns the time of the margin that covers the cost, in whole periods from now: 0 where nothing is
 *   to be paid back, or the margin of `now` does it; `null` where it is never paid back
 * @throws InputError `out_of_range`, `negative_value`, `not_a_number`, `non_finite_value`,
 *   `invalid_option`
 *
 * @example
 * ```ts
 * import { paybackPeriod } from "clientele/clv";
 *
 * paybackPeriod({ acquisitionCost: 100, marginPerPeriod: 30 }); // => 4
 * paybackPeriod({ acquisitionCost: 100, marginPerPeriod: 30, retention: 0.8 }); // => 9
 * paybackPeriod({ acquisitionCost: 100, marginPerPeriod: 30, retention: 0.7 }); // => null
 * ```
 *
 * @see Fader & Hardie (2012), Reconciling and clarifying CLV formulas, for the sums
 */
export function paybackPeriod(inputs: PaybackPeriodInputs): number | null {
  const {
    retention = PAYBACK_PERIOD_DEFAULTS.retention,
    discountRate = PAYBACK_PERIOD_DEFAULTS.discountRate,
    firstPayment = PAYBACK_PERIOD_DEFAULTS.firstPayment,
  } = checkFigures(inputs);
  const cost = checkNonNegative(inputs.acquisitionCost, ["acquisitionCost"]);
  const margin = checkFinite(inputs.marginPerPeriod, ["marginPerPeriod"]);
  const share = checkRetention(retention);
  const rate = checkDiscountRate(discountRate);
  const kept = share / (1 + rate);
  const now = checkChoice(firstPayment, ["now", "next"], ["firstPayment"]) === "now";
  const first = now ? margin : margin * kept;
  if (cost === 0) return 0;
  if (first <= 0) return null;
  const margins = countMargins(cost / first, (rate + (1 - share)) / (1 + rate));
  if (!Number.isFinite(margins)) return null;
  return now ? margins - 1 : margins;
}

/** The smallest n ≥ 1 such that Σ_(t=0..n-1) (1 - lost)ᵗ ≥ target; infinite where there is none. */
function countMargins(target: number, lost: number): number {
  if (target * lost >= 1) return target <= 1 ? 1 : Number.POSITIVE_INFINITY;
  const owed = target * (1 - ROUNDING);
  if (owed <= 1) return 1;
  return Math.ceil(lost === 0 ? owed : Math.log1p(-owed * lost) / Math.log1p(-lost));
}
