/**
 * A smooth function to be minimized: writes its gradient at `point`, and its Hessian (row-major) where
 * it is asked and knows it; returns its value.
 */
export type Objective = (
  point: Float64Array,
  gradient: Float64Array,
  hessian?: Float64Array,
) => number;

/** The size of coordinates within which a minimum is searched. */
export const EDGE = 16;

/** A point with what the objective says of it. */
export interface Visited {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
  /** Row-major; 0 from an objective that does not know its own. */
  readonly hessian: Float64Array;
}

/** The point nearest to the one given inside the edges. */
export function visit(objective: Objective, wanted: Float64Array): Visited {
  const point = wanted.map((at) => Math.min(EDGE, Math.max(-EDGE, at)));
  const gradient = new Float64Array(point.length);
  const hessian = new Float64Array(point.length ** 2);
  const value = objective(point, gradient, hessian);
  return { point, value, gradient, hessian };
}

/** The coordinates that may still move: those not pressed against an edge by the gradient. */
export function freeCoordinates({ point, gradient }: Visited): number[] {
  return [...point.keys()].filter(
    (i) => !(Math.abs(point[i]) >= EDGE && point[i] * gradient[i] < 0),
  );
}
