import { checkChoice, checkObject } from "../core/checks.ts";
import type { LogLikelihood } from "../numeric/likelihood.ts";
import { checkPrior, logPriorDensity, type Prior, type Priors } from "../numeric/prior.ts";

/** Priors as fits take them: made by {@link parameterPriors}. */
export interface ParameterPriors<Parameter extends string = string> {
  /** As they were given: plain data. */
  readonly priors: Priors<Parameter>;
  /**
   * For fits: the log-density of parameters by these names, each divided by its scale. Adds to the
   * information.
   *
   * @internal
   */
  readonly prepare: (
    names: readonly string[],
    scales: readonly number[],
  ) => LogLikelihood | undefined;
}

/**
 * What is known of a model's parameters before it sees the data?
 *
 * Hand them to a fit, which then gives the mode of the posterior density, or to `samplePosterior`. Take
 * them from other shops or earlier years, or to hold a parameter that few customers leave open; not to
 * get rid of a warning.
 *
 * log p(θ) = Σ log p_i(θ_i), added once to the whole log-likelihood: a prior is a density over the
 * parameter itself, on the data's own scale, and means the same in every model and for any number of
 * customers. That it is made by a function spares apps that have no priors the code.
 *
 * @param priors - by the parameter's name (`r`, `alpha` …) one of
 *   `{ distribution: "log-normal", median, sdLog }`, `{ distribution: "gamma", shape, rate }`,
 *   `{ distribution: "exponential", rate }`, `{ distribution: "half-normal", sd }`,
 *   `{ distribution: "half-cauchy", scale }` or `{ distribution: "normal", mean, sd }`, which for a
 *   positive parameter is cut off at 0
 * @returns the value for the option `priors`; its own `priors` are the data given
 *
 * Edge cases: a parameter without a prior, or with `undefined` for one, has a flat one in a fit. A
 * parameter that the model does not have is found by the fit: `invalid_option`.
 *
 * @throws InputError `invalid_option` for an unknown distribution; `not_a_number`, `non_finite_value`,
 *   `out_of_range` for numbers that make none; `invalid_argument`
 *
 * @example
 * ```ts
 * import { fitBgNbd, parameterPriors } from "clientele/clv";
 *
 * const data = {
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * } as const;
 * const priors = parameterPriors({ r: { distribution: "log-normal", median: 0.5, sdLog: 0.1 } });
 * fitBgNbd(data).params.r.toFixed(2); // => "0.17"
 * fitBgNbd(data, { priors }).params.r.toFixed(2); // => "0.29"
 * ```
 *
 * @see Gelman et al. (2013), Bayesian Data Analysis, chapter 2
 */
export function parameterPriors<Parameter extends string>(
  priors: Priors<Parameter>,
): ParameterPriors<Parameter> {
  const given = Object.entries<Prior | undefined>(checkObject(priors, "priors")).flatMap(
    ([name, prior]) =>
      prior === undefined ? [] : [{ name, prior: checkPrior(prior, ["priors", name]) }],
  );
  return {
    priors,
    prepare: (names, scales) => {
      const placed = given.map(({ name, prior }) => {
        checkChoice(name, names, ["priors"]);
        return { place: names.indexOf(name), prior };
      });
      if (placed.length === 0) return undefined;
      return (values, gradient, information) => {
        let total = 0;
        gradient.fill(0);
        for (const { place, prior } of placed) {
          const at = values[place] * scales[place];
          const { value, slope, curvature } = logPriorDensity(prior, at);
          total += value;
          gradient[place] = slope * scales[place];
          if (information) {
            information[place * (values.length + 1)] -= curvature * at * at + slope * at;
          }
        }
        return total;
      };
    },
  };
}
