import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { readCovariates, type WithCovariates } from "../../customers/covariates.ts";
import { type Design, designOf } from "./design.ts";
import { movesOf } from "./moves.ts";
import type { CovariateOptions, SpendCovariateOptions } from "./options.ts";
import { type CovariateContext, type CovariateSearch, covariateSearch } from "./search.ts";

/** Covariates as fits take them: made by {@link staticCovariates}. */
export interface StaticCovariates<Options = CovariateOptions | SpendCovariateOptions> {
  /** As they were given: plain data. */
  readonly options: Options;
  /**
   * For fits: the named covariates of so many customers.
   *
   * @internal
   */
  readonly read: (customers: WithCovariates, length: number) => readonly Float64Array[];
  /**
   * For fits: how a search goes over parameters and coefficients; undefined without covariates.
   *
   * @internal
   */
  readonly prepare: (context: CovariateContext) => CovariateSearch | undefined;
}

/**
 * What else is known of customers, and what of their behavior may it move?
 *
 * Hand it to a fit as its option `covariates`: the model then has parameters of each customer's own.
 * The covariates are those that the customers of the base carry, one number each by name (see
 * `joinCovariates`), known when they were won; covariates that change over time are not supported. That
 * they are named through a function spares apps that have none the code.
 *
 * `transaction`: alpha exp(-γ'z), e^γ times as many purchases. `lifetime`: beta exp(-γ'z), or the logit
 * of the mean drop-out a/(a+b) plus γ'z with a+b as it was: γ > 0 leaves sooner. `spend`: v exp(γ'z), e^γ
 * times the money, for `fitGammaGamma`.
 *
 * @param options - for purchase models lists of names: `transaction`, `lifetime`, and `equal` for
 *   covariates that move both by one coefficient; `dropout`: `mean` (default), or `separate` for
 *   coefficients of their own on a and b, a exp(γ'z) and b exp(γ'z). For `fitGammaGamma` the list
 *   `spend`. `ridge`, λ ≥ 0, default 0, subtracts λ/2 γ² for each coefficient
 * @returns the value for the option `covariates`; its own `options` are the data given
 *
 * Edge cases: no names at all are a fit without covariates. Names that the customers do not carry
 * (`missing_covariate`), and processes that the model does not have (`invalid_option`), are found by the
 * fit; covariates that can hardly be told apart are told in its warning `collinear_covariates`. Parameters
 * are those of a customer whose covariates are 0: of covariates far from 0, such as years, the fit may
 * refuse to tell them (`out_of_range`). Subtract a usual value first.
 *
 * @throws InputError `invalid_option` for an unknown option, no list, or a name that moves one process
 *   twice; `negative_value`, `not_a_number` for the ridge; `invalid_argument`
 *
 * @example
 * ```ts
 * import { fitBgNbd, staticCovariates } from "clientele/clv";
 *
 * const patterns = {
 *   timeUnit: "week",
 *   frequency: [0, 1, 3, 6, 0, 1, 2, 4],
 *   recency: [0, 9, 20, 35, 0, 7, 15, 33],
 *   age: [38, 38, 38, 38, 36, 38, 38, 38],
 *   weight: [300, 50, 30, 25, 400, 40, 15, 8],
 *   covariates: { app: [1, 1, 1, 1, 0, 0, 0, 0] },
 * } as const;
 * const covariates = staticCovariates({ transaction: ["app"], lifetime: ["app"] });
 * const model = fitBgNbd(patterns, { covariates });
 * model.covariates?.transaction?.app.toFixed(2); // => "0.97"
 * model.covariates?.lifetime?.app.toFixed(2); // => "-1.12"
 * ```
 *
 * @see Fader & Hardie (2007), Incorporating time-invariant covariates into the Pareto/NBD and BG/NBD
 *   models, brucehardie.com/notes/019
 */
export function staticCovariates(options: CovariateOptions): StaticCovariates<CovariateOptions>;
export function staticCovariates(
  options: SpendCovariateOptions,
): StaticCovariates<SpendCovariateOptions>;
export function staticCovariates(
  options: CovariateOptions | SpendCovariateOptions,
): StaticCovariates {
  const design = designOf(options);
  return {
    options,
    read: (customers, length) => readCovariates(customers, design.names, length),
    prepare: (context) =>
      design.terms.length > 0
        ? covariateSearch(design, checkedMoves(design, context), context)
        : undefined,
  };
}

function checkedMoves({ terms }: Design, { roles }: CovariateContext) {
  const moves = movesOf(roles);
  for (const { process } of terms) {
    if (moves.some((move) => move.process === process)) continue;
    const message = `this model has no process ${show(process)}`;
    throw new InputError("invalid_option", message, ["covariates"]);
  }
  return moves;
}
