import { readHistories } from "../../customers/engine/read-histories.ts";
import type { FitOptions } from "../fitting/fit-options.ts";
import { fitPurchaseModel } from "../fitting/fit-purchase-model.ts";
import type { PurchaseData } from "../fitting/purchase-data.ts";
import type { Fitted } from "../model.ts";
import { checkOpportunities } from "./check-opportunities.ts";
import { bgBbFamily } from "./family.ts";
import type { BgBbModel, BgBbParameter } from "./model.ts";

/**
 * How often do customers use an opportunity to buy, how soon do they leave, and how unlike are they
 * in both?
 *
 * Fits the BG/BB model: for purchases that happen at most once an opportunity, be it because
 * opportunities come at fixed times (a yearly appeal to donors, a weekly market, a conference), or
 * because purchases were counted so (bought in that week or not), where a customer's leaving is not
 * seen. Not for subscriptions, nor where purchases within an opportunity are worth counting: see
 * `fitBgNbd`. `summarizeOpportunities` makes the histories from orders.
 *
 * Maximizes the likelihood of Fader, Hardie & Shang (2010, eq. 5):
 * L = B(α+x,β+n-x)/B(α,β) B(γ,δ+n)/B(γ,δ) + Σ_(i=0)^(n-t_x-1) B(α+x,β+t_x-x+i)/B(α,β) B(γ+1,δ+t_x+i)/B(γ,δ)
 * over the logarithms of the parameters, with exact gradients, to a Newton decrement of 1e-14 a
 * parameter. Customers of equal history are counted once with a weight.
 *
 * @param data - `{ timeUnit, customers }` with rows or columns of frequency (x, opportunities used
 *   after the first purchase), recency (t_x, the number of the last one used, counted from the first
 *   purchase, which is 0) and age (n, opportunities so far), all whole, frequency ≤ recency ≤ age ≤
 *   100,000; or patterns with weights. `timeUnit` is the time from one opportunity to the next
 * @param options - `priors` made by `parameterPriors`
 * @returns the model: `params` alpha and beta (shapes of the chance to buy at an opportunity), gamma
 *   and delta (shapes of the chance to leave before it), all positive; `fit` as for every model.
 *   Where the likelihood rises for ever along some direction the verdict is `ridge` or `boundary`
 *   and a warning (`weakly_identified`, `at_boundary`) names the parameters.
 *
 * Edge cases: customers seen over no opportunity (age 0) count, and say nothing.
 *
 * @throws FitError `empty` without customers, `no_repeat_purchases` where nobody came back,
 *   `no_convergence` where the search ended short of an optimum
 * @throws InputError `invalid_summary` for an impossible history, `out_of_range` for too many
 *   opportunities
 *
 * @example
 * ```ts
 * import { fitBgBb } from "clientele/clv";
 *
 * const donors = fitBgBb({
 *   timeUnit: "year",
 *   frequency: [0, 1, 1, 2, 2, 3, 3],
 *   recency: [0, 1, 3, 2, 3, 3, 3],
 *   age: [3, 3, 3, 3, 3, 3, 3],
 *   weight: [400, 120, 30, 80, 60, 110, 90],
 * });
 * donors.kind; // => "bg-bb"
 * donors.fit.customers; // => 890
 * ```
 *
 * @see Fader, Hardie & Shang (2010), Customer-base analysis in a discrete-time noncontractual
 *   setting, Marketing Science 29(6)
 */
export function fitBgBb(
  data: PurchaseData,
  options: FitOptions<BgBbParameter> = {},
): Fitted<BgBbModel> {
  checkCustomers(data);
  return { kind: "bg-bb", version: 1, ...fitPurchaseModel(bgBbFamily, data, options) };
}

/** Names the row that the caller gave, where the patterns made of them are checked by the likelihood. */
function checkCustomers(data: PurchaseData): void {
  if (typeof data !== "object" || data === null || !("customers" in data)) return;
  const { frequency, recency, age } = readHistories(data.customers);
  for (let row = 0; row < age.length; row++) {
    checkOpportunities(frequency[row], recency[row], age[row], ["customers", row]);
  }
}
