import type { Random } from "../../numeric/random/seed.ts";
import { simulateBetaGeometric } from "../beta-geometric/simulate.ts";
import type { MbgNbdParams } from "./model.ts";

/** The ages at which one customer of an MBG/NBD world buys again, up to `age`. */
export function simulateMbgNbd(params: MbgNbdParams, random: Random, age: number): number[] {
  return simulateBetaGeometric(params, 1, random, age);
}
