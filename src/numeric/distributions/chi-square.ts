import { regularizedGammaQ } from "../special/incomplete-gamma.ts";

/** P(X > x), X chi-square with df > 0 degrees of freedom: the p-value of a test statistic x. */
export function chiSquareTail(x: number, df: number): number {
  return x <= 0 ? 1 : regularizedGammaQ(0.5 * df, 0.5 * x);
}
