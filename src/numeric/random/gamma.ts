import { checkPositive } from "../../core/checks.ts";
import { log1pMinusX } from "../special/log1p-minus-x.ts";
import { logUniform } from "./exponential.ts";
import { sampleNormal } from "./normal.ts";
import type { Random } from "./xoshiro.ts";

const SHAPE = ["shape"] as const;
const RATE = ["rate"] as const;

/** The least number that a sampler returns for a quantity above zero: 2^-1022. */
export const SMALLEST_SAMPLE = 2.2250738585072014e-308;

/**
 * A gamma number with mean shape / rate, within [{@link SMALLEST_SAMPLE}, Number.MAX_VALUE]: at
 * tiny shapes most of the distribution lies below the range of float64, see {@link sampleLogGamma}.
 */
export function sampleGamma(random: Random, shape: number, rate: number): number {
  checkPositive(rate, RATE);
  const unscaled =
    shape < 1 ? Math.exp(sampleLogGamma(random, shape)) : sampleUnscaled(random, shape);
  return Math.min(Number.MAX_VALUE, Math.max(SMALLEST_SAMPLE, unscaled / rate));
}

/**
 * The logarithm of a gamma number of rate 1: finite at any shape. Below shape 1 it is that of shape
 * + 1 times a power of a uniform number, which on this scale cannot underflow.
 *
 * Marsaglia and Tsang (2000), A simple method for generating gamma variables, ACM TOMS 26(3), s. 6.
 */
export function sampleLogGamma(random: Random, shape: number): number {
  if (shape >= 1) return Math.log(sampleUnscaled(random, shape));
  checkPositive(shape, SHAPE);
  const boosted = Math.log(sampleUnscaled(random, shape + 1));
  return Math.max(-Number.MAX_VALUE, boosted + logUniform(random) / shape);
}

/** A gamma number of rate 1 and shape >= 1, by the cube of a normal one (ibid., s. 3). */
function sampleUnscaled(random: Random, shape: number): number {
  checkPositive(shape, SHAPE);
  const d = shape - 1 / 3;
  const c = 1 / (3 * Math.sqrt(d));
  for (;;) {
    const x = sampleNormal(random);
    const y = c * x;
    if (y <= -1) continue;
    const v = (1 + y) * (1 + y) * (1 + y);
    const u = 1 - random.next();
    const square = x * x;
    if (u < 1 - 0.0331 * square * square) return d * v;
    // 1 - v + log v, expanded so that a large d does not magnify its rounding.
    const gap = 3 * log1pMinusX(y) - y * y * (3 + y);
    if (Math.log(u) < 0.5 * square + d * gap) return d * v;
  }
}
