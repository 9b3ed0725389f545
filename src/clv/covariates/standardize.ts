import type { FitWarningCode } from "../../core/fit-report.ts";
import type { Warning } from "../../core/warning.ts";
import { symmetricEigen } from "../../numeric/eigen.ts";

/** A covariate on a scale on which it has mean 0 and deviation 1. */
export interface StandardColumn {
  /** A row more than there are customers: the last is of one whose covariate is 0. */
  readonly values: Float64Array;
  readonly deviation: number;
}

export function standardize(column: Float64Array, weight: Float64Array): StandardColumn {
  let count = 0;
  let mean = 0;
  let squares = 0;
  // West's update: no cancellation where a covariate is large and varies little.
  for (let row = 0; row < column.length; row++) {
    count += weight[row];
    const off = column[row] - mean;
    mean += (weight[row] / count) * off;
    squares += weight[row] * off * (column[row] - mean);
  }
  const deviation = Math.sqrt(squares / count) || 1;
  const values = new Float64Array(column.length + 1);
  for (let row = 0; row < column.length; row++) values[row] = (column[row] - mean) / deviation;
  values[column.length] = -mean / deviation;
  return { values, deviation };
}

/** A part of the variance of the covariates, taken together, below which they are one too many. */
const COLLINEAR = 1e-3;

/** Says which covariates, if any, are nearly sums of the others, or the same for all customers. */
export function collinearity(
  names: readonly string[],
  columns: readonly StandardColumn[],
  weight: Float64Array,
): Warning<FitWarningCode>[] {
  const count = weight.reduce((sum, value) => sum + value, 0);
  const correlation = (one: Float64Array, other: Float64Array) =>
    weight.reduce((sum, value, row) => sum + value * one[row] * other[row], 0) / count;
  const n = columns.length;
  const matrix = Float64Array.from({ length: n * n }, (_, cell) =>
    correlation(columns[Math.floor(cell / n)].values, columns[cell % n].values),
  );
  const { values, vectors } = symmetricEigen(matrix, n);
  const involved = names.filter((_, i) =>
    values.some((value, k) => value < COLLINEAR && Math.abs(vectors[i * n + k]) > 0.1),
  );
  if (involved.length === 0) return [];
  const covariates = involved.join(", ");
  return [
    {
      code: "collinear_covariates",
      message: `${covariates}: their effects can hardly be told apart`,
      details: { covariates },
    },
  ];
}
