import { readOptions } from "../../core/check-names.ts";
import { checkInteger, checkObject } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import { correlationOf } from "../../numeric/correlation.ts";
import { dot, total } from "../../numeric/vector.ts";
import type { PurchaseModel } from "../model.ts";
import { expectedPurchases } from "../predict/expected-purchases.ts";
import { checkUnit, purchaseColumnsOf } from "../targets.ts";
import type { Holdout } from "./holdout.ts";
import { checkSplit, holdoutFrequencies } from "./holdout-frequencies.ts";

export type { Holdout, HoldoutPurchases } from "./holdout.ts";

export interface EvaluateHoldoutOptions {
  /** Frequencies from here on share one bin. */
  readonly lastBin?: number | undefined;
}

export const EVALUATE_HOLDOUT_DEFAULTS = { lastBin: 7 } as const;

/** Purchases a customer, of those with so many repeat purchases in the calibration. */
export interface FrequencyBin {
  /** `"0"`, `"1"` … and `"7+"` for the last. */
  readonly frequency: string;
  readonly customers: number;
  readonly actual: number;
  readonly expected: number;
}

export interface HoldoutEvaluation {
  readonly customers: number;
  readonly horizon: number;
  readonly timeUnit: TimeUnit;
  /** Purchases of all customers together. */
  readonly actual: number;
  readonly expected: number;
  /** expected / actual - 1; `null` where nothing was bought. */
  readonly totalError: number | null;
  /** Mean of expected - actual, in purchases a customer. */
  readonly bias: number;
  /** Mean of |expected - actual|. */
  readonly meanAbsoluteError: number;
  /** Root of the mean of (expected - actual)². */
  readonly rootMeanSquareError: number;
  /** Pearson's, between expected and actual; `null` where either is the same for all. */
  readonly correlation: number | null;
  readonly byFrequency: readonly FrequencyBin[];
}

/**
 * How well did the forecast do on purchases that the model has not seen?
 *
 * Fit the model to the calibration half of `splitHoldout`; this compares what it then expects of
 * each customer with what she did.
 *
 * @param model - a purchase model fitted to `calibration`
 * @param split - calibration and holdout, customer for customer, from `splitHoldout`
 * @param options - `lastBin`: frequencies from here on share a bin, default 7
 * @returns totals over all customers, errors a customer, and the conditional expectation by
 *   frequency (Fader, Hardie & Lee 2005, figure 4); bins without customers are left out
 * @throws InputError `empty`, `length_mismatch` where the halves differ in customers,
 *   `unit_mismatch`, `invalid_summary`, `missing_covariate`; `out_of_range` where errors are beyond
 *   what a number can hold
 *
 * @example
 * ```ts
 * import { type BgNbdModel, evaluateHoldout } from "clientele/clv";
 *
 * const model: BgNbdModel = {
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.24, alpha: 4.4, a: 0.79, b: 2.4 },
 * };
 * const evaluation = evaluateHoldout(model, {
 *   calibration: {
 *     timeUnit: "week",
 *     customers: [
 *       { frequency: 0, recency: 0, age: 38 },
 *       { frequency: 3, recency: 30, age: 38 },
 *     ],
 *   },
 *   holdout: { length: 39, timeUnit: "week", customers: [{ frequency: 0 }, { frequency: 2 }] },
 * });
 * evaluation.actual; // => 2
 * evaluation.byFrequency.map((bin) => bin.frequency); // => ["0", "3"]
 * ```
 */
export function evaluateHoldout(
  model: PurchaseModel,
  split: Holdout,
  options: EvaluateHoldoutOptions = {},
): HoldoutEvaluation {
  const { calibration, holdout } = checkSplit(split);
  const { lastBin = EVALUATE_HOLDOUT_DEFAULTS.lastBin } = readOptions(options, ["lastBin"]);
  checkInteger(lastBin, ["lastBin"], 1, 1000);
  checkUnit(holdout.timeUnit, checkObject(model, "a model").timeUnit, ["holdout", "timeUnit"]);
  const { frequency } = purchaseColumnsOf(calibration, model.timeUnit);
  const expected = expectedPurchases(model, calibration, { horizon: holdout.length });
  const n = expected.length;
  const actual = holdoutFrequencies(holdout, model.timeUnit, n);
  const errors = expected.map((value, row) => value - actual[row]);
  const totals = { actual: total(actual), expected: total(expected) };
  const squares = dot(errors, errors);
  if (!Number.isFinite(squares + totals.expected)) {
    throw new InputError("out_of_range", "the errors are beyond what a number can hold", [
      "holdout",
      "length",
    ]);
  }
  return {
    customers: n,
    horizon: holdout.length,
    timeUnit: model.timeUnit,
    ...totals,
    totalError: totals.actual === 0 ? null : totals.expected / totals.actual - 1,
    bias: total(errors) / n,
    meanAbsoluteError: total(errors.map(Math.abs)) / n,
    rootMeanSquareError: Math.sqrt(squares / n),
    correlation: correlationOf(expected, actual),
    byFrequency: binByFrequency(frequency, expected, actual, lastBin),
  };
}

function binByFrequency(
  frequency: Float64Array,
  expected: Float64Array,
  actual: Float64Array,
  lastBin: number,
): FrequencyBin[] {
  const bins = new Map<number, { customers: number; actual: number; expected: number }>();
  for (let row = 0; row < frequency.length; row++) {
    const first = Math.min(frequency[row], lastBin);
    const bin = bins.get(first) ?? { customers: 0, actual: 0, expected: 0 };
    bin.customers += 1;
    bin.actual += actual[row];
    bin.expected += expected[row];
    bins.set(first, bin);
  }
  return [...bins]
    .sort(([one], [other]) => one - other)
    .map(([first, { customers, actual: seen, expected: foreseen }]) => ({
      frequency: first === lastBin ? `${first}+` : `${first}`,
      customers,
      actual: seen / customers,
      expected: foreseen / customers,
    }));
}
