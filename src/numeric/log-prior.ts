import { checkChoice } from "../core/checks.ts";
import type { LogLikelihood } from "./likelihood.ts";
import { checkPrior, logPriorDensity, type Prior } from "./prior.ts";

/** How the values that are searched become the parameters, and slopes go back. */
export interface PriorScale {
  /** From the search's clock to the data's own. */
  readonly scales: readonly number[];
  /** Of the covariates whose coefficients are searched for a deviation of 1. */
  readonly deviations: readonly number[];
  /** The parameters, on the search's clock, of a customer whose covariates are 0. */
  readonly at: (values: Float64Array) => Float64Array;
  readonly pull: (slopes: Float64Array, gradient: Float64Array) => void;
}

/** The scale of a search over the parameters themselves. */
export function plainScale(count: number): PriorScale {
  return {
    scales: Array.from({ length: count }, () => 1),
    deviations: [],
    at: (values) => values,
    pull: (slopes, gradient) => gradient.set(slopes),
  };
}

/** The log-density of priors and ridge by the values that are searched; undefined without any. */
export function logPriorOf(
  names: readonly string[],
  priors: { readonly [name: string]: Prior | undefined },
  ridge: number,
  { scales, deviations, at, pull }: PriorScale,
): LogLikelihood | undefined {
  const given = Object.entries(priors).flatMap(([name, prior]) => {
    if (prior === undefined) return [];
    checkChoice(name, names, ["priors"]);
    return [{ place: names.indexOf(name), prior: checkPrior(prior, ["priors", name]) }];
  });
  if (given.length === 0 && (ridge === 0 || deviations.length === 0)) return undefined;
  return (values, gradient) => {
    gradient.fill(0);
    const own = at(values);
    const slopes = new Float64Array(names.length);
    let total = 0;
    for (const { place, prior } of given) {
      const { value, slope } = logPriorDensity(prior, own[place] * scales[place]);
      total += value;
      slopes[place] = slope * scales[place];
    }
    pull(slopes, gradient);
    deviations.forEach((deviation, k) => {
      const coefficient = values[names.length + k] / deviation;
      total -= (ridge / 2) * coefficient ** 2;
      gradient[names.length + k] -= (ridge * coefficient) / deviation;
    });
    return total;
  };
}
