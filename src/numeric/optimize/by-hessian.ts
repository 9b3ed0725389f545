import type { Method } from "./method.ts";
import { type Newton, newtonAt, walk } from "./newton.ts";
import { type Visited, visit } from "./objective.ts";
import { EXACT, judge } from "./optimum.ts";

/** Newton's method, for objectives that know their own Hessian. */
export const byHessian: Method = (objective, start, hopeless) => {
  const exact = EXACT * start.length;
  const enough = (value: number) => Math.max(exact, hopeless(value));
  return judge(walk(objective, renew(visit(objective, start)), enough, renew));
};

function renew(next: Visited): Newton {
  return newtonAt(next, next.hessian);
}
