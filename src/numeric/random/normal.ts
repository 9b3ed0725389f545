import type { Random } from "./xoshiro.ts";

/**
 * A standard normal number, by the ratio of uniforms with quadratic bounds: no state to carry, a
 * logarithm in one draw of eighty.
 *
 * Leva (1992), A fast normal random number generator, ACM TOMS 18(4), algorithm 712.
 */
export function sampleNormal(random: Random): number {
  for (;;) {
    const u = 1 - random.next();
    const v = 1.7156 * (random.next() - 0.5);
    const x = u - 0.449871;
    const y = Math.abs(v) + 0.386595;
    const q = x * x + y * (0.196 * y - 0.25472 * x);
    if (q < 0.27597) return v / u;
    if (q <= 0.27846 && v * v <= -4 * u * u * Math.log(u)) return v / u;
  }
}
