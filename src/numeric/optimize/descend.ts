import { dot } from "../vector.ts";
import { hessianOf } from "./hessian.ts";
import { type Newton, newtonAt, walk } from "./newton.ts";
import { type Objective, type Visited, visit } from "./objective.ts";

/** Where a descent ended, with what it learned of the Hessian (row-major) on the way. */
export interface Descent extends Newton {
  readonly iterations: number;
}

/**
 * Walks downhill inside the edges by Newton steps, the Hessian measured at the start and brought up
 * to date by BFGS (Nocedal & Wright 2006, eq. 6.19) at each step, until the expected gain is below the
 * tolerance. Leaves the verdict to `polish`.
 */
export function descend(
  objective: Objective,
  start: Float64Array,
  enough: (value: number) => number,
  hessian?: Float64Array,
): Descent {
  const measured = (at: Visited) => hessianOf(objective, at.point, at.gradient);
  const first = visit(objective, start);
  return walk(objective, newtonAt(first, hessian ?? measured(first)), enough, (here, next) =>
    newtonAt(next, learn(here, next) ?? measured(next)),
  );
}

/** H ← H - H s s'H / s'H s + y y' / s'y; nothing where that would not curve upward. */
function learn({ point, gradient, hessian }: Newton, next: Visited): Float64Array | undefined {
  const n = point.length;
  const moved = next.point.map((at, i) => at - point[i]);
  const turned = next.gradient.map((slope, i) => slope - gradient[i]);
  const image = moved.map((_, i) => dot(hessian.subarray(i * n, (i + 1) * n), moved));
  const curvature = dot(moved, turned);
  const expected = dot(moved, image);
  if (!(curvature > 0 && expected > 0)) return undefined;
  return hessian.map((value, cell) => {
    const [i, j] = [Math.floor(cell / n), cell % n];
    return value + (turned[i] * turned[j]) / curvature - (image[i] * image[j]) / expected;
  });
}
