import { rankValues } from "../../customers/engine/rank-values.ts";
import type { WeightedHistories } from "./purchase-data.ts";

/**
 * Histories by their distinct frequencies, recencies and ages, so that a likelihood does once what
 * many share. Likelihoods read all of it anew at every call: of a tally of one history the numbers
 * may be changed in between.
 */
export interface Tally {
  readonly weight: Float64Array;
  /** Distinct frequencies, ascending, the place of each history's own, and the customers of each. */
  readonly x: Float64Array;
  readonly countOf: Int32Array;
  readonly countWeight: Float64Array;
  readonly ages: Float64Array;
  readonly ageOf: Int32Array;
  readonly ageWeight: Float64Array;
  /** Repeat purchases of all customers of an age. */
  readonly agePurchases: Float64Array;
  readonly recencies: Float64Array;
  readonly recencyOf: Int32Array;
  readonly recencyWeight: Float64Array;
  readonly recencyPurchases: Float64Array;
}

export function tallyHistories({ frequency, recency, age, weight }: WeightedHistories): Tally {
  const { values: x, ranks: countOf } = rankValues(frequency);
  const { values: ages, ranks: ageOf } = rankValues(age);
  const { values: recencies, ranks: recencyOf } = rankValues(recency);
  const [countWeight] = columns(1, x.length);
  const [ageWeight, agePurchases] = columns(2, ages.length);
  const [recencyWeight, recencyPurchases] = columns(2, recencies.length);
  for (let i = 0; i < weight.length; i++) {
    const count = weight[i];
    const bought = count * frequency[i];
    countWeight[countOf[i]] += count;
    ageWeight[ageOf[i]] += count;
    agePurchases[ageOf[i]] += bought;
    recencyWeight[recencyOf[i]] += count;
    recencyPurchases[recencyOf[i]] += bought;
  }
  return {
    weight,
    x,
    countOf,
    countWeight,
    ages,
    ageOf,
    ageWeight,
    agePurchases,
    recencies,
    recencyOf,
    recencyWeight,
    recencyPurchases,
  };
}

/** So many columns of zeros. */
export function columns(count: number, length: number): Float64Array[] {
  return Array.from({ length: count }, () => new Float64Array(length));
}
