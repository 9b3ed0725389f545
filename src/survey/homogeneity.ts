import { chiSquareTail } from "../numeric/distributions/chi-square.ts";
import { regularizedBeta } from "../numeric/special/incomplete-beta.ts";
import type { DifferenceMethod, HomogeneityTest } from "./compare-types.ts";
import { type Arm, type Estimate, estimateOf, pooledShare, sizeOf } from "./differences.ts";
import type { MeasureUsed } from "./types.ts";

/** Are all samples alike? null where a sample has no estimate, or all have no spread. */
export function testHomogeneity(
  measure: MeasureUsed,
  arms: readonly Arm[],
  method: DifferenceMethod,
): HomogeneityTest | null {
  const estimates = arms.flatMap((arm) => estimateOf(measure, arm, method) ?? []);
  if (arms.length < 2 || estimates.length < arms.length) return null;
  if (method === "newcombe") return pearson(arms, estimates);
  if (!estimates.every(({ squared }) => squared > 0)) return null;
  return method === "welch" ? welch(estimates) : cochran(estimates);
}

/** Pearson's chi-square of shares. */
function pearson(arms: readonly Arm[], estimates: readonly Estimate[]): HomogeneityTest | null {
  const share = pooledShare(arms);
  if (share <= 0 || share >= 1 || arms.some(({ correction }) => correction === 0)) return null;
  const statistic = arms.reduce(
    (sum, arm, at) => sum + sizeOf(arm) * (estimates[at].value - share) ** 2,
    0,
  );
  return chiSquare(statistic / (share * (1 - share)), arms.length - 1);
}

/** Squared distances from the mean by precision: Cochran (1954), Biometrics 10. */
function cochran(estimates: readonly Estimate[]): HomogeneityTest {
  const { squares } = precisions(estimates);
  return chiSquare(squares, estimates.length - 1);
}

/** Welch (1951), On the comparison of several mean values, Biometrika 38. */
function welch(estimates: readonly Estimate[]): HomogeneityTest {
  const k = estimates.length;
  const { weights, total, squares } = precisions(estimates);
  const lack = weights.reduce(
    (sum, weight, at) => sum + (1 - weight / total) ** 2 / estimates[at].df,
    0,
  );
  const statistic = squares / (k - 1) / (1 + (2 * (k - 2) * lack) / (k * k - 1));
  const within = (k * k - 1) / (3 * lack);
  const x = within / (within + (k - 1) * statistic);
  return {
    test: "welch_f",
    statistic,
    degreesOfFreedom: [k - 1, within],
    pValue: regularizedBeta(x, within / 2, (k - 1) / 2),
  };
}

function precisions(estimates: readonly Estimate[]) {
  const weights = estimates.map(({ squared }) => 1 / squared);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = estimates.reduce((sum, { value }, at) => sum + weights[at] * value, 0) / total;
  const squares = estimates.reduce(
    (sum, { value }, at) => sum + weights[at] * (value - mean) ** 2,
    0,
  );
  return { weights, total, squares };
}

function chiSquare(statistic: number, df: number): HomogeneityTest {
  return {
    test: "chi_square",
    statistic,
    degreesOfFreedom: [df],
    pValue: chiSquareTail(statistic, df),
  };
}
