import type { FitOptions } from "../fitting/fit-options.ts";
import { fitPurchaseModel } from "../fitting/fit-purchase-model.ts";
import type { PurchaseData } from "../fitting/purchase-data.ts";
import type { Fitted } from "../model.ts";
import { nbdFamily } from "./family.ts";
import type { NbdModel, NbdParameter } from "./model.ts";

/**
 * How often do customers buy, and how unlike are they in that, if nobody ever leaves?
 *
 * Fits the NBD model: for goods that people go on buying, such as soap, and as the yardstick for
 * models with churn: one that does not clearly beat it has seen nobody leave. Not for customers who
 * do leave: it promises the purchases of those who are gone.
 *
 * Maximizes L = Γ(r+x)/Γ(r) α^r (α+T)^-(r+x) (Ehrenberg 1959, for the times of purchases rather than
 * their number alone, so that it compares with the models with churn) over the logarithms of the
 * parameters, with exact gradients, to a Newton decrement of 1e-14 a parameter.
 *
 * @param data - a customer base, `{ timeUnit, customers }` with rows or columns of frequency (x),
 *   recency (t_x, which the model does not look at) and age (T), or patterns with weights
 * @param options - `priors` of r and alpha, made by `parameterPriors`
 * @returns the model: `params` r (shape of the purchase rates) and alpha (their inverse scale, in
 *   `timeUnit`), both positive; `fit` with log-likelihood, standard errors, covariance, the
 *   certificate of the optimum and warnings. Where customers buy as if all were alike, r and alpha
 *   rise together for ever: the verdict is `ridge` or `boundary`, and a warning
 *   (`weakly_identified`, `at_boundary`) names them.
 *
 * Edge cases: r / alpha, the mean rate, is known even where r and alpha are not.
 *
 * @throws FitError `empty` without customers, `no_repeat_purchases` where nobody came back,
 *   `no_convergence` where the search ended short of an optimum
 * @throws InputError `invalid_summary` for an impossible history, `invalid_option` for an option that
 *   is none
 *
 * @example
 * ```ts
 * import { fitNbd } from "clientele/clv";
 *
 * const model = fitNbd({
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * });
 * model.kind; // => "nbd"
 * model.fit.verdict; // => "optimum"
 * ```
 *
 * @see Ehrenberg (1959), The pattern of consumer purchases, Applied Statistics 8(1)
 */
export function fitNbd(
  data: PurchaseData,
  options: FitOptions<NbdParameter> = {},
): Fitted<NbdModel> {
  return { kind: "nbd", version: 1, ...fitPurchaseModel(nbdFamily, data, options) };
}
