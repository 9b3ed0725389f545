import type { Descent, Newton } from "./newton.ts";
import type { Visited } from "./objective.ts";

/**
 * - `optimum`: gradient zero, Hessian positive definite.
 * - `ridge`: gradient zero, but along some direction the objective is flat to rounding.
 * - `boundary`: a coordinate is pressed against a bound; the rest is at its optimum.
 * - `unfinished`: none of these.
 */
export type Verdict = "optimum" | "ridge" | "boundary" | "unfinished";

/** The certificate of an optimum, beside the point itself. */
export interface Optimum extends Visited, Pick<Newton, "flat" | "free" | "newtonDecrement"> {
  readonly verdict: Verdict;
  readonly iterations: number;
}

/** The decrement at which an optimum is exact, per coordinate: 1e-14, and a step or more beyond. */
export const EXACT = 1e-22;
/** A coordinate out here is on its way to the bound. */
export const REMOTE = 12;
/** What is left to gain where the verdict is given: next to nothing on a ridge, which has no end. */
const SETTLED = 1e-12;
const SETTLED_ON_RIDGE = 1e-5;

/** Where a search ended, with the verdict. */
export function judge(end: Descent): Optimum {
  return { ...end, verdict: verdictOn(end) };
}

function verdictOn({ point, value, flat, newtonDecrement }: Newton): Verdict {
  const pressed = point.some((at) => Math.abs(at) > REMOTE);
  const settled =
    flat || pressed ? SETTLED_ON_RIDGE * Math.max(1, Math.abs(value)) : SETTLED * point.length;
  if (!(newtonDecrement <= settled) || !Number.isFinite(value)) return "unfinished";
  if (pressed) return "boundary";
  return flat ? "ridge" : "optimum";
}
