import { stageSum } from "./stage-sum.ts";

/**
 * What is known of a customer who is alive now. Had she never left, m hidden events since her last
 * purchase would be negative binomial: their rate is Gamma(shape, clock - idle) then, and fewer than
 * k of them came in the `idle` time since. After each purchase from now on she leaves with a
 * probability of Beta(a, b).
 */
export interface LivingWorld {
  readonly k: number;
  /** s = r + kx. */
  readonly shape: number;
  /** A = α + T. */
  readonly clock: number;
  /** T - t_x. */
  readonly idle: number;
  /** Σ_{j<k} (s)_j/j! (idle/A)^j, over which the stages j have their chances. */
  readonly stages: number;
  readonly a: number;
  /** b grown by the chances to leave that she let pass. */
  readonly b: number;
}

export function livingWorld(
  k: number,
  shape: number,
  clock: number,
  idle: number,
  a: number,
  b: number,
): LivingWorld {
  return { k, shape, clock, idle, stages: stageSum(k, shape, idle / clock), a, b };
}
