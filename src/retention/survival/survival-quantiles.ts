import { checkFinite } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { checkCurve } from "./check-curve.ts";
import {
  checkList,
  type KaplanMeierCurve,
  type KaplanMeierPointColumns,
  type TimeQuantile,
} from "./curve.ts";
import { findQuantile } from "./find-quantile.ts";

/**
 * After what age has a quarter, half, three quarters of the customers left?
 *
 * The median is the honest average of lifetimes under censoring: the mean needs the end of the curve,
 * which is not there yet.
 *
 * t(p) is the first time with S(t) ≤ 1 - p; where S equals 1 - p from there to a later fall, the middle of
 * that stretch, and where it stays there to the end of watching, its start (as R's summary has the median). The
 * interval holds the times at which the curve's own interval meets 1 - p (Brookmeyer-Crowley).
 *
 * @param curve - of `kaplanMeier`
 * @param probabilities - shares that have left, within (0, 1)
 * @returns for each, the time, with the interval of the curve's kind and level; `null` where the
 *   curve, or that end of its interval, does not come down so far: then say "not reached yet"
 * @throws InputError `out_of_range`, `not_a_number`; `invalid_shape` of a curve with holes
 *
 * @example
 * ```ts
 * import { kaplanMeier, survivalQuantiles } from "clientele/retention";
 *
 * const curve = kaplanMeier({ time: [5, 8, 12, 20], event: [1, 1, 0, 0] });
 * survivalQuantiles(curve, [0.25, 0.75]).map(({ time }) => time); // => [6.5, null]
 * ```
 *
 * @see Brookmeyer & Crowley (1982), A confidence interval for the median survival time, Biometrics 38
 */
export function survivalQuantiles(
  curve: KaplanMeierCurve | KaplanMeierCurve<KaplanMeierPointColumns>,
  probabilities: readonly number[],
): TimeQuantile[] {
  checkCurve(curve);
  checkList(probabilities, "probabilities");
  return probabilities.map((probability, index) => {
    const path = ["probabilities", index];
    if (!(checkFinite(probability, path) > 0 && probability < 1)) {
      throw new InputError("out_of_range", `expected between 0 and 1, got ${probability}`, path);
    }
    return findQuantile(curve.points, probability);
  });
}
