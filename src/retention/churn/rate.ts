import { gammaQuantile } from "../../numeric/distributions/gamma.ts";
import { type ProportionMethod, proportionInterval } from "../../numeric/intervals.ts";

/** How the interval of a rate was made. */
export type RateMethod = ProportionMethod | "poisson";

/** A rate with its interval; null where there is nobody to divide by. Plain, storable data. */
export interface CustomerRate {
  /** A fraction. */
  readonly value: number | null;
  /** Customers that the rate divides by. */
  readonly n: number;
  readonly lower: number | null;
  readonly upper: number | null;
  readonly level: number;
  readonly method: RateMethod;
}

/** A share of n customers. */
export function shareOf(
  count: number,
  n: number,
  level: number,
  method: ProportionMethod,
): CustomerRate {
  if (n === 0) return { value: null, n, lower: null, upper: null, level, method };
  return { value: count / n, n, ...proportionInterval(method, count, n, level), level, method };
}

/**
 * A sum of Poisson counts, each by its weight: Fay and Feuer's gamma interval (1997, Statistics in
 * Medicine 16), for equal weights Garwood's exact one (1936, Biometrika 28).
 */
export function weightedRate(
  sum: { readonly value: number; readonly variance: number; readonly largestWeight: number },
  n: number,
  level: number,
): CustomerRate {
  const method = "poisson";
  if (n === 0) return { value: null, n, lower: null, upper: null, level, method };
  const { value, variance, largestWeight } = sum;
  const tail = (1 - level) / 2;
  const lower =
    value === 0 ? 0 : (variance / value) * gammaQuantile(tail, (value * value) / variance);
  const above = value + largestWeight;
  const spread = variance + largestWeight * largestWeight;
  const upper = (spread / above) * gammaQuantile(1 - tail, (above * above) / spread);
  return { value, n, lower, upper, level, method };
}

/** A count per so many customers, which it may exceed. */
export function ratioOf(count: number, n: number, level: number): CustomerRate {
  const weight = 1 / n;
  return weightedRate(
    { value: count / n, variance: count * weight * weight, largestWeight: weight },
    n,
    level,
  );
}
