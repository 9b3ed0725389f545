import { sampleGamma } from "../../numeric/random/gamma.ts";
import type { Random } from "../../numeric/random/seed.ts";
import type { NbdParams } from "./model.ts";
import { purchaseTimes } from "./purchase-times.ts";

/** The ages at which one customer of an NBD world buys again, ascending, up to `age`. */
export function simulateNbd(params: NbdParams, random: Random, age: number): number[] {
  return purchaseTimes(sampleGamma(random, params.r, params.alpha), random, age);
}
