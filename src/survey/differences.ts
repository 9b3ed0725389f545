import { studentTQuantile, studentTTail } from "../numeric/distributions/student-t.ts";
import { criticalValue, wilsonInterval } from "../numeric/intervals.ts";
import { normalCdf } from "../numeric/special/normal.ts";
import type { DifferenceMethod, ScoreDifference } from "./compare-types.ts";
import { type Moments, squaredError } from "./moments.ts";
import { adjustedNet } from "./net-interval.ts";
import type { MeasureUsed } from "./types.ts";

/** A sample of its own, with what a finite population leaves of its variance. */
export interface Arm {
  readonly moments: Moments;
  readonly correction: number;
}

/** An estimate that is about normal: of a score, or of a difference. */
export interface Estimate {
  readonly value: number;
  /** Squared standard error. */
  readonly squared: number;
  /** Infinite for a normal one. */
  readonly df: number;
}

export const NO_DIFFERENCE: ScoreDifference = {
  difference: null,
  lower: null,
  upper: null,
  standardError: null,
  statistic: null,
  degreesOfFreedom: null,
  pValue: null,
};

/** A sample's estimate as a method sees it; undefined where there is none. */
export function estimateOf(
  measure: MeasureUsed,
  { moments, correction }: Arm,
  method: DifferenceMethod,
): Estimate | undefined {
  const { mean, groups, weight, effectiveN } = moments;
  if (mean === null) return undefined;
  const df = measure.metric === "mean" && method !== "normal" ? effectiveN - 1 : Infinity;
  if (correction === 0) return { value: mean, squared: 0, df };
  const size = effectiveN / correction;
  if (method === "adjusted_wald") {
    const { net, variance } = adjustedNet(groups[0] / weight, groups[2] / weight, size);
    return { value: net, squared: variance, df };
  }
  if (method === "agresti_caffo") {
    const share = (mean * size + 1) / (size + 2);
    return { value: share, squared: (share * (1 - share)) / (size + 2), df };
  }
  const squared = squaredError(measure, moments, correction);
  return squared === null ? undefined : { value: mean, squared, df };
}

/** The difference of two samples of different people, on the scale of the moments. */
export function differenceOf(
  measure: MeasureUsed,
  first: Arm,
  second: Arm,
  method: DifferenceMethod,
  level: number,
): ScoreDifference {
  const [one, two] = [first.moments.mean, second.moments.mean];
  if (one === null || two === null) return NO_DIFFERENCE;
  if (method === "newcombe") return newcombeDifference(first, second, one, two, level);
  const left = estimateOf(measure, first, method);
  const right = estimateOf(measure, second, method);
  if (left === undefined || right === undefined) {
    return { ...NO_DIFFERENCE, difference: one - two };
  }
  const squared = left.squared + right.squared;
  const parts = left.squared ** 2 / left.df + right.squared ** 2 / right.df;
  const df = parts > 0 ? squared ** 2 / parts : Number.POSITIVE_INFINITY;
  return testedDifference(
    one - two,
    { value: left.value - right.value, squared, df },
    level,
    widest(measure),
  );
}

/** The largest difference that there can be. */
export function widest({ metric, scale }: MeasureUsed): number {
  return metric === "net" ? 2 : metric === "share" ? 1 : scale.max - scale.min;
}

/** A difference with its t or z test against 0 and the interval that goes with it. */
export function testedDifference(
  difference: number,
  { value, squared, df }: Estimate,
  level: number,
  most: number,
): ScoreDifference {
  const error = Math.sqrt(squared);
  const degreesOfFreedom = df === Number.POSITIVE_INFINITY ? null : df;
  if (error === 0) {
    return {
      ...NO_DIFFERENCE,
      difference,
      lower: difference,
      upper: difference,
      standardError: 0,
      degreesOfFreedom,
    };
  }
  const statistic = value / error;
  const reach =
    degreesOfFreedom === null
      ? criticalValue(level)
      : studentTQuantile(1 - (1 - level) / 2, degreesOfFreedom);
  return {
    difference,
    lower: Math.max(-most, value - reach * error),
    upper: Math.min(most, value + reach * error),
    standardError: error,
    statistic,
    degreesOfFreedom,
    pValue: twoSided(statistic, degreesOfFreedom),
  };
}

export function twoSided(statistic: number, df: number | null): number {
  const distance = Math.abs(statistic);
  return Math.min(1, 2 * (df === null ? normalCdf(-distance) : studentTTail(distance, df)));
}

/**
 * Newcombe (1998), Statistics in Medicine 17, 873-890, method 10: Wilson's two intervals, squared and
 * added; with the z of pooled shares, whose square is Pearson's chi-square.
 */
function newcombeDifference(
  first: Arm,
  second: Arm,
  one: number,
  two: number,
  level: number,
): ScoreDifference {
  const [low1, high1] = wilsonReach(first, one, level);
  const [low2, high2] = wilsonReach(second, two, level);
  const [n1, n2] = [first, second].map((arm) => sizeOf(arm));
  const difference = one - two;
  const pooled = pooledShare([first, second]);
  const squared = pooled * (1 - pooled) * (1 / n1 + 1 / n2);
  const error = Math.sqrt((one * (1 - one)) / n1 + (two * (1 - two)) / n2);
  const statistic = squared > 0 ? difference / Math.sqrt(squared) : null;
  return {
    difference,
    lower: difference - Math.hypot(low1, high2),
    upper: difference + Math.hypot(high1, low2),
    standardError: error,
    statistic,
    degreesOfFreedom: null,
    pValue: statistic === null ? null : twoSided(statistic, null),
  };
}

export function sizeOf({ moments, correction }: Arm): number {
  return moments.effectiveN / correction;
}

/** Of all samples together; those of a population that all answered count as they are. */
export function pooledShare(arms: readonly Arm[]): number {
  let [good, all] = [0, 0];
  for (const { moments } of arms) {
    good += (moments.mean ?? 0) * moments.effectiveN;
    all += moments.effectiveN;
  }
  return good / all;
}

/** How far Wilson's interval reaches below and above a share. */
function wilsonReach(arm: Arm, share: number, level: number): [number, number] {
  if (arm.correction === 0) return [0, 0];
  const size = sizeOf(arm);
  const { lower, upper } = wilsonInterval(share * size, size, level);
  return [Math.max(0, share - lower), Math.max(0, upper - share)];
}
