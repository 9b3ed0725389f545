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

/** Takes the covariance of a point's coordinates through a map, and says which outcomes are known. */
export type Carry = (
  map: (point: Float64Array) => Float64Array,
  point: Float64Array,
  covariance: readonly (readonly number[])[],
  isKnown: (coordinate: number) => boolean,
) => { readonly covariance: number[][]; readonly isTold: (outcome: number) => boolean };

/** Where each outcome but moves in proportion to itself, by the exponent of its coordinate. */
export const inProportion: Carry = (map, point, covariance, isTold) => {
  const own = map(point);
  return {
    covariance: covariance.map((row, i) => row.map((value, j) => own[i] * own[j] * value)),
    isTold,
  };
};

/** By the slopes of the map: an outcome is known where all that it turns on is. */
export function carryBy(slopesOf: Jacobian): Carry {
  return (map, point, covariance, isKnown) => {
    const slopes = slopesOf(map, point);
    return {
      covariance: sandwich(slopes, covariance),
      isTold: (outcome) => slopes[outcome].every((slope, j) => slope === 0 || isKnown(j)),
    };
  };
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
