import { studentTQuantile } from "../../numeric/distributions/student-t.ts";

/** A ratio of sums over customers, with its interval. */
export interface RatioInterval {
  readonly lower: number | null;
  readonly upper: number | null;
}

const UNKNOWN: RatioInterval = { lower: null, upper: null };

/**
 * The interval of a product of ratios ΣY/ΣX over customers drawn at random, by Taylor's first-order
 * term: each customer moves the logarithm of a ratio by (y - R x)/(R ΣX), of the product by the sum of
 * these. Cochran (1977), Sampling Techniques, chapter 6.
 */
export function ratioInterval(
  ratio: number,
  influence: Float64Array,
  n: number,
  level: number,
  highest: number,
): RatioInterval {
  if (n < 2) return UNKNOWN;
  let squares = 0;
  for (let i = 0; i < influence.length; i++) squares += influence[i] * influence[i];
  const error = Math.sqrt((squares * n) / (n - 1));
  const half = studentTQuantile(0.5 + level / 2, n - 1) * error;
  return { lower: Math.max(0, ratio - half), upper: Math.min(highest, ratio + half) };
}
