import { checkPositive } from "../../core/checks.ts";
import type { Random } from "./xoshiro.ts";

const RATE = ["rate"] as const;

/** A waiting time with mean 1 / rate: above 0, and finite at the tiniest rate. */
export function sampleExponential(random: Random, rate: number): number {
  checkPositive(rate, RATE);
  return Math.min(Number.MAX_VALUE, -logUniform(random) / rate);
}

/** The logarithm of a number uniform in (0, 1): below 0, and finite. */
export function logUniform(random: Random): number {
  let u = random.next();
  while (u === 0) u = random.next();
  return Math.log(u);
}
