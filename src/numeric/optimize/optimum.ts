import type { Descent, Newton } from "./newton.ts";
import type { Visited } from "./objective.ts";

/**
 * - `optimum`: gradient zero, Hessian positive definite.
 * - `ridge`: gradient zero, but along some direction the objective is flat to rounding.
 * - `boundary`: a coordinate is on its way to a bound, or there; the rest is at its optimum.
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
/** A coordinate out here is on its way to the bound, unless it is at an optimum. */
export const REMOTE = 12;
/** What is left to gain where the verdict is given, per coordinate; or along what has no end, of the value. */
const SETTLED = 1e-12;
const SETTLED_OUT_THERE = 1e-5;

/** Where a search ended, with the verdict. */
export function judge(end: Descent): Optimum {
  return { ...end, verdict: verdictOn(end) };
}

function verdictOn({ point, value, flat, free, newtonDecrement }: Newton): Verdict {
  const { length } = point;
  // What levels off promises a step's gain until it is flat: far out, too, this is the summit.
  const isSharp = !flat && free.length === length;
  if (isSharp && newtonDecrement <= SETTLED * length) return "optimum";
  const isSettled = newtonDecrement <= SETTLED_OUT_THERE * Math.max(1, Math.abs(value));
  if (isSettled && Number.isFinite(value)) {
    if (point.some((at) => Math.abs(at) > REMOTE)) return "boundary";
    if (flat) return "ridge";
  }
  return "unfinished";
}
