import { deviance, factorialError } from "./saddle-point.ts";

const TWO_PI = 6.283185307179586;

/**
 * log P(X = k), X ~ Poisson(mean), mean >= 0; -Infinity where that is impossible.
 *
 * Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export function poissonLogPmf(k: number, mean: number): number {
  if (k < 0) return Number.NEGATIVE_INFINITY;
  if (k === 0) return -mean;
  if (mean === 0) return Number.NEGATIVE_INFINITY;
  return -factorialError(k) - deviance(k, mean) - 0.5 * Math.log(TWO_PI * k);
}

/**
 * log P(X = k), X ~ Binomial(n, p): k successes in n trials; -Infinity where that is impossible.
 * k and n may be fractions (weighted counts): n! is then the gamma function.
 */
export function binomialLogPmf(k: number, n: number, p: number): number {
  const failures = n - k;
  if (k < 0 || failures < 0) return Number.NEGATIVE_INFINITY;
  if (k === 0) return n === 0 ? 0 : n * Math.log1p(-p);
  if (failures === 0) return n * Math.log(p);
  if (p === 0 || p === 1) return Number.NEGATIVE_INFINITY;
  return (
    factorialError(n) -
    factorialError(k) -
    factorialError(failures) -
    deviance(k, n * p) -
    deviance(failures, n * (1 - p)) -
    0.5 * Math.log(TWO_PI * k * (failures / n))
  );
}

/**
 * log P(X = k), X negative binomial: k failures before the r-th success of probability p, r > 0
 * whole or not. A Gamma(r, rate alpha) mixture of Poissons over time t has p = alpha / (alpha + t).
 */
export function negativeBinomialLogPmf(k: number, r: number, p: number): number {
  if (k < 0) return Number.NEGATIVE_INFINITY;
  if (k === 0) return r * Math.log(p);
  return Math.log(r / (r + k)) + binomialLogPmf(r, r + k, p);
}
