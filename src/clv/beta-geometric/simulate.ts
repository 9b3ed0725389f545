import { InputError } from "../../core/errors.ts";
import { sampleBeta } from "../../numeric/random/beta.ts";
import { sampleExponential } from "../../numeric/random/exponential.ts";
import { sampleGamma } from "../../numeric/random/gamma.ts";
import type { Random } from "../../numeric/random/seed.ts";
import type { OpeningChances } from "./opening-chances.ts";
import type { BetaGeometricParams } from "./params.ts";

/** Of one customer: beyond this the rate is a mistake, and the memory at its end. */
const MOST_PURCHASES = 1e6;

/** The ages at which one customer buys again, ascending, up to `age`. */
export function simulateBetaGeometric(
  params: BetaGeometricParams,
  openingChances: OpeningChances,
  random: Random,
  age: number,
): number[] {
  const rate = sampleGamma(random, params.r, params.alpha);
  const leaving = sampleBeta(random, params.a, params.b);
  const times: number[] = [];
  if (openingChances === 1 && random.next() < leaving) return times;
  let time = sampleExponential(random, rate);
  while (time <= age) {
    times.push(time);
    if (times.length > MOST_PURCHASES) {
      const message = `a customer buys more than ${MOST_PURCHASES} times: too fast a rate`;
      throw new InputError("out_of_range", message, ["purchases", "params"]);
    }
    if (random.next() < leaving) break;
    time += sampleExponential(random, rate);
  }
  return times;
}
