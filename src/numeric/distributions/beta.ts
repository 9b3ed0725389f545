import { inverseRegularizedBeta } from "../special/incomplete-beta.ts";

/** The x of P(X <= x) = p, X ~ Beta(a, b), a, b > 0, p in [0, 1]. */
export function betaQuantile(p: number, a: number, b: number): number {
  return inverseRegularizedBeta(p, a, b);
}
