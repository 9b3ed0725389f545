import { dot } from "../vector.ts";

/** The logarithm of a density, up to a constant: writes its gradient at `point`. */
export type LogDensity = (point: Float64Array, gradient: Float64Array) => number;

/**
 * A density seen in coordinates z in which it is nearly round: point = origin + root z. `root` is any
 * n x n matrix, row-major, whose product with its transpose is the covariance.
 */
export interface Target {
  readonly logDensity: LogDensity;
  readonly root: Float64Array;
}

/** A point with the slope of the log density by the round coordinates. */
export interface Place {
  readonly point: Float64Array;
  readonly force: Float64Array;
  readonly logDensity: number;
}

/** A place and how fast it is left, in the round coordinates. */
export interface Phase extends Place {
  readonly momentum: Float64Array;
  /** The logarithm of the joint density: minus the energy. */
  readonly logJoint: number;
}

/** The place of a point; outside of the density's domain its log density is -Infinity. */
export function placeAt({ logDensity, root }: Target, point: Float64Array): Place {
  const n = point.length;
  const gradient = new Float64Array(n);
  const force = new Float64Array(n);
  const value = logDensity(point, gradient);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) force[j] += root[i * n + j] * gradient[i];
  }
  const isInside = Number.isFinite(value) && force.every(Number.isFinite);
  return { point, force, logDensity: isInside ? value : Number.NEGATIVE_INFINITY };
}

export function phaseAt(place: Place, momentum: Float64Array): Phase {
  return { ...place, momentum, logJoint: place.logDensity - dot(momentum, momentum) / 2 };
}

/** One step of Hamilton's equations by the leapfrog: half a kick, a drift, half a kick. */
export function leapfrog(target: Target, { point, force, momentum }: Phase, step: number): Phase {
  const { root } = target;
  const n = point.length;
  const next = momentum.map((speed, i) => speed + (step / 2) * force[i]);
  const moved = point.slice();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) moved[i] += step * root[i * n + j] * next[j];
  }
  const place = placeAt(target, moved);
  for (let i = 0; i < n; i++) next[i] += (step / 2) * place.force[i];
  return phaseAt(place, next);
}
