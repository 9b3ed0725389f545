/**
 * ∫ f over the whole line by the trapezoidal rule, halving `step` until two rules agree.
 *
 * For f positive, analytic around the line, and falling off on both sides of (roughly) 0 at least
 * exponentially the rule converges geometrically: each halving squares its error.
 */
export function integrateLine(f: (u: number) => number, step: number): number {
  let width = step;
  let sum = sweep(f, 0, width);
  for (let halvings = 0; halvings < 8; halvings++) {
    const between = sweep(f, width / 2, width);
    const settled = Math.abs(between - sum) < 3e-8 * sum;
    sum += between;
    width /= 2;
    if (settled) break;
  }
  return sum * width;
}

/** ∫ f from 0 to ∞ for f positive and falling, `scale` being roughly the length on which it does. */
export function integrateHalfLine(f: (v: number) => number, scale: number): number {
  return integrateLine((u) => {
    const inverse = Math.exp(-u);
    const v = scale * Math.exp(u - inverse);
    return f(v) * v * (1 + inverse);
  }, 0.25);
}

/** Σ f(start + k step) over all integers k whose terms still count. */
function sweep(f: (u: number) => number, start: number, step: number): number {
  let sum = 0;
  for (let u = start, counts = true; counts; u += step) {
    const term = f(u);
    sum += term;
    counts = term > 1e-17 * sum;
  }
  for (let u = start - step, counts = true; counts; u -= step) {
    const term = f(u);
    sum += term;
    counts = term > 1e-17 * sum;
  }
  return sum;
}
