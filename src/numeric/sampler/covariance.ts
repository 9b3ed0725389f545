import { symmetricEigen } from "../eigen.ts";

/** A matrix whose product with its transpose is the given covariance; n x n, row-major. */
export function rootOf(covariance: Float64Array, n: number): Float64Array {
  const { values, vectors } = symmetricEigen(covariance, n);
  const least = Number.EPSILON * Math.max(...values);
  return vectors.map((entry, cell) => entry * Math.sqrt(Math.max(values[cell % n], least)));
}

/** root root'. */
export function squareOf(root: Float64Array, n: number): Float64Array {
  return root.map((_, cell) => {
    const [i, j] = [Math.floor(cell / n), cell % n];
    let sum = 0;
    for (let k = 0; k < n; k++) sum += root[i * n + k] * root[j * n + k];
    return sum;
  });
}

/** So many points the covariance known before weighs. */
const BEFORE = 5;

/** The covariance of points, leaning on what was known before as if that were a few points more. */
export function learnCovariance(
  points: readonly Float64Array[],
  before: Float64Array,
): Float64Array {
  const count = points.length;
  const n = points[0].length;
  const mean = points[0].map((_, i) => points.reduce((sum, point) => sum + point[i], 0) / count);
  return before.map((known, cell) => {
    const [i, j] = [Math.floor(cell / n), cell % n];
    const sum = points.reduce(
      (total, point) => total + (point[i] - mean[i]) * (point[j] - mean[j]),
      0,
    );
    return ((count / (count - 1)) * sum + BEFORE * known) / (count + BEFORE);
  });
}
