import { checkChoice, checkFinite, checkNonNegative, checkObject } from "../../core/checks.ts";
import type { NumberColumn } from "../../core/columns.ts";
import { FitError, InputError } from "../../core/errors.ts";
import type { FitWarningCode } from "../../core/fit-report.ts";
import type { Warning } from "../../core/warning.ts";
import { readCovariates } from "../../customers/covariates.ts";
import type { SpendColumns } from "../../customers/summary.ts";
import { maximizeLikelihood } from "../../numeric/likelihood.ts";
import { logPriorOf } from "../../numeric/log-prior.ts";
import { dot, total } from "../../numeric/vector.ts";
import type { Design } from "../covariates/design.ts";
import { scaleMove } from "../covariates/moves.ts";
import { covariateSearch } from "../covariates/search.ts";
import { collinearity } from "../covariates/standardize.ts";
import type { FitOptions } from "../fitting/fit-options.ts";
import { tooLittleData } from "../fitting/too-little-data.ts";
import type { Fitted } from "../model.ts";
import { readWeights, type SpendBase, spendColumnsOf } from "../targets.ts";
import { gammaGammaLogLikelihood, type WeightedSpend } from "./likelihood.ts";
import type { GammaGammaModel, GammaGammaParameter } from "./model.ts";

/** Distinct pairs of frequency and mean spend, each with the number of customers who share it. */
export interface SpendPatterns extends SpendColumns {
  readonly weight: NumberColumn;
}

/** What spend models are fitted to. */
export type SpendData = SpendBase | SpendColumns | SpendPatterns;

export interface FitGammaGammaOptions extends FitOptions<GammaGammaParameter> {
  /** What a repeat buyer with a mean spend of zero or less means: an error, or to be left out. */
  readonly nonPositive?: "error" | "exclude";
  /** Which of the customers' covariates move what they spend: v exp(γ'z). */
  readonly covariates?: {
    readonly spend: readonly string[];
    /** Subtracts λ/2 γ² for each coefficient: a normal prior around 0 with a deviation of 1/√λ. */
    readonly ridge?: number;
  };
}

export const FIT_GAMMA_GAMMA_DEFAULTS = {
  nonPositive: "error",
} as const satisfies FitGammaGammaOptions;

/**
 * What does a customer spend on a purchase, and how unlike are customers in that?
 *
 * Fits the Gamma-Gamma model to the mean spend of repeat buyers. It assumes that what a customer
 * spends does not depend on how often she buys: look at the correlation first.
 *
 * Maximizes the likelihood of Fader & Hardie (2013, eq. 1a):
 * L = Γ(px+q) / (Γ(px) Γ(q)) v^q m^(px-1) x^(px) / (v+xm)^(px+q)
 * over the logarithms of the parameters, with exact gradients, to a Newton decrement of 1e-14 a
 * parameter. Customers without a repeat purchase (frequency 0) say nothing of spend and take no part.
 *
 * @param data - a customer base, `{ customers }` with rows or columns of frequency (x) and
 *   monetaryValue (m, mean spend of the repeat purchases), or columns with a `weight`
 * @param options - `nonPositive`: `error` (default) or `exclude`, told in a warning with the count
 * @returns the model: `params` p (shape of the spread of one customer's purchases), q and v (shape
 *   and scale, in money, of the spread between customers), all positive; `fit` as for every model.
 *   With q ≤ 1 the mean over new customers is infinite: warning `infinite_mean`.
 * @throws FitError `empty` without a repeat buyer, `no_convergence` where the search ended short of
 *   an optimum
 * @throws InputError `non_positive_spend`, `invalid_summary`
 *
 * @example
 * ```ts
 * import { fitGammaGamma } from "clientele/clv";
 *
 * const model = fitGammaGamma({
 *   customers: {
 *     frequency: [1, 2, 1, 4, 3, 2, 6, 1, 2, 0],
 *     monetaryValue: [22.5, 31, 80.4, 28.2, 55, 19.9, 35.3, 41, 120, 0],
 *   },
 * });
 * model.kind; // => "gamma-gamma"
 * model.fit.customers; // => 9
 * ```
 *
 * @see Fader & Hardie (2013), The Gamma-Gamma model of monetary value, brucehardie.com/notes/025
 */
