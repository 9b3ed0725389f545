import { checkFinite, checkObject, checkPositive } from "../../core/checks.ts";
import { FitError, InputError } from "../../core/errors.ts";
import type { PurchaseModel, SpendModel, ValueModels } from "../model.ts";
import { withEstimates } from "../posterior/with-estimates.ts";

/** What an interval can be asked of. */
export type Subject = PurchaseModel | SpendModel | ValueModels;

/** Names and covariance of what was estimated. */
export interface Uncertainty {
  readonly estimates: readonly string[];
  readonly covariance: readonly (readonly number[])[];
}

/**
 * What was estimated as a point, with its covariance, in coordinates without bounds: logarithms of
 * parameters, and coefficients as they are.
 */
export interface Estimates<Of> {
  readonly point: Float64Array;
  readonly covariance: readonly (readonly number[])[];
  /** The subject at other points. */
  readonly at: (point: Float64Array) => Of;
}

/** Of a model, or of a purchase and a spend model, which are independent of each other. */
export function estimatesOf<Of extends Subject>(
  subject: Of,
  uncertaintyOf: (model: PurchaseModel | SpendModel) => Uncertainty,
): Estimates<Of>;
export function estimatesOf(
  subject: Subject,
  uncertaintyOf: (model: PurchaseModel | SpendModel) => Uncertainty,
): Estimates<Subject> {
  if (!("purchases" in subject)) return estimatesOfModel(subject, uncertaintyOf(subject));
  const { purchases, spend } = subject;
  const first = estimatesOfModel(purchases, uncertaintyOf(purchases));
  const second = estimatesOfModel(spend, uncertaintyOf(spend));
  const count = first.point.length;
  return {
    point: Float64Array.of(...first.point, ...second.point),
    covariance: [
      ...first.covariance.map((row) => [...row, ...second.covariance.map(() => 0)]),
      ...second.covariance.map((row) => [...first.covariance.map(() => 0), ...row]),
    ],
    at: (point) => ({
      purchases: first.at(point.subarray(0, count)),
      spend: second.at(point.subarray(count)),
    }),
  };
}

/** As the fit has it: by the curvature of the likelihood. */
export function uncertaintyOfFit({ fit }: PurchaseModel | SpendModel): Uncertainty {
  const covariance = fit?.covariance;
  if (covariance) return checkedUncertainty(fit.estimates, covariance);
  const met = fit ? `one whose verdict is "${fit.verdict}"` : "none";
  throw new FitError(
    "no_covariance",
    `expected a fit with a covariance, got ${met}; a posterior (samplePosterior) has an interval`,
    ["fit"],
  );
}

/** A covariance from JSON may be damaged. */
function checkedUncertainty(
  estimates: Uncertainty["estimates"],
  covariance: Uncertainty["covariance"],
) {
  const isOfAll = (list: unknown) => Array.isArray(list) && list.length === estimates?.length;
  const isWhole =
    Array.isArray(estimates) &&
    estimates.every((name) => typeof name === "string") &&
    isOfAll(covariance) &&
    covariance.every((row) => isOfAll(row) && row.every(Number.isFinite));
  if (isWhole) return { estimates, covariance };
  throw new InputError(
    "invalid_argument",
    "expected a row and a column of numbers for each estimate",
    ["fit", "covariance"],
  );
}

function estimatesOfModel<Model extends PurchaseModel | SpendModel>(
  model: Model,
  { estimates, covariance }: Uncertainty,
): Estimates<Model> {
  const params = new Map(Object.entries<number>(checkObject(model.params, "params")));
  const effects = new Map<string, number>();
  for (const [process, byName] of Object.entries<Readonly<Record<string, number>>>(
    "covariates" in model ? { ...model.covariates } : {},
  )) {
    for (const [name, effect] of Object.entries(byName)) {
      effects.set(`${process}.${name}`, effect);
      if (process === "transaction") effects.set(`equal.${name}`, effect);
    }
  }
  const units = estimates.map((name) => params.get(name) ?? 1);
  return {
    point: Float64Array.from(estimates, (name) => {
      const value = params.get(name);
      return value === undefined
        ? checkFinite(effects.get(name), ["covariates", name])
        : Math.log(checkPositive(value, ["params", name]));
    }),
    covariance: covariance.map((row, i) => row.map((value, j) => value / units[i] / units[j])),
    at: (point) =>
      withEstimates(
        model,
        Object.fromEntries(
          estimates.map((name, i) => [name, params.has(name) ? Math.exp(point[i]) : point[i]]),
        ),
      ),
  };
}
