import { jacobianOf } from "../../numeric/delta-method.ts";
import type { LikelihoodProblem } from "../../numeric/likelihood.ts";
import type { LogDensity } from "../../numeric/sampler/phase.ts";

/** A posterior density over coordinates without bounds: log-parameters, then coefficients. */
export interface PosteriorTarget {
  readonly logDensity: LogDensity;
  /** Where a search for the mode may begin. */
  readonly starts: readonly Float64Array[];
  /** Parameters and coefficients on the data's own scale. */
  readonly onOwnScale: (point: Float64Array) => Float64Array;
  /** The log-likelihood on the data's own scale, from the log density at a point. */
  readonly logLikelihoodOf: (point: Float64Array, logDensity: number) => number;
}

/**
 * Priors are densities over the parameters themselves: over their logarithms these become p(θ) θ.
 * A coefficient has a standard normal prior for a covariate of deviation 1 unless a ridge is given.
 */
export function posteriorTarget(
  { logLikelihood, logPrior, logScale, ...problem }: LikelihoodProblem<string>,
  hasRidge: boolean,
): PosteriorTarget {
  const { coefficients = [] } = problem;
  const count = problem.starts[0].length;
  const n = count + coefficients.length;
  const valuesAt = (point: Float64Array) => point.map((at, i) => (i < count ? Math.exp(at) : at));
  const onOwnScale = (point: Float64Array) => problem.onOwnScale(valuesAt(point));
  const logParameters = (point: Float64Array) => {
    const own = onOwnScale(point);
    let total = 0;
    for (let i = 0; i < count; i++) total += Math.log(own[i]);
    return total;
  };

  /** All but the likelihood: adds the slopes by the coordinates. */
  const known = (point: Float64Array, values: Float64Array, gradient: Float64Array): number => {
    const slopes = new Float64Array(n);
    let total = (logPrior?.(values, slopes) ?? 0) + logParameters(point);
    for (let i = 0; i < n; i++) gradient[i] += i < count ? slopes[i] * values[i] : slopes[i];
    for (let i = count; i < n && !hasRidge; i++) {
      total -= point[i] ** 2 / 2;
      gradient[i] -= point[i];
    }
    // Without covariates the scale between both is constant, and each logarithm has slope 1.
    if (n === count) for (let i = 0; i < n; i++) gradient[i] += 1;
    else {
      const [turns] = jacobianOf((at) => Float64Array.of(logParameters(at)), point);
      for (let i = 0; i < n; i++) gradient[i] += turns[i];
    }
    return total;
  };
  return {
    logDensity: (point, gradient) => {
      const values = valuesAt(point);
      const value = logLikelihood(values, gradient);
      for (let i = 0; i < count; i++) gradient[i] *= values[i];
      return value + known(point, values, gradient);
    },
    starts: problem.starts.map((start) =>
      Float64Array.from([...start.map(Math.log), ...coefficients.map(() => 0)]),
    ),
    onOwnScale,
    logLikelihoodOf: (point, logDensity) =>
      logScale + logDensity - known(point, valuesAt(point), new Float64Array(n)),
  };
}
