import type { GammaGammaParams } from "./model.ts";

/**
 * Fader & Hardie (2013, eq. 3): p (v + x m) / (p x + q - 1), the mean of the posterior; `null`
 * where p x + q ≤ 1 and the mean is infinite, or beyond what a number can hold.
 */
export function gammaGammaSpend(
  { p, q, v }: GammaGammaParams,
  frequency: number,
  monetaryValue: number,
): number | null {
  // q - 1 first, which is exact near 1: there the sum with q would lose what p adds.
  const purchases = p * frequency + (q - 1);
  const mean = (p * (v + frequency * monetaryValue)) / purchases;
  return purchases > 0 && mean <= Number.MAX_VALUE ? mean : null;
}
