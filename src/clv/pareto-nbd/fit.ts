import type { CovariateFitOptions } from "../fitting/fit-options.ts";
import { fitPurchaseModel } from "../fitting/fit-purchase-model.ts";
import type { PurchaseData } from "../fitting/purchase-data.ts";
import type { Fitted } from "../model.ts";
import { paretoNbdFamily } from "./family.ts";
import type { ParetoNbdModel, ParetoNbdParameter } from "./model.ts";

/**
 * How often do customers buy, how soon do they leave, and how unlike are they in both, where they
 * may leave at any time?
 *
 * Fits the Pareto/NBD model: for repeat purchases at any time without a contract, where a customer's
 * leaving is not seen and has nothing to do with her purchases. Where people leave over what they
 * bought, BG/NBD and MBG/NBD are nearer to the matter. Not for subscriptions, nor where purchases
 * come like clockwork.
 *
 * Maximizes the likelihood of Schmittlein, Morrison & Colombo (1987), the drop-out time y
 * integrated out:
 * L = Γ(r+x)/Γ(r) α^r β^s [(α+T)^-(r+x) (β+T)^-s + s ∫_{t_x}^T (α+y)^-(r+x) (β+y)^-(s+1) dy]
 * by quadrature in logarithms, which is exact to rounding where the two hypergeometric functions of
 * the closed form overflow or cancel; over the logarithms of the parameters, with exact gradients and
 * curvatures, to a Newton decrement of 1e-14 a parameter. Customers of equal history are counted once with a
 * weight; nothing is rounded.
 *
 * @param data - a customer base, `{ timeUnit, customers }` with rows or columns of frequency (x),
 *   recency (t_x) and age (T), or patterns with weights
 * @param options - `priors` of r, alpha, s and beta, made by `parameterPriors`; `covariates` that
 *   move alpha (of the transaction process) and beta (of the lifetime process) as θ exp(-γ'z), made by
 *   `staticCovariates`
 * @returns the model: `params` r (shape of the purchase rates), alpha (their inverse scale, in
 *   `timeUnit`), s (shape of the drop-out rates) and beta (their inverse scale, in `timeUnit`), all
 *   positive; `fit` with log-likelihood, standard errors, covariance, the certificate of the optimum
 *   and warnings. Where the likelihood rises for ever along some direction, as along s and beta
 *   where nobody leaves, the verdict is `ridge` or `boundary` and a warning (`weakly_identified`,
 *   `at_boundary`) names the parameters.
 *
 * Edge cases: finite at any frequency; a customer whose last purchase was at her very age, or whose
 * age is 0, counts like any other.
 *
 * @throws FitError `empty` without customers, `no_repeat_purchases` where nobody came back,
 *   `no_convergence` where the search ended short of an optimum
 * @throws InputError `invalid_summary` for an impossible history, `invalid_option` for an option that
 *   is none
 *
 * @example
 * ```ts
 * import { fitParetoNbd } from "clientele/clv";
 *
 * const model = fitParetoNbd({
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * });
 * model.kind; // => "pareto-nbd"
 * model.fit.verdict; // => "optimum"
 * ```
 *
 * @see Schmittlein, Morrison & Colombo (1987), Counting your customers: who are they and what will
 *   they do next?, Management Science 33(1); Fader & Hardie (2005), A note on deriving the
 *   Pareto/NBD model and related expressions
 */
export function fitParetoNbd(
  data: PurchaseData,
  options: CovariateFitOptions<ParetoNbdParameter> = {},
): Fitted<ParetoNbdModel> {
  return { kind: "pareto-nbd", version: 1, ...fitPurchaseModel(paretoNbdFamily, data, options) };
}
