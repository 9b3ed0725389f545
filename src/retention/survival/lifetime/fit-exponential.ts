import type { Duration, DurationColumns } from "../duration.ts";
import { type FitLifetimeOptions, fitLifetime, type LifetimeFamily } from "./fit-lifetime.ts";
import { WEIBULL_KERNEL } from "./kernels.ts";
import type { ExponentialModel } from "./model.ts";

const FAMILY: LifetimeFamily<"scale"> = {
  label: ([scale]) => ({ scale }),
  start: (scale) => [scale],
  lawOf: ([scale]) => ({ kernel: WEIBULL_KERNEL, scale, shape: 1 }),
  chain: (_, byScale, __, to) => {
    to[0] = byScale;
  },
  times: [true],
};

/**
 * How long do customers stay, if age makes no difference to the risk of leaving?
 *
 * The yardstick for the others: if a Weibull shape is near 1 this is enough. Seldom true of customers,
 * of whom those who leave easily leave first.
 *
 * S(t) = exp(-t/scale); the maximum is time watched over events. Fitted by maximum likelihood: events add log f(t), the
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
 *   `no_convergence` where lifetimes add up beyond what a number can hold
 *
 * @example
 * ```ts
 * import { fitExponential } from "clientele/retention";
 *
 * const model = fitExponential({ time: [2, 3, 5, 8, 9, 9], event: [1, 1, 1, 1, 0, 0] });
 * Math.round(model.params.scale * 1e6) / 1e6; // => 9
 * ```
 *
 * @see Klein & Moeschberger (2003), Survival Analysis, chapter 12
 */
export function fitExponential(
  data: readonly Duration[] | DurationColumns,
  options: FitLifetimeOptions = {},
): ExponentialModel {
  return { kind: "exponential", version: 1, ...fitLifetime(FAMILY, data, options) };
}
