import type { CovariateFitOptions } from "../fitting/fit-options.ts";
import { fitPurchaseModel } from "../fitting/fit-purchase-model.ts";
import type { PurchaseData } from "../fitting/purchase-data.ts";
import type { Fitted } from "../model.ts";
import { bgNbdFamily } from "./family.ts";
import type { BgNbdModel, BgNbdParameter } from "./model.ts";

/**
 * How often do customers buy, how soon do they drop out, and how unlike are they in both?
 *
 * Fits the BG/NBD model: for repeat purchases at any time without a contract, where a customer's
 * leaving is not seen. Not for subscriptions, nor where purchases come like clockwork.
 *
 * Maximizes the likelihood of Fader, Hardie & Lee (2005, eq. 6):
 * L = Γ(r+x)/Γ(r) α^r (α+T)^-(r+x) B(a,b+x)/B(a,b) [1 + δ(x>0) a/(b+x-1) ((α+T)/(α+t_x))^(r+x)]
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
 * import { fitBgNbd } from "clientele/clv";
 *
 * const model = fitBgNbd({
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * });
 * model.kind; // => "bg-nbd"
 * model.fit.verdict; // => "optimum"
 * ```
 *
 * @see Fader, Hardie & Lee (2005), "Counting your customers" the easy way, Marketing Science 24(2)
 */
export function fitBgNbd(
  data: PurchaseData,
  options: CovariateFitOptions<BgNbdParameter> = {},
): Fitted<BgNbdModel> {
  return { kind: "bg-nbd", version: 1, ...fitPurchaseModel(bgNbdFamily, data, options) };
}
