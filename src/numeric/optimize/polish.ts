import { hessianOf } from "./hessian.ts";
import { type Newton, newtonAt, stepDown } from "./newton.ts";
import type { Objective, Visited } from "./objective.ts";

/**
 * - `optimum`: gradient zero, Hessian positive definite.
 * - `ridge`: gradient zero, but along some direction the objective is flat to rounding.
 * - `boundary`: a coordinate is pressed against a bound; the rest is at its optimum.
 * - `unfinished`: none of these.
 */
export type Verdict = "optimum" | "ridge" | "boundary" | "unfinished";

/** The certificate of an optimum, beside the point itself. */
export interface Optimum extends Visited, Pick<Newton, "free" | "hessian" | "newtonDecrement"> {
  readonly verdict: Verdict;
  readonly iterations: number;
}

const MAX_ITERATIONS = 100;
/** The decrement at which an optimum is exact, per coordinate: 1e-14, and a step beyond. */
const EXACT = 1e-18;
/** A Hessian taken where the decrement was below this is as good as one taken at the optimum. */
const HESSIAN_HOLDS = 1e-12;
/** A coordinate out here is on its way to the bound. */
export const REMOTE = 12;
/** What is left to gain where the verdict is given: next to nothing on a ridge, which has no end. */
const SETTLED = 1e-12;
const SETTLED_ON_RIDGE = 1e-5;

/** Newton steps from a point near the optimum until the decrement is exact, then the certificate. */
export function polish(objective: Objective, start: Visited): Optimum {
  const n = start.point.length;
  let here = start;
  let iterations = 0;
  let newton = newtonAt(here, hessianOf(objective, here.point));
  let takenAt = newton.newtonDecrement;
  while (newton.newtonDecrement > EXACT * n && iterations < MAX_ITERATIONS) {
    const next = stepDown(objective, here, newton);
    if (next === undefined) break;
    iterations++;
    here = next;
    newton = newtonAt(here, newton.hessian);
    if (newton.flat || takenAt > HESSIAN_HOLDS || newton.newtonDecrement > EXACT * n) {
      newton = newtonAt(here, hessianOf(objective, here.point));
      takenAt = newton.newtonDecrement;
    }
  }
  const { free, hessian, newtonDecrement } = newton;
  return { ...here, free, hessian, newtonDecrement, verdict: judge(here, newton), iterations };
}

function judge(here: Visited, { free, flat, newtonDecrement }: Newton): Verdict {
  const pressed = free.length < here.point.length || here.point.some((at) => Math.abs(at) > REMOTE);
  const settled =
    flat || pressed
      ? SETTLED_ON_RIDGE * Math.max(1, Math.abs(here.value))
      : SETTLED * here.point.length;
  if (!(newtonDecrement <= settled) || !Number.isFinite(here.value)) return "unfinished";
  if (pressed) return "boundary";
  return flat ? "ridge" : "optimum";
}
