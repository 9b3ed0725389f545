import { logRising } from "./rising.ts";

/** Up to here products of so many factors stay within the range of doubles, whatever they are. */
const LONGEST_PRODUCT = 32;

/**
 * ln Γ(start + count)/Γ(start) of one count; adds its slope by `start` to the first of the slopes.
 * Allocates nothing up to 32 purchases.
 */
export function logRisingOf(start: number, count: number, slopes: Float64Array): number {
  if (count > LONGEST_PRODUCT) {
    const rising = logRising(start, Float64Array.of(count));
    slopes[0] += rising.slopes[0];
    return rising.values[0];
  }
  let product = 1;
  let slope = 0;
  for (let i = 0; i < count; i++) {
    product *= start + i;
    slope += 1 / (start + i);
  }
  slopes[0] += slope;
  return Math.log(product);
}
