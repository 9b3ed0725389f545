import { regularizedBeta } from "../../numeric/special/incomplete-beta.ts";
import type { LivingWorld } from "./world.ts";

const NEARLY_OVERFLOWING = 1e280;

/**
 * P(n purchases in (0, horizon]) for n = 0 … maximum of a customer who is alive now (Fader, Hardie &
 * Lee 2005, eq. 8). With N the purchases of one who never leaves, negative binomial, and
 * kept(n) = B(a, b+n)/B(a, b) the chance to stay through n of them, she
 *
 * stays all the while: kept(n) P(N = n), or leaves after the n-th: kept(n-1) a/(a+b+n-1) P(N ≥ n).
 */
export function livingProbabilities(
  { shape, clock, a, b }: LivingWorld,
  horizon: number,
  maximum: number,
): Float64Array {
  const ahead = Math.min(horizon / clock, Number.MAX_VALUE);
  const share = ahead < 1 ? ahead / (1 + ahead) : 1 / (1 + 1 / ahead);
  const exactly = new Float64Array(maximum + 1);
  // P(N = n) from one to the next, as product · e^logScale: P(N = 0) alone may be too small.
  let logScale = -shape * Math.log1p(ahead);
  let scale = Math.exp(logScale);
  let product = 1;
  for (let n = 0; n <= maximum; n++) {
    exactly[n] = product * scale;
    product *= (share * (shape + n)) / (n + 1);
    if (product > NEARLY_OVERFLOWING) {
      logScale += Math.log(product);
      scale = Math.exp(logScale);
      product = 1;
    }
  }
  const probabilities = new Float64Array(maximum + 1);
  // P(N ≥ n) from the last to the first, adding up: exact also far out.
  let atLeast = regularizedBeta(share, maximum + 1, shape);
  for (let n = maximum; n >= 0; n--) {
    atLeast += exactly[n];
    probabilities[n] = atLeast;
  }
  let kept = 1;
  let left = 0;
  for (let n = 0; n <= maximum; n++) {
    probabilities[n] = Math.min(1, kept * exactly[n] + left * probabilities[n]);
    left = (kept * a) / (a + b + n);
    kept *= (b + n) / (a + b + n);
  }
  return probabilities;
}
