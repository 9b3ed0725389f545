import { solveEigen, symmetricEigen } from "../eigen.ts";
import { dot } from "../vector.ts";
import { hessianOf } from "./hessian.ts";
import { backtrack } from "./line.ts";
import { freeCoordinates, type Objective, type Visited } from "./objective.ts";

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
const MAX_STEP = 3;
/** The decrement at which an optimum is exact, per coordinate: 1e-14, and a step beyond. */
const EXACT = 1e-18;
/** A Hessian taken where the decrement was below this is as good as one taken at the optimum. */
const HESSIAN_HOLDS = 1e-12;
/** A coordinate out here is on its way to the bound. */
export const REMOTE = 12;
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
/** What is left to gain where the verdict is given: next to nothing on a ridge, which has no end. */
const SETTLED = 1e-12;
const SETTLED_ON_RIDGE = 1e-5;

/**
 * Newton steps from a point near the optimum until the decrement is exact, then the certificate.
 * Once changes of the value sink below rounding a step is judged by the gradient alone.
 */
export function polish(objective: Objective, start: Visited): Optimum {
  const n = start.point.length;
  let here = start;
  let iterations = 0;
  let frame = frameAt(here, hessianOf(objective, here.point));
  let takenAt = frame.newtonDecrement;
  while (frame.newtonDecrement > EXACT * n && iterations < MAX_ITERATIONS) {
    const next = takeStep(objective, here, frame);
    if (next === undefined) break;
    iterations++;
    here = next;
    const { hessian } = frame;
    frame = frameAt(here, hessian);
    if (frame.flat || takenAt > HESSIAN_HOLDS || frame.newtonDecrement > EXACT * n) {
      frame = frameAt(here, hessianOf(objective, here.point));
      takenAt = frame.newtonDecrement;
    }
  }
  const { free, hessian, newtonDecrement } = frame;
  return { ...here, free, hessian, newtonDecrement, verdict: judge(here, frame), iterations };
}

/** What a Hessian makes of the slopes at a point, or at another nearby. */
interface Frame {
  readonly free: readonly number[];
  readonly hessian: Float64Array;
  readonly flat: boolean;
  readonly newtonDecrement: number;
  /** Downhill, curvatures lifted to a floor. */
  readonly directionBy: (floor: number) => Float64Array;
  readonly decrementOf: (gradient: Float64Array) => number;
}

/** Newton steps over the free coordinates, curvatures lifted to where they are above rounding. */
function frameAt(here: Visited, hessian: Float64Array): Frame {
  const n = here.point.length;
  const free = freeCoordinates(here);
  const inner = Float64Array.from(free.flatMap((i) => free.map((j) => hessian[i * n + j])));
  const eigen = symmetricEigen(inner, free.length);
  const noise = FLAT_SHARE * Math.abs(here.value);
  const solve = (gradient: Float64Array, floor: number) => {
    const right = Float64Array.from(free, (i) => gradient[i]);
    return { right, solved: solveEigen(eigen, right, Math.max(floor, noise)) };
  };
  const decrementOf = (gradient: Float64Array) => {
    const { right, solved } = solve(gradient, FLAT);
    return dot(right, solved);
  };
  const directionBy = (floor: number) => {
    const { solved } = solve(here.gradient, floor);
    const direction = new Float64Array(n);
    free.forEach((i, k) => {
      direction[i] = -solved[k];
    });
    return direction;
  };
  const flat = eigen.values.some((value) => value < Math.max(FLAT, noise));
  const newtonDecrement = decrementOf(here.gradient);
  return { free, hessian, flat, newtonDecrement, directionBy, decrementOf };
}

function takeStep(objective: Objective, here: Visited, frame: Frame): Visited | undefined {
  const stepBy = (floor: number) =>
    backtrack(objective, here, frame.directionBy(floor), MAX_STEP, ({ value, gradient }) => {
      const gained = here.value - value;
      const level = Math.abs(gained) <= LEVEL * Math.max(1, Math.abs(here.value));
      if (!level) return gained > 0;
      return 2 * frame.decrementOf(gradient) < frame.newtonDecrement;
    })?.found;
  return stepBy(FAINT) ?? (frame.flat ? stepBy(FLAT) : undefined);
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
