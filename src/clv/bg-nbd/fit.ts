import { FitError } from "../../core/errors.ts";
import { maximizeLikelihood } from "../../numeric/likelihood.ts";
import { dot, total } from "../../numeric/vector.ts";
import type { Fitted } from "../model.ts";
import {
  type PurchaseData,
  type WeightedHistories,
  weightedHistoriesOf,
} from "../purchase-data.ts";
import { bgNbdLogLikelihood } from "./likelihood.ts";
import type { BgNbdModel, BgNbdParameter } from "./model.ts";

/** From so many patterns on, a part of them shows the way to the optimum of all. */
const PREVIEW_FROM = 20_000;
const PREVIEW_SIZE = 5_000;

/**
 * How often do customers buy, how soon do they drop out, and how unlike are they in both?
 *
 * Fits the BG/NBD model: for repeat purchases at any time without a contract, where a customer's
 * leaving is not seen. Not for subscriptions, nor where purchases come like clockwork.
 *
 * Maximizes the likelihood of Fader, Hardie & Lee (2005, eq. 6):
 * L = Γ(r+x)/Γ(r) α^r (α+T)^-(r+x) B(a,b+x)/B(a,b) [1 + δ(x>0) a/(b+x-1) ((α+T)/(α+t_x))^(r+x)]
 * over the logarithms of the parameters, with exact gradients, to a Newton decrement of 1e-14 a
 * parameter. Customers of equal history are counted once with a weight; nothing is rounded.
 *
 * @param data - a customer base, `{ timeUnit, customers }` with rows or columns of frequency (x),
 *   recency (t_x) and age (T), or patterns with weights
 * @returns the model: `params` r (shape of the purchase rates), alpha (their inverse scale, in
 *   `timeUnit`), a and b (shapes of the drop-out probability), all positive; `fit` with
 *   log-likelihood, standard errors, covariance, the certificate of the optimum and warnings.
 *   Where the likelihood rises for ever along some direction the verdict is `ridge` or `boundary`
 *   and a warning (`weakly_identified`, `at_boundary`) names the parameters.
 * @throws FitError `empty` without customers, `no_repeat_purchases` where nobody came back,
 *   `no_convergence` where the search ended short of an optimum
 * @throws InputError `invalid_summary` for an impossible history
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
export function fitBgNbd(data: PurchaseData): Fitted<BgNbdModel> {
  const histories = weightedHistoriesOf(data);
  const { frequency, recency, age, weight } = histories;
  // A clock on which the longest age is 1 makes every parameter of order one.
  const scale = age.reduce((longest, time) => Math.max(longest, time), 0) || 1;
  const onClock = {
    ...histories,
    recency: recency.map((time) => time / scale),
    age: age.map((time) => time / scale),
  };
  const customers = total(weight);
  const purchases = dot(weight, frequency);
  const exposure = dot(weight, onClock.age);
  if (purchases === 0) {
    throw new FitError("no_repeat_purchases", "nobody bought twice");
  }
  // The alpha at which a customer who never leaves has the mean frequency.
  const alphaFor = (r: number) => (r * exposure) / purchases;
  const { params, fit } = maximizeLikelihood<BgNbdParameter>({
    label: ([r, alpha, a, b]) => ({ r, alpha, a, b }),
    logLikelihood: bgNbdLogLikelihood(onClock),
    ...(weight.length >= PREVIEW_FROM && { preview: previewOf(onClock, customers) }),
    starts: [
      [0.5, alphaFor(0.5), 0.7, 2],
      [2, alphaFor(2), 0.2, 4],
      [0.2, alphaFor(0.2) / 3, 1, 1],
    ],
    scales: [1, scale, 1, 1],
    logScale: -purchases * Math.log(scale),
    customers,
    patterns: weight.length,
  });
  return { kind: "bg-nbd", version: 1, params, timeUnit: data.timeUnit, fit };
}

/** Every k-th customer, as exact patterns: a coarsened grid would lead astray. */
function previewOf({ frequency, recency, age, weight }: WeightedHistories, customers: number) {
  const stride = customers / PREVIEW_SIZE;
  let passed = 0;
  const counts = weight.map((count) => {
    const before = Math.floor(passed / stride);
    passed += count;
    return Math.floor(passed / stride) - before;
  });
  const taken = (_: number, row: number) => counts[row] > 0;
  const logLikelihood = bgNbdLogLikelihood({
    frequency: frequency.filter(taken),
    recency: recency.filter(taken),
    age: age.filter(taken),
    weight: counts.filter(taken),
  });
  return { logLikelihood, share: 1 / stride };
}
