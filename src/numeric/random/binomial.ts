import { checkInteger } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { binomialLogPmf } from "../distributions/log-pmf.ts";
import type { Random } from "./xoshiro.ts";

const TRIALS = ["n"] as const;

/** The number of successes in n trials, each of probability p in [0, 1]. */
export function sampleBinomial(random: Random, n: number, p: number): number {
  checkInteger(n, TRIALS);
  if (!(p >= 0 && p <= 1)) {
    throw new InputError("out_of_range", `expected 0 to 1, got ${p}`, ["p"]);
  }
  if (p > 0.5) return n - sampleRarer(random, n, 1 - p);
  return sampleRarer(random, n, p);
}

function sampleRarer(random: Random, n: number, p: number): number {
  return n * p < 10 ? invertBinomial(random, n, p) : rejectBinomial(random, n, p);
}

// Below the resolution of a uniform number: what rounding may leave of it ends here.
const NEGLIGIBLE = 2 ** -60;

/** By taking probabilities off a uniform number until none is left of it. */
function invertBinomial(random: Random, n: number, p: number): number {
  const odds = p / (1 - p);
  let rest = random.next();
  let probability = Math.exp(n * Math.log1p(-p));
  let k = 0;
  while (k < n && rest >= probability && probability > NEGLIGIBLE) {
    rest -= probability;
    probability *= ((n - k) / (k + 1)) * odds;
    k += 1;
  }
  return k;
}

/**
 * By transformed rejection with squeeze, in a time that does not depend on n.
 *
 * Hormann (1993), The generation of binomial random variates, J. Statist. Comput. Simul. 46,
 * algorithm BTRS.
 */
function rejectBinomial(random: Random, n: number, p: number): number {
  const spread = Math.sqrt(n * p * (1 - p));
  const b = 1.15 + 2.53 * spread;
  const a = -0.0873 + 0.0248 * b + 0.01 * p;
  const center = n * p + 0.5;
  const squeeze = 0.92 - 4.2 / b;
  const alpha = (2.83 + 5.1 / b) * spread;
  let logMode: number | undefined;
  for (;;) {
    const u = random.next() - 0.5;
    const v = 1 - random.next();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + center);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || k > n) continue;
    logMode ??= binomialLogPmf(Math.floor((n + 1) * p), n, p);
    if (Math.log((v * alpha) / (a / (us * us) + b)) <= binomialLogPmf(k, n, p) - logMode) return k;
  }
}
