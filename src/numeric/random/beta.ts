import { SMALLEST_SAMPLE, sampleGamma, sampleLogGamma } from "./gamma.ts";
import type { Random } from "./xoshiro.ts";

/**
 * A beta number with mean a / (a + b), from two gamma numbers X / (X + Y); within
 * [{@link SMALLEST_SAMPLE}, 1]. It is 1 where the true one is nearer to 1 than float64 can say.
 */
export function sampleBeta(random: Random, a: number, b: number): number {
  const odds =
    a >= 1 && b >= 1
      ? sampleGamma(random, b, 1) / sampleGamma(random, a, 1)
      : // Below shape 1 both may be far below the range of float64: compare them by logarithm.
        Math.exp(-(sampleLogGamma(random, a) - sampleLogGamma(random, b)));
  return Math.max(SMALLEST_SAMPLE, 1 / (1 + odds));
}
