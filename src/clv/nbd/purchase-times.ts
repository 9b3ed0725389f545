import { InputError } from "../../core/errors.ts";
import { sampleExponential } from "../../numeric/random/exponential.ts";
import type { Random } from "../../numeric/random/seed.ts";

/** Of one customer: beyond this the rate is a mistake, and the memory at its end. */
const MOST_PURCHASES = 1e6;

/** The times of a Poisson process up to `end`, ascending. */
export function purchaseTimes(rate: number, random: Random, end: number): number[] {
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
