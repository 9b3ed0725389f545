import { checkNonNegative } from "../../core/checks.ts";
import { checkCurve } from "./check-curve.ts";
import {
  checkList,
  type KaplanMeierCurve,
  type KaplanMeierPointColumns,
  stepAt,
  stepsOf,
} from "./curve.ts";

/** A survival curve read at a time. */
export interface SurvivalReading {
  readonly time: number;
  /** `null` beyond the last time watched, unless the curve is 0 there. */
  readonly survival: number | null;
  readonly standardError: number | null;
  readonly lower: number | null;
  readonly upper: number | null;
}

/**
 * What share is still there after 30, 90, 365 days?
 *
 * S is a step function: it keeps its value from one point to the next, the point included.
 *
 * @param curve - of `kaplanMeier`
 * @param times - at least 0, in the unit of the durations
 * @returns for each time, S with standard error and the curve's interval; S is 1 before the first
 *   point; beyond the last time watched all is `null` (nobody knows), unless S is 0 by then
 * @throws InputError `negative_value`, `not_a_number`, `non_finite_value`; `invalid_shape` or `out_of_range` of
 *   a curve with holes
 *
 * @example
 * ```ts
 * import { kaplanMeier, survivalAt } from "clientele/retention";
 *
 * const curve = kaplanMeier({ time: [5, 8, 12, 20], event: [1, 1, 0, 0] });
 * survivalAt(curve, [0, 5, 10, 30]).map(({ survival }) => survival); // => [1, 0.75, 0.5, null]
 * ```
 *
 * @see Kaplan & Meier (1958), JASA 53
 */
export function survivalAt(
  curve: KaplanMeierCurve | KaplanMeierCurve<KaplanMeierPointColumns>,
  times: readonly number[],
): SurvivalReading[] {
  const steps = stepsOf(checkCurve(curve).points);
  checkList(times, "times");
  const last = steps.time.length - 1;
  return times.map((time, index) => {
    const step = stepAt(steps.time, checkNonNegative(time, ["times", index]));
    const isBeyond = last < 0 || (time > steps.time[last] && steps.survival[last] > 0);
    if (isBeyond) return { time, survival: null, standardError: null, lower: null, upper: null };
    if (step < 0) {
      const isFlat = curve.interval === "plain" || curve.interval === "log";
      const bound = isFlat ? 1 : null;
      return { time, survival: 1, standardError: 0, lower: bound, upper: bound };
    }
    return {
      time,
      survival: steps.survival[step],
      standardError: steps.standardError(step),
      lower: steps.lower(step),
      upper: steps.upper(step),
    };
  });
}
