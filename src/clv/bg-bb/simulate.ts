import { InputError } from "../../core/errors.ts";
import { sampleBeta } from "../../numeric/random/beta.ts";
import { sampleGeometric } from "../../numeric/random/geometric.ts";
import type { Random } from "../../numeric/random/seed.ts";
import type { BgBbParams } from "./model.ts";

/** Of one customer: beyond this the horizon is a mistake, and the memory at its end. */
const MOST_PURCHASES = 1e6;

/** The opportunities, from 1 to `age`, at which one customer of a BG/BB world buys again. */
export function simulateBgBb(params: BgBbParams, random: Random, age: number): number[] {
  const buying = sampleBeta(random, params.alpha, params.beta);
  const leaving = sampleBeta(random, params.gamma, params.delta);
  const last = Math.min(Math.floor(age), sampleGeometric(random, leaving) - 1);
  const times: number[] = [];
  let time = sampleGeometric(random, buying);
  while (time <= last) {
    times.push(time);
    if (times.length > MOST_PURCHASES) {
      const message = `a customer buys more than ${MOST_PURCHASES} times: too many opportunities`;
      throw new InputError("out_of_range", message, ["purchases", "params"]);
    }
    time += sampleGeometric(random, buying);
  }
  return times;
}
