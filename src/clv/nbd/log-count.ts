import { deviance, factorialError } from "../../numeric/distributions/saddle-point.ts";

const SMALL_COUNT = 32;

/**
 * ln P(n purchases in a time t), the rate being Gamma(shape, clock) and `ratio` = t/clock > 0:
 * Γ(shape+n)/(Γ(shape) n!) (1 + ratio)^-shape (ratio/(1 + ratio))^n, accurate however small the
 * ratio, large the shape or the count.
 *
 * Loader (2000), Fast and accurate computation of binomial probabilities.
 */
export function logCount(n: number, shape: number, ratio: number): number {
  const logStay = -Math.log1p(ratio);
  if (n <= SMALL_COUNT) {
    let product = 1;
    for (let i = 0; i < n; i++) product *= (shape + i) / (i + 1);
    return shape * logStay + (n > 0 ? n * (Math.log(ratio) + logStay) : 0) + Math.log(product);
  }
  const all = shape + n;
  return (
    Math.log(shape / all) +
    (factorialError(all) - factorialError(shape) - factorialError(n)) -
    deviance(shape, all / (1 + ratio)) -
    deviance(n, (all * ratio) / (1 + ratio)) -
    0.5 * Math.log(2 * Math.PI * shape * (n / all))
  );
}
