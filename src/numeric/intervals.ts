import { checkChoice, checkFinite, checkNonNegative, checkPositive } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { betaQuantile } from "./distributions/beta.ts";
import { normalQuantile } from "./special/normal.ts";

/** A confidence interval, both ends included. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/** The intervals of a proportion, by name. */
export type ProportionMethod = "wilson" | "agresti_coull" | "clopper_pearson" | "jeffreys" | "wald";

export const PROPORTION_METHODS = [
  "wilson",
  "agresti_coull",
  "clopper_pearson",
  "jeffreys",
  "wald",
] as const satisfies ProportionMethod[];

/*
 * The interval of a proportion: `successes` of `n` > 0, fractions allowed (weighted counts), at a
 * confidence `level` between 0 and 1. All lie within [0, 1]. Formulas as in Brown, Cai and DasGupta
 * (2001), Interval estimation for a binomial proportion, Statistical Science 16(2).
 */

/** The interval of a proportion by the named method, else InputError `invalid_option`. */
export function proportionInterval(
  method: ProportionMethod,
  successes: number,
  n: number,
  level: number,
): Interval {
  const choice = checkChoice(method, PROPORTION_METHODS, ["method"]);
  switch (choice) {
    case "wilson":
      return wilsonInterval(successes, n, level);
    case "agresti_coull":
      return agrestiCoullInterval(successes, n, level);
    case "clopper_pearson":
      return clopperPearsonInterval(successes, n, level);
    case "jeffreys":
      return jeffreysInterval(successes, n, level);
    case "wald":
      return waldInterval(successes, n, level);
    default:
      return choice satisfies never;
  }
}

/** The score interval of Wilson (1927): the proportions that a score test does not reject. */
export function wilsonInterval(successes: number, n: number, level: number): Interval {
  const x = checkCounts(successes, n);
  const z = criticalValue(level);
  const shifted = x + (z * z) / 2;
  const half = z * Math.sqrt(x * ((n - x) / n) + (z * z) / 4);
  return {
    // The product of both ends over the upper one: no cancellation.
    lower: x === 0 ? 0 : (x * (x / n)) / (shifted + half),
    upper: x === n ? 1 : (shifted + half) / (n + z * z),
  };
}

/** Agresti and Coull (1998): z^2 more trials, half of them successes, then {@link waldInterval}. */
export function agrestiCoullInterval(successes: number, n: number, level: number): Interval {
  const x = checkCounts(successes, n);
  const z = criticalValue(level);
  return aroundProportion((x + (z * z) / 2) / (n + z * z), n + z * z, z);
}

/** Clopper and Pearson (1934), "exact": its coverage never falls below the level. */
export function clopperPearsonInterval(successes: number, n: number, level: number): Interval {
  const x = checkCounts(successes, n);
  const tail = checkLevel(level);
  const failures = n - x;
  return {
    lower: x === 0 ? 0 : betaQuantile(tail, x, failures + 1),
    upper: failures === 0 ? 1 : upperBeta(tail, x + 1, failures),
  };
}

/**
 * Equal tails of the posterior under the prior Beta(1/2, 1/2), but 0 for no success and 1 for
 * successes alone: there the tail that would exclude the observed proportion is not cut off.
 */
export function jeffreysInterval(successes: number, n: number, level: number): Interval {
  const x = checkCounts(successes, n);
  const tail = checkLevel(level);
  const failures = n - x;
  return {
    lower: x === 0 ? 0 : betaQuantile(tail, x + 0.5, failures + 0.5),
    upper: failures === 0 ? 1 : upperBeta(tail, x + 0.5, failures + 0.5),
  };
}

/** The textbook interval: too narrow for few trials, and of no width at 0 and n. */
export function waldInterval(successes: number, n: number, level: number): Interval {
  const x = checkCounts(successes, n);
  return aroundProportion(x / n, n, criticalValue(level));
}

/** The z that a standard normal number exceeds, up or down, with probability 1 - level. */
export function criticalValue(level: number): number {
  return -normalQuantile(checkLevel(level));
}

function aroundProportion(center: number, n: number, z: number): Interval {
  const half = z * Math.sqrt((center * (1 - center)) / n);
  return { lower: Math.max(0, center - half), upper: Math.min(1, center + half) };
}

/** The point that a beta number exceeds with probability `tail`, from the end that it is nearer to. */
function upperBeta(tail: number, a: number, b: number): number {
  return a < b ? betaQuantile(1 - tail, a, b) : 1 - betaQuantile(tail, b, a);
}

/** The probability of either tail. */
function checkLevel(level: number): number {
  checkFinite(level, ["level"]);
  if (level <= 0 || level >= 1) {
    throw new InputError("out_of_range", `expected more than 0, less than 1, got ${level}`, [
      "level",
    ]);
  }
  return (1 - level) / 2;
}

// Weighted sums of the same weights may differ by their rounding.
const ROUNDING = 1.000000001;

function checkCounts(successes: number, n: number): number {
  checkPositive(n, ["n"]);
  checkNonNegative(successes, ["successes"]);
  if (successes > n * ROUNDING) {
    throw new InputError("out_of_range", `expected at most n = ${n}, got ${successes}`, [
      "successes",
    ]);
  }
  return Math.min(successes, n);
}
