import { criticalValue } from "../numeric/intervals.ts";
import { digamma } from "../numeric/special/digamma.ts";
import { trigamma } from "../numeric/special/trigamma.ts";
import { accumulateSum } from "../numeric/sum.ts";

/** A regularity k with its interval; null where the intervals do not tell. */
export interface RegularityEstimate {
  /** 1: purchases come at random; above: more regularly; below: in bursts. */
  readonly value: number | null;
  /** Customers with two intervals or more. */
  readonly n: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly method: "wheat_morrison" | "maximum_likelihood";
}

/** Takes in customers of two intervals or more, one by one. */
export interface RegularityTally {
  /** The purchase days of a customer, ascending and distinct, at least three. */
  add(days: readonly number[]): void;
  wheatMorrison(level: number): RegularityEstimate;
  maximumLikelihood(level: number): RegularityEstimate;
}

/** The largest k that days can tell from perfect regularity. */
const LARGEST_K = 1e6;

export function openRegularity(): RegularityTally {
  let customers = 0;
  const squares = accumulateSum();
  const fourths = accumulateSum();
  /** Σ over a customer's intervals of ln(interval / their mean), never above 0. */
  const spread = accumulateSum();
  const customersOf = new Map<number, number>();

  return {
    add(days) {
      const intervals = days.length - 1;
      const end = days[intervals];
      const share = (days[intervals - 1] - days[intervals - 2]) / (end - days[intervals - 2]);
      const square = (share - 0.5) ** 2;
      squares.add(square);
      fourths.add(square * square);
      const mean = (end - days[0]) / intervals;
      for (let i = 0; i < intervals; i++) spread.add(Math.log((days[i + 1] - days[i]) / mean));
      customersOf.set(intervals, (customersOf.get(intervals) ?? 0) + 1);
      customers += 1;
    },

    wheatMorrison(level) {
      const method = "wheat_morrison";
      const variance = squares.total() / customers;
      if (!(variance > 0)) return unknown(customers, level, method);
      // The interval of the logarithm of the variance, by the variance of what it is a mean of.
      const error = Math.sqrt(Math.max(0, fourths.total() / customers - variance ** 2) / customers);
      const factor = Math.exp((criticalValue(level) * error) / variance);
      const isKnown = customers > 1;
      return {
        value: fromVariance(variance),
        n: customers,
        lower: isKnown ? fromVariance(variance * factor) : null,
        upper: isKnown ? fromVariance(variance / factor) : null,
        level,
        method,
      };
    },

    maximumLikelihood(level) {
      const method = "maximum_likelihood";
      const counts = [...customersOf].sort(([one], [other]) => one - other);
      const sum = (term: (intervals: number) => number) =>
        counts.reduce((total, [intervals, count]) => total + count * term(intervals), 0);
      const slopeAt = (k: number) =>
        sum((n) => n * (digamma(n * k) - Math.log(n) - digamma(k))) + spread.total();
      if (!(spread.total() < 0) || slopeAt(LARGEST_K) > 0) return unknown(customers, level, method);
      const k = rootOf(slopeAt);
      const information = sum((n) => n * (trigamma(k) - n * trigamma(n * k)));
      const factor = Math.exp(criticalValue(level) / (k * Math.sqrt(information)));
      return { value: k, n: customers, lower: k / factor, upper: k * factor, level, method };
    },
  };
}

/** M is Beta(k, k), of variance 1/(4(2k+1)); none has more than the 1/4 of k = 0. */
function fromVariance(variance: number): number {
  return Math.max(0, (1 - 4 * variance) / (8 * variance));
}

/** The k at which a falling slope is 0, found on the logarithm. */
function rootOf(slopeAt: (k: number) => number): number {
  let low = -Math.log(LARGEST_K);
  let high = Math.log(LARGEST_K);
  for (let step = 0; step < 200 && high - low > 4e-16 * Math.max(1, Math.abs(low)); step++) {
    const middle = 0.5 * (low + high);
    if (middle === low || middle === high) break;
    if (slopeAt(Math.exp(middle)) > 0) low = middle;
    else high = middle;
  }
  return Math.exp(0.5 * (low + high));
}

function unknown(
  n: number,
  level: number,
  method: RegularityEstimate["method"],
): RegularityEstimate {
  return { value: null, n, lower: null, upper: null, level, method };
}
