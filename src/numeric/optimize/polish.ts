import { hessianOf } from "./hessian.ts";
import { type Newton, newtonAt, walk } from "./newton.ts";
import type { Objective, Visited } from "./objective.ts";

/**
 * - `optimum`: gradient zero, Hessian positive definite.
 * - `ridge`: gradient zero, but along some direction the objective is flat to rounding.
 * - `boundary`: a coordinate is pressed against a bound; the rest is at its optimum.
 * - `unfinished`: none of these.
 */
export type Verdict = "optimum" | "ridge" | "boundary" | "unfinished";

/** The certificate of an optimum, beside the point itself. */
export interface Optimum
  extends Visited,
    Pick<Newton, "flat" | "free" | "hessian" | "newtonDecrement"> {
  readonly verdict: Verdict;
  readonly iterations: number;
}

/** The decrement at which an optimum is exact, per coordinate: 1e-14, and a step or more beyond. */
const EXACT = 1e-20;
/** A Hessian taken where the decrement was below this is as good as one taken at the optimum. */
const HESSIAN_HOLDS = 1e-15;
/** A coordinate out here is on its way to the bound. */
export const REMOTE = 12;
/** What is left to gain where the verdict is given: next to nothing on a ridge, which has no end. */
const SETTLED = 1e-12;
const SETTLED_ON_RIDGE = 1e-5;

/** Newton steps from a point near the optimum until the decrement is exact, then the certificate. */
export function polish(objective: Objective, start: Visited): Optimum {
  const exact = EXACT * start.point.length;
  const measured = (at: Visited) => newtonAt(at, hessianOf(objective, at.point));
  const end = walk(
    objective,
    measured(start),
    () => exact,
    (here, next) => {
      const known = newtonAt(next, here.hessian);
      const holds =
        here.newtonDecrement <= HESSIAN_HOLDS && known.newtonDecrement <= exact && !known.flat;
      return holds ? known : measured(next);
    },
  );
  return { ...end, verdict: judge(end) };
}

function judge({ point, value, flat, newtonDecrement }: Newton): Verdict {
  const pressed = point.some((at) => Math.abs(at) > REMOTE);
  const settled =
    flat || pressed ? SETTLED_ON_RIDGE * Math.max(1, Math.abs(value)) : SETTLED * point.length;
  if (!(newtonDecrement <= settled) || !Number.isFinite(value)) return "unfinished";
  if (pressed) return "boundary";
  return flat ? "ridge" : "optimum";
}
