import { InputError } from "../../core/errors.ts";
import { sampleBeta } from "../../numeric/random/beta.ts";
import { sampleGamma } from "../../numeric/random/gamma.ts";
import type { Random } from "../../numeric/random/seed.ts";
import type { OpeningChances } from "../beta-geometric/opening-chances.ts";
import type { CnbdKParams } from "./model.ts";

/** Of one customer: beyond this the rate is a mistake, and the memory at its end. */
const MOST_PURCHASES = 1e6;

/** The ages at which one customer of a BG/CNBD-k world buys again, up to `age`. */
export function simulateBgCnbdK(params: CnbdKParams, random: Random, age: number): number[] {
  return simulate(params, random, age, 0);
}

/** The ages at which one customer of an MBG/CNBD-k world buys again, up to `age`. */
export function simulateMbgCnbdK(params: CnbdKParams, random: Random, age: number): number[] {
  return simulate(params, random, age, 1);
}

function simulate(
  { k, r, alpha, a, b }: CnbdKParams,
  random: Random,
  age: number,
  openingChances: OpeningChances,
): number[] {
  const rate = sampleGamma(random, r, alpha);
  const leaving = sampleBeta(random, a, b);
  const times: number[] = [];
  if (openingChances === 1 && random.next() < leaving) return times;
  for (let time = sampleGamma(random, k, rate); time <= age; time += sampleGamma(random, k, rate)) {
    times.push(time);
    if (times.length > MOST_PURCHASES) {
      const message = `a customer buys more than ${MOST_PURCHASES} times: too fast a rate`;
      throw new InputError("out_of_range", message, ["purchases", "params"]);
    }
    if (random.next() < leaving) break;
  }
  return times;
}
