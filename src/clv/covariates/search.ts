import { InputError } from "../../core/errors.ts";
import type { FitWarningCode } from "../../core/fit-report.ts";
import type { Warning } from "../../core/warning.ts";
import { type Carry, carryBy, jacobianOf } from "../../numeric/delta-method.ts";
import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { byDifferences } from "../../numeric/optimize/by-differences.ts";
import type { Method } from "../../numeric/optimize/method.ts";
import type { CovariateRoles, PurchaseFamily } from "../fitting/family.ts";
import { historyLogLikelihoodOf } from "../fitting/history-log-likelihood.ts";
import type { WeightedHistories } from "../fitting/purchase-data.ts";
import { LARGEST_PARAMETER, LEAST_PARAMETER } from "../parameter-range.ts";
import type { CovariateProcess } from "./covariate-effects.ts";
import type { Design } from "./design.ts";
import { effectsOf } from "./effects.ts";
import { covariateLogLikelihood, rowParameters } from "./likelihood.ts";
import type { Move } from "./moves.ts";
import { collinearity, standardize } from "./standardize.ts";

/** What a fit knows before its covariates. */
export interface CovariateContext {
  readonly roles: CovariateRoles | undefined;
  /** The covariates of the customers who take part, as they were read. */
  readonly columns: readonly Float64Array[];
  readonly weight: Float64Array;
  /** From the search's clock to the data's own, by parameter. */
  readonly scales: readonly number[];
  /** By the parameters of a customer whose covariates are 0. */
  readonly logPrior: LogLikelihood | undefined;
}

/** How a search over parameters and coefficients, on clocks and scales of its own, meets the data. */
export interface CovariateSearch {
  readonly coefficients: readonly string[];
  /** Covariates of mean 0 and deviation 1. */
  readonly columns: readonly Float64Array[];
  readonly logLikelihoodOf: <Parameter extends string>(
    family: PurchaseFamily<Parameter>,
    histories: WeightedHistories,
  ) => LogLikelihood;
  readonly method: Method;
  /** Prior and ridge by all values. */
  readonly logPrior: LogLikelihood | undefined;
  /** The parameters of a customer whose covariates are 0, and the coefficients, on the data's scale. */
  readonly onOwnScale: (values: Float64Array) => Float64Array;
  readonly carry: Carry;
  /** Values of the coefficients by process and covariate. */
  readonly effectsOf: <Value>(values: readonly Value[]) => {
    readonly [Process in CovariateProcess]?: Readonly<Record<string, Value>>;
  };
  /** Those that were estimated, beside parameters within the range of predictions. */
  readonly covariatesOf: (
    params: Readonly<Record<string, number>>,
    coefficients: readonly number[],
  ) => ReturnType<typeof effectsOf<number>>;
  readonly warnings: readonly Warning<FitWarningCode>[];
}

/** Covariates are searched with mean 0 and deviation 1; the row after the last has them all at 0. */
export function covariateSearch(
  { terms, coefficients, names, ridge }: Design,
  moves: readonly Move[],
  { columns, weight, scales, logPrior }: CovariateContext,
): CovariateSearch {
  const count = scales.length;
  const standard = columns.map((column) => standardize(column, weight));
  const values = standard.map((column) => column.values);
  const parameters = rowParameters(count, moves, terms, values);
  const deviations = coefficients.map(
    (_, k) => standard[terms.find((term) => term.coefficient === k)?.covariate ?? 0].deviation,
  );
  const plainRow = weight.length;
  const known: LogLikelihood = (at, gradient) => {
    let total = 0;
    gradient.fill(0);
    if (logPrior) {
      const slopes = new Float64Array(count);
      total = logPrior(parameters.at(at, plainRow), slopes);
      parameters.pull(slopes, plainRow, 1, gradient);
    }
    deviations.forEach((deviation, k) => {
      const coefficient = at[count + k] / deviation;
      total -= (ridge / 2) * coefficient ** 2;
      gradient[count + k] -= (ridge * coefficient) / deviation;
    });
    return total;
  };
  return {
    coefficients,
    columns: values,
    logLikelihoodOf: (family, histories) =>
      covariateLogLikelihood(historyLogLikelihoodOf(family), histories, parameters, count),
    method: byDifferences,
    logPrior: logPrior || ridge > 0 ? known : undefined,
    onOwnScale: (at) => {
      const own = parameters.at(at, plainRow);
      return at.map((value, i) => (i < count ? own[i] * scales[i] : value / deviations[i - count]));
    },
    carry: carryBy(jacobianOf),
    effectsOf: (estimates) => effectsOf(terms, estimates),
    covariatesOf: (params, estimates) => {
      checkParameters(params);
      return effectsOf(terms, estimates);
    },
    warnings: collinearity(names, standard, weight),
  };
}

/** Where covariates lie far from 0, such as years, the parameters of one at 0 may be beyond all use. */
function checkParameters(params: Readonly<Record<string, number>>): void {
  for (const [name, value] of Object.entries(params)) {
    if (value >= LEAST_PARAMETER && value <= LARGEST_PARAMETER) continue;
    throw new InputError(
      "out_of_range",
      `${name} of a customer whose covariates are 0 would be ${value}: subtract from each covariate a usual value`,
      ["covariates"],
    );
  }
}
