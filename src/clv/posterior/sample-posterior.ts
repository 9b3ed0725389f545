import { checkFinite, checkInteger } from "../../core/checks.ts";
import { FitError, InputError } from "../../core/errors.ts";
import { checkFitOptions } from "../../core/fit-options.ts";
import { type ParameterPriors, parameterPriors } from "../../customers/parameter-priors.ts";
import { inverseOf, symmetricEigen } from "../../numeric/eigen.ts";
import { descend } from "../../numeric/optimize/by-differences.ts";
import { hessianOf } from "../../numeric/optimize/hessian.ts";
import type { Objective } from "../../numeric/optimize/objective.ts";
import type { Prior } from "../../numeric/prior.ts";
import { seedRandom } from "../../numeric/random/seed.ts";
import { type Chain, sampleChains } from "../../numeric/sampler/sample-chain.ts";
import type { CovariateOptions } from "../covariates/options.ts";
import { type StaticCovariates, staticCovariates } from "../covariates/static-covariates.ts";
import { familyOf } from "../fitting/families.ts";
import { type PurchaseData, patternsOf, weightedHistoriesOf } from "../fitting/purchase-data.ts";
import { purchaseProblem } from "../fitting/purchase-problem.ts";
import type { PurchaseModel } from "../model.ts";
import { checkUnit } from "../targets.ts";
import { covariateOptionsOf } from "./covariate-options.ts";
import type { Posterior } from "./posterior.ts";
import { doubtsOf, summarizeDraws } from "./summarize-draws.ts";
import { type PosteriorTarget, posteriorTarget } from "./target.ts";
import { withEstimates } from "./with-estimates.ts";

export interface SamplePosteriorOptions<Parameter extends string = string> {
  /** The same seed gives the same draws, everywhere. */
  readonly seed: number | string;
  /** Independent runs, from starts far apart: that they meet is the evidence. */
  readonly chains?: number | undefined;
  /** Of each chain. */
  readonly draws?: number | undefined;
  /** Of each chain before these, to learn from and to forget. */
  readonly warmup?: number | undefined;
  /** Chance of acceptance that steps are tuned for; nearer to 1 where trajectories diverge. */
  readonly acceptance?: number | undefined;
  /** In place of the default ones, by the parameter's name. */
  readonly priors?: ParameterPriors<Parameter> | undefined;
  /** As the fit was given them; read off the model unless given. */
  readonly covariates?: StaticCovariates<CovariateOptions> | undefined;
}

export const SAMPLE_POSTERIOR_DEFAULTS = {
  chains: 4,
  draws: 1000,
  warmup: 500,
  acceptance: 0.8,
} as const;

/** The deviation of the default priors of log-parameters, on a clock whose longest age is 1. */
const DEFAULT_SD_LOG = 2;
const SEARCH_TOLERANCE = 1e-8;
/** A curvature of the log posterior below this is taken for this: a deviation of 4. */
const LEAST_CURVATURE = 0.0625;

/**
 * Given the data and what was known beforehand, what may the parameters be?
 *
 * Draws parameters from their posterior distribution. Worth it where a fit's standard errors mislead:
 * few customers, a ridge, a parameter near its bound, or a question whose answer bends strongly with
 * the parameters. Where a fit is an `optimum` on thousands of customers, `predictionInterval` by the
 * delta method says nearly the same in a thousandth of the time.
 *
 * log p(θ | data) = Σ w log L(θ) + Σ log p(θ_i), over log-parameters, by the No-U-Turn Sampler. The
 * default priors are log-normal with a deviation of 2 around 1, on a clock on which the longest age
 * is 1: proper, which flat ones are not, since the likelihood stays finite as parameters run away.
 * Coefficients have a normal prior of deviation 1 a standard deviation of the covariate.
 *
 * @param model - a purchase model, fitted or typed in: it says which kind is sampled, not where
 * @param data - the customers it was fitted to
 * @param options - `seed`, required; `chains`, default 4; `draws` of each, default 1000; `warmup`,
 *   default 500; `acceptance`, default 0.8, to be raised to 0.95 where trajectories diverge; `priors`
 *   made by `parameterPriors`, `covariates` made by `staticCovariates`, as they were given to the fit
 * @returns draws by parameter on the data's own scale, with the log-likelihood of each; by parameter
 *   mean, deviation, quantiles, R-hat, effective sample sizes and the Monte Carlo error of the mean;
 *   `warnings`: `not_converged` where R-hat is 1.01 or more or draws are worth fewer than 400,
 *   `divergent` where trajectories lost their way
 * @throws InputError `unit_mismatch` for data of another unit than the model's, `unknown_model`,
 *   `out_of_range` and `invalid_option` for options, `invalid_summary` for an impossible history
 * @throws FitError `empty` without customers, `no_repeat_purchases` where nobody came back, `no_convergence` where
 *   histories are beyond what a number can hold
 *
 * @example
 * ```ts
 * import { fitBgNbd, samplePosterior } from "clientele/clv";
 *
 * const data = {
 *   timeUnit: "week",
 *   frequency: [0, 1, 1, 2, 3, 5, 8],
 *   recency: [0, 4, 20, 9, 30, 12, 35],
 *   age: [38, 38, 36, 38, 33, 37, 38],
 *   weight: [600, 90, 70, 40, 35, 10, 20],
 * } as const;
 * const posterior = samplePosterior(fitBgNbd(data), data, { seed: "a shop" });
 * posterior.draws.r.length; // => 4000
 * posterior.warnings; // => []
 * const { lower, upper } = posterior.diagnostics.r;
 * lower < 0.17 && upper > 0.17; // => true
 * ```
 *
 * @see Hoffman & Gelman (2014), The No-U-Turn Sampler, Journal of Machine Learning Research 15
 * @see Vehtari, Gelman, Simpson, Carpenter & Bürkner (2021), Rank-normalization, folding, and
 *   localization, Bayesian Analysis 16(2)
 */
