import { readOptions } from "../../core/check-names.ts";
import { checkObject } from "../../core/checks.ts";
import { InputError, isClienteleError } from "../../core/errors.ts";
import type { FitVerdict } from "../../core/fit-report.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import { total } from "../../numeric/vector.ts";
import { type PurchaseData, patternsOf, weightedHistoriesOf } from "../fitting/purchase-data.ts";
import type { PurchaseModel } from "../model.ts";
import { parametersOf } from "../predict/kinds.ts";
import { checkUnit } from "../targets.ts";
import { type CohortPeriod, type Comparison, cohortParts } from "./cohort-parts.ts";
import { evaluateHoldout } from "./evaluate-holdout.ts";
import type { Holdout } from "./holdout.ts";
import { checkSplit, holdoutFrequencies } from "./holdout-frequencies.ts";
import { fitOf, informationCriteria } from "./information-criteria.ts";

/** A model as it is; or what fits one, `fitBgNbd` say. */
export type ModelSource = PurchaseModel | ((data: PurchaseData) => PurchaseModel);

export interface CompareModelsOptions {
  /** By the name that they are to have in the table. */
  readonly models: Readonly<Record<string, ModelSource>>;
  /** Compare also within each cohort, customers of one first purchase month, quarter or year. */
  readonly cohorts?: CohortPeriod | undefined;
}

/** A model on all customers, or on those of a cohort. `null` is what there is not, or is undefined. */
export interface ComparedModel {
  /** Its name in `models`. */
  readonly model: string;
  readonly kind: string | null;
  /** `2026-01`, `2026-Q1` or `2026`; `null` for all customers. */
  readonly cohort: string | null;
  readonly customers: number;
  readonly logLikelihood: number | null;
  readonly parameters: number | null;
  readonly aic: number | null;
  readonly bic: number | null;
  /** aic less that of the best model on the same customers. */
  readonly deltaAic: number | null;
  readonly verdict: FitVerdict | null;
  /** Purchases in the holdout, of all customers together. */
  readonly actual: number | null;
  readonly expected: number | null;
  readonly totalError: number | null;
  readonly bias: number | null;
  readonly meanAbsoluteError: number | null;
  readonly rootMeanSquareError: number | null;
  readonly correlation: number | null;
  /** Codes of the fit's warnings; and `fitted_to_other_data`. */
  readonly warnings: readonly string[];
  /** The code of what was thrown where fit or forecast failed. */
  readonly error: string | null;
  /** What the error says. */
  readonly message: string | null;
}

export interface ModelComparison {
  readonly timeUnit: TimeUnit;
  /** The length of the holdout; `null` without one. */
  readonly horizon: number | null;
  readonly rows: readonly ComparedModel[];
}

/**
 * Which model does best on my customers?
 *
 * One table over all models: how well each fits, by what it was fitted to, and how well it foretells,
 * by what it was not. Choose by the holdout where there is one, by AIC or BIC where there is not, and
 * among equals the simplest. See `informationCriteria`, `evaluateHoldout` for the columns.
 *
 * A source that is a function is called to fit; name only those you want, so that a bundle carries no
 * others. With `cohorts` it is fitted anew to each cohort, so that a column shows how customers won
 * at different times differ; a source that is a model is judged there as it is.
 *
 * @param data - a split from `splitHoldout`; or a customer base or patterns, without holdout
 * @param options - `models`, by name: fit functions, with options as
 *   `(data) => fitBgNbd(data, { … })`, or models; `cohorts`, for a base that has `firstAt`
 * @returns a row for each model in the order given, all customers first, then cohort by cohort.
 *   A fit or forecast that fails has a row too, with `error`, as has a model of another unit than the
 *   data's: its likelihood is of another clock. `deltaAic` compares models of continuous
 *   time among themselves, and BG/BB among themselves. A model that was fitted to another number of
 *   customers has no likelihood here, and the warning `fitted_to_other_data`
 * @throws InputError `invalid_option` without models; `length_mismatch` where the halves differ in
 *   customers, `empty`, `invalid_summary`; `missing_first_purchase` where cohorts cannot be told. What is
 *   no error of this package, a fault in a function of your own say, passes through
 *
 * @example
 * ```ts
 * import { type BgNbdModel, compareModels, fitBgNbd } from "clientele/clv";
 *
 * const patterns = {
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * } as const;
 * const lastYear: BgNbdModel = {
 *   kind: "bg-nbd",
 *   version: 1,
 *   timeUnit: "week",
 *   params: { r: 0.24, alpha: 4.4, a: 0.79, b: 2.4 },
 * };
 * const { rows } = compareModels(patterns, { models: { "BG/NBD": fitBgNbd, "last year": lastYear } });
 * rows.map((row) => row.model); // => ["BG/NBD", "last year"]
 * rows.map((row) => row.deltaAic); // => [0, null]
 * rows.map((row) => row.verdict); // => ["optimum", null]
 * ```
 *
 * @see Burnham & Anderson (2002), Model selection and multimodel inference, 2.6, for deltaAic
 */
