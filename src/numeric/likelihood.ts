import { FitError } from "../core/errors.ts";
import type { FitReport, FitWarningCode } from "../core/fit-report.ts";
import type { Warning } from "../core/warning.ts";
import { diagonal, inverseOf, type Jacobian, sandwich } from "./delta-method.ts";
import { symmetricEigen } from "./eigen.ts";
import { descend } from "./optimize/descend.ts";
import type { Objective } from "./optimize/objective.ts";
import { type Optimum, polish, REMOTE } from "./optimize/polish.ts";

/** A log-likelihood: writes its gradient by each value, returns the total. */
export type LogLikelihood = (values: Float64Array, gradient: Float64Array) => number;

/** A model's likelihood over data, on clocks and scales that make every value of order one. */
export interface LikelihoodProblem<Parameter extends string> {
  /** Gives values in the order of the parameters their names. */
  readonly label: <Value>(values: readonly Value[]) => Readonly<Record<Parameter, Value>>;
  /** Names of what is estimated beside the parameters: coefficients, which may have either sign. */
  readonly coefficients?: readonly string[];
  /** Of the parameters, all positive, and then the coefficients. */
  readonly logLikelihood: LogLikelihood;
  /** What is known beforehand, by the same values. */
  readonly logPrior?: LogLikelihood | undefined;
  /** What an even share of the data says of all, to come near the optimum cheaply. */
  readonly preview?: LogLikelihood | undefined;
  /** To start from; later ones are tried where data are few or earlier ones lead to no clean optimum. */
  readonly starts: readonly [readonly number[], ...(readonly number[])[]];
  /** Brings values back to the data's own scale. */
  readonly onOwnScale: (values: Float64Array) => Float64Array;
  /** Its slopes, unless each value but moves in proportion to itself. */
  readonly jacobianOf?: Jacobian;
  /** What is added to the log-likelihood on the way back to the data's own scale. */
  readonly logScale: number;
  readonly customers: number;
  readonly patterns: number;
  /** Of how many patterns all starts are tried even where the first leads to a clean optimum. */
  readonly few?: number;
  /** Gives values in the order of the coefficients their places in a report. */
  readonly effectsOf?: <Value>(
    values: readonly Value[],
  ) => Readonly<Record<string, Readonly<Record<string, Value>>>>;
  /** Doubts that the data alone raise. */
  readonly warnings?: readonly Warning<FitWarningCode>[];
}

export interface MaximumLikelihood<Parameter extends string> {
  readonly params: Readonly<Record<Parameter, number>>;
  /** In the order of the problem's coefficients. */
  readonly coefficients: readonly number[];
  /** Parameters and coefficients on the clocks and scales of the problem. */
  readonly values: Float64Array;
  /** The places of what is not held at a bound. */
  readonly free: readonly number[];
  /** What was maximized, there. */
  readonly height: number;
  readonly fit: FitReport<Parameter>;
}

/** The expected gain in log-likelihood at which the descent hands over to Newton steps. */
const DESCENT_TOLERANCE = 1e-15;
const PREVIEW_TOLERANCE = 2e-3;
/** Few patterns may have several optima, and to look for all of them takes some milliseconds. */
export const FEW_PATTERNS = 1000;
/** A standard error of 2 on a log-parameter: an interval from a fiftieth to fifty times the value. */
export const WEAK_ERROR = 2;
/** Beyond this nothing is known of a log-parameter, and an error would only look like a number. */
const UNKNOWN_ERROR = 10;

/**
 * Maximizes a likelihood, and a prior where there is one, over log-parameters and coefficients: by
 * Newton steps on exact gradients, the Hessian learned on the way, then measured until the decrement is
 * exact. Standard errors come from the Hessian at the optimum and go back to the data's own scale by
 * the delta method.
 *
 * Throws `no_convergence` where no start leads to a point without a better one beside it.
 */
export function maximizeLikelihood<Parameter extends string>(
  problem: LikelihoodProblem<Parameter>,
): MaximumLikelihood<Parameter> {
  const { starts, patterns, few = FEW_PATTERNS } = problem;
  let best = searchFrom(problem, starts[0]);
  for (const start of starts.slice(1)) {
    if (best.verdict === "optimum" && patterns > few) break;
    const found = searchFrom(problem, start);
    if (isBetter(found, best)) best = found;
  }
  const { verdict, value, newtonDecrement } = best;
  if (verdict === "unfinished") {
    throw new FitError("no_convergence", "the search reached no optimum", [], {
      logLikelihood: -value,
      newtonDecrement,
    });
  }
  return reportOf(problem, best, verdict);
}

/** An optimum, and how often the likelihood of all data was asked on the way. */
interface Search extends Optimum {
  readonly evaluations: number;
}

