import type { Random } from "../../numeric/random/seed.ts";
import { simulateBetaGeometric } from "../beta-geometric/simulate.ts";
import type { BgNbdParams } from "./model.ts";

/** The ages at which one customer of a BG/NBD world buys again, up to `age`. */
export function simulateBgNbd(params: BgNbdParams, random: Random, age: number): number[] {
  return simulateBetaGeometric(params, 0, random, age);
}
