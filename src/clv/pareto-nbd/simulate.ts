import { sampleExponential } from "../../numeric/random/exponential.ts";
import { sampleGamma } from "../../numeric/random/gamma.ts";
import type { Random } from "../../numeric/random/seed.ts";
import { buyUntil } from "../buy-until.ts";
import type { ParetoNbdParams } from "./model.ts";

/** The ages at which one customer of a Pareto/NBD world buys again, ascending, up to `age`. */
export function simulateParetoNbd(params: ParetoNbdParams, random: Random, age: number): number[] {
  const rate = sampleGamma(random, params.r, params.alpha);
  const leaving = sampleGamma(random, params.s, params.beta);
  const lifetime = sampleExponential(random, leaving);
  return buyUntil(Math.min(lifetime, age), () => sampleExponential(random, rate));
}
