import { dot } from "../vector.ts";
import { hessianOf } from "./hessian.ts";
import { type Method, PREVIEW_TOLERANCE } from "./method.ts";
import { type Descent, type Newton, newtonAt, walk } from "./newton.ts";
import { type Objective, type Visited, visit } from "./objective.ts";
import { EXACT, judge } from "./optimum.ts";

/** The expected gain at which the descent hands over to Newton steps. */
const DESCENT_TOLERANCE = 1e-15;
/** A Hessian taken where the decrement was below this is as good as one taken at the optimum. */
const HESSIAN_HOLDS = 1e-15;

/**
 * Newton steps for objectives that know but their gradient: the Hessian is learned on the way, and
 * measured near the optimum.
 */
export const byDifferences: Method = (objective, start, hopeless, preview) => {
  const before = preview && descend(preview, start, () => PREVIEW_TOLERANCE);
  const descent = descend(
    objective,
    before?.point ?? start,
    (value) => Math.max(DESCENT_TOLERANCE, hopeless(value)),
    before?.hessian,
  );
  const isWorthy = descent.newtonDecrement > hopeless(descent.value);
  return judge(isWorthy ? polish(objective, descent) : descent);
};

/**
 * Walks downhill inside the edges by Newton steps, the Hessian measured at the start and brought up
 * to date by BFGS (Nocedal & Wright 2006, eq. 6.19) at each step, until the expected gain is below what
 * `enough` says of a value.
 */
export function descend(
  objective: Objective,
  start: Float64Array,
  enough: (value: number) => number,
  hessian?: Float64Array,
): Descent {
  const measured = (at: Visited) => hessianOf(objective, at.point, at.gradient);
  const first = visit(objective, start);
  return walk(objective, newtonAt(first, hessian ?? measured(first)), enough, (next, here) =>
    newtonAt(next, learn(here, next) ?? measured(next)),
  );
}

/** Newton steps from a point near the optimum until the decrement is exact. */
function polish(objective: Objective, start: Descent): Descent {
  const exact = EXACT * start.point.length;
  const measured = (at: Visited) => newtonAt(at, hessianOf(objective, at.point));
  const end = walk(
    objective,
    measured(start),
    () => exact,
    (next, here) => {
      const known = newtonAt(next, here.hessian);
      const holds =
        here.newtonDecrement <= HESSIAN_HOLDS && known.newtonDecrement <= exact && !known.flat;
      return holds ? known : measured(next);
    },
  );
  return { ...end, iterations: start.iterations + end.iterations };
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
