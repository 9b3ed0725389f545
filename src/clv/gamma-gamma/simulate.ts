import { sampleGamma } from "../../numeric/random/gamma.ts";
import type { Random } from "../../numeric/random/seed.ts";
import type { GammaGammaParams } from "./model.ts";

/** What one customer of a Gamma-Gamma world spends on each of her purchases. */
export function simulateGammaGamma(
  { p, q, v }: GammaGammaParams,
  random: Random,
  purchases: number,
): number[] {
  const nu = sampleGamma(random, q, v);
  return Array.from({ length: purchases }, () => sampleGamma(random, p, nu));
}
