import { FitError } from "../core/errors.ts";
import type { FitReport, FitWarningCode } from "../core/fit-report.ts";
import type { Warning } from "../core/warning.ts";
import { type Carry, inProportion } from "./delta-method.ts";
import { inverseOf, symmetricEigen } from "./eigen.ts";
import type { Method } from "./optimize/method.ts";
import { FLAT } from "./optimize/newton.ts";
import type { Objective } from "./optimize/objective.ts";
import { type Optimum, REMOTE } from "./optimize/optimum.ts";

/**
 * A log-likelihood: writes its gradient by each value, and where it is asked and knows it the
 * information: minus its Hessian by the logarithms of the values, row-major. Returns the total.
 */
export type LogLikelihood = (
  values: Float64Array,
  gradient: Float64Array,
  information?: Float64Array,
) => number;

/** A model's likelihood over data, on clocks and scales that make every value of order one. */
export interface LikelihoodProblem<Parameter extends string> {
  /** Gives values in the order of the parameters their names. */
  readonly label: <Value>(values: readonly Value[]) => Readonly<Record<Parameter, Value>>;
  /** Names of what is estimated beside the parameters: coefficients, which may have either sign. */
  readonly coefficients?: readonly string[];
  /** Of the parameters, all positive, and then the coefficients. */
  readonly logLikelihood: LogLikelihood;
  /** How it is searched: by the Hessian only where likelihood and prior know theirs. */
  readonly method: Method;
  /** What is known beforehand, by the same values: adds to the information, if to any. */
  readonly logPrior?: LogLikelihood | undefined;
  /** What an even share of the data says of all, to come near the optimum cheaply. */
  readonly preview?: LogLikelihood | undefined;
  /** To start from; later ones are tried where data are few or earlier ones lead to no clean optimum. */
  readonly starts: readonly [readonly number[], ...(readonly number[])[]];
  /** How many more than the first are tried in any case; none unless given. */
  readonly more?: number | undefined;
  /** Brings values back to the data's own scale. */
  readonly onOwnScale: (values: Float64Array) => Float64Array;
  /** How uncertainty comes along, unless each value but moves in proportion to itself. */
  readonly carry?: Carry;
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
  /** On the clocks and scales of the problem, parameters by their logarithms. */
  readonly search: Search;
  readonly fit: FitReport<Parameter>;
}

/** A search of many patterns ends where so many times the expected gain would not lead to a higher hill. */
const PATIENCE = 100;
/** So much higher at least than a clean optimum. */
const NOTEWORTHY = 0.01;
/** Few patterns may have several optima, and to look for all of them takes some milliseconds. */
export const FEW_PATTERNS = 1000;
/** A standard error of 2 on a log-parameter: an interval from a fiftieth to fifty times the value. */
export const WEAK_ERROR = 2;
/** Beyond this nothing is known of a log-parameter, and an error would only look like a number. */
const UNKNOWN_ERROR = 10;

/**
 * Maximizes a likelihood, and a prior where there is one, over log-parameters and coefficients: by
 * Newton steps on exact gradients until the decrement is exact. Standard errors come from the Hessian at
 * the optimum and go back to the data's own scale by the delta method.
 *
 * Throws `no_convergence` where no start leads to a point without a better one beside it.
 */
