import type { Duration, DurationColumns } from "../duration.ts";
import { type FitLifetimeOptions, fitLifetime, type LifetimeFamily } from "./fit-lifetime.ts";
import { WEIBULL_KERNEL } from "./kernels.ts";
import type { WeibullModel } from "./model.ts";

const FAMILY: LifetimeFamily<"shape" | "scale"> = {
  label: ([shape, scale]) => ({ shape, scale }),
  start: (scale) => [1, scale],
  lawOf: ([shape, scale]) => ({ kernel: WEIBULL_KERNEL, scale, shape }),
  chain: (_, byScale, byShape, to) => {
    to[0] = byShape;
    to[1] = byScale;
  },
  times: [false, true],
};

/**
 * How long do customers stay, if their risk of leaving only rises or only falls with age?
 *
 * The first to try for extrapolation beyond the ages watched: shape < 1 says that those who stay become
 * loyal. Hold it against `kaplanMeier` before you believe it further out.
 *
 * S(t) = exp(-(t/scale)^shape). Fitted by maximum likelihood: events add log f(t), the
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
 * import { fitWeibull } from "clientele/retention";
 *
 * const model = fitWeibull({ time: [2, 3, 5, 8, 9, 9], event: [1, 1, 1, 1, 0, 0] });
 * Math.round(model.params.shape * 1e6) / 1e6; // => 1.571845
 * ```
 *
 * @see Weibull (1951), J. Appl. Mech. 18; Klein & Moeschberger (2003), Survival Analysis, chapter 12
 */
export function fitWeibull(
  data: readonly Duration[] | DurationColumns,
  options: FitLifetimeOptions = {},
): WeibullModel {
  return { kind: "weibull", version: 1, ...fitLifetime(FAMILY, data, options) };
}
