import {
  type KaplanMeierCurve,
  type KaplanMeierPointColumns,
  stepsOf,
  type TimeQuantile,
} from "./curve.ts";

/** A level so close is met exactly, whatever the rounding of products. */
const TOLERANCE = 1.4901161193847656e-8;

/** When the curve, and the ends of its interval, fall to 1 - probability. */
export function findQuantile(
  points: KaplanMeierCurve["points"] | KaplanMeierPointColumns,
  probability: number,
): TimeQuantile {
  const { time, survival, lower, upper } = stepsOf(points);
  return {
    probability,
    time: firstBelow(time, (step) => survival[step], 1 - probability),
    lower: firstBelow(time, lower, 1 - probability),
    upper: firstBelow(time, upper, 1 - probability),
  };
}

/**
 * The first time at which a falling curve is at or below a level; where it stays on the level, the
 * middle between that time and the next fall.
 */
function firstBelow(
  time: ArrayLike<number>,
  valueAt: (step: number) => number | null,
  level: number,
): number | null {
  for (let step = 0; step < time.length; step++) {
    const value = valueAt(step);
    if (value === null || value > level + TOLERANCE) continue;
    if (value < level - TOLERANCE) return time[step];
    for (let next = step + 1; next < time.length; next++) {
      const below = valueAt(next);
      if (below !== null && below < level - TOLERANCE) return (time[step] + time[next]) / 2;
    }
    return time[step];
  }
  return null;
}
