import { STIRLING_FROM, stirlingError } from "../special/log-gamma.ts";
import { log1pMinusX } from "../special/log1p-minus-x.ts";

/*
 * The two corrections that make a discrete probability accurate at any size: a log probability
 * assembled from log-gammas of size n log n loses as many digits as that number has.
 *
 * Loader (2000), Fast and accurate computation of binomial probabilities.
 */

/** ln n! - ln(√(2πn) (n / e)^n) for n > 0, whole or not. */
export function factorialError(n: number): number {
  let error = 0;
  let high = n;
  for (; high < STIRLING_FROM; high++) error += (high + 0.5) * Math.log1p(1 / high) - 1;
  return error + stirlingError(high);
}

/** x ln(x / mean) + mean - x for x, mean > 0: at least 0, accurate near x = mean too. */
export function deviance(x: number, mean: number): number {
  const excess = (mean - x) / x;
  if (Math.abs(excess) <= 0.4) return -x * log1pMinusX(excess);
  return x * (Math.log(x) - Math.log(mean)) + (mean - x);
}
