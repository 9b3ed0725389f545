import type { ScoreDifference } from "./compare-types.ts";

/** A difference in points of the published scale. */
export function onScale(difference: ScoreDifference, points: number): ScoreDifference {
  const scaled = (value: number | null) => (value === null ? null : points * value);
  return {
    ...difference,
    difference: scaled(difference.difference),
    lower: scaled(difference.lower),
    upper: scaled(difference.upper),
    standardError: scaled(difference.standardError),
  };
}
