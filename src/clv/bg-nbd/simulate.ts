import { sampleBeta } from "../../numeric/random/beta.ts";
import { sampleExponential } from "../../numeric/random/exponential.ts";
import { sampleGamma } from "../../numeric/random/gamma.ts";
import type { Random } from "../../numeric/random/seed.ts";
import type { BgNbdParams } from "./model.ts";

/** The ages at which one customer of a BG/NBD world buys again, up to `age`. */
export function simulateBgNbd(params: BgNbdParams, random: Random, age: number): number[] {
  const rate = sampleGamma(random, params.r, params.alpha);
  const leaving = sampleBeta(random, params.a, params.b);
  const times: number[] = [];
  let time = sampleExponential(random, rate);
  while (time <= age) {
    times.push(time);
    if (random.next() < leaving) break;
    time += sampleExponential(random, rate);
  }
  return times;
}