export function compareModels(
  data: Holdout | PurchaseData,
  options: CompareModelsOptions,
): ModelComparison {
  checkObject(data, "customers");
  const models = Object.entries(readOptions(options, ["models", "cohorts"]).models ?? {});
  if (models.length === 0) {
    throw new InputError("invalid_option", "expected at least one model by its name", ["models"]);
  }
  const whole: Comparison =
    "calibration" in data
      ? { data: data.calibration, split: checkSplit(data) }
      : { data, split: undefined };
  const rows = compareOn(whole, null, models);
  if (options.cohorts !== undefined) {
    for (const part of cohortParts(whole, options.cohorts)) {
      rows.push(...compareOn(part, part.cohort, models));
    }
  }
  return { timeUnit: whole.data.timeUnit, horizon: whole.split?.holdout.length ?? null, rows };
}

const BLANK = {
  kind: null,
  logLikelihood: null,
  parameters: null,
  aic: null,
  bic: null,
  deltaAic: null,
  verdict: null,
  actual: null,
  expected: null,
  totalError: null,
  bias: null,
  meanAbsoluteError: null,
  rootMeanSquareError: null,
  correlation: null,
  warnings: [],
  error: null,
  message: null,
} as const satisfies Partial<ComparedModel>;

function compareOn(
  { data, split }: Comparison,
  cohort: string | null,
  models: readonly (readonly [string, ModelSource])[],
): ComparedModel[] {
  // What is wrong with the data is wrong with all models.
  const patterns = patternsOf(data);
  const customers = total(weightedHistoriesOf(patterns).weight);
  if (split !== undefined) holdoutFrequencies(split.holdout, data.timeUnit, customers);
  const rows = models.map(([name, source]): ComparedModel => {
    const row = { ...BLANK, model: name, cohort, customers };
    const fitted = attempt(() => (typeof source === "function" ? source(patterns) : source));
    if ("error" in fitted) return { ...row, ...fitted };
    const model = fitted.value;
    const known = attempt(() => {
      parametersOf(model);
      checkUnit(data.timeUnit, model.timeUnit, ["timeUnit"]);
      return { kind: model.kind, ...fitFigures(model, customers) };
    });
    if ("error" in known) return { ...row, ...known };
    const judged = attempt(() => (split ? forecastOf(model, split) : {}));
    return { ...row, ...known.value, ...("error" in judged ? judged : judged.value) };
  });
  return rows.map((row) => ({ ...row, deltaAic: deltaAicOf(row, rows) }));
}

/** What came out, or what the package's own error says. */
function attempt<Value>(
  run: () => Value,
): { readonly value: Value } | { readonly error: string; readonly message: string } {
  try {
    return { value: run() };
  } catch (error) {
    if (isClienteleError(error)) return { error: error.code, message: error.message };
    throw error;
  }
}

function fitFigures(model: PurchaseModel, customers: number): Partial<ComparedModel> {
  const { fit } = model;
  if (fit === undefined || fit === null) return {};
  const { verdict } = fit;
  const warnings = fitOf(model, []).warnings.map(({ code }): string => code);
  if (fit.logPrior !== undefined) warnings.push("penalized_fit");
  if (fit.customers !== customers) {
    return { verdict, warnings: [...warnings, "fitted_to_other_data"] };
  }
  const { logLikelihood, parameters, aic, bic } = informationCriteria(model);
  return { verdict, warnings, logLikelihood, parameters, aic, bic };
}

function forecastOf(model: PurchaseModel, split: Holdout): Partial<ComparedModel> {
  const { actual, expected, totalError, bias, ...errors } = evaluateHoldout(model, split);
  const { meanAbsoluteError, rootMeanSquareError, correlation } = errors;
  return {
    ...{ actual, expected, totalError, bias },
    ...{ meanAbsoluteError, rootMeanSquareError, correlation },
  };
}

/** The likelihood of BG/BB is of other data than that of the others: of yes and no a period. */
function deltaAicOf({ kind, aic }: ComparedModel, rows: readonly ComparedModel[]): number | null {
  if (aic === null) return null;
  const peers = rows.filter((row) => (row.kind === "bg-bb") === (kind === "bg-bb"));
  return aic - peers.reduce((least, row) => Math.min(least, row.aic ?? least), aic);
}
