import { sampleBeta } from "../../numeric/random/beta.ts";
import { sampleExponential } from "../../numeric/random/exponential.ts";
import { sampleGamma } from "../../numeric/random/gamma.ts";
import type { Random } from "../../numeric/random/seed.ts";
import { buyUntil } from "../buy-until.ts";
import type { OpeningChances } from "./opening-chances.ts";
import type { BetaGeometricParams } from "./params.ts";

/** The ages at which one customer buys again, ascending, up to `age`. */
export function simulateBetaGeometric(
  params: BetaGeometricParams,
  openingChances: OpeningChances,
  random: Random,
  age: number,
): number[] {
  const rate = sampleGamma(random, params.r, params.alpha);
  const leaving = sampleBeta(random, params.a, params.b);
  if (openingChances === 1 && random.next() < leaving) return [];
  return buyUntil(
    age,
    () => sampleExponential(random, rate),
    () => random.next() >= leaving,
  );
}
