import { checkFinite, checkNonNegative } from "../../core/checks.ts";
import { checkFigures, finiteMoney } from "./money.ts";

/** The four figures of the formula, all means over customers. */
export interface FormulaValueInputs {
  /** Money an order. */
  readonly averageOrderValue: number;
  /** Orders a customer in a unit of time. */
  readonly purchaseFrequency: number;
  /** How long a customer stays, in the same unit of time. */
  readonly lifespan: number;
  /** The share of revenue that is kept: 1 counts revenue, 0.3 a margin of 30 %. */
  readonly margin?: number | undefined;
}

export const FORMULA_VALUE_DEFAULTS = { margin: 1 } as const;

/**
 * What is a customer worth by the rule of thumb?
 *
 * For a first guess, or to check someone else's: it knows one mean customer, who buys at one pace
 * until one day. It says nothing of a given customer, discounts nothing, and where loyalty differs
 * between customers the product of means is not the mean of products. With an order history use
 * `lifetimeValue`; for a value with retention and discount `marginRetentionValue`.
 *
 * value = averageOrderValue · purchaseFrequency · lifespan · margin
 *
 * @param inputs - `averageOrderValue`, money; `purchaseFrequency`, orders a unit of time, at least
 *   0; `lifespan`, units of the same time, at least 0; `margin`, a share, default 1. Mind the units:
 *   a frequency a year goes with a lifespan in years
 * @returns money a customer, undiscounted; negative where order value or margin is
 * @throws InputError `not_a_number`, `non_finite_value`, `negative_value`; `out_of_range` where the
 *   value is beyond what a number can hold; `invalid_option` for a name that is none
 *
 * @example
 * ```ts
 * import { formulaValue } from "clientele/clv";
 *
 * const inputs = { averageOrderValue: 50, purchaseFrequency: 4, lifespan: 3 };
 * formulaValue(inputs); // => 600
 * formulaValue({ ...inputs, margin: 0.25 }); // => 150
 * ```
 *
 * @see Berger & Nasr (1998), Customer lifetime value: marketing models and applications, Journal of
 *   Interactive Marketing 12(1), case 1 without discount, for its assumptions
 */
export function formulaValue(inputs: FormulaValueInputs): number {
  const { margin = FORMULA_VALUE_DEFAULTS.margin } = checkFigures(inputs);
  return finiteMoney(
    checkFinite(inputs.averageOrderValue, ["averageOrderValue"]) *
      checkNonNegative(inputs.purchaseFrequency, ["purchaseFrequency"]) *
      checkNonNegative(inputs.lifespan, ["lifespan"]) *
      checkFinite(margin, ["margin"]),
    ["averageOrderValue"],
  );
}
