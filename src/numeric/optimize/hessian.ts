import type { Objective } from "./objective.ts";

/** Where truncation, of order step², and the rounding of sums over many customers balance. */
const STEP = 2e-5;

/**
 * The Hessian as central differences of the exact gradient, made symmetric: about 1e-9 relative
 * where coordinates are of order one. Costs two evaluations a coordinate; with the `gradient` at the
 * point in place of the one behind it one, and is then good for four digits.
 */
export function hessianOf(
  objective: Objective,
  point: Float64Array,
  gradient?: Float64Array,
): Float64Array {
  const n = point.length;
  const hessian = new Float64Array(n * n);
  const probe = point.slice();
  const ahead = new Float64Array(n);
  const behind = gradient ?? new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const at = point[i];
    const step = STEP * Math.max(1, Math.abs(at));
    const up = at + step;
    const down = gradient ? at : at - step;
    const width = up - down;
    probe[i] = up;
    objective(probe, ahead);
    probe[i] = down;
    if (!gradient) objective(probe, behind);
    probe[i] = at;
    // Either half of a symmetric matrix takes half of what is found.
    for (let j = 0; j < n; j++) {
      const half = (ahead[j] - behind[j]) / width / 2;
      hessian[i * n + j] += half;
      hessian[j * n + i] += half;
    }
  }
  return hessian;
}
