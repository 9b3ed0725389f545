import { sampleExponential } from "../../numeric/random/exponential.ts";
import { sampleGamma } from "../../numeric/random/gamma.ts";
import type { Random } from "../../numeric/random/seed.ts";
import { buyUntil } from "../buy-until.ts";
import type { GgompertzNbdParams } from "./model.ts";

/** The ages at which one customer of a Gamma-Gompertz/NBD world buys again, up to `age`. */
export function simulateGgompertzNbd(
  params: GgompertzNbdParams,
  random: Random,
  age: number,
): number[] {
  const rate = sampleGamma(random, params.r, params.alpha);
  const eta = sampleGamma(random, params.s, params.beta);
  const lifetime = Math.log1p(sampleExponential(random, eta)) / params.b;
  return buyUntil(Math.min(age, lifetime), () => sampleExponential(random, rate));
}
