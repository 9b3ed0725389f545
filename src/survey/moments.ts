import { groupOf, worthOf } from "./measure.ts";
import { netVariance } from "./net-interval.ts";
import type { Tally } from "./tally.ts";
import type { MeasureUsed } from "./types.ts";

/** What an estimate and its error are made of, on the scale of `worthOf`. */
export interface Moments {
  /** Answers. */
  readonly n: number;
  readonly weight: number;
  /** Weights of the good, the middling and the bad answers. */
  readonly groups: readonly [number, number, number];
  /** null without weight. */
  readonly mean: number | null;
  /** Of the answers about their mean, by weight, without Bessel's correction. */
  readonly variance: number;
  /** Answers of equal weight that would be as informative; 0 without weight. */
  readonly effectiveN: number;
}

export function momentsOf(
  measure: MeasureUsed,
  tally: Tally,
  effectiveSize: "kish" | "linearized",
): Moments {
  const { answers } = tally;
  let [n, weight, squares] = [0, 0, 0];
  const groups: [number, number, number] = [0, 0, 0];
  for (const [cell, answer] of answers.entries()) {
    n += tally.n[cell];
    weight += tally.weight[cell];
    squares += tally.squares[cell];
    groups[groupOf(measure, answer)] += tally.weight[cell];
  }
  if (weight === 0) return { n, weight, groups, mean: null, variance: 0, effectiveN: 0 };
  const mean = meanOf(measure, tally, groups, weight);
  const values = answers.map((answer) => worthOf(measure, answer));
  const variance =
    measure.metric === "net"
      ? netVariance(groups[0] / weight, groups[2] / weight)
      : about(values, tally.weight, mean) / weight;
  const spread = about(values, tally.squares, mean);
  const kish = squares === weight ? weight : (weight * weight) / squares;
  const linearized = effectiveSize === "linearized" && squares !== weight && spread > 0;
  const effectiveN = linearized ? (weight * weight * variance) / spread : kish;
  return { n, weight, groups, mean, variance, effectiveN };
}

function meanOf(
  measure: MeasureUsed,
  { answers, weight: weights }: Tally,
  groups: readonly [number, number, number],
  weight: number,
): number {
  if (measure.metric === "net") return (groups[0] - groups[2]) / weight;
  if (measure.metric === "share") return groups[0] / weight;
  // From the lowest answer up, so that equal answers have just that mean.
  const { min } = measure.scale;
  const above = answers.reduce((sum, answer, cell) => sum + (answer - min) * weights[cell], 0);
  return min + above / weight;
}

/** Σ w (x - mean)². */
function about(values: readonly number[], weights: Float64Array, mean: number): number {
  return values.reduce((sum, value, cell) => sum + weights[cell] * (value - mean) ** 2, 0);
}

/**
 * What a finite population leaves of the variance: (N - n) / (N - 1), or 1 - n / N where the variance
 * is one with Bessel's correction. Cochran (1977), Sampling Techniques, 2.15 and 3.8.
 */
export function finiteCorrection(
  { metric }: MeasureUsed,
  n: number,
  population: number | undefined,
): number {
  if (population === undefined) return 1;
  if (n >= population) return 0;
  return metric === "mean" ? 1 - n / population : (population - n) / (population - 1);
}

/** Squared standard error of the mean; null where one answer alone says nothing of the spread. */
export function squaredError(
  { metric }: MeasureUsed,
  { variance, effectiveN }: Moments,
  correction: number,
): number | null {
  if (metric !== "mean") return effectiveN > 0 ? (correction * variance) / effectiveN : null;
  return effectiveN > 1 ? (correction * variance) / (effectiveN - 1) : null;
}
