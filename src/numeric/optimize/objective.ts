/** A smooth function to be minimized: writes its gradient at `point`, returns its value. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

/** The size of coordinates within which a minimum is searched. */
export const EDGE = 16;

/** A point with what the objective says of it. */
export interface Visited {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** The point nearest to the one given inside the edges. */
export function visit(objective: Objective, wanted: Float64Array): Visited {
  const point = wanted.map((at) => Math.min(EDGE, Math.max(-EDGE, at)));
  const gradient = new Float64Array(point.length);
  const value = objective(point, gradient);
  return { point, value, gradient };
}

/** The coordinates that may still move: those not pressed against an edge by the gradient. */
export function freeCoordinates({ point, gradient }: Visited): number[] {
  return [...point.keys()].filter(
    (i) => !(Math.abs(point[i]) >= EDGE && point[i] * gradient[i] < 0),
  );
}
