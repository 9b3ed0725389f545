import type { Duration, DurationColumns } from "../duration.ts";
import { type FitLifetimeOptions, fitLifetime, type LifetimeFamily } from "./fit-lifetime.ts";
import { NORMAL_KERNEL } from "./kernels.ts";
import type { LogNormalModel } from "./model.ts";

const FAMILY: LifetimeFamily<"median" | "sigma"> = {
  label: ([median, sigma]) => ({ median, sigma }),
  start: (scale) => [scale, 1],
  lawOf: ([median, sigma]) => ({ kernel: NORMAL_KERNEL, scale: median, shape: 1 / sigma }),
  chain: ([, sigma], byScale, byShape, to) => {
    to[0] = byScale;
    to[1] = -byShape / (sigma * sigma);
  },
  times: [true, false],
};

/**
 * How long do customers stay, if their risk of leaving rises to a peak early and falls slowly?
 *
 * For lifetimes with a long tail. Its tail is the longest but that of the log-logistic: a mean taken from
 * it hangs on customers whom nobody has watched; ask within a horizon.
 *
 * S(t) = Φ(-log(t/median)/sigma), log median = μ. Fitted by maximum likelihood: events add log f(t), the
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
 * import { fitLogNormal } from "clientele/retention";
 *
 * const model = fitLogNormal({ time: [2, 3, 5, 8, 9, 9], event: [1, 1, 1, 1, 0, 0] });
 * Math.round(model.params.median * 1e6) / 1e6; // => 6.169399
 * ```
 *
 * @see Klein & Moeschberger (2003), Survival Analysis, chapter 12
 */
export function fitLogNormal(
  data: readonly Duration[] | DurationColumns,
  options: FitLifetimeOptions = {},
): LogNormalModel {
  return { kind: "log-normal", version: 1, ...fitLifetime(FAMILY, data, options) };
}
