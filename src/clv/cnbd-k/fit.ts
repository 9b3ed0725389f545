import type { PurchaseData } from "../fitting/purchase-data.ts";
import type { Fitted } from "../model.ts";
import { type CnbdKFitOptions, fitChoosingK } from "./choose-k.ts";
import { bgCnbdKFamily, mbgCnbdKFamily } from "./family.ts";
import type { BgCnbdKModel, MbgCnbdKModel } from "./model.ts";

/**
 * How often and how regularly do customers buy, how soon do they drop out, and how unlike are they?
 *
 * Fits the BG/CNBD-k model: the BG/NBD for customers who buy more regularly than at random, such as
 * those who come when something is used up. A missed purchase then says sooner that a customer has
 * left. Not for contracts and subscriptions. Where `measureRegularity` finds k near 1, `fitBgNbd` says
 * the same; where a customer can leave after her first purchase too, see `fitMbgCnbdK`.
 *
 * Hidden events come at random at a rate λ ~ Gamma(r, alpha), each k-th is a purchase, so that the
 * times between purchases are Erlang-k. With s = r+kx, u = (T-t_x)/(α+T) the likelihood is
 * L = C Γ(s)/Γ(r) α^r (α+T)^-s B(a,b+x)/B(a,b) [Σ_{j<k} (s)_j/j! u^j + δ(x>0) a/(b+x-1) ((α+T)/(α+t_x))^s],
 * C = t_x^(kx-x) Γ(x)/Γ(kx): the density of (x, t_x) by the constant that the BG/NBD leaves out. So
 * log-likelihoods compare between any two k, and at k = 1 are those of the BG/NBD.
 *
 * Unless k is given, k = 1, 2, 3 … are fitted until the log-likelihood falls, at most to 12, and the
 * one before the fall is kept: an estimate without a standard error, and the others' are those at this
 * k. Summaries tell little of k, two or more may fit all but alike; where you have the orders,
 * `measureRegularity` tells much more, and its k, rounded, is the one to give.
 *
 * @param data - a customer base, `{ timeUnit, customers }` with rows or columns of frequency (x),
 *   recency (t_x) and age (T), or patterns with weights
 * @param options - `k`, a whole number from 1 to 12; `priors` made by `parameterPriors`; `covariates`
 *   made by `staticCovariates`
 * @returns the model: `params` k, r (shape of the rates of hidden events), alpha (their inverse scale,
 *   in `timeUnit`: a purchase takes k alpha/r at the mean rate), a and b (shapes of the drop-out
 *   probability); `fit` with log-likelihood, standard errors, covariance, the certificate of the
 *   optimum and warnings; `choice`, where k was chosen, with the log-likelihood of each k tried.
 *   Where the likelihood rises for ever along some direction the verdict is `ridge` or `boundary`
 *   and a warning (`weakly_identified`, `at_boundary`) names the parameters.
 * @throws InputError `out_of_range`, `not_a_number` for a k that is none; `invalid_summary` for an
 *   impossible history
 * @throws FitError `empty` without customers, `no_repeat_purchases` where nobody came back,
 *   `no_convergence` where the search ended short of an optimum
 *
 * @example
 * ```ts
 * import { fitBgCnbdK, simulateOrders, type ValueModels } from "clientele/clv";
 * import { summarizeOrders } from "clientele/customers";
 *
 * const regulars: ValueModels = {
 *   purchases: {
 *     kind: "bg-cnbd-k",
 *     version: 1,
 *     timeUnit: "week",
 *     params: { k: 3, r: 1.2, alpha: 2, a: 0.7, b: 2.2 },
 *   },
 *   spend: { kind: "gamma-gamma", version: 1, params: { p: 6, q: 4, v: 15 } },
 * };
 * const asOf = "2025-12-31";
 * const time = { from: "2025-01-01", wonUntil: "2025-03-31", to: asOf };
 * const orders = simulateOrders(regulars, { customers: 600, ...time, seed: 7 });
 *
 * const model = fitBgCnbdK(summarizeOrders(orders, { asOf }));
 * model.params.k; // => 3
 * model.choice?.map(({ k }) => k); // => [1, 2, 3, 4]
 * model.fit.verdict; // => "optimum"
 * ```
 *
 * @see Reutterer, Platzer & Schröder (2021), Leveraging purchase regularity for predicting customer
 *   behavior the easy way, Int. J. of Research in Marketing 38(1)
 */
