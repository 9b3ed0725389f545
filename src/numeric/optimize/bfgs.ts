import { dot } from "../vector.ts";
import { backtrack } from "./line.ts";
import { freeCoordinates, type Objective, type Visited, visit } from "./objective.ts";

/** Where a descent ended, with the inverse Hessian (row-major) that it learned on the way. */
export interface Descent extends Visited {
  readonly inverseHessian: Float64Array | undefined;
  readonly iterations: number;
}

export interface DescentOptions {
  /** What is known of the inverse Hessian to begin with. */
  readonly inverseHessian?: Float64Array | undefined;
  /** Stop once the expected gain g'H⁻¹g sinks below this. */
  readonly tolerance: number;
}

/** Where so many do not do, Newton steps do better. */
const MAX_ITERATIONS = 100;
const MAX_STEP = 3;
const MAX_BLIND_STEP = 0.5;
const SUFFICIENT_DECREASE = 1e-4;
/** Expected gains below this share of the value are lost in its rounding. */
const LEVEL = 1e-14;
const LARGE = 1e5;
/** Changes below this share of the value are rounding. */
const ROUNDING = 8 * Number.EPSILON;

/**
 * Walks downhill inside the edges by BFGS (Nocedal & Wright 2006, algorithm 6.1), until the expected
 * gain is below the tolerance or steps sink below rounding. Leaves the verdict to `polish`.
 */
export function descendBfgs(
  objective: Objective,
  start: Float64Array,
  { tolerance, inverseHessian: inverse }: DescentOptions,
): Descent {
  let here = visit(objective, start);
  let inverseHessian = inverse;
  let iterations = 0;
  while (iterations < MAX_ITERATIONS) {
    const direction = downhill(here, inverseHessian);
    const slope = dot(direction, here.gradient);
    // Of a large value no gain below its rounding can be seen; of a small one the slopes tell more.
    const level = LEVEL * (Math.abs(here.value) - LARGE);
    if (Math.abs(slope) <= (inverseHessian ? Math.max(tolerance, level) : tolerance ** 2)) break;
    const maxStep = inverseHessian ? MAX_STEP : MAX_BLIND_STEP;
    const next = slope < 0 ? stepDown(objective, here, direction, slope, maxStep) : undefined;
    if (next === undefined) {
      // What was learned elsewhere misleads here: begin anew, by the gradient alone.
      if (inverseHessian === undefined) break;
      inverseHessian = undefined;
      continue;
    }
    iterations++;
    inverseHessian = learn(inverseHessian, here, next);
    const gained = here.value - next.value;
    here = next;
    if (gained <= ROUNDING * Math.max(1, Math.abs(here.value)) && inverseHessian) break;
  }
  return { ...here, inverseHessian, iterations };
}

/** -H⁻¹g over the free coordinates. */
function downhill(here: Visited, inverseHessian: Float64Array | undefined): Float64Array {
  const { gradient } = here;
  const n = gradient.length;
  const direction = new Float64Array(n);
  const free = freeCoordinates(here);
  for (const i of free) {
    if (inverseHessian === undefined) direction[i] = -gradient[i];
    else for (const j of free) direction[i] -= inverseHessian[i * n + j] * gradient[j];
  }
  return direction;
}

/** The first point with a sufficient decrease, or one further on. */
function stepDown(
  objective: Objective,
  here: Visited,
  direction: Float64Array,
  slope: number,
  maxStep: number,
): Visited | undefined {
  const step = backtrack(
    objective,
    here,
    direction,
    maxStep,
    ({ value }, length) => value <= here.value + SUFFICIENT_DECREASE * length * slope,
  );
  if (step === undefined) return undefined;
  let { found, length } = step;
  // Where the slope says that far more lies ahead, a longer step saves many.
  while (2 * length <= step.longest && dot(found.gradient, direction) < 0.9 * slope) {
    length *= 2;
    const trial = step.at(length);
    if (!(trial.value < found.value)) break;
    found = trial;
  }
  return found;
}

/** H⁻¹ ← (I - ρ s y') H⁻¹ (I - ρ y s') + ρ s s' with ρ = 1/(s'y), from s'y/(y'y) I at first. */
function learn(
  before: Float64Array | undefined,
  here: Visited,
  next: Visited,
): Float64Array | undefined {
  const moved = next.point.map((at, i) => at - here.point[i]);
  const turned = next.gradient.map((slope, i) => slope - here.gradient[i]);
  const curvature = dot(moved, turned);
  if (!(curvature > 1e-10 * Math.sqrt(dot(moved, moved) * dot(turned, turned)))) return before;
  const n = moved.length;
  const first = curvature / dot(turned, turned);
  const old = (i: number, j: number) => before?.[i * n + j] ?? (i === j ? first : 0);
  const image = turned.map((_, i) => turned.reduce((sum, part, j) => sum + old(i, j) * part, 0));
  const scale = (1 + dot(turned, image) / curvature) / curvature;
  return Float64Array.from({ length: n * n }, (_, cell) => {
    const [i, j] = [Math.floor(cell / n), cell % n];
    const cross = image[i] * moved[j] + moved[i] * image[j];
    return old(i, j) + scale * moved[i] * moved[j] - cross / curvature;
  });
}
