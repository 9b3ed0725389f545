import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { FitReport } from "../../core/fit-report.ts";
import type { TimeUnit } from "../../core/time-unit.ts";
import { chiSquareTail } from "../../numeric/distributions/chi-square.ts";
import { fitOf, type WithFit } from "./information-criteria.ts";

/** What the test reads of a model. */
export interface TestedModel extends WithFit {
  readonly kind: string;
  readonly timeUnit?: TimeUnit;
  readonly params?: Readonly<Record<string, number>>;
}

export interface LikelihoodRatioTest {
  /** Twice the gain in log-likelihood, at least 0. */
  readonly statistic: number;
  /** Parameters that the full model has more. */
  readonly degreesOfFreedom: number;
  /** P(as large a statistic or larger) were the restricted model true. */
  readonly pValue: number;
  /** Is the restricted model the full one at the end of a parameter's range? */
  readonly atBoundary: boolean;
}

/** Kinds that are the limit of the other, when a parameter of it goes to its bound. */
const LIMITS = [
  ["nbd", "pareto-nbd"],
  ["nbd", "bg-nbd"],
  ["nbd", "mbg-nbd"],
  ["nbd", "ggompertz-nbd"],
  ["pareto-nbd", "ggompertz-nbd"],
] as const;

/** What two searches may leave between them; more says that one is no optimum, or of other data. */
const SLACK = 0.01;

/**
 * Is the larger model worth its parameters, or is its gain luck?
 *
 * For a model that is a special case of another, both fitted to the same customers: one without
 * covariates in the same with; and NBD in Pareto/NBD, BG/NBD, MBG/NBD or GGompertz/NBD (nobody
 * leaves), Pareto/NBD in GGompertz/NBD (nobody ages). For models that are not, such as BG/NBD and Pareto/NBD, or CNBD-k
 * with two k, see `informationCriteria`.
 *
 * statistic D = 2 (ln L_full - ln L_restricted), against chi-square with d degrees of freedom. Where
 * the restricted kind lies at the boundary of the full one's parameters, half of the samples put the
 * optimum there and gain nothing by that parameter: p = (P(χ²_(d-1) > D) + P(χ²_d > D)) / 2. With NBD as
 * the restricted one the other drop-out parameter means nothing there, and p is only near: of 800 worlds
 * of an NBD 1.5 % had one below 0.05, so that it is rather too large.
 *
 * @param restricted - the smaller model, fitted
 * @param full - the larger model, fitted to the same customers in the same unit, without priors
 * @returns the test; a p-value in [0, 1]
 *
 * Edge cases: a full model that gains nothing has statistic 0 and p-value 1. Log-likelihoods are taken
 * as the fits have them: that of a fit whose verdict is `boundary` (the GGompertz/NBD's often is) may be
 * short of its supremum by up to a tenth, and the statistic by twice that.
 *
 * @throws InputError `not_nested` for kinds or covariates that are not nested, or nothing to test;
 *   `different_data` for other numbers of customers or units; `penalized_fit` for fits with priors or a
 *   ridge; `no_fit`; `not_an_optimum` where the full model is less likely than the restricted one
 *
 * @example
 * ```ts
 * import { likelihoodRatioTest } from "clientele/clv";
 *
 * const report = {
 *   customers: 2357, patterns: 1016, verdict: "optimum", iterations: 9, evaluations: 12,
 *   gradientNorm: 0, newtonDecrement: 0, positiveDefinite: true, conditionNumber: 90,
 *   standardErrors: {}, covariance: null, warnings: [],
 * } as const;
 * const nbd = { ...report, logLikelihood: -9763.658, estimates: ["r", "alpha"] };
 * const pareto = { ...report, logLikelihood: -9594.976, estimates: ["r", "alpha", "s", "beta"] };
 * const test = likelihoodRatioTest(
 *   { kind: "nbd", timeUnit: "week", fit: nbd },
 *   { kind: "pareto-nbd", timeUnit: "week", fit: pareto },
 * );
 * test.statistic.toFixed(3); // => "337.364"
 * test.degreesOfFreedom; // => 2
 * test.atBoundary; // => true
 * test.pValue < 1e-70; // => true
 * ```
 *
 * @see Wilks (1938), Annals of Mathematical Statistics 9(1); Self & Liang (1987), JASA 82(398), cases 5
 *   and 6, for the boundary
 */
export function likelihoodRatioTest(
  restricted: TestedModel,
  full: TestedModel,
): LikelihoodRatioTest {
  const small = fitOf(restricted, ["restricted"]);
  const large = fitOf(full, ["full"]);
  const atBoundary = restricted.kind !== full.kind;
  if (atBoundary && !LIMITS.some(([a, b]) => a === restricted.kind && b === full.kind)) {
    throw notNested(`${show(restricted.kind)} is no special case of ${show(full.kind)}`);
  }
  // The k of a CNBD-k is given or picked, and no parameter that could be tested.
  if (restricted.params?.k !== full.params?.k) throw notNested("the models differ in k");
  checkSameData(restricted, full, small, large);
  checkNestedCoefficients(small, large);
  const degreesOfFreedom = large.estimates.length - small.estimates.length;
  if (degreesOfFreedom < 1) throw notNested("the full model has no parameter more");
  const gain = large.logLikelihood - small.logLikelihood;
  if (gain < -SLACK) {
    throw new InputError(
      "not_an_optimum",
      `the full model is less likely by ${-gain}: its fit is no optimum, or of other customers`,
      ["full", "fit", "logLikelihood"],
    );
  }
  const statistic = Math.max(0, 2 * gain);
  return {
    statistic,
    degreesOfFreedom,
    pValue: atBoundary
      ? (tailOf(statistic, degreesOfFreedom - 1) + tailOf(statistic, degreesOfFreedom)) / 2
      : tailOf(statistic, degreesOfFreedom),
    atBoundary,
  };
}

/** P(χ² ≥ statistic); without degrees of freedom χ² is 0. */
function tailOf(statistic: number, degreesOfFreedom: number): number {
  if (statistic === 0) return 1;
  return degreesOfFreedom === 0 ? 0 : chiSquareTail(statistic, degreesOfFreedom);
}

function checkSameData(
  restricted: TestedModel,
  full: TestedModel,
  small: FitReport,
  large: FitReport,
): void {
  if (small.customers !== large.customers || restricted.timeUnit !== full.timeUnit) {
    throw new InputError(
      "different_data",
      `expected fits to the same customers in one unit, got ${small.customers} by ${show(restricted.timeUnit)} and ${large.customers} by ${show(full.timeUnit)}`,
      ["full"],
    );
  }
  if (small.logPrior !== undefined || large.logPrior !== undefined) {
    throw new InputError(
      "penalized_fit",
      "expected fits without priors and ridge, which are no maxima of the likelihood",
      [small.logPrior === undefined ? "full" : "restricted"],
    );
  }
}

/** Each coefficient of the restricted model is one of the full one, or stands for two of it. */
function checkNestedCoefficients(small: FitReport, large: FitReport): void {
  const known = new Set(large.estimates);
  for (const label of small.estimates) {
    const dot = label.indexOf(".");
    if (dot < 0 || known.has(label)) continue;
    const name = label.slice(dot + 1);
    const split = known.has(`transaction.${name}`) && known.has(`lifetime.${name}`);
    if (label.startsWith("equal.") && split) continue;
    throw notNested(`the full model lacks the coefficient ${show(label)}`);
  }
}

function notNested(message: string): InputError {
  return new InputError("not_nested", message, ["restricted"]);
}