function searchFrom<Parameter extends string>(
  { logLikelihood, logPrior, preview, coefficients = [] }: LikelihoodProblem<Parameter>,
  start: readonly number[],
): Search {
  const { length } = start;
  let evaluations = 0;
  const counted: LogLikelihood = (values, gradient) => {
    evaluations++;
    return logLikelihood(values, gradient);
  };
  const objective = onCoordinates(length, counted, logPrior);
  const origin = Float64Array.from([...start.map(Math.log), ...coefficients.map(() => 0)]);
  const before =
    preview && descend(onCoordinates(length, preview), origin, { tolerance: PREVIEW_TOLERANCE });
  const descent = descend(objective, before?.point ?? origin, {
    tolerance: DESCENT_TOLERANCE,
    hessian: before?.hessian,
  });
  const optimum = polish(objective, descent);
  const iterations = (before?.iterations ?? 0) + descent.iterations + optimum.iterations;
  return { ...optimum, iterations, evaluations };
}

/** Of coordinates, the first so many are logarithms of positive values. */
function valuesAt(length: number, point: Float64Array): Float64Array {
  return point.map((at, i) => (i < length ? Math.exp(at) : at));
}

/** ∂/∂ log θ = θ ∂/∂θ, and the sign turned: the search goes downhill. */
export function onCoordinates(
  length: number,
  logLikelihood: LogLikelihood,
  logPrior?: LogLikelihood,
): Objective {
  return (point, gradient) => {
    const values = valuesAt(length, point);
    const slopes = new Float64Array(point.length);
    const total = logLikelihood(values, gradient) + (logPrior?.(values, slopes) ?? 0);
    for (let i = 0; i < slopes.length; i++) {
      gradient[i] = (gradient[i] + slopes[i]) * (i < length ? -values[i] : -1);
    }
    return -total;
  };
}

/** A clean optimum wins over a doubtful one unless it is clearly lower. */
function isBetter(one: Optimum, other: Optimum): boolean {
  const level = ({ verdict, value }: Optimum) =>
    verdict === "unfinished" ? Number.POSITIVE_INFINITY : value;
  return level(other) - level(one) > (one.verdict === "optimum" ? -1e-6 : 1e-6);
}

function reportOf<Parameter extends string>(
  problem: LikelihoodProblem<Parameter>,
  best: Search,
  verdict: FitReport["verdict"],
): MaximumLikelihood<Parameter> {
  const { label, logPrior, onOwnScale, effectsOf, coefficients = [], warnings = [] } = problem;
  const { point, value, free, gradient, hessian } = best;
  const count = point.length - coefficients.length;
  const toOwn = (at: Float64Array) => onOwnScale(valuesAt(count, at));
  const values = valuesAt(count, point);
  const own = Array.from(onOwnScale(values));
  const isOptimum = verdict === "optimum";
  // Over all coordinates, also those at a bound: what runs away along with them is not known either.
  const eigen = symmetricEigen(hessian, point.length);
  const inverse = inverseOf(eigen);
  const coordinateErrors = inverse.map((row, i) => Math.sqrt(row[i]));
  const isKnown = (i: number) => free.includes(i) && coordinateErrors[i] < UNKNOWN_ERROR;
  const jacobian = problem.jacobianOf?.(toOwn, point) ?? diagonal(own);
  const covariance = sandwich(jacobian, inverse);
  const errors = covariance.map((row, i) =>
    jacobian[i].every((slope, j) => slope === 0 || isKnown(j)) ? Math.sqrt(row[i]) : null,
  );
  const params = label(own);
  const names = [...Object.keys(params), ...coefficients];
  const prior = logPrior?.(values, new Float64Array(point.length));
  return {
    params,
    coefficients: own.slice(count),
    values,
    free,
    height: -value,
    fit: {
      logLikelihood: problem.logScale - value - (prior ?? 0),
      ...(prior !== undefined && { logPrior: prior }),
      customers: problem.customers,
      patterns: problem.patterns,
      verdict,
      iterations: best.iterations,
      evaluations: best.evaluations,
      gradientNorm: Math.max(0, ...free.map((i) => Math.abs(gradient[i]))),
      newtonDecrement: best.newtonDecrement,
      positiveDefinite: isOptimum,
      conditionNumber: isOptimum ? Math.max(...eigen.values) / Math.min(...eigen.values) : null,
      standardErrors: label(errors),
      ...(effectsOf && { covariateErrors: effectsOf(errors.slice(count)) }),
      estimates: names,
      covariance: isOptimum ? covariance : null,
      warnings: [...doubtsOf(names, best, coordinateErrors), ...warnings],
    },
  };
}

function doubtsOf(
  names: readonly string[],
  { point, free }: Search,
  errors: readonly number[],
): Warning<FitWarningCode>[] {
  const held = names.filter((_, i) => !free.includes(i));
  // A likelihood that levels off far out presses against no bound, and is not bounded either.
  const remote = names.filter((_, i) => Math.abs(point[i]) > REMOTE);
  const weak = names.filter((_, i) => free.includes(i) && errors[i] > WEAK_ERROR);
  const doubt = (code: FitWarningCode, say: string, doubtful: readonly string[]) => {
    const parameters = doubtful.join(", ");
    return parameters === ""
      ? []
      : [{ code, message: `the data ${say} ${parameters}`, details: { parameters } }];
  };
  return [
    ...doubt("at_boundary", "do not bound", held.length > 0 ? held : remote),
    ...doubt("weakly_identified", "say little about", weak),
  ];
}
