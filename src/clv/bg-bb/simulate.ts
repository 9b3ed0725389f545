import { sampleBeta } from "../../numeric/random/beta.ts";
import { sampleGeometric } from "../../numeric/random/geometric.ts";
import type { Random } from "../../numeric/random/seed.ts";
import { buyUntil } from "../buy-until.ts";
import type { BgBbParams } from "./model.ts";

/** The opportunities, from 1 to `age`, at which one customer of a BG/BB world buys again. */
export function simulateBgBb(params: BgBbParams, random: Random, age: number): number[] {
  const buying = sampleBeta(random, params.alpha, params.beta);
  const leaving = sampleBeta(random, params.gamma, params.delta);
  const last = Math.min(Math.floor(age), sampleGeometric(random, leaving) - 1);
  return buyUntil(last, () => sampleGeometric(random, buying));
}
