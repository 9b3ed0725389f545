import type { Duration, DurationColumns } from "../duration.ts";
import { type FitLifetimeOptions, fitLifetime, type LifetimeFamily } from "./fit-lifetime.ts";
import { LOGISTIC_KERNEL } from "./kernels.ts";
import type { LogLogisticModel } from "./model.ts";

const FAMILY: LifetimeFamily<"median" | "shape"> = {
  label: ([median, shape]) => ({ median, shape }),
  start: (scale) => [scale, 1],
  lawOf: ([median, shape]) => ({ kernel: LOGISTIC_KERNEL, scale: median, shape }),
  chain: (_, byScale, byShape, to) => {
    to[0] = byScale;
    to[1] = byShape;
  },
  times: [true, false],
};

/**
 * How long do customers stay, if the odds of having left grow as a power of age?
 *
 * For risks that fall steadily (shape ≤ 1), or rise to a peak and fall. With shape ≤ 1 the mean lifetime is
 * infinite: ask within a horizon.
 *
 * S(t) = 1/(1 + (t/median)^shape). Fitted by maximum likelihood: events add log f(t), the
 * censored log S(t), and who entered late takes away log S(entry). Durations count in any unit.
 *
 * @param data - durations, rows or columns, as for `kaplanMeier`; weights are counts
 * @param options - `timeUnit`, the unit of the durations: `day` (default), `week`, `month` or `year`
 * @returns a model, plain data, with a fit report: log-likelihood (of densities in the durations' unit),
 *   standard errors, covariance, warnings. For `predictLifetime`; compare AIC between the four models
 *
 * Edge cases: who is censored at 0 says nothing. Where the likelihood has no maximum (a single event
 * that is the last of all) the verdict is `boundary`, with warning `at_boundary`.
 *
 * @throws InputError as `kaplanMeier` does, and `out_of_range` for an event at 0; FitError `no_events`;
 *   `no_convergence` where the time at which half are gone is beyond what a number can hold
 *
 * @example
 * ```ts
 * import { fitLogLogistic } from "clientele/retention";
 *
 * const model = fitLogLogistic({ time: [2, 3, 5, 8, 9, 9], event: [1, 1, 1, 1, 0, 0] });
 * Math.round(model.params.median * 1e6) / 1e6; // => 6.131482
 * ```
 *
 * @see Bennett (1983), Log-logistic regression models for survival data, Applied Statistics 32
 */
export function fitLogLogistic(
  data: readonly Duration[] | DurationColumns,
  options: FitLifetimeOptions = {},
): LogLogisticModel {
  return { kind: "log-logistic", version: 1, ...fitLifetime(FAMILY, data, options) };
}
