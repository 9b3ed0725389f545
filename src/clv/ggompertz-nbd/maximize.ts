import { type Carry, inProportion } from "../../numeric/delta-method.ts";
import {
  FEW_PATTERNS,
  type LikelihoodProblem,
  type LogLikelihood,
  type MaximumLikelihood,
  maximizeLikelihood,
} from "../../numeric/likelihood.ts";
import { REMOTE } from "../../numeric/optimize/optimum.ts";

/** The places of b and β among the parameters. */
const B = 2;
const BETA = 4;
/** The logarithm of this b is out of bounds: the search puts it at the lower one. */
const BELOW_BOUNDS = 1e-8;
/** Below this b, on a clock of length 1, the risk is as good as steady. */
const STEADY = 1e-3;
/** A gain in log-likelihood over the Pareto/NBD that is none. */
const NOTHING = 1e-3;

/**
 * As b → 0 with β/b fixed the model becomes the Pareto/NBD. In the logarithms of β and b that is a
 * ridge that leaves the box through a corner; in those of β/b and b it is a face of the box, and the
 * Pareto/NBD is found there in as few steps as by itself. Only where that is no clean optimum, or the
 * likelihood rises from there with b, is there more to find.
 */
export function maximizeGgompertz<Parameter extends string>(
  problem: LikelihoodProblem<Parameter>,
): MaximumLikelihood<Parameter> {
  const searched = byRatio(problem);
  const limit = maximizeLikelihood({ ...searched, starts: [searched.starts[0]] });
  // What falls at first, or rises to an optimum, may rise farther out: of few patterns that is found out.
  const { verdict, flat, free, value, point } = limit.search;
  const isPlain = verdict === "optimum" || !free.includes(B);
  const isClean = !flat && point.every((at, i) => i === B || Math.abs(at) <= REMOTE);
  const isEnough = problem.patterns > FEW_PATTERNS && !problem.logPrior;
  if (isPlain && isClean && isEnough) return limit;
  const found = maximizeLikelihood(searched, limit.search);
  if (value - found.search.value > NOTHING) return found;
  if (isPlain || Math.exp(point[B]) > STEADY) return limit;
  // A rise that comes to nothing is told as what it comes to.
  const warning = {
    code: "at_boundary",
    message: "the data do not tell b from 0, the Pareto/NBD",
    details: { parameters: "b" },
  } as const;
  return { ...limit, fit: { ...limit.fit, warnings: [warning, ...limit.fit.warnings] } };
}

/** The same problem with β/b in the place of β, searched first from where b is nothing. */
function byRatio<Parameter extends string>(
  problem: LikelihoodProblem<Parameter>,
): LikelihoodProblem<Parameter> {
  const { logLikelihood, logPrior, preview, starts, onOwnScale, carry } = problem;
  const ratios = starts.map((start) => start.with(BETA, start[BETA] / start[B]));
  const [limit, ...limits] = ratios.map((start) => start.with(B, BELOW_BOUNDS));
  return {
    ...problem,
    logLikelihood: throughRatio(logLikelihood),
    logPrior: logPrior && throughRatio(logPrior),
    preview: preview && throughRatio(preview),
    starts: [limit, ...limits, ...ratios],
    onOwnScale: (values) => onOwnScale(withBeta(values)),
    carry: throughSum(carry),
  };
}

function withBeta(values: Float64Array): Float64Array {
  const natural = values.slice();
  natural[BETA] *= values[B];
  return natural;
}

function throughRatio(logLikelihood: LogLikelihood): LogLikelihood {
  return (values, gradient) => {
    const total = logLikelihood(withBeta(values), gradient);
    gradient[B] += values[BETA] * gradient[BETA];
    gradient[BETA] *= values[B];
    return total;
  };
}

/** Of logarithms that of β is a sum: of those of β/b and of b. */
function throughSum(carry = inProportion): Carry {
  return (map, point, covariance, isKnown) =>
    carry(
      (at) => map(at.with(BETA, at[BETA] - at[B])),
      point.with(BETA, point[BETA] + point[B]),
      covariance
        .with(
          BETA,
          covariance[BETA].map((value, i) => value + covariance[B][i]),
        )
        .map((row) => row.with(BETA, row[BETA] + row[B])),
      (i) => isKnown(i) && (i !== BETA || isKnown(B)),
    );
}
