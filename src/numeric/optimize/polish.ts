import { solveEigen, symmetricEigen } from "../eigen.ts";
import { dot } from "../vector.ts";
import { hessianOf } from "./hessian.ts";
import { backtrack, lineFrom } from "./line.ts";
import { type Box, freeCoordinates, type Objective, type Visited } from "./objective.ts";

/**
 * - `optimum`: gradient zero, Hessian positive definite.
 * - `ridge`: gradient zero, but along some direction the objective is flat to rounding.
 * - `boundary`: a coordinate is pressed against a bound; the rest is at its optimum.
 * - `unfinished`: none of these.
 */
export type Verdict = "optimum" | "ridge" | "boundary" | "unfinished";

/** The certificate of an optimum, beside the point itself. */
export interface Optimum extends Visited {
  readonly verdict: Verdict;
  /** The coordinates off the bounds. */
  readonly free: readonly number[];
  /** Over all coordinates, row-major. */
  readonly hessian: Float64Array;
  /** g'H⁻¹g over the free coordinates: twice the gain that a Newton step would promise. */
  readonly newtonDecrement: number;
  readonly iterations: number;
}

const MAX_ITERATIONS = 100;
const MAX_STEP = 1;
/** The decrement at which an optimum is exact, per coordinate: 1e-14, and a step beyond. */
const EXACT = 1e-18;
/** A Hessian taken where the decrement was below this is as good as one taken at the optimum. */
const HESSIAN_HOLDS = 1e-12;
/** A coordinate out here is on its way to the bound. */
export const REMOTE = 12;
/** Changes below this share of the value are lost in its rounding. */
const LEVEL = 1e-12;
/** Curvature below this share of the largest is lost in the rounding of the differences. */
const FLAT_SHARE = 1e-9;
/** Curvature below this says nothing: a standard error of a hundred on a log-parameter. */
export const FLAT = 1e-4;
/** What is left to gain where the verdict is given: next to nothing on a ridge, which has no end. */
const SETTLED = 1e-12;
const SETTLED_ON_RIDGE = 1e-5;

/**
 * Newton steps from a point near the optimum until the decrement is exact, then the certificate.
 * Once changes of the value sink below rounding a step is judged by the gradient alone.
 */
export function polish(objective: Objective, start: Visited, box: Box): Optimum {
  const n = start.point.length;
  let here = start;
  let iterations = 0;
  let frame = frameAt(here, box, hessianOf(objective, here.point));
  let takenAt = frame.newtonDecrement;
  while (frame.newtonDecrement > EXACT * n && iterations < MAX_ITERATIONS) {
    const next = takeStep(objective, here, frame, box);
    if (next === undefined) break;
    iterations++;
    here = next;
    const { hessian } = frame;
    frame = frameAt(here, box, hessian);
    if (frame.flat || takenAt > HESSIAN_HOLDS || frame.newtonDecrement > EXACT * n) {
      frame = frameAt(here, box, hessianOf(objective, here.point));
      takenAt = frame.newtonDecrement;
    }
  }
  const { free, hessian, newtonDecrement } = frame;
  return { ...here, free, hessian, newtonDecrement, verdict: judge(here, frame), iterations };
}

interface NewtonStep {
  readonly direction: Float64Array;
  readonly newtonDecrement: number;
}

/** The step at a point, and what its Hessian makes of other gradients. */
interface Frame extends NewtonStep {
  readonly free: readonly number[];
  readonly hessian: Float64Array;
  readonly flat: boolean;
  readonly newtonStep: (gradient: Float64Array) => NewtonStep;
}

/** Newton steps over the free coordinates, curvatures lifted to where they are above rounding. */
function frameAt(here: Visited, box: Box, hessian: Float64Array): Frame {
  const n = here.point.length;
  const free = freeCoordinates(here, box);
  const inner = Float64Array.from(free.flatMap((i) => free.map((j) => hessian[i * n + j])));
  const eigen = symmetricEigen(inner, free.length);
  const floor = Math.max(FLAT, ...eigen.values.map((value) => FLAT_SHARE * Math.abs(value)));
  const newtonStep = (gradient: Float64Array) => {
    const slopes = Float64Array.from(free, (i) => gradient[i]);
    const solved = solveEigen(eigen, slopes, floor);
    const direction = new Float64Array(n);
    for (let k = 0; k < free.length; k++) direction[free[k]] = -solved[k];
    return { direction, newtonDecrement: dot(slopes, solved) };
  };
  const flat = eigen.values.some((value) => value < floor);
  return { free, hessian, flat, newtonStep, ...newtonStep(here.gradient) };
}

function takeStep(objective: Objective, here: Visited, frame: Frame, box: Box) {
  const line = lineFrom(objective, box, here, frame.direction, MAX_STEP);
  const step = backtrack(line, ({ value, gradient }) => {
    const gained = here.value - value;
    const level = Math.abs(gained) <= LEVEL * Math.max(1, Math.abs(here.value));
    if (!level) return gained > 0;
    return 2 * frame.newtonStep(gradient).newtonDecrement < frame.newtonDecrement;
  });
  return step?.found;
}

function judge(here: Visited, frame: Frame): Verdict {
  const pressed =
    frame.free.length < here.point.length || here.point.some((at) => Math.abs(at) > REMOTE);
  const settled =
    frame.flat || pressed
      ? SETTLED_ON_RIDGE * Math.max(1, Math.abs(here.value))
      : SETTLED * here.point.length;
  if (!(frame.newtonDecrement <= settled) || !Number.isFinite(here.value)) return "unfinished";
  if (pressed) return "boundary";
  return frame.flat ? "ridge" : "optimum";
}
