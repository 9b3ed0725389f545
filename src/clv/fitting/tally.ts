import { rankValues } from "../../customers/engine/rank-values.ts";
import type { WeightedHistories } from "./purchase-data.ts";

/** The distinct values of a column, ascending, with what the customers of each come to. */
export interface Margin {
  readonly values: Float64Array;
  /** The place of each history's own value. */
  readonly ranks: Int32Array;
  readonly weight: Float64Array;
  /** Repeat purchases of all of them. */
  readonly purchases: Float64Array;
}

/**
 * Histories by their distinct frequencies, recencies and ages, so that a likelihood does once what
 * many share. Likelihoods read all of it anew at every call: of a tally of one history the numbers
 * may be changed in between.
 */
export interface Tally {
  readonly weight: Float64Array;
  readonly frequency: Margin;
  readonly recency: Margin;
  readonly age: Margin;
}

export function tallyHistories({ frequency, recency, age, weight }: WeightedHistories): Tally {
  const marginOf = (column: Float64Array): Margin => {
    const { values, ranks } = rankValues(column);
    const [customers, purchases] = columns(2, values.length);
    for (let i = 0; i < weight.length; i++) {
      customers[ranks[i]] += weight[i];
      purchases[ranks[i]] += weight[i] * frequency[i];
    }
    return { values, ranks, weight: customers, purchases };
  };
  return { weight, frequency: marginOf(frequency), recency: marginOf(recency), age: marginOf(age) };
}

/** So many columns of zeros. */
export function columns(count: number, length: number): Float64Array[] {
  return Array.from({ length: count }, () => new Float64Array(length));
}
