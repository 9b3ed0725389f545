import type { CovariateFitOptions } from "../fitting/fit-options.ts";
import { fitPurchaseModel } from "../fitting/fit-purchase-model.ts";
import type { PurchaseData } from "../fitting/purchase-data.ts";
import type { Fitted } from "../model.ts";
import { ggompertzNbdFamily } from "./family.ts";
import { maximizeGgompertz } from "./maximize.ts";
import type { GgompertzNbdModel, GgompertzNbdParameter } from "./model.ts";

/**
 * How often do customers buy, and how soon do they leave, if the risk of leaving grows with age?
 *
 * Fits the Gamma-Gompertz/NBD model: for repeat purchases at any time without a contract, where
 * leaving is not seen and has nothing to do with purchases. Take it in place of the Pareto/NBD where
 * lifetimes may be peaked, or the Pareto/NBD's s and beta run away. Not for subscriptions, nor where
 * purchases come like clockwork; and not for short histories, which cannot tell it from its special case.
 *
 * Maximizes the likelihood of Bemmaor & Glady (2012, eq. 6), an integral over the time of leaving:
 * L = Γ(r+x)/Γ(r) α^r [S(T) (α+T)^-(r+x) + ∫ f(τ) (α+τ)^-(r+x) dτ from t_x to T],
 * S(τ) = (β/(β + e^(bτ) - 1))^s, f = -S'. Quadrature of its own is exact to 1e-10 in one customer's
 * log-likelihood, gradients are exact. As b → 0 with beta/b fixed the model becomes the Pareto/NBD
 * with s and beta/b: that one is fitted first, and given back where growing risk gains less than 0.001
 * in log-likelihood.
 *
 * @param data - a customer base, `{ timeUnit, customers }` with rows or columns of frequency (x),
 *   recency (t_x) and age (T), or patterns with weights
 * @param options - `priors` made by `parameterPriors`; `covariates` made by `staticCovariates`, that
 *   move alpha (`transaction`) and beta (`lifetime`): α_i = α exp(-γ'z), β_i = β exp(-γ'z)
 * @returns the model: `params` r (shape of the purchase rates), alpha (their inverse scale, in
 *   `timeUnit`), b (growth of the risk, per `timeUnit`), s and beta (shape and inverse scale of the
 *   risks), all positive; `fit` with log-likelihood, standard errors, covariance, the certificate of the
 *   optimum and warnings. Where nothing is gained over the Pareto/NBD the verdict is `boundary`, b and
 *   beta are tiny, only beta/b has a meaning, and a warning `at_boundary` names b.
 * @throws FitError `empty` without customers, `no_repeat_purchases` where nobody came back,
 *   `no_convergence` where the search ended short of an optimum
 * @throws InputError `invalid_summary` for an impossible history, `invalid_option` for an option that
 *   is none
 *
 * @example
 * ```ts
 * import { fitGgompertzNbd } from "clientele/clv";
 *
 * const model = fitGgompertzNbd({
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * });
 * model.kind; // => "ggompertz-nbd"
 * model.fit.customers; // => 865
 * ```
 *
 * @see Bemmaor & Glady (2012), Modeling purchasing behavior with sudden "death", Management
 *   Science 58(5)
 */
export function fitGgompertzNbd(
  data: PurchaseData,
  options: CovariateFitOptions<GgompertzNbdParameter> = {},
): Fitted<GgompertzNbdModel> {
  return {
    kind: "ggompertz-nbd",
    version: 1,
    ...fitPurchaseModel(ggompertzNbdFamily, data, options, maximizeGgompertz),
  };
}
