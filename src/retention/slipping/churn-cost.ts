import { checkNames, withDefaults } from "../../core/check-names.ts";
import { checkFinite, checkNonNegative, checkObject, show } from "../../core/checks.ts";
import type { CustomerId, NumberColumn } from "../../core/columns.ts";
import { type ErrorPath, InputError } from "../../core/errors.ts";
import { criticalValue } from "../../numeric/intervals.ts";
import { accumulateSum } from "../../numeric/sum.ts";
import { checkLevel, DEFAULT_LEVEL } from "../churn/level.ts";

/** A customer who may leave. */
export interface CustomerAtRisk {
  readonly customerId?: CustomerId | undefined;
  /** P(she leaves), 0 to 1. */
  readonly probability: number;
  /** What she brings if she stays, in any one currency: revenue of a year, a lifetime value … */
  readonly value: number;
}

/** {@link CustomerAtRisk} as parallel columns. */
export interface AtRiskColumns {
  readonly probability: NumberColumn;
  readonly value: NumberColumn;
}

export interface ChurnCostOptions {
  /** What it costs to win a customer back or keep her; 0 unless given. */
  readonly contactCost?: number | undefined;
  /** Share of those about to leave who stay if contacted; 1 unless given. */
  readonly saveRate?: number | undefined;
  /** Confidence level of the interval, between 0 and 1; 0.95 unless given. */
  readonly level?: number | undefined;
}

/** What {@link churnCost} does unless told otherwise. */
export const CHURN_COST_DEFAULTS = {
  contactCost: 0,
  saveRate: 1,
  level: DEFAULT_LEVEL,
} as const satisfies ChurnCostOptions;

/** Revenue at risk. Plain, storable data. */
export interface ChurnCost {
  /** Customers. */
  readonly n: number;
  /** Σ value. */
  readonly value: number;
  /** Σ probability · value: what leaves on average. */
  readonly atRisk: number;
  /** atRisk / value; `null` where there is nothing to lose. */
  readonly share: number | null;
  /** Σ probability: how many leave on average. */
  readonly expectedLost: number;
  readonly lower: number;
  readonly upper: number;
  readonly level: number;
  readonly method: "normal";
  /** Customers for whom probability · saveRate · value exceeds the cost of a contact. */
  readonly worthContacting: number;
  /** What contacting these brings on average, costs taken off. */
  readonly netBenefit: number;
}

/**
 * How much revenue is about to leave, and whom is it worth trying to keep?
 *
 * To set churn in money beside what keeping customers costs. Probabilities may come from a churn model,
 * from 1 - `probabilityAlive`, or be one rate for all; values from `lifetimeValue`, from contracts (minor
 * units will do) or from `yearlyRevenue` of `findSlipping`.
 *
 * at risk: Σ p v; its interval: ± z √(Σ p (1 - p) v²), by which the loss varies if customers decide on their
 * own and the probabilities are right. Worth contacting: p · saveRate · v > contactCost.
 *
 * @param customers - rows `{ probability, value }` or the same as columns; probability from 0 to 1, value
 *   at least 0
 * @param options - `contactCost`, at least 0; `saveRate`, 0 to 1; `level`
 * @returns sums in the unit of `value`; `lower` and `upper` lie within 0 and Σ value
 *
 * Edge cases: no customers make zeros, `share` then is `null`. What moves all at once (a price, a rival)
 * is not in the interval.
 *
 * @throws InputError `out_of_range`, `negative_value`, `not_a_number`, `non_finite_value`,
 *   `length_mismatch`, `invalid_row`, `sum_overflow`, `invalid_option`
 *
 * @example
 * ```ts
 * import { churnCost } from "clientele/retention";
 *
 * const customers = [
 *   { customerId: "ada", probability: 0.5, value: 400 },
 *   { customerId: "bob", probability: 0.1, value: 1000 },
 *   { customerId: "cy", probability: 0.9, value: 20 },
 * ];
 * const cost = churnCost(customers, { contactCost: 15, saveRate: 0.2 });
 * cost.atRisk; // => 318
 * cost.worthContacting; // => 2
 * cost.netBenefit; // => 30
 * ```
 *
 * Source: the expected value and variance of independent Bernoulli losses; Neslin et al. (2006), Defection
 * detection, Journal of Marketing Research 43(2), for the profit of a contact.
 */
