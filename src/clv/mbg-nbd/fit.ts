import type { CovariateFitOptions } from "../fitting/fit-options.ts";
import { fitPurchaseModel } from "../fitting/fit-purchase-model.ts";
import type { PurchaseData } from "../fitting/purchase-data.ts";
import type { Fitted } from "../model.ts";
import { mbgNbdFamily } from "./family.ts";
import type { MbgNbdModel, MbgNbdParameter } from "./model.ts";

/**
 * How often do customers buy, how soon do they drop out, and how unlike are they in both, where some
 * leave right after their first purchase?
 *
 * Fits the MBG/NBD model: the BG/NBD for shops where a first purchase may be the last. Not for
 * subscriptions, nor where purchases come like clockwork.
 *
 * Maximizes the likelihood of Batislam, Denizel & Filiztekin (2007):
 * L = Γ(r+x)/Γ(r) α^r (α+T)^-(r+x) B(a,b+x+1)/B(a,b) [1 + a/(b+x) ((α+T)/(α+t_x))^(r+x)]
 * over the logarithms of the parameters, with exact gradients and curvatures, to a Newton decrement of
 * 1e-14 a parameter. Customers of equal history are counted once with a weight; nothing is rounded.
 *
 * @param data - a customer base, `{ timeUnit, customers }` with rows or columns of frequency (x),
 *   recency (t_x) and age (T), or patterns with weights
 * @param options - `priors` of r, alpha, a and b, made by `parameterPriors`; `covariates` that move
 *   alpha and a/(a+b), made by `staticCovariates`
 * @returns the model: `params` r (shape of the purchase rates), alpha (their inverse scale, in
 *   `timeUnit`), a and b (shapes of the drop-out probability), all positive; `fit` with
 *   log-likelihood, standard errors, covariance, the certificate of the optimum and warnings.
 *   Where the likelihood rises for ever along some direction the verdict is `ridge` or `boundary`
 *   and a warning (`weakly_identified`, `at_boundary`) names the parameters.
 * @throws FitError `empty` without customers, `no_repeat_purchases` where nobody came back,
 *   `no_convergence` where the search ended short of an optimum
 * @throws InputError `invalid_summary` for an impossible history, `invalid_option` for an option that
 *   is none
 *
 * @example
 * ```ts
 * import { fitMbgNbd } from "clientele/clv";
 *
 * const model = fitMbgNbd({
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * });
 * model.kind; // => "mbg-nbd"
 * model.fit.verdict; // => "optimum"
 * ```
 *
 * @see Batislam, Denizel & Filiztekin (2007), Empirical validation and comparison of models for
 *   customer base analysis, Intl. J. of Research in Marketing 24(3)
 */
export function fitMbgNbd(
  data: PurchaseData,
  options: CovariateFitOptions<MbgNbdParameter> = {},
): Fitted<MbgNbdModel> {
  return {
    kind: "mbg-nbd",
    version: 1,
    ...fitPurchaseModel(mbgNbdFamily, data, options),
  };
}
