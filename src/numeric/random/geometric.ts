import { InputError } from "../../core/errors.ts";
import { logUniform } from "./exponential.ts";
import type { Random } from "./xoshiro.ts";

/**
 * The number of trials up to and including the first success, each of probability p in (0, 1]: at
 * least 1, at most Number.MAX_VALUE, with mean 1 / p.
 */
export function sampleGeometric(random: Random, p: number): number {
  if (!(p > 0 && p <= 1)) {
    throw new InputError("out_of_range", `expected more than 0 and at most 1, got ${p}`, ["p"]);
  }
  // At p = 1 the quotient is 0: below one trial.
  const trials = Math.ceil(logUniform(random) / Math.log1p(-p));
  return Math.min(Number.MAX_VALUE, Math.max(1, trials));
}
