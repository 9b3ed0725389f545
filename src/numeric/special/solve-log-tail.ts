/** ln F(u), and F(u)/F'(u). */
export interface LogTail {
  readonly log: number;
  readonly ratio: number;
}

/**
 * The u at which ln F(u) = `target`, for a distribution function F whose density is log-concave,
 * so that ln F is concave: Newton's method then lands at or below the root after its first step
 * and rises to it from there. `floor` is a bound below the root, `guess` may be anything.
 */
export function solveLogTail(
  target: number,
  guess: number,
  floor: number,
  tail: (u: number) => LogTail,
): number {
  let u = Math.max(guess, floor);
  for (let step = 0; step < 200; step++) {
    const { log, ratio } = tail(u);
    const miss = target - log;
    // One unit of slack: where the bound is sharp, its own rounding must not hold the root off.
    u = Math.max(floor - 1, u + miss * ratio);
    // The next miss would be of the order of this one's square.
    if (Math.abs(miss) < 1e-8) break;
  }
  return u;
}