export function samplePosterior<Model extends PurchaseModel>(
  model: Model,
  data: PurchaseData,
  options: SamplePosteriorOptions<Extract<keyof Model["params"], string>>,
): Posterior<Model> {
  checkFitOptions(options, [
    "seed",
    "chains",
    "draws",
    "warmup",
    "acceptance",
    "priors",
    "covariates",
  ]);
  const family = familyOf(model);
  const patterns = patternsOf(data);
  checkUnit(patterns.timeUnit, model.timeUnit, ["timeUnit"]);
  const count = (name: "chains" | "draws" | "warmup", least: number, most: number) =>
    checkInteger(options?.[name] ?? SAMPLE_POSTERIOR_DEFAULTS[name], [name], least, most);
  const chains = count("chains", 1, 1000);
  const draws = count("draws", 4, 1e6);
  const warmup = count("warmup", 0, 1e6);
  const acceptance = checkFinite(options.acceptance ?? SAMPLE_POSTERIOR_DEFAULTS.acceptance, [
    "acceptance",
  ]);
  if (acceptance <= 0 || acceptance >= 1) {
    const message = `expected more than 0, less than 1, got ${acceptance}`;
    throw new InputError("out_of_range", message, ["acceptance"]);
  }
  const random = seedRandom(options.seed);

  const longest = weightedHistoriesOf(patterns).age.reduce((most, age) => Math.max(most, age), 0);
  const names = Object.keys(family.label(family.timePowers));
  const priors: Record<string, Prior> = {};
  names.forEach((name, i) => {
    const median = (longest || 1) ** family.timePowers[i];
    priors[name] = { distribution: "log-normal", median, sdLog: DEFAULT_SD_LOG };
  });
  for (const [name, prior] of Object.entries<Prior | undefined>(options.priors?.priors ?? {})) {
    if (prior !== undefined) priors[name] = prior;
  }
  const covariates = options.covariates ?? staticCovariates(covariateOptionsOf(model));
  const problem = purchaseProblem(family, patterns, {
    priors: parameterPriors(priors),
    ...(family.covariates && { covariates }),
  });
  const target = posteriorTarget(problem, (covariates.options.ridge ?? 0) > 0);
  const sampled = sampleChains(
    { ...normalAround(target), logDensity: target.logDensity, draws, warmup, acceptance },
    random,
    chains,
  );
  return reportOf(model, [...names, ...(problem.coefficients ?? [])], priors, target, sampled);
}

/** The mode of the posterior and, by the curvature there, how it spreads: Laplace's approximation. */
function normalAround({ logDensity, starts }: PosteriorTarget) {
  const objective: Objective = (point, gradient) => {
    const value = logDensity(point, gradient);
    for (let i = 0; i < gradient.length; i++) gradient[i] *= -1;
    return -value;
  };
  const [mode] = starts
    .map((start) => descend(objective, start, () => SEARCH_TOLERANCE))
    .sort((one, other) => one.value - other.value);
  const { values, vectors } = symmetricEigen(hessianOf(objective, mode.point), mode.point.length);
  const curvatures = values.map((value) => Math.max(value, LEAST_CURVATURE));
  const covariance = inverseOf({ values: curvatures, vectors }, LEAST_CURVATURE);
  return { center: mode.point, covariance: Float64Array.from(covariance.flat()) };
}

function reportOf<Model extends PurchaseModel>(
  model: Model,
  parameters: readonly string[],
  priors: Readonly<Record<string, Prior>>,
  target: PosteriorTarget,
  chains: readonly Chain[],
): Posterior<Model> {
  const values = chains.map(({ points }) => points.map(target.onOwnScale));
  const byName = parameters.map((name, i) => {
    const columns = values.map((rows) => Float64Array.from(rows, (row) => row[i]));
    return { name, columns };
  });
  const diagnostics = Object.fromEntries(
    byName.map(({ name, columns }) => [name, summarizeDraws(columns)]),
  );
  const divergences = chains.reduce((sum, chain) => sum + chain.divergences, 0);
  const acceptance = chains.reduce((sum, chain) => sum + chain.acceptance, 0) / chains.length;
  const logLikelihood = chains.flatMap(({ points, logDensities }) =>
    points.map((point, i) => target.logLikelihoodOf(point, logDensities[i])),
  );
  const spreads = Object.values(diagnostics).map(({ sd }) => sd);
  if (![acceptance, ...spreads, ...logLikelihood].every(Number.isFinite)) {
    throw new FitError("no_convergence", "the likelihood is beyond what a number can hold");
  }
  return {
    kind: "posterior",
    version: 1,
    model: withEstimates(model, {}),
    parameters,
    draws: Object.fromEntries(
      byName.map(({ name, columns }) => [name, columns.flatMap((column) => [...column])]),
    ),
    chains: chains.length,
    logLikelihood,
    priors,
    diagnostics,
    divergences,
    acceptance,
    evaluations: chains.reduce((sum, chain) => sum + chain.evaluations, 0),
    warnings: doubtsOf(diagnostics, divergences),
  };
}
