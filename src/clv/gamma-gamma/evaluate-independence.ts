import { readOptions } from "../../core/check-names.ts";
import { rankValues } from "../../customers/engine/rank-values.ts";
import { correlationOf } from "../../numeric/correlation.ts";
import { studentTTail } from "../../numeric/distributions/student-t.ts";
import { criticalValue } from "../../numeric/intervals.ts";
import { total } from "../../numeric/vector.ts";
import { checkLevel } from "../evaluate/check-level.ts";
import { readWeights, spendColumnsOf } from "../targets.ts";
import type { SpendData } from "./fit.ts";

export interface SpendIndependenceOptions {
  /** Of the intervals: 0.95 holds the truth 95 times of 100. */
  readonly level?: number | undefined;
}

export const SPEND_INDEPENDENCE_DEFAULTS = { level: 0.95 } as const;

/** How strongly spend goes along with frequency. */
export interface SpendCorrelation {
  /** From -1 to 1; `null` where either is the same for all. */
  readonly correlation: number | null;
  /** By Fisher's z; `null` with fewer than 4 buyers. */
  readonly lower: number | null;
  readonly upper: number | null;
  /** Two-sided: the chance of so strong a correlation if there is none. */
  readonly pValue: number | null;
}

export interface SpendIndependence {
  /** Repeat buyers. */
  readonly customers: number;
  readonly level: number;
  /** Of frequency and mean spend, as the literature reports it: the one to judge by. */
  readonly pearson: SpendCorrelation;
  /** Of their ranks: not led astray by a few large orders, but above 0 where the model is right. */
  readonly spearman: SpendCorrelation;
}

/**
 * May the Gamma-Gamma model be used: is what customers spend independent of how often they buy?
 *
 * The model assumes so; a value of purchases times spend is wrong where it is not. In a large shop a
 * tiny correlation is significant, so look at the size of Pearson's first: below about 0.1 is harmless,
 * above 0.3 is not. Repeat buyers only, as in the fit.
 *
 * The model holds the level of spend to be independent, not its spread: a mean of few purchases is
 * spread wider and more askew than one of many, and so of lower rank. Where the model is exactly right
 * Spearman's is 0.04 to 0.07 for p from 6 to 4, 0.15 for p of 1, and its P tells of that. It shows
 * whether a few large orders make or hide Pearson's.
 *
 * Pearson's r, and Spearman's rank correlation with middle ranks; P by Student's t with n - 2 degrees
 * of freedom, intervals by Fisher's z = artanh r ± z/√(n - 3) (Spearman: √(1.06/(n - 3))).
 *
 * @param data - what `fitGammaGamma` takes: frequency, monetaryValue, and `weight` for patterns
 * @param options - `level` of the intervals, default 0.95
 * @returns both correlations with interval, P and the number of repeat buyers
 *
 * Edge cases: fewer than 3 buyers, or no variation, give `null`; of 3 there is no interval.
 *
 * @throws InputError `invalid_summary`, `negative_value`, `out_of_range`
 *
 * @example
 * ```ts
 * import { evaluateSpendIndependence } from "clientele/clv";
 *
 * const { pearson } = evaluateSpendIndependence({
 *   customers: {
 *     frequency: [1, 2, 1, 4, 3, 2, 6, 1, 2, 0],
 *     monetaryValue: [22.5, 31, 80.4, 28.2, 55, 19.9, 35.3, 41, 120, 0],
 *   },
 * });
 * pearson.correlation?.toFixed(3); // => "-0.192"
 * ```
 *
 * @see Fader & Hardie (2013), The Gamma-Gamma model of monetary value; Fieller, Hartley & Pearson (1957)
 */
export function evaluateSpendIndependence(
  data: SpendData,
  options: SpendIndependenceOptions = {},
): SpendIndependence {
  const level = checkLevel(
    readOptions(options, ["level"]).level ?? SPEND_INDEPENDENCE_DEFAULTS.level,
  );
  const { frequency, monetaryValue } = spendColumnsOf(data);
  const { length } = frequency;
  const weight =
    "weight" in data ? readWeights(data.weight, length) : new Float64Array(length).fill(1);
  const isBuyer = (_: number, row: number) => frequency[row] > 0;
  const counts = weight.filter(isBuyer);
  const often = frequency.filter(isBuyer);
  const spend = monetaryValue.filter(isBuyer);
  const customers = total(counts);
  const judge = (correlation: number | null, spread: number) =>
    judged(correlation, customers, criticalValue(level) * spread);
  return {
    customers,
    level,
    pearson: judge(correlationOf(often, spend, counts), 1),
    spearman: judge(
      correlationOf(middleRanks(often, counts), middleRanks(spend, counts), counts),
      Math.sqrt(1.06),
    ),
  };
}

function judged(correlation: number | null, n: number, reach: number): SpendCorrelation {
  if (correlation === null || n < 3) {
    return { correlation: n < 3 ? null : correlation, lower: null, upper: null, pValue: null };
  }
  const rest = 1 - correlation * correlation;
  const t = Math.abs(correlation) * Math.sqrt((n - 2) / rest);
  const pValue = rest > 0 ? Math.min(1, 2 * studentTTail(t, n - 2)) : 0;
  if (n < 4) return { correlation, lower: null, upper: null, pValue };
  const z = Math.atanh(correlation);
  const half = reach / Math.sqrt(n - 3);
  return { correlation, lower: Math.tanh(z - half), upper: Math.tanh(z + half), pValue };
}

/** Ranks among all customers; equal ones share the middle of theirs. */
function middleRanks(values: Float64Array, weight: Float64Array): Float64Array {
  const { values: distinct, ranks } = rankValues(values);
  const counts = new Float64Array(distinct.length);
  for (let row = 0; row < ranks.length; row++) counts[ranks[row]] += weight[row];
  let below = 0;
  const middle = counts.map((count) => {
    const rank = below + (count + 1) / 2;
    below += count;
    return rank;
  });
  return values.map((_, row) => middle[ranks[row]]);
}
