import { logGamma, STIRLING_FROM, stirlingError } from "../special/log-gamma.ts";
import { log1pMinusX } from "../special/log1p-minus-x.ts";

/*
 * The two corrections that make a discrete probability accurate at any size: a log probability
 * assembled from log-gammas of size n log n loses as many digits as that number has.
 *
 * Loader (2000), Fast and accurate computation of binomial probabilities.
 */

/** ln √(2π). */
const HALF_LOG_TAU = 0.9189385332046728;

/** The error of 1 … 9, from 40-digit arithmetic. */
const SMALL_ERRORS = [
  0.08106146679532726, 0.0413406959554093, 0.02767792568499834, 0.020790672103765093,
  0.016644691189821193, 0.013876128823070748, 0.01189670994589177, 0.010411265261972096,
  0.009255462182712733,
] as const;

/** ln n! - ln(√(2πn) (n / e)^n) for n > 0, whole or not. */
export function factorialError(n: number): number {
  if (n >= STIRLING_FROM) return stirlingError(n);
  if (Number.isInteger(n)) return SMALL_ERRORS[n - 1];
  return logGamma(n + 1) - (n + 0.5) * Math.log(n) + n - HALF_LOG_TAU;
}

/** x ln(x / mean) + mean - x for x, mean > 0: at least 0, accurate near x = mean too. */
export function deviance(x: number, mean: number): number {
  const excess = (mean - x) / x;
  if (Math.abs(excess) <= 0.4) return -x * log1pMinusX(excess);
  return x * (Math.log(x) - Math.log(mean)) + (mean - x);
}
