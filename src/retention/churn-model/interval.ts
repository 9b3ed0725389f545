import { checkNames } from "../../core/check-names.ts";
import type { CustomerId } from "../../core/columns.ts";
import { InputError } from "../../core/errors.ts";
import type { ChurnModel, ChurnSubject, ChurnSubjectColumns } from "./model.ts";
import {
  errorAt,
  logistic,
  type OpenModel,
  openModel,
  type Uncertainty,
  uncertaintyOf,
} from "./open-model.ts";
import { isSubjects, readFeatures } from "./read-features.ts";
import { isOne, linearPredictor, linearPredictors, readOne } from "./score.ts";

export interface ChurnIntervalOptions {
  /** Between 0 and 1; that of the fit unless given. */
  readonly level?: number | undefined;
}

/** A probability of leaving, and how well the data tell it. */
export interface ChurnInterval {
  readonly customerId?: CustomerId | undefined;
  readonly probability: number;
  /** Of the log odds. */
  readonly standardError: number;
  readonly lower: number;
  readonly upper: number;
}

/** {@link ChurnInterval} as parallel columns. */
export interface ChurnIntervalColumns {
  readonly probability: Float64Array;
  readonly standardError: Float64Array;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/**
 * How sure is the model of a customer's probability of leaving?
 *
 * The interval is of the probability, the share of customers exactly like her who leave; not of what she
 * will do, which is yes or no. It takes the model's form as right and shows the doubt of its coefficients
 * alone: wide where few like her were seen.
 *
 * logistic(η ± z √(x'Vx)), η the log odds, V the covariance of the coefficients; within 0 and 1.
 *
 * @param model - of `fitChurnModel`
 * @param customer - one customer, rows or columns, as for `scoreChurn`
 * @param options - `level` (that of the fit)
 * @returns probability, standard error of its log odds, and the interval: an object, rows or columns
 * @throws InputError as `scoreChurn` does; `no_covariance` for a model without a fit; `out_of_range`;
 *   `invalid_option`
 *
 * @example
 * ```ts
 * import { churnInterval, fitChurnModel } from "clientele/retention";
 *
 * const model = fitChurnModel({
 *   features: { tickets: [0, 1, 0, 3, 2, 0, 4, 1, 0, 2] },
 *   churned: [0, 0, 0, 1, 1, 1, 1, 0, 0, 0],
 * });
 * const { probability, lower, upper } = churnInterval(model, { features: { tickets: 2 } });
 * [lower, probability, upper].map((value) => value.toFixed(2)); // => ["0.18", "0.57", "0.89"]
 * ```
 *
 * @see Hosmer & Lemeshow (2000), Applied Logistic Regression, section 1.4
 */
export function churnInterval(
  model: ChurnModel,
  customer: ChurnSubject,
  options?: ChurnIntervalOptions,
): ChurnInterval;
export function churnInterval(
  model: ChurnModel,
  customers: readonly ChurnSubject[],
  options?: ChurnIntervalOptions,
): ChurnInterval[];
export function churnInterval(
  model: ChurnModel,
  customers: ChurnSubjectColumns,
  options?: ChurnIntervalOptions,
): ChurnIntervalColumns;
export function churnInterval(
  model: ChurnModel,
  data: ChurnSubject | readonly ChurnSubject[] | ChurnSubjectColumns,
  options: ChurnIntervalOptions = {},
): ChurnInterval | ChurnInterval[] | ChurnIntervalColumns {
  const open = openModel(model);
  checkNames(options, ["level"]);
  const uncertainty = uncertaintyOf(model, open, options.level);
  if (uncertainty === undefined) {
    const message = "expected a fitted model: one typed in by hand has no errors";
    throw new InputError("no_covariance", message, ["fit"]);
  }
  if (isSubjects(data)) {
    const columns = intervalsOf(open, data, uncertainty);
    return data.map(({ customerId }, row) => ({
      ...(customerId !== undefined && { customerId }),
      probability: columns.probability[row],
      standardError: columns.standardError[row],
      lower: columns.lower[row],
      upper: columns.upper[row],
    }));
  }
  if (!isOne(data)) return intervalsOf(open, data, uncertainty);
  const x = readOne(open, data);
  return intervalAt(linearPredictor(open, x), errorAt(x, uncertainty.covariance), uncertainty.z);
}

/** The interval of a probability from its log odds. */
export function intervalAt(eta: number, standardError: number, z: number) {
  return {
    probability: logistic(eta),
    standardError,
    lower: logistic(eta - z * standardError),
    upper: logistic(eta + z * standardError),
  };
}

function intervalsOf(
  open: OpenModel,
  data: readonly ChurnSubject[] | ChurnSubjectColumns,
  { covariance, z }: Uncertainty,
): ChurnIntervalColumns {
  const features = readFeatures(data, open.names);
  const probability = linearPredictors(open, features);
  const { length, columns } = features;
  const standardError = new Float64Array(length);
  const lower = new Float64Array(length);
  const upper = new Float64Array(length);
  const x = new Float64Array(columns.length);
  for (let i = 0; i < length; i++) {
    for (let j = 0; j < x.length; j++) x[j] = columns[j][i];
    const eta = probability[i];
    standardError[i] = errorAt(x, covariance);
    probability[i] = logistic(eta);
    lower[i] = logistic(eta - z * standardError[i]);
    upper[i] = logistic(eta + z * standardError[i]);
  }
  return { probability, standardError, lower, upper };
}