export function churnCost(
  customers: readonly CustomerAtRisk[] | AtRiskColumns,
  options: ChurnCostOptions = {},
): ChurnCost {
  checkNames(checkObject(options, "options"), ["contactCost", "saveRate", "level"]);
  const { length, probabilityAt, valueAt } = openCustomers(customers);
  const { saveRate, contactCost } = withDefaults(options, CHURN_COST_DEFAULTS);
  const saved = checkShare(saveRate, ["saveRate"]);
  const cost = checkNonNegative(contactCost, ["contactCost"]);
  const level = checkLevel(options.level);
  const total = accumulateSum();
  const risk = accumulateSum();
  const leaving = accumulateSum();
  const variance = accumulateSum();
  const benefit = accumulateSum();
  let worthContacting = 0;
  for (let row = 0; row < length; row++) {
    const probability = probabilityAt(row);
    const value = valueAt(row);
    total.add(value);
    leaving.add(probability);
    risk.add(probability * value);
    variance.add(probability * (1 - probability) * value * value);
    const gain = probability * saved * value - cost;
    if (!(gain > 0)) continue;
    worthContacting += 1;
    benefit.add(gain);
  }
  const value = total.total();
  const atRisk = risk.total();
  const half = criticalValue(level) * Math.sqrt(variance.total());
  if (!Number.isFinite(value) || !Number.isFinite(half)) {
    throw new InputError("sum_overflow", "expected values whose sum is a finite number, it is not");
  }
  return {
    n: length,
    value,
    atRisk,
    share: value === 0 ? null : atRisk / value,
    expectedLost: leaving.total(),
    lower: Math.max(0, atRisk - half),
    upper: Math.min(value, atRisk + half),
    level,
    method: "normal",
    worthContacting,
    netBenefit: benefit.total(),
  };
}

function isRows(
  customers: readonly CustomerAtRisk[] | AtRiskColumns,
): customers is readonly CustomerAtRisk[] {
  return Array.isArray(customers);
}

function openCustomers(customers: readonly CustomerAtRisk[] | AtRiskColumns) {
  if (isRows(customers)) {
    return {
      length: customers.length,
      probabilityAt: (row: number) => {
        if (typeof customers[row] !== "object" || customers[row] === null) {
          const message = `expected { probability, value }, got ${show(customers[row])}`;
          throw new InputError("invalid_row", message, [row]);
        }
        return checkShare(customers[row].probability, [row, "probability"]);
      },
      valueAt: (row: number) => checkNonNegative(customers[row].value, [row, "value"]),
    };
  }
  const { probability, value } = checkObject(customers, "rows or columns");
  for (const [name, column] of Object.entries({ probability, value })) {
    if (typeof column === "object" && column !== null && "length" in column) continue;
    throw new InputError("invalid_column", `expected an array, got ${show(column)}`, [name]);
  }
  if (probability.length !== value.length) {
    const message = `expected ${probability.length} rows, as many as probability has, got ${value.length}`;
    throw new InputError("length_mismatch", message, ["value"]);
  }
  return {
    length: probability.length,
    probabilityAt: (row: number) => checkShare(probability[row], ["probability", row]),
    valueAt: (row: number) => checkNonNegative(value[row], ["value", row]),
  };
}

function checkShare(share: unknown, path: ErrorPath): number {
  const number = checkFinite(share, path);
  if (number >= 0 && number <= 1) return number;
  throw new InputError("out_of_range", `expected from 0 to 1, got ${number}`, path);
}
