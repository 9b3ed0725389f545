import { sampleExponential } from "../../numeric/random/exponential.ts";
import { sampleGamma } from "../../numeric/random/gamma.ts";
import type { Random } from "../../numeric/random/seed.ts";
import { buyUntil } from "../buy-until.ts";
import type { NbdParams } from "./model.ts";

/** The ages at which one customer of an NBD world buys again, ascending, up to `age`. */
export function simulateNbd(params: NbdParams, random: Random, age: number): number[] {
  const rate = sampleGamma(random, params.r, params.alpha);
  return buyUntil(age, () => sampleExponential(random, rate));
}
