import { check, checkFinite, checkObject, checkPositive, show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { FitReport } from "../../core/fit-report.ts";

/** Anything that carries the report of a fit. */
export interface WithFit {
  readonly fit?: FitReport;
}

/** What a likelihood is worth once its parameters are paid for; less is better. */
export interface InformationCriteria {
  readonly logLikelihood: number;
  /** Parameters and coefficients estimated. */
  readonly parameters: number;
  readonly customers: number;
  /** Akaike's: 2k - 2 ln L. */
  readonly aic: number;
  /** Akaike's for small samples: aic + 2k(k+1)/(n-k-1); `null` where n ≤ k + 1. */
  readonly aicc: number | null;
  /** Schwarz's: k ln n - 2 ln L. */
  readonly bic: number;
}

/**
 * Is a model better than another, or just larger?
 *
 * Compares models fitted to the same customers, nested or not; only differences mean something. AIC
 * asks which forecasts best and forgives parameters more than BIC, which asks which is true. Neither
 * replaces a holdout, see `evaluateHoldout`. Not between models of different data: purchases against
 * spend, weeks against days, or the BG/BB, whose likelihood is of yes and no a period.
 *
 * With k parameters, n customers: AIC = 2k - 2 ln L; AICc = AIC + 2k(k+1)/(n-k-1); BIC = k ln n - 2 ln L
 *
 * @param model - a fitted model of any kind
 * @returns the criteria, in units of twice the log-likelihood, with what they are made of. The k of a
 *   CNBD-k model, picked among whole numbers, does not count
 *
 * Edge cases: with priors or a ridge the likelihood is not at its maximum, and the criteria are hints.
 * At a boundary (`fit.verdict`) a parameter counts although it does nothing.
 *
 * @throws InputError `no_fit` for a model without `fit`; `not_a_number`, `non_finite_value`,
 *   `out_of_range` for a damaged one
 *
 * @example
 * ```ts
 * import { fitBgNbd, informationCriteria } from "clientele/clv";
 *
 * const model = fitBgNbd({
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * });
 * const { parameters, customers, aic, logLikelihood } = informationCriteria(model);
 * parameters; // => 4
 * customers; // => 865
 * (aic + 2 * logLikelihood).toFixed(9); // => "8.000000000"
 * ```
 *
 * @see Akaike (1974), IEEE Transactions on Automatic Control 19(6); Hurvich & Tsai (1989), Biometrika
 *   76(2); Schwarz (1978), Annals of Statistics 6(2)
 */
export function informationCriteria(model: WithFit): InformationCriteria {
  const { logLikelihood, customers, estimates } = fitOf(model, []);
  const k = estimates.length;
  const aic = 2 * k - 2 * logLikelihood;
  return {
    logLikelihood,
    parameters: k,
    customers,
    aic,
    aicc: customers > k + 1 ? aic + (2 * k * (k + 1)) / (customers - k - 1) : null,
    bic: k * Math.log(customers) - 2 * logLikelihood,
  };
}

/** Of a log-likelihood, so that differences and multiples of it are numbers. */
const FARTHEST = 1e300;

const LISTS = [
  ["estimates", "string"],
  ["warnings", "object"],
] as const;

/** The report of a fit, its numbers checked, or `no_fit` at `path`. */
export function fitOf(model: WithFit, path: readonly string[]): FitReport {
  const { fit } = checkObject(model, "a model");
  const at = [...path, "fit"];
  if (fit === undefined || fit === null) {
    throw new InputError("no_fit", `expected a fitted model, got one with fit ${show(fit)}`, at);
  }
  const likelihoodAt = [...at, "logLikelihood"];
  const logLikelihood = checkFinite(fit.logLikelihood, likelihoodAt);
  const isWithin = Math.abs(logLikelihood) <= FARTHEST;
  check(isWithin, "out_of_range", likelihoodAt, `at most ${FARTHEST}`, logLikelihood);
  checkPositive(fit.customers, [...at, "customers"]);
  for (const [list, type] of LISTS) {
    const items: unknown = fit[list];
    const isList =
      Array.isArray(items) && Array.from(items).every((one) => typeof one === type && one !== null);
    check(isList, "invalid_argument", [...at, list], `a list of ${type}s`, items);
  }
  return fit;
}
