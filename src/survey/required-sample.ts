import { checkFinite, checkInteger, checkPositive } from "../core/checks.ts";
import { check, checkOptions } from "../core/expect.ts";
import { criticalValue } from "../numeric/intervals.ts";
import { normalQuantile } from "../numeric/special/normal.ts";
import { checkBetween, checkLevel } from "./check.ts";
import { pointsOf, resolveMeasure } from "./measure.ts";
import { netVariance } from "./net-interval.ts";
import type { MeasureUsed, SurveyMeasure } from "./types.ts";

interface RequiredSampleBasics {
  readonly measure?: SurveyMeasure | undefined;
  /** Confidence level, between 0 and 1. */
  readonly level?: number | undefined;
  /** What the answers will be like; as varied as can be unless given. */
  readonly expected?: ExpectedAnswers | undefined;
  /** n / effective n of the weights to come. */
  readonly designEffect?: number | undefined;
  /** Share of the invited who answer. */
  readonly responseRate?: number | undefined;
}

/** Shares of good and bad answers for a net score, the share of good ones, or a standard deviation. */
export type ExpectedAnswers =
  | { readonly positive: number; readonly negative: number }
  | { readonly positive: number }
  | { readonly standardDeviation: number };

export interface MarginTarget extends RequiredSampleBasics {
  /** Half the width of the interval, in points of the published scale. */
  readonly margin: number;
  readonly difference?: undefined;
  /** All who could be asked. */
  readonly population?: number | undefined;
}

export interface DifferenceTarget extends RequiredSampleBasics {
  /** The difference to be found, in points of the published scale. */
  readonly difference: number;
  readonly margin?: undefined;
  /** The chance to find it. */
  readonly power?: number | undefined;
  /** What the answers of the other group will be like; as those of the first unless given. */
  readonly expectedAgainst?: ExpectedAnswers | undefined;
  /** How many times as many in the other group. */
  readonly ratio?: number | undefined;
}

export type RequiredSampleOptions = MarginTarget | DifferenceTarget;

/** What {@link requiredSample} does unless told otherwise. */
export const REQUIRED_SAMPLE_DEFAULTS = {
  measure: { kind: "nps" },
  level: 0.95,
  power: 0.8,
  ratio: 1,
  designEffect: 1,
} as const;

export interface RequiredSample {
  /** Answers needed: all, or in the group and in the one that it is compared with. */
  readonly n: number;
  readonly against: number | null;
  /** Invitations that bring in so many answers; null without a response rate. */
  readonly invitations: number | null;
  readonly invitationsAgainst: number | null;
  /** Before it was rounded up. */
  readonly exact: number;
  readonly measure: MeasureUsed;
  /** That were reckoned with, on the published scale. */
  readonly standardDeviation: number;
  readonly standardDeviationAgainst: number | null;
}

/**
 * How many answers does it take?
 *
 * Before a survey: for an interval no wider than ± `margin`, or for a fair chance (`power`) to find a
 * difference of two groups. Without `expected` it takes the answers to vary as much as they can, which
 * is safe and mostly far too many: a score of last year tells better.
 *
 * Formula, z of the level, σ² the variance of an answer, F the design effect:
 * - margin: n₀ = F (z σ / margin)², and n = n₀ / (1 + (n₀ - 1) / N) of a population of N;
 * - difference δ: n = F (z + z_power)² (σ₁² + σ₂² / ratio) / δ², in the other group ratio n.
 *
 * σ² is p + d - (p - d)² of a net score (at most 1), p (1 - p) of a share (at most 1/4); of a mean at
 * most a quarter of the squared width of the scale. These are Wald's: intervals of other methods come
 * out within a few answers.
 *
 * @param options - `margin` or `difference` in points of the published scale: 5 are 5 NPS points, 5
 *   percentage points, or 5 steps of a mean's scale; `measure` (NPS unless given); `level` 0.95;
 *   `power` 0.8; `expected` and `expectedAgainst`: `{ positive, negative }` as fractions for a net
 *   score, `{ positive }` for a share, `{ standardDeviation }` in steps of the scale for a mean;
 *   `ratio` 1; `population`; `designEffect` 1; `responseRate`, above 0, at most 1
 * @returns answers and invitations, rounded up to whole people, and `exact`
 *
 * Edge cases: at least 1. A population smaller than needed is asked whole: n is never above it.
 * Expected answers that do not vary need 1.
 *
 * @throws InputError `invalid_option` for both or neither of margin and difference, expected answers
 *   of another metric, or an option that there is not; `out_of_range`, also where it would take more
 *   people than a number can count
 *
 * @example
 * ```ts
 * import { requiredSample } from "clientele/survey";
 *
 * requiredSample({ margin: 5 }).n; // => 1537
 * requiredSample({ margin: 5, expected: { positive: 0.5, negative: 0.2 } }).n; // => 938
 * requiredSample({ margin: 5, population: 2000, responseRate: 0.2 }).invitations; // => 4350
 * requiredSample({ margin: 5, measure: { kind: "csat" } }).n; // => 385
 * requiredSample({ difference: 10 }).n; // => 1570
 * ```
 *
 * Source: Cochran (1977), Sampling Techniques, 3rd edition, sections 4.4 and 4.5; Fleiss, Levin and
 * Paik (2003), Statistical Methods for Rates and Proportions, chapter 4, without continuity correction.
 */
