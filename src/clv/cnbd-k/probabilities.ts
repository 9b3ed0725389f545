import { sumCounts } from "./sum-counts.ts";
import type { LivingWorld } from "./world.ts";

/**
 * P(n purchases in (0, horizon]) for n = 0 … maximum of a customer who is alive now (Reutterer,
 * Platzer & Schröder 2021). With N the purchases of one who never leaves and kept(n) = B(a,b+n)/B(a,b) the
 * chance to stay through n of them, she stays all the while: kept(n) P(N = n), or leaves after the
 * n-th: kept(n-1) a/(a+b+n-1) P(N ≥ n).
 */
export function livingProbabilities(
  world: LivingWorld,
  horizon: number,
  maximum: number,
): Float64Array {
  const { a, b } = world;
  const probabilities = new Float64Array(maximum + 1);
  if (horizon === 0) return probabilities.fill(1, 0, 1);
  const exactly = new Float64Array(maximum + 1);
  let n = 0;
  const next = (chance: number) => {
    if (n <= maximum) exactly[n] = chance;
    return n++ <= maximum ? 0 : 1;
  };
  // P(N ≥ n) from the last to the first, adding up: exact also far out.
  let atLeast = sumCounts(world, horizon, { next, at: () => 1 }, false, maximum + 3);
  for (n = maximum; n >= 0; n--) {
    atLeast += exactly[n];
    probabilities[n] = atLeast;
  }
  let kept = 1;
  let left = 0;
  for (n = 0; n <= maximum; n++) {
    probabilities[n] = Math.min(1, kept * exactly[n] + left * probabilities[n]);
    left = (kept * a) / (a + b + n);
    kept /= 1 + a / (b + n);
  }
  return probabilities;
}
