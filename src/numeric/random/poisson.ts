import { checkNonNegative } from "../../core/checks.ts";
import { poissonLogPmf } from "../distributions/log-pmf.ts";
import type { Random } from "./xoshiro.ts";

const MEAN = ["mean"] as const;

/** A Poisson count; whole at any finite mean, and 0 at mean 0. */
export function samplePoisson(random: Random, mean: number): number {
  checkNonNegative(mean, MEAN);
  return mean < 10 ? invertPoisson(random, mean) : rejectPoisson(random, mean);
}

// Below the resolution of a uniform number: what rounding may leave of it ends here.
const NEGLIGIBLE = 2 ** -60;

/** By taking probabilities off a uniform number until none is left of it. */
function invertPoisson(random: Random, mean: number): number {
  let rest = random.next();
  let probability = Math.exp(-mean);
  let k = 0;
  while (rest >= probability && probability > NEGLIGIBLE) {
    rest -= probability;
    k += 1;
    probability *= mean / k;
  }
  return k;
}

/**
 * By transformed rejection with squeeze, in a time that does not depend on the mean.
 *
 * Hormann (1993), The transformed rejection method for generating Poisson random variables,
 * Insurance: Mathematics and Economics 12, algorithm PTRS.
 */
function rejectPoisson(random: Random, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  for (;;) {
    const u = random.next() - 0.5;
    const v = 1 - random.next();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    if (Math.log((v * inverseAlpha) / (a / (us * us) + b)) <= poissonLogPmf(k, mean)) return k;
  }
}
