import { checkNames } from "../../core/check-names.ts";
import { checkFinite, checkObject, checkPositive } from "../../core/checks.ts";
import { criticalValue } from "../../numeric/intervals.ts";
import { checkCurve } from "./check-curve.ts";
import { type KaplanMeierCurve, type KaplanMeierPointColumns, stepAt, stepsOf } from "./curve.ts";

export interface RestrictedMeanOptions {
  /** Up to what age, above 0; the last time watched unless given. */
  readonly horizon?: number | undefined;
}

/** Mean time spent within a horizon. */
export interface RestrictedMean {
  /** `null` without data. */
  readonly horizon: number | null;
  /** Within [0, horizon]; `null` where the curve ends, above 0, before the horizon. */
  readonly value: number | null;
  readonly standardError: number | null;
  /** Of the curve's level, on the plain scale. */
  readonly lower: number | null;
  readonly upper: number | null;
  readonly n: number;
}

/**
 * How long, on average, does a customer stay within the first so many days?
 *
 * The part of the mean lifetime that data can answer: multiply by the margin a day and you have what
 * a customer brings within the horizon. To compare two curves take the same horizon for both.
 *
 * RMST(τ) = ∫₀^τ S(t) dt, the area under the curve. Var = Σ A(t)² d/(n (n - d)) over the event times
 * t ≤ τ, A(t) the area from t to τ.
 *
 * @param curve - of `kaplanMeier`
 * @param options - `horizon` τ, in the unit of the durations; the last time watched unless given
 * @returns the mean with standard error and interval; `null` where the curve ends above 0 before τ:
 *   what comes after is not known
 *
 * Edge cases: where everybody has left A is 0 at the last event, which so adds no variance.
 *
 * @throws InputError `out_of_range`, `not_a_number`, `non_finite_value`, `invalid_option`;
 *   `invalid_shape` of a curve with holes
 *
 * @example
 * ```ts
 * import { kaplanMeier, restrictedMean } from "clientele/retention";
 *
 * const curve = kaplanMeier({ time: [5, 8, 12, 20], event: [1, 1, 0, 0] });
 * const mean = restrictedMean(curve, { horizon: 10 });
 * mean.value; // => 8.25
 * mean.standardError; // => 1.0231690964840563
 * restrictedMean(curve, { horizon: 30 }).value; // => null
 * ```
 *
 * @see Klein & Moeschberger (2003), Survival Analysis, 2nd edition, section 4.5
 */
export function restrictedMean(
  curve: KaplanMeierCurve | KaplanMeierCurve<KaplanMeierPointColumns>,
  options: RestrictedMeanOptions = {},
): RestrictedMean {
  checkNames(checkObject(options, "options"), ["horizon"]);
  const { time, atRisk, events, survival } = stepsOf(checkCurve(curve).points);
  const last = time.length - 1;
  const nothing = { value: null, standardError: null, lower: null, upper: null, n: curve.n };
  const asked =
    options.horizon === undefined ? undefined : checkPositive(options.horizon, ["horizon"]);
  if (last < 0) return { ...nothing, horizon: asked ?? null };
  const horizon = asked ?? time[last];
  if (horizon > time[last] && survival[last] > 0) return { ...nothing, horizon };
  let area = 0;
  let variance = 0;
  let until = horizon;
  for (let step = stepAt(time, horizon); step >= 0; step--) {
    area += survival[step] * (until - time[step]);
    until = time[step];
    const left = atRisk[step] - events[step];
    if (area > 0 && left > 0) variance += (area * area * events[step]) / (atRisk[step] * left);
  }
  const value = area + until;
  const standardError = checkFinite(Math.sqrt(variance), ["points"]);
  const margin = criticalValue(curve.level) * standardError;
  return {
    horizon,
    value,
    standardError,
    lower: Math.max(0, value - margin),
    upper: Math.min(horizon, value + margin),
    n: curve.n,
  };
}
