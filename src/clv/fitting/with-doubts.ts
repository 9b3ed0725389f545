import type { FitReport } from "../../core/fit-report.ts";
import type { MaximumLikelihood } from "../../numeric/likelihood.ts";
import type { CovariateSearch } from "../covariates/search.ts";

/** So many repeat buyers a number that is estimated: fewer say little of how unlike customers are. */
const ENOUGH_BUYERS = 5;

/** The report of a search, with what covariates and the number of buyers add to it. */
export function withDoubts<Parameter extends string>(
  { fit, coefficientErrors }: MaximumLikelihood<Parameter>,
  search: CovariateSearch | undefined,
  repeatBuyers: number,
): FitReport<Parameter> {
  const { estimates, warnings } = fit;
  const numbers = estimates.length;
  return {
    ...fit,
    ...(search && { covariateErrors: search.effectsOf(coefficientErrors) }),
    warnings: [
      ...warnings,
      ...(repeatBuyers < ENOUGH_BUYERS * numbers
        ? [
            {
              code: "too_little_data" as const,
              message: `${repeatBuyers} customers bought again, to estimate ${numbers} numbers from`,
              details: { repeatBuyers, estimates: numbers },
            },
          ]
        : []),
      ...(search?.warnings ?? []),
    ],
  };
}