export function maximizeLikelihood<Parameter extends string>(
  problem: LikelihoodProblem<Parameter>,
  known?: Search,
): MaximumLikelihood<Parameter> {
  const { starts, logPrior, few = FEW_PATTERNS, more = 0, patterns } = problem;
  const isMany = patterns > few;
  let best = known ?? searchFrom(problem, starts[0]);
  for (let next = 1; next < starts.length; next++) {
    const isClean = best.verdict === "optimum";
    // A prior that the data contradict makes a hill of its own, however many data.
    if (!logPrior && isMany && isClean && next > more) break;
    const level = levelOf(best);
    const bar = isMany ? level - (isClean ? NOTEWORTHY : 0) : Number.POSITIVE_INFINITY;
    const found = searchFrom(problem, starts[next], bar);
    // A clean optimum wins over a doubtful one unless it is clearly lower.
    const least = found.verdict === "optimum" ? level + 1e-6 : Math.min(level - 1e-6, bar);
    if (levelOf(found) < least) best = found;
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
export interface Search extends Optimum {
  readonly evaluations: number;
}

function searchFrom<Parameter extends string>(
  { logLikelihood, logPrior, preview, coefficients = [], method }: LikelihoodProblem<Parameter>,
  start: readonly number[],
  bar = Number.POSITIVE_INFINITY,
): Search {
  const { length } = start;
  let evaluations = 0;
  const counted: LogLikelihood = (...at) => {
    evaluations++;
    return logLikelihood(...at);
  };
  const objective = onCoordinates(length, counted, logPrior);
  const origin = Float64Array.from([...start.map(Math.log), ...coefficients.map(() => 0)]);
  const end = method(
    objective,
    origin,
    // A search that comes to nothing below the bar is given up.
    (value) => (value - bar) / PATIENCE,
    preview && onCoordinates(length, preview),
  );
  return { ...end, evaluations };
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
  return (point, gradient, information) => {
    const values = valuesAt(length, point);
    const slopes = new Float64Array(point.length);
    const total =
      logLikelihood(values, gradient, information) + (logPrior?.(values, slopes, information) ?? 0);
    for (let i = 0; i < slopes.length; i++) {
      gradient[i] = (gradient[i] + slopes[i]) * (i < length ? -values[i] : -1);
    }
    return -total;
  };
}

/** What was minimized; nothing is above a search that came to no end. */
function levelOf({ verdict, value }: Search): number {
  return verdict === "unfinished" ? Number.POSITIVE_INFINITY : value;
}

function reportOf<Parameter extends string>(
  problem: LikelihoodProblem<Parameter>,
  best: Search,
  verdict: FitReport["verdict"],
): MaximumLikelihood<Parameter> {
  const {
    label,
    logPrior,
    onOwnScale,
    carry = inProportion,
    effectsOf,
    coefficients = [],
    warnings = [],
  } = problem;
  const { point, value, free, gradient, hessian } = best;
  const count = point.length - coefficients.length;
  const toOwn = (at: Float64Array) => onOwnScale(valuesAt(count, at));
  const values = valuesAt(count, point);
  const own = Array.from(toOwn(point));
  const isOptimum = verdict === "optimum";
  // Over all coordinates, also those at a bound: what runs away along with them is not known either.
  const eigen = symmetricEigen(hessian, point.length);
  const inverse = inverseOf(eigen, FLAT);
  const coordinateErrors = inverse.map((row, i) => Math.sqrt(row[i]));
  const isKnown = (i: number) => free.includes(i) && coordinateErrors[i] < UNKNOWN_ERROR;
  const { covariance, isTold } = carry(toOwn, point, inverse, isKnown);
  const errors = covariance.map((row, i) => (isTold(i) ? Math.sqrt(row[i]) : null));
  const params = label(own);
  const names = [...Object.keys(params), ...coefficients];
  const prior = logPrior?.(values, new Float64Array(point.length));
  return {
    params,
    coefficients: own.slice(count),
    search: best,
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
  { point, free, verdict }: Search,
  errors: readonly number[],
): Warning<FitWarningCode>[] {
  const doubt = (code: FitWarningCode, say: string, isDoubtful: (place: number) => boolean) => {
    const parameters = names.filter((_, i) => isDoubtful(i)).join(", ");
    return parameters === ""
      ? []
      : [{ code, message: `the data ${say} ${parameters}`, details: { parameters } }];
  };
  return [
    // A likelihood that levels off far out presses against no bound, and is not bounded either.
    ...doubt(
      "at_boundary",
      "do not bound",
      (i) => Math.abs(point[i]) > REMOTE && verdict !== "optimum",
    ),
    ...doubt(
      "weakly_identified",
      "say little about",
      (i) => free.includes(i) && errors[i] > WEAK_ERROR,
    ),
  ];
}
