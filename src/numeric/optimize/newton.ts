import { inverseOf, symmetricEigen } from "../eigen.ts";
import { dot } from "../vector.ts";
import { EDGE, freeCoordinates, type Objective, type Visited, visit } from "./objective.ts";

/** A point with what a Hessian, taken there or nearby, makes of its slopes. */
export interface Newton extends Visited {
  /** The coordinates off the bounds. */
  readonly free: readonly number[];
  readonly flat: boolean;
  /** g'H⁻¹g over the free coordinates: twice the gain that a Newton step would promise. */
  readonly newtonDecrement: number;
  /** H⁻¹g over the free coordinates. */
  readonly step: Float64Array;
  readonly decrementOf: (gradient: Float64Array) => number;
}

/** Where a walk ended, with what it knows of the Hessian. */
export interface Descent extends Newton {
  readonly iterations: number;
}

/** Where so many do not do, no more will. */
const MAX_ITERATIONS = 100;
const MAX_STEP = 3;
/** So much longer a step to an edge is, that rounding does not end it short of it. */
const BEYOND = 1.000000000001;
const MAX_TRIES = 12;
const LEAST_SHARE = 0.1;
const SUFFICIENT_DECREASE = 1e-4;
/** Where the objective is flat and so small a share of the value is left to gain, steps but creep. */
const STALE = 1e-11;
/** Changes below this share of the value are lost in its rounding. */
const LEVEL = 1e-12;
/** Curvature below this share of the value is lost in the rounding of the differences. */
const FLAT_SHARE = 1e-9;
/** Curvature below this says nothing: a standard error of a hundred on a log-parameter. */
export const FLAT = 1e-4;
/**
 * Where a likelihood levels off its curvature falls with its slope: steps by what is left of both come
 * to the edge at once, those by a floor creep.
 */
const FAINT = 1e-8;

/** Newton steps over the free coordinates, curvatures lifted to where they are above rounding. */
export function newtonAt(here: Visited, hessian: Float64Array): Newton {
  const n = here.point.length;
  const free = freeCoordinates(here);
  const noise = FLAT_SHARE * Math.abs(here.value);
  const floor = Math.max(FLAT, noise);
  // A coordinate that is held has a curvature of its own, which is not flat, and no slope.
  const held = new Float64Array(n * n);
  for (let i = 0; i < n; i++) held[i * n + i] = 2 * floor;
  for (const i of free) for (const j of free) held[i * n + j] = hessian[i * n + j];
  const eigen = symmetricEigen(held, n);
  const solve = (gradient: Float64Array, least: number) => {
    const inverse = inverseOf(eigen, Math.max(least, noise));
    return gradient.map((_, i) => free.reduce((sum, j) => sum + inverse[i][j] * gradient[j], 0));
  };
  const decrementOf = (gradient: Float64Array) => dot(gradient, solve(gradient, FLAT));
  return {
    ...here,
    free,
    hessian,
    flat: eigen.values.some((value) => value < floor),
    newtonDecrement: decrementOf(here.gradient),
    step: solve(here.gradient, FAINT),
    decrementOf,
  };
}

/**
 * Newton steps downhill until the decrement is below what `enough` says of a value, each to where
 * `renew` knows more.
 */
export function walk(
  objective: Objective,
  start: Newton,
  enough: (value: number) => number,
  renew: (next: Visited, here: Newton) => Newton,
): Descent {
  let here = start;
  let iterations = 0;
  while (
    iterations < MAX_ITERATIONS &&
    here.newtonDecrement >
      Math.max(enough(here.value), here.flat ? STALE * Math.abs(here.value) : 0)
  ) {
    const next = stepDown(objective, here);
    if (!next) break;
    iterations++;
    here = renew(next, here);
  }
  return { ...here, iterations };
}

/**
 * To the first good point on Newton's step: at length 1 or the longest allowed, then where a parabola
 * through what is known has its minimum, a tenth of the way at least. Once changes of the value sink
 * below rounding a point is judged by the gradient alone.
 */
function stepDown(
  objective: Objective,
  { point, value, gradient, step, decrementOf, newtonDecrement }: Newton,
): Visited | undefined {
  const slope = dot(step, gradient);
  // Up to the first edge that is met: cut off beyond it, a step would leave a narrow valley.
  const lengths = step.map((by, i) => {
    const room = EDGE + Math.sign(by) * point[i];
    // What stands at an edge stays there, and holds up nothing else.
    return room > 0 ? Math.min(MAX_STEP, BEYOND * room) / Math.abs(by) : 1;
  });
  let length = Math.min(1, ...lengths);
  for (let tries = 0; tries < MAX_TRIES; tries++) {
    const next = visit(
      objective,
      point.map((at, i) => at - length * step[i]),
    );
    const gained = value - next.value;
    const isGood =
      Math.abs(gained) <= LEVEL * Math.max(1, Math.abs(value))
        ? 2 * decrementOf(next.gradient) < newtonDecrement
        : gained >= SUFFICIENT_DECREASE * length * slope;
    if (isGood) return next;
    const promised = length * slope;
    // No number where the value is none.
    length *= Math.max(LEAST_SHARE, promised / (promised - gained) / 2 || 0);
  }
  return undefined;
}