export function fitBgCnbdK(
  data: PurchaseData,
  options: CnbdKFitOptions = {},
): Fitted<BgCnbdKModel> {
  return { kind: "bg-cnbd-k", version: 1, ...fitChoosingK(bgCnbdKFamily, data, options) };
}

/**
 * How often and how regularly do customers buy, how soon do they drop out, if not after their first
 * purchase already, and how unlike are they?
 *
 * Fits the MBG/CNBD-k model: that of `fitBgCnbdK`, but a customer can leave after her first purchase as
 * after any other. Take this one where many buy once and never again: the BG/CNBD-k believes that all
 * of them are customers still.
 *
 * With s = r+kx, u = (T-t_x)/(α+T) the likelihood is
 * L = C Γ(s)/Γ(r) α^r (α+T)^-s B(a,b+x+1)/B(a,b) [Σ_{j<k} (s)_j/j! u^j + a/(b+x) ((α+T)/(α+t_x))^s],
 * C = t_x^(kx-x) Γ(x)/Γ(kx) (1 where x = 0). Log-likelihoods compare between any two k, and at k = 1
 * are those of the MBG/NBD. k is chosen as in `fitBgCnbdK`.
 *
 * @param data - a customer base, `{ timeUnit, customers }` with rows or columns of frequency (x),
 *   recency (t_x) and age (T), or patterns with weights
 * @param options - `k`, a whole number from 1 to 12; `priors` made by `parameterPriors`; `covariates`
 *   made by `staticCovariates`
 * @returns the model: `params` k, r, alpha, a, b; `fit`; `choice`, where k was chosen; all as in
 *   `fitBgCnbdK`
 * @throws InputError `out_of_range`, `not_a_number` for a k that is none; `invalid_summary` for an
 *   impossible history
 * @throws FitError `empty` without customers, `no_repeat_purchases` where nobody came back,
 *   `no_convergence` where the search ended short of an optimum
 *
 * @example
 * ```ts
 * import { fitMbgCnbdK, probabilityAlive, simulateOrders, type ValueModels } from "clientele/clv";
 * import { summarizeOrders } from "clientele/customers";
 *
 * const regulars: ValueModels = {
 *   purchases: {
 *     kind: "mbg-cnbd-k",
 *     version: 1,
 *     timeUnit: "week",
 *     params: { k: 3, r: 1.2, alpha: 2, a: 0.7, b: 2.2 },
 *   },
 *   spend: { kind: "gamma-gamma", version: 1, params: { p: 6, q: 4, v: 15 } },
 * };
 * const asOf = "2025-12-31";
 * const time = { from: "2025-01-01", wonUntil: "2025-03-31", to: asOf };
 * const orders = simulateOrders(regulars, { customers: 600, ...time, seed: 7 });
 *
 * const model = fitMbgCnbdK(summarizeOrders(orders, { asOf }), { k: 3 });
 * model.fit.verdict; // => "optimum"
 * probabilityAlive(model, { frequency: 0, recency: 0, age: 40 }).toFixed(2); // => "0.17"
 * ```
 *
 * @see Reutterer, Platzer & Schröder (2021), Leveraging purchase regularity for predicting customer
 *   behavior the easy way, Int. J. of Research in Marketing 38(1)
 */
export function fitMbgCnbdK(
  data: PurchaseData,
  options: CnbdKFitOptions = {},
): Fitted<MbgCnbdKModel> {
  return {
    kind: "mbg-cnbd-k",
    version: 1,
    ...fitChoosingK(mbgCnbdKFamily, data, options),
  };
}
