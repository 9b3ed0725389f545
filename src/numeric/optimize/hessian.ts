import type { Objective } from "./objective.ts";

/** Where truncation, of order step², and the rounding of sums over many customers balance. */
const STEP = 2e-5;

/**
 * The Hessian as central differences of the exact gradient, made symmetric: about 1e-9 relative
 * where coordinates are of order one. Costs two evaluations a coordinate.
 */
export function hessianOf(objective: Objective, point: Float64Array): Float64Array {
  const n = point.length;
  const hessian = new Float64Array(n * n);
  const probe = point.slice();
  const ahead = new Float64Array(n);
  const behind = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    const step = STEP * Math.max(1, Math.abs(point[i]));
    probe[i] = point[i] + step;
    const up = probe[i];
    objective(probe, ahead);
    probe[i] = point[i] - step;
    const width = up - probe[i];
    objective(probe, behind);
    probe[i] = point[i];
    for (let j = 0; j < n; j++) hessian[i * n + j] = (ahead[j] - behind[j]) / width;
  }
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      const mean = (hessian[i * n + j] + hessian[j * n + i]) / 2;
      hessian[i * n + j] = mean;
      hessian[j * n + i] = mean;
    }
  }
  return hessian;
}
