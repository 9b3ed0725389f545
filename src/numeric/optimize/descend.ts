import { dot } from "../vector.ts";
import { hessianOf } from "./hessian.ts";
import { newtonAt, stepDown } from "./newton.ts";
import { type Objective, type Visited, visit } from "./objective.ts";

/** Where a descent ended, with what it learned of the Hessian (row-major) on the way. */
export interface Descent extends Visited {
  readonly hessian: Float64Array;
  readonly iterations: number;
}

export interface DescentOptions {
  /** What is known of the Hessian to begin with: it is measured unless given. */
  readonly hessian?: Float64Array | undefined;
  /** Stop once the expected gain g'H⁻¹g sinks below this. */
  readonly tolerance: number;
}

/** Where so many do not do, the Hessian is better measured at each step. */
const MAX_ITERATIONS = 100;

/**
 * Walks downhill inside the edges by Newton steps, the Hessian measured at the start and brought up
 * to date by BFGS (Nocedal & Wright 2006, eq. 6.19) at each step, until the expected gain is below the
 * tolerance. Leaves the verdict to `polish`.
 */
export function descend(
  objective: Objective,
  start: Float64Array,
  { tolerance, hessian }: DescentOptions,
): Descent {
  const measured = (at: Visited) => hessianOf(objective, at.point, at.gradient);
  let here = visit(objective, start);
  let newton = newtonAt(here, hessian ?? measured(here));
  let iterations = 0;
  while (newton.newtonDecrement > tolerance && iterations < MAX_ITERATIONS) {
    const next = stepDown(objective, here, newton);
    if (next === undefined) break;
    iterations++;
    const learned = learn(newton.hessian, here, next) ?? measured(next);
    here = next;
    newton = newtonAt(here, learned);
  }
  return { ...here, hessian: newton.hessian, iterations };
}

/** H ← H - H s s'H / s'H s + y y' / s'y; nothing where that would not curve upward. */
function learn(before: Float64Array, here: Visited, next: Visited): Float64Array | undefined {
  const moved = next.point.map((at, i) => at - here.point[i]);
  const turned = next.gradient.map((slope, i) => slope - here.gradient[i]);
  const n = moved.length;
  const image = moved.map((_, i) => dot(before.subarray(i * n, (i + 1) * n), moved));
  const curvature = dot(moved, turned);
  const expected = dot(moved, image);
  if (!(curvature > 0 && expected > 0)) return undefined;
  return before.map((value, cell) => {
    const [i, j] = [Math.floor(cell / n), cell % n];
    return value + (turned[i] * turned[j]) / curvature - (image[i] * image[j]) / expected;
  });
}
