import { FitError } from "../core/errors.ts";
import type { FitReport, FitWarningCode } from "../core/fit-report.ts";
import type { Warning } from "../core/warning.ts";
import { solveEigen, symmetricEigen } from "./eigen.ts";
import { descendBfgs } from "./optimize/bfgs.ts";
import type { Box, Objective } from "./optimize/objective.ts";
import { FLAT, type Optimum, polish } from "./optimize/polish.ts";

/** A log-likelihood of positive parameters: writes its gradient, returns the total. */
export type LogLikelihood = (parameters: Float64Array, gradient: Float64Array) => number;

interface Preview {
  readonly logLikelihood: LogLikelihood;
  readonly share: number;
}

/** A model's likelihood over data, on clocks and scales that make every parameter of order one. */
export interface LikelihoodProblem<Parameter extends string> {
  /** Gives values in the order of the parameters their names. */
  readonly label: <Value>(values: readonly Value[]) => Readonly<Record<Parameter, Value>>;
  readonly logLikelihood: LogLikelihood;
  /** The same over an even share of the data, to come near the optimum cheaply. */
  readonly preview?: Preview;
  /** Points to start from; later ones are tried where earlier ones lead to no clean optimum. */
  readonly starts: readonly [readonly number[], ...(readonly number[])[]];
  /** Factors that bring the parameters back to the data's own scale. */
  readonly scales: readonly number[];
  /** What is added to the log-likelihood on the way back to the data's own scale. */
  readonly logScale: number;
  readonly customers: number;
  readonly patterns: number;
}

export interface MaximumLikelihood<Parameter extends string> {
  readonly params: Readonly<Record<Parameter, number>>;
  readonly fit: FitReport<Parameter>;
}

/** Log-parameters beyond this say nothing new: a likelihood that rises there rises for ever. */
const BOX: Box = { lower: -16, upper: 16 };
/** The expected gain in log-likelihood at which the descent hands over to Newton steps. */
const DESCENT_TOLERANCE = 1e-13;
const PREVIEW_TOLERANCE = 1e-4;
/** A standard error of 2 on a log-parameter: an interval from a fiftieth to fifty times the value. */
const WEAK_LOG_ERROR = 2;
/** Beyond this nothing is known of a log-parameter, and an error would only look like a number. */
const UNKNOWN_LOG_ERROR = 10;

/**
 * Maximizes a likelihood over log-parameters: BFGS on exact gradients, then Newton steps until the
 * decrement is exact. Standard errors come from the Hessian in log-parameters at the optimum and
 * go back by the delta method: se(θ) = θ se(log θ).
 *
 * Throws `no_convergence` where no start leads to a point without a better one beside it.
 */
export function maximizeLikelihood<Parameter extends string>(
  problem: LikelihoodProblem<Parameter>,
): MaximumLikelihood<Parameter> {
  const { preview, starts } = problem;
  let best = searchFrom(problem, starts[0], preview);
  // What a preview has missed all of the data may show.
  for (const start of preview ? starts : starts.slice(1)) {
    if (best.verdict === "optimum") break;
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
  const values = problem.scales.map((scale, i) => scale * Math.exp(best.point[i]));
  return { params: problem.label(values), fit: reportOf(problem, best, verdict, values) };
}

/** An optimum, and how often the likelihood of all data was asked on the way. */
interface Search extends Optimum {
  readonly evaluations: number;
}

function searchFrom<Parameter extends string>(
  { logLikelihood }: LikelihoodProblem<Parameter>,
  start: readonly number[],
  preview?: Preview,
): Search {
  let evaluations = 0;
  const objective = onLogParameters((parameters, gradient) => {
    evaluations++;
    return logLikelihood(parameters, gradient);
  });
  const origin = Float64Array.from(start, Math.log);
  const before =
    preview &&
    descendBfgs(onLogParameters(preview.logLikelihood), origin, BOX, {
      tolerance: PREVIEW_TOLERANCE,
    });
  const descent = descendBfgs(objective, before?.point ?? origin, BOX, {
    tolerance: DESCENT_TOLERANCE,
    inverseHessian: before?.inverseHessian?.map((value) => value * (preview?.share ?? 1)),
  });
  const optimum = polish(objective, descent, BOX);
  const iterations = (before?.iterations ?? 0) + descent.iterations + optimum.iterations;
  return { ...optimum, iterations, evaluations };
}

/** ∂/∂ log θ = θ ∂/∂θ, and the sign turned: the search goes downhill. */
function onLogParameters(logLikelihood: LogLikelihood): Objective {
  return (point, gradient) => {
    const parameters = point.map(Math.exp);
    const value = logLikelihood(parameters, gradient);
    for (let i = 0; i < gradient.length; i++) gradient[i] *= -parameters[i];
    return -value;
  };
}

/** A clean optimum wins over a doubtful one unless it is clearly lower. */
function isBetter(one: Optimum, other: Optimum): boolean {
  if (one.verdict === "unfinished") return false;
  if (other.verdict === "unfinished") return true;
  const margin = one.verdict === "optimum" ? -1e-6 : 1e-6;
  return other.value - one.value > margin;
}

function reportOf<Parameter extends string>(
  { label, logScale, customers, patterns }: LikelihoodProblem<Parameter>,
  { value, free, gradient, hessian, newtonDecrement, iterations, evaluations }: Search,
  verdict: FitReport["verdict"],
  values: readonly number[],
): FitReport<Parameter> {
  const isOptimum = verdict === "optimum";
  // Over all parameters, also those at a bound: what runs away along with them is not known either.
  const eigen = symmetricEigen(hessian, values.length);
  const logCovariance = values.map((_, i) =>
    solveEigen(
      eigen,
      values.map((_value, j) => (i === j ? 1 : 0)),
      FLAT,
    ),
  );
  const logErrors = logCovariance.map((row, i) => Math.sqrt(row[i]));
  const isKnown = (i: number) => free.includes(i) && logErrors[i] < UNKNOWN_LOG_ERROR;
  return {
    logLikelihood: logScale - value,
    customers,
    patterns,
    verdict,
    iterations,
    evaluations,
    gradientNorm: Math.max(0, ...free.map((i) => Math.abs(gradient[i]))),
    newtonDecrement,
    conditionNumber: isOptimum ? Math.max(...eigen.values) / Math.min(...eigen.values) : null,
    standardErrors: label(values.map((size, i) => (isKnown(i) ? size * logErrors[i] : null))),
    covariance: isOptimum
      ? values.map((left, i) => values.map((right, j) => left * right * logCovariance[i][j]))
      : null,
    warnings: doubtsOf(Object.keys(label(values)), free, logErrors),
  };
}

function doubtsOf(
  names: readonly string[],
  free: readonly number[],
  logErrors: readonly number[],
): Warning<FitWarningCode>[] {
  const pressed = names.filter((_, i) => !free.includes(i)).join(", ");
  const weak = names.filter((_, i) => free.includes(i) && logErrors[i] > WEAK_LOG_ERROR).join(", ");
  const doubt = (code: FitWarningCode, parameters: string, message: string) =>
    parameters === "" ? [] : [{ code, message, details: { parameters } }];
  return [
    ...doubt("at_boundary", pressed, `the data do not bound ${pressed}`),
    ...doubt(
      "weakly_identified",
      weak,
      `the data say little about ${weak}: values far apart fit as well`,
    ),
  ];
}
