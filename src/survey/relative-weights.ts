import { symmetricEigen } from "../numeric/eigen.ts";

/** Rows of standardized drivers and outcome; the outcome is the last of `width` columns. */
export interface Moment {
  /** Correlations, width x width, row-major; 0 where a column does not vary. */
  readonly correlations: Float64Array;
  readonly width: number;
}

/** Weighted correlations of the columns, `data` being row-major. */
export function correlate(
  data: Float64Array,
  width: number,
  rows: ArrayLike<number>,
  weight: Float64Array,
): Moment {
  const sums = new Float64Array(width);
  const products = new Float64Array(width * width);
  let total = 0;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    const own = weight[row];
    const start = row * width;
    let cell = 0;
    total += own;
    for (let i = 0; i < width; i++) {
      const value = own * data[start + i];
      sums[i] += value;
      for (let j = 0; j <= i; j++) products[cell + j] += value * data[start + j];
      cell += width;
    }
  }
  const covariance = (i: number, j: number) =>
    products[i * width + j] / total - (sums[i] / total) * (sums[j] / total);
  const spread = Float64Array.from({ length: width }, (_, i) => {
    const variance = covariance(i, i);
    // What rounding leaves of the variance of a column without any.
    return variance > 1e-14 * (products[i * width + i] / total) ? Math.sqrt(variance) : 0;
  });
  const correlations = new Float64Array(width * width);
  for (let i = 0; i < width; i++) {
    for (let j = 0; j <= i; j++) {
      const scale = spread[i] * spread[j];
      const r = i === j ? 1 : scale > 0 ? covariance(i, j) / scale : 0;
      correlations[i * width + j] = Math.max(-1, Math.min(1, r));
      correlations[j * width + i] = correlations[i * width + j];
    }
  }
  return { correlations, width };
}

// Drivers whose joint spread along a direction is no more than this share repeat each other there.
const NEGLIGIBLE = 1e-10;

/**
 * The parts of R² that Johnson's relative weights assign to the drivers, and whether drivers repeat
 * each other. The drivers' nearest orthogonal counterparts explain the outcome by β, the drivers
 * explain them by Λ: a part is Σ Λ² β².
 *
 * Johnson (2000), Multivariate Behavioral Research 35(1), 1-19.
 */
export function relativeWeights({ correlations, width }: Moment): {
  readonly parts: Float64Array;
  readonly collinear: boolean;
} {
  const drivers = width - 1;
  const among = new Float64Array(drivers * drivers);
  for (let i = 0; i < drivers; i++) {
    for (let j = 0; j < drivers; j++) among[i * drivers + j] = correlations[i * width + j];
  }
  const { values, vectors } = symmetricEigen(among, drivers);
  const beta = new Float64Array(drivers);
  const loadings = new Float64Array(drivers * drivers);
  let collinear = false;
  for (let k = 0; k < drivers; k++) {
    if (values[k] <= NEGLIGIBLE * drivers) {
      collinear = true;
      continue;
    }
    const root = Math.sqrt(values[k]);
    let along = 0;
    for (let i = 0; i < drivers; i++) {
      along += vectors[i * drivers + k] * correlations[i * width + drivers];
    }
    for (let i = 0; i < drivers; i++) {
      const entry = vectors[i * drivers + k];
      beta[i] += (entry * along) / root;
      for (let j = 0; j < drivers; j++) {
        loadings[i * drivers + j] += root * entry * vectors[j * drivers + k];
      }
    }
  }
  const parts = new Float64Array(drivers);
  for (let i = 0; i < drivers; i++) {
    for (let k = 0; k < drivers; k++) parts[i] += (loadings[i * drivers + k] * beta[k]) ** 2;
  }
  return { parts, collinear };
}
