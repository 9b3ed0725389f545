import { sampleBeta } from "../../numeric/random/beta.ts";
import { sampleGamma } from "../../numeric/random/gamma.ts";
import type { Random } from "../../numeric/random/seed.ts";
import type { OpeningChances } from "../beta-geometric/opening-chances.ts";
import { buyUntil } from "../buy-until.ts";
import type { CnbdKParams } from "./model.ts";

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
  if (openingChances === 1 && random.next() < leaving) return [];
  return buyUntil(
    age,
    () => sampleGamma(random, k, rate),
    () => random.next() >= leaving,
  );
}