export function requiredSample(options: RequiredSampleOptions): RequiredSample {
  checkOptions(options, [
    ...["margin", "difference", "measure", "level", "expected", "designEffect", "responseRate"],
    ...(Object(options).margin === undefined
      ? ["power", "expectedAgainst", "ratio"]
      : ["population"]),
  ]);
  const measure = resolveMeasure(options.measure);
  const defaults = REQUIRED_SAMPLE_DEFAULTS;
  const z = criticalValue(checkLevel(options.level ?? defaults.level));
  const design = checkPositive(options.designEffect ?? defaults.designEffect, ["designEffect"]);
  const points = pointsOf(measure);
  const one = varianceOf(measure, options.expected, "expected");
  const base = { measure, standardDeviation: points * Math.sqrt(one) };
  check(
    (options.margin === undefined) !== (options.difference === undefined),
    "invalid_option",
    [],
    "margin or difference",
    options,
  );
  if (options.margin !== undefined) {
    const margin = checkPositive(options.margin, ["margin"]) / points;
    const free = Math.max(1, (design * z * z * one) / (margin * margin));
    const { population } = options;
    const exact =
      population === undefined
        ? free
        : free / (1 + (free - 1) / checkInteger(population, ["population"], 1));
    const n = roundUp(exact, "margin");
    return {
      n,
      against: null,
      invitations: invitationsFor(n, options.responseRate),
      invitationsAgainst: null,
      exact,
      ...base,
      standardDeviationAgainst: null,
    };
  }
  const other = options.expectedAgainst;
  const two = other === undefined ? one : varianceOf(measure, other, "expectedAgainst");
  const power = checkBetween(options.power ?? defaults.power, 0, 1, ["power"]);
  const ratio = checkPositive(options.ratio ?? defaults.ratio, ["ratio"]);
  const difference = Math.abs(checkFinite(options.difference, ["difference"])) / points;
  check(difference > 0, "out_of_range", ["difference"], "anything but 0", options.difference);
  const reach = Math.max(0, z + normalQuantile(power));
  const exact = Math.max(1, (design * reach ** 2 * (one + two / ratio)) / difference ** 2);
  const [n, against] = [roundUp(exact, "difference"), roundUp(ratio * exact, "ratio")];
  return {
    n,
    against,
    invitations: invitationsFor(n, options.responseRate),
    invitationsAgainst: invitationsFor(against, options.responseRate),
    exact,
    ...base,
    standardDeviationAgainst: points * Math.sqrt(two),
  };
}

// A whole number that rounding has lifted by its last digits is that number.
const SLACK = 0.999999999999;

function roundUp(exact: number, name: string): number {
  const n = Math.max(1, Math.ceil(exact * SLACK));
  check(Number.isSafeInteger(n), "out_of_range", [name], "what people could be found for", n);
  return n;
}

function invitationsFor(n: number, responseRate: number | undefined): number | null {
  if (responseRate === undefined) return null;
  const rate = checkPositive(responseRate, ["responseRate"]);
  check(rate <= 1, "out_of_range", ["responseRate"], "at most 1", rate);
  return roundUp(n / rate, "responseRate");
}

function varianceOf(
  { metric, scale }: MeasureUsed,
  expected: ExpectedAnswers | undefined,
  name: string,
): number {
  if (expected === undefined) {
    return metric === "net" ? 1 : metric === "share" ? 1 / 4 : (scale.max - scale.min) ** 2 / 4;
  }
  checkOptions(expected, ["positive", "negative", "standardDeviation"], [name]);
  const needed = {
    net: "{ positive, negative }",
    share: "{ positive }",
    mean: "{ standardDeviation }",
  };
  if (metric === "mean" && "standardDeviation" in expected) {
    return checkPositive(expected.standardDeviation, [name, "standardDeviation"]) ** 2;
  }
  if (metric !== "mean" && "positive" in expected) {
    const positive = checkShare(expected.positive, [name, "positive"]);
    if (metric === "share") return positive * (1 - positive);
    if ("negative" in expected) {
      const negative = checkShare(expected.negative, [name, "negative"]);
      check(
        positive + negative <= 1 + 1e-12,
        "out_of_range",
        [name],
        "shares of at most 1 in all",
        positive + negative,
      );
      return netVariance(positive, negative);
    }
  }
  check(false, "invalid_option", [name], needed[metric], Object.keys(expected).join(", "));
  return 0;
}

function checkShare(value: unknown, path: readonly string[]): number {
  const share = checkFinite(value, path);
  check(share >= 0 && share <= 1, "out_of_range", path, "a fraction from 0 to 1", share);
  return share;
}
