import { inverseRegularizedGammaP } from "../special/incomplete-gamma.ts";

/**
 * The x of P(X <= x) = p, X ~ Gamma(shape, rate 1), shape > 0, p in [0, 1]; infinite at p = 1, and
 * 0 where it lies below the range of float64. Divide by the rate for another one.
 */
export function gammaQuantile(p: number, shape: number): number {
  return inverseRegularizedGammaP(p, shape);
}
