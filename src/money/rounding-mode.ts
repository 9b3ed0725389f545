/** All rounding modes. */
export const ROUNDING_MODES = [
  "down",
  "up",
  "floor",
  "ceil",
  "halfUp",
  "halfDown",
  "halfEven",
] as const satisfies readonly RoundingMode[];

/**
 * How to drop digits. `down` (toward zero) and `up` (away from it) round the magnitude and put the
 * sign back, and so do the modes for ties; `floor` and `ceil` go toward minus and plus infinity.
 *
 * | to a whole number | 2.4 | 2.5 | 2.6 | 3.5 | -2.4 | -2.5 | -2.6 | -3.5 |
 * | ----------------- | --- | --- | --- | --- | ---- | ---- | ---- | ---- |
 * | `down`            | 2   | 2   | 2   | 3   | -2   | -2   | -2   | -3   |
 * | `up`              | 3   | 3   | 3   | 4   | -3   | -3   | -3   | -4   |
 * | `floor`           | 2   | 2   | 2   | 3   | -3   | -3   | -3   | -4   |
 * | `ceil`            | 3   | 3   | 3   | 4   | -2   | -2   | -2   | -3   |
 * | `halfUp`          | 2   | 3   | 3   | 4   | -2   | -3   | -3   | -4   |
 * | `halfDown`        | 2   | 2   | 3   | 3   | -2   | -2   | -3   | -3   |
 * | `halfEven`        | 2   | 2   | 3   | 4   | -2   | -2   | -3   | -4   |
 */
export type RoundingMode = "down" | "up" | "floor" | "ceil" | "halfUp" | "halfDown" | "halfEven";
