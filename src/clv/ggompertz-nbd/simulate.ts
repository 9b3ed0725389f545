import { InputError } from "../../core/errors.ts";
import { sampleExponential } from "../../numeric/random/exponential.ts";
import { sampleGamma } from "../../numeric/random/gamma.ts";
import type { Random } from "../../numeric/random/seed.ts";
import type { GgompertzNbdParams } from "./model.ts";

/** Of one customer: beyond this the rate is a mistake, and the memory at its end. */
const MOST_PURCHASES = 1e6;

/** The ages at which one customer of a Gamma-Gompertz/NBD world buys again, up to `age`. */
export function simulateGgompertzNbd(
  params: GgompertzNbdParams,
  random: Random,
  age: number,
): number[] {
  const rate = sampleGamma(random, params.r, params.alpha);
  const eta = sampleGamma(random, params.s, params.beta);
  const lifetime = Math.log1p(sampleExponential(random, eta)) / params.b;
  const end = Math.min(age, lifetime);
  const times: number[] = [];
  let time = sampleExponential(random, rate);
  while (time <= end) {
    times.push(time);
    if (times.length > MOST_PURCHASES) {
      const message = `a customer buys more than ${MOST_PURCHASES} times: too fast a rate`;
      throw new InputError("out_of_range", message, ["purchases", "params"]);
    }
    time += sampleExponential(random, rate);
  }
  return times;
}
