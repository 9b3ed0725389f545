import type { CustomerId } from "../../core/columns.ts";
import { InputError } from "../../core/errors.ts";
import type { ChurnModel, ChurnSubject, ChurnSubjectColumns } from "./model.ts";
import { logistic, type OpenModel, openModel } from "./open-model.ts";
import {
  type Features,
  isRecord,
  isSubjects,
  own,
  readFeature,
  readFeatures,
} from "./read-features.ts";

/** A customer with her probability of leaving: a row of `churnCost`, once it has a value. */
export interface ChurnScore {
  readonly customerId?: CustomerId | undefined;
  /** 0 to 1. */
  readonly probability: number;
}

/**
 * How likely is this customer to leave?
 *
 * For customers like those that the model was fitted on, with features as known today. The probability
 * is of leaving within the time that the labels were about. For its interval see `churnInterval`, for
 * the reasons `explainChurn`, for what the risk costs `churnCost`.
 *
 * p = 1 / (1 + exp(-b₀ - Σ b_j x_j))
 *
 * @param model - of `fitChurnModel`, or typed in by hand
 * @param customer - a customer's `features`: each of the model's; others are passed over. Or rows, or columns
 * @returns the probability, 0 to 1: a number of one customer; of rows, rows with `customerId` where given;
 *   of columns a column
 * @throws InputError `missing_feature`, `not_a_number`, `non_finite_value`, `length_mismatch`,
 *   `invalid_column`, `invalid_shape`; `unbounded_coefficient` where features separated those who left;
 *   `unknown_model`
 *
 * @example
 * ```ts
 * import { type ChurnModel, scoreChurn } from "clientele/retention";
 *
 * const model: ChurnModel = {
 *   kind: "churn-logistic",
 *   version: 1,
 *   params: { intercept: -2, coefficients: { tickets: 0.5 }, means: { tickets: 1.2 } },
 * };
 * scoreChurn(model, { features: { tickets: 4 } }); // => 0.5
 * scoreChurn(model, [{ customerId: "ada", features: { tickets: 4 } }]); // => [{ customerId: "ada", probability: 0.5 }]
 * Array.from(scoreChurn(model, { features: { tickets: [4, 2] } })); // => [0.5, 0.2689414213699951]
 * ```
 *
 * @see McCullagh & Nelder (1989), Generalized Linear Models, chapter 4
 */
export function scoreChurn(model: ChurnModel, customer: ChurnSubject): number;
export function scoreChurn(model: ChurnModel, customers: readonly ChurnSubject[]): ChurnScore[];
export function scoreChurn(model: ChurnModel, customers: ChurnSubjectColumns): Float64Array;
export function scoreChurn(
  model: ChurnModel,
  data: ChurnSubject | readonly ChurnSubject[] | ChurnSubjectColumns,
): number | ChurnScore[] | Float64Array {
  const open = openModel(model);
  if (isSubjects(data)) {
    const probabilities = probabilitiesOf(open, readFeatures(data, open.names));
    return data.map(({ customerId }, row) => ({
      ...(customerId !== undefined && { customerId }),
      probability: probabilities[row],
    }));
  }
  if (isOne(data)) return logistic(linearPredictor(open, readOne(open, data)));
  return probabilitiesOf(open, readFeatures(data, open.names));
}

/** The features of one customer, in the order of the model. */
export function readOne({ names }: OpenModel, { features }: ChurnSubject): Float64Array {
  return Float64Array.from(names, (name) =>
    readFeature(own(features, name), name, ["features", name]),
  );
}

/** Is this one customer, not columns of many? Refuses what is neither. */
export function isOne(data: ChurnSubject | ChurnSubjectColumns): data is ChurnSubject {
  if (!isRecord(data) || !isRecord(own(data, "features"))) {
    throw new InputError("invalid_shape", "expected features by name", ["features"]);
  }
  return !Object.values(data.features).some((value) => typeof value === "object" && value !== null);
}

/** b₀ + x'b. */
export function linearPredictor({ intercept, slopes }: OpenModel, x: Float64Array): number {
  let eta = intercept;
  for (let j = 0; j < x.length; j++) eta += slopes[j] * x[j];
  return eta;
}

/** The log odds of many customers. */
export function linearPredictors(
  { intercept, slopes }: OpenModel,
  { columns, length }: Features,
): Float64Array {
  const eta = new Float64Array(length).fill(intercept);
  columns.forEach((column, j) => {
    const slope = slopes[j];
    for (let i = 0; i < length; i++) eta[i] += slope * column[i];
  });
  return eta;
}

function probabilitiesOf(open: OpenModel, features: Features): Float64Array {
  const eta = linearPredictors(open, features);
  for (let i = 0; i < eta.length; i++) eta[i] = logistic(eta[i]);
  return eta;
}