export function fitGammaGamma(
  data: SpendData,
  options: FitGammaGammaOptions = {},
): Fitted<GammaGammaModel> {
  const nonPositive = checkChoice(
    checkObject(options, "options").nonPositive ?? FIT_GAMMA_GAMMA_DEFAULTS.nonPositive,
    ["error", "exclude"],
    ["nonPositive"],
  );
  const { spend, excluded } = repeatBuyers(data, nonPositive, options.covariates?.spend ?? []);
  const customers = total(spend.weight);
  if (customers === 0) {
    throw new FitError("empty", "there is no repeat buyer to learn spend from");
  }
  // Of logarithms: one huge order must not make all others tiny.
  const scale = Math.exp(dot(spend.weight, spend.monetaryValue.map(Math.log)) / customers);
  const { spend: names = [], ridge = 0 } = options.covariates ?? {};
  const design: Design = {
    terms: names.map((name, k) => ({ process: "spend", name, covariate: k, coefficient: k })),
    coefficients: names.map((name) => `spend.${name}`),
    names,
    ridge: checkNonNegative(ridge, ["covariates", "ridge"]),
  };
  const { covariates, weight } = spend;
  const search = covariateSearch([1, 1, scale], [SPEND_MOVE], design, covariates, weight);
  const { params, coefficients, coefficientErrors, fit } = maximizeLikelihood({
    label: ([p, q, v]) => ({ p, q, v }),
    coefficients: design.coefficients,
    logLikelihood: gammaGammaLogLikelihood({
      ...spend,
      monetaryValue: spend.monetaryValue.map((mean) => mean / scale),
      covariates: search.columns.map((column) => column.values),
    }),
    logPrior: logPriorOf(["p", "q", "v"], options.priors ?? {}, ridge, search),
    starts: [
      [4, 4, 1],
      [1, 2, 1],
      [10, 10, 1],
    ],
    onOwnScale: search.onOwnScale,
    logScale: -customers * Math.log(scale),
    customers,
    patterns: weight.length,
  });
  const errors = { spend: zip(names, coefficientErrors) };
  return {
    kind: "gamma-gamma",
    version: 1,
    params,
    ...(names.length > 0 && { covariates: { spend: zip(names, coefficients) } }),
    fit: {
      ...fit,
      ...(names.length > 0 && { covariateErrors: errors }),
      warnings: [
        ...fit.warnings,
        ...tooLittleData(customers, 3 + names.length),
        ...collinearity(names, search.columns, weight),
        ...doubtsOf(params.q, excluded),
      ],
    },
  };
}

/** v exp(γ'z). */
const SPEND_MOVE = /* @__PURE__ */ scaleMove("spend", 2, 1);

function zip<Value>(names: readonly string[], values: readonly Value[]): Record<string, Value> {
  return Object.fromEntries(names.map((name, k) => [name, values[k]]));
}

/** Those whose spend counts, and how many others bought again for nothing or less. */
function repeatBuyers(data: SpendData, nonPositive: "error" | "exclude", names: readonly string[]) {
  const { frequency, monetaryValue } = spendColumnsOf(data, checkFinite);
  const { length } = frequency;
  const weight =
    "weight" in data ? readWeights(data.weight, length) : new Float64Array(length).fill(1);
  const isRefused = (mean: number, row: number) => frequency[row] > 0 && mean <= 0;
  const refused = monetaryValue.findIndex(isRefused);
  if (refused >= 0 && nonPositive === "error") {
    throw new InputError(
      "non_positive_spend",
      `expected a mean spend above 0, got ${monetaryValue[refused]}; nonPositive: "exclude" leaves such customers out`,
      ["customers", refused, "monetaryValue"],
    );
  }
  const isTaken = (_: number, row: number) => monetaryValue[row] > 0;
  const spend: WeightedSpend = {
    frequency: frequency.filter(isTaken),
    monetaryValue: monetaryValue.filter(isTaken),
    weight: weight.filter(isTaken),
    covariates: readCovariates("customers" in data ? data.customers : data, names, length).map(
      (column) => column.filter(isTaken),
    ),
  };
  const excluded = total(weight.filter((_, row) => isRefused(monetaryValue[row], row)));
  return { spend, excluded };
}

function doubtsOf(q: number, excluded: number): Warning<FitWarningCode>[] {
  const doubts: Warning<FitWarningCode>[] = [];
  if (q <= 1) {
    doubts.push({
      code: "infinite_mean",
      message: `q is ${q.toPrecision(3)}, at most 1: the mean spend of a new customer is infinite`,
      details: { q },
    });
  }
  if (excluded > 0) {
    doubts.push({
      code: "excluded_customers",
      message: `${excluded} repeat buyers with a mean spend of zero or less were left out`,
      details: { count: excluded },
    });
  }
  return doubts;
}
