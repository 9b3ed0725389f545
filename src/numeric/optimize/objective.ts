/** A smooth function to be minimized: writes its gradient at `point`, returns its value. */
export type Objective = (point: Float64Array, gradient: Float64Array) => number;

/** Bounds on every coordinate. */
export interface Box {
  readonly lower: number;
  readonly upper: number;
}

/** A point with what the objective says of it. */
export interface Visited {
  readonly point: Float64Array;
  readonly value: number;
  readonly gradient: Float64Array;
}

/** The point nearest to the one given inside the box. */
export function visit(objective: Objective, box: Box, wanted: Float64Array): Visited {
  const point = wanted.map((at) => Math.min(box.upper, Math.max(box.lower, at)));
  const gradient = new Float64Array(point.length);
  const value = objective(point, gradient);
  return { point, value, gradient };
}

/** The coordinates that may still move: those not pressed against a bound by the gradient. */
export function freeCoordinates({ point, gradient }: Visited, box: Box): number[] {
  const free: number[] = [];
  for (let i = 0; i < point.length; i++) {
    const pressedDown = point[i] <= box.lower && gradient[i] > 0;
    const pressedUp = point[i] >= box.upper && gradient[i] < 0;
    if (!pressedDown && !pressedUp) free.push(i);
  }
  return free;
}
