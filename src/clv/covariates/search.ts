import type { PriorScale } from "../../numeric/log-prior.ts";
import type { Design } from "./design.ts";
import { type RowParameters, rowParameters } from "./likelihood.ts";
import type { Move } from "./moves.ts";
import { type StandardColumn, standardize } from "./standardize.ts";

/** How a search over parameters and coefficients, on clocks and scales of its own, meets the data. */
export interface CovariateSearch extends PriorScale {
  readonly columns: readonly StandardColumn[];
  readonly parameters: RowParameters;
  /** The parameters of a customer whose covariates are 0, and the coefficients, on the data's scale. */
  readonly onOwnScale: (values: Float64Array) => Float64Array;
}

/** Covariates are searched with mean 0 and deviation 1; the row after the last has them all at 0. */
export function covariateSearch(
  scales: readonly number[],
  moves: readonly Move[],
  { terms, coefficients }: Design,
  covariates: readonly Float64Array[],
  weight: Float64Array,
): CovariateSearch {
  const count = scales.length;
  const columns = covariates.map((column) => standardize(column, weight));
  const parameters = rowParameters(
    count,
    moves,
    terms,
    columns.map((column) => column.values),
  );
  const deviations = coefficients.map(
    (_, k) => columns[terms.find((term) => term.coefficient === k)?.covariate ?? 0].deviation,
  );
  const plainRow = weight.length;
  return {
    columns,
    parameters,
    scales,
    deviations,
    at: (values) => parameters.at(values, plainRow),
    pull: (slopes, gradient) => parameters.pull(slopes, plainRow, 1, gradient),
    onOwnScale: (values) => {
      const own = parameters.at(values, plainRow);
      return values.map((value, i) =>
        i < count ? own[i] * scales[i] : value / deviations[i - count],
      );
    },
  };
}
