import { checkChoice, checkFinite, isObject, show } from "../../core/checks.ts";
import type { NumberColumn } from "../../core/columns.ts";
import { FitError, InputError } from "../../core/errors.ts";
import { checkFitOptions } from "../../core/fit-options.ts";
import type { FitWarningCode } from "../../core/fit-report.ts";
import type { Warning } from "../../core/warning.ts";
import type { SpendColumns } from "../../customers/summary.ts";
import { FEW_PATTERNS, maximizeLikelihood } from "../../numeric/likelihood.ts";
import { byDifferences } from "../../numeric/optimize/by-differences.ts";
import { dot, pick, total } from "../../numeric/vector.ts";
import type { SpendCovariateOptions } from "../covariates/options.ts";
import type { StaticCovariates } from "../covariates/static-covariates.ts";
import { fewBuyers } from "../fitting/few-buyers.ts";
import type { FitOptions } from "../fitting/fit-options.ts";
import type { Fitted } from "../model.ts";
import { readWeights, type SpendBase, spendColumnsOf } from "../targets.ts";
import { gammaGammaLogLikelihood } from "./likelihood.ts";
import type { GammaGammaModel, GammaGammaParameter } from "./model.ts";

/** Distinct pairs of frequency and mean spend, each with the number of customers who share it. */
export interface SpendPatterns extends SpendColumns {
  readonly weight: NumberColumn;
}

/** What spend models are fitted to. */
export type SpendData = SpendBase | SpendColumns | SpendPatterns;

export interface FitGammaGammaOptions extends FitOptions<GammaGammaParameter> {
  /** What a repeat buyer with a mean spend of zero or less means: an error, or to be left out. */
  readonly nonPositive?: "error" | "exclude" | undefined;
  /** Which of the customers' covariates move what they spend: `staticCovariates({ spend: […] })`. */
  readonly covariates?: StaticCovariates<SpendCovariateOptions> | undefined;
}

export const FIT_GAMMA_GAMMA_DEFAULTS = {
  nonPositive: "error",
} as const satisfies FitGammaGammaOptions;

const SPEND_ROLES = { spend: 2 } as const;

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
 * @param options - `nonPositive`: `error` (default) or `exclude`, told in a warning with the count;
 *   `priors` of p, q and v, made by `parameterPriors`; `covariates` that move v, made by
 *   `staticCovariates({ spend: […] })`
 * @returns the model: `params` p (shape of the spread of one customer's purchases), q and v (shape
 *   and scale, in money, of the spread between customers), all positive; `fit` as for every model.
 *   With q ≤ 1 the mean over new customers is infinite: warning `infinite_mean`.
 * Edge cases: where all customers spend nearly the same, p and q run to their bounds: verdict
 * `boundary`, warning `at_boundary`.
 *
 * @throws FitError `empty` without a repeat buyer, `no_convergence` where the search ended short of an
 *   optimum
 * @throws InputError `non_positive_spend`, `invalid_summary`, `missing_covariate`; `invalid_option` for
 *   an option that is none
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
  checkFitOptions(options, ["priors", "covariates", "nonPositive"]);
  const { priors, covariates, nonPositive = FIT_GAMMA_GAMMA_DEFAULTS.nonPositive } = options;
  checkChoice(nonPositive, ["error", "exclude"], ["nonPositive"]);
  const { spend, columns, excluded } = repeatBuyers(data, nonPositive, covariates);
  const { weight } = spend;
  const customers = total(weight);
  if (customers === 0) {
    throw new FitError("empty", "there is no repeat buyer to learn spend from");
  }
  // Of logarithms: one huge order must not make all others tiny.
  const scale = Math.exp(dot(weight, spend.monetaryValue.map(Math.log)) / customers);
  const scales = [1, 1, scale];
  const logPrior = priors?.prepare(["p", "q", "v"], scales);
  const search = covariates?.prepare({ roles: SPEND_ROLES, columns, weight, scales, logPrior });
  const { params, coefficients, fit } = maximizeLikelihood({
    label: ([p, q, v]) => ({ p, q, v }),
    logPrior,
    onOwnScale: (values) => values.map((value, i) => value * scales[i]),
    ...search,
    logLikelihood: gammaGammaLogLikelihood({
      ...spend,
      monetaryValue: spend.monetaryValue.map((value) => value / scale),
      covariates: search?.columns ?? [],
    }),
    starts: [
      [4, 4, 1],
      [1, 2, 1],
      [10, 10, 1],
      // All spend the same.
      [1e7, 1e7, 1],
    ],
    method: byDifferences,
    logScale: -customers * Math.log(scale),
    customers,
    patterns: weight.length,
    // Of thousands of data sets none had a clean optimum and a better one beside it.
    few: search || priors ? FEW_PATTERNS : 0,
    warnings: [
      ...fewBuyers(customers, scales.length + (search?.coefficients.length ?? 0)),
      ...(search?.warnings ?? []),
    ],
  });
  return {
    kind: "gamma-gamma",
    version: 1,
    params,
    ...(search && {
      covariates: { spend: {}, ...search.covariatesOf(params, coefficients) },
    }),
    fit: { ...fit, warnings: [...fit.warnings, ...doubtsOf(params.q, excluded)] },
  };
}

/** Those whose spend counts, and how many others bought again for nothing or less. */
function repeatBuyers(
  data: SpendData,
  nonPositive: "error" | "exclude",
  covariates: FitGammaGammaOptions["covariates"],
) {
  const { frequency, monetaryValue } = spendColumnsOf(data, checkFinite);
  const { length } = frequency;
  const weight =
    "weight" in data ? readWeights(data.weight, length) : new Float64Array(length).fill(1);
  const rows: number[] = [];
  let excluded = 0;
  for (let row = 0; row < length; row++) {
    const mean = monetaryValue[row];
    if (mean > 0) rows.push(row);
    else if (frequency[row] > 0) {
      if (nonPositive === "error") throw nonPositiveSpend(mean, row, data);
      excluded += weight[row];
    }
  }
  const columns = covariates?.read("customers" in data ? data.customers : data, length) ?? [];
  const picked = (column: Float64Array) => pick(column, rows);
  return {
    spend: {
      frequency: picked(frequency),
      monetaryValue: picked(monetaryValue),
      weight: picked(weight),
    },
    columns: columns.map(picked),
    excluded,
  };
}

function nonPositiveSpend(mean: number, row: number, data: SpendData): InputError {
  const one: unknown = "customers" in data && Array.isArray(data.customers) && data.customers[row];
  const whose = isObject(one) && "customerId" in one ? ` of ${show(one.customerId)}` : "";
  return new InputError(
    "non_positive_spend",
    `expected a mean spend above 0, got ${mean}${whose}; nonPositive: "exclude" leaves such customers out`,
    ["customers", row, "monetaryValue"],
  );
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
      message: `left out: ${excluded} of the repeat buyers, with a mean spend of zero or less`,
      details: { count: excluded },
    });
  }
  return doubts;
}
