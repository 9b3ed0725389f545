import { type Eigen, solveEigen } from "./eigen.ts";
import { FLAT } from "./optimize/newton.ts";

const STEP = 1e-5;

/** Slopes of each outcome of a map by each coordinate. */
export type Jacobian = (
  map: (point: Float64Array) => Float64Array,
  point: Float64Array,
) => number[][];

/** By central differences: about 1e-10 relative. */
export const jacobianOf: Jacobian = (map, point) => {
  const probe = point.slice();
  const columns = Array.from(point, (at, j) => {
    probe[j] = at + STEP;
    const up = probe[j];
    const above = map(probe);
    probe[j] = at - STEP;
    const width = up - probe[j];
    const below = map(probe);
    probe[j] = at;
    return above.map((value, i) => (value - below[i]) / width);
  });
  return Array.from(point, (_, i) => columns.map((column) => column[i]));
};

/** The matrix with these values on its diagonal, and 0 elsewhere. */
export function diagonal(values: ArrayLike<number>): number[][] {
  return Array.from(values, (value, i) => Array.from(values, (_, j) => (i === j ? value : 0)));
}

/** The inverse of a symmetric matrix, with what is flat to rounding lifted above it. */
export function inverseOf(eigen: Eigen): number[][] {
  const units = diagonal(eigen.values.map(() => 1));
  return units.map((unit) => Array.from(solveEigen(eigen, unit, FLAT)));
}

/** J C J': how an uncertainty C goes through a map of slopes J. */
export function sandwich(
  jacobian: readonly (readonly number[])[],
  covariance: readonly (readonly number[])[],
): number[][] {
  const dot = (one: readonly number[], other: readonly number[]) =>
    one.reduce((sum, value, k) => sum + value * other[k], 0);
  const half = jacobian.map((row) => covariance.map((column) => dot(row, column)));
  return half.map((row) => jacobian.map((column) => dot(row, column)));
}
