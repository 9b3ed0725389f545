import type { FitReport } from "../../core/fit-report.ts";
import { jacobianOf } from "../../numeric/delta-method.ts";
import {
  type LikelihoodProblem,
  type LogLikelihood,
  type MaximumLikelihood,
  maximizeLikelihood,
} from "../../numeric/likelihood.ts";

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
 * Pareto/NBD is found there in as few steps as by itself. Only where the likelihood rises from there
 * with b is there more to find.
 */
export function maximizeGgompertz<Parameter extends string>(
  problem: LikelihoodProblem<Parameter>,
): MaximumLikelihood<Parameter> {
  const searched = byRatio(problem);
  const [r, alpha, , s, ratio] = bestStart(searched);
  // Whose verdict is `boundary` in any case: after a preview it would be searched for twice.
  const { preview, ...atOnce } = searched;
  const limit = maximizeLikelihood({
    ...atOnce,
    starts: [[r, alpha, BELOW_BOUNDS, s, ratio]],
  });
  // A prior or covariates may lead away from there at once.
  if (limit.fit.verdict === "optimum" || !limit.free.includes(B)) return limit;
  const found = maximizeLikelihood(searched);
  if (heightOf(found.fit) - heightOf(limit.fit) > NOTHING) return found;
  const { coefficients = [], onOwnScale } = problem;
  const unit = onOwnScale(Float64Array.of(r, alpha, 1, s, ratio, ...coefficients.map(() => 0)))[B];
  const isSteady = Object.values<number>(limit.params)[B] < STEADY * unit;
  return isSteady ? { ...limit, fit: heldAtB(limit.fit) } : limit;
}

/** The start from which the Pareto/NBD explains the most. */
function bestStart<Parameter extends string>({
  starts,
  logLikelihood,
  coefficients = [],
}: LikelihoodProblem<Parameter>): readonly number[] {
  const heights = starts.map(([r, alpha, , s, ratio]) => {
    const values = Float64Array.of(r, alpha, BELOW_BOUNDS, s, ratio, ...coefficients.map(() => 0));
    return logLikelihood(values, new Float64Array(values.length));
  });
  // Where some height is no number, the search itself says what is wrong.
  return starts[Math.max(0, heights.indexOf(Math.max(...heights)))];
}

/** What was maximized. */
function heightOf({ logLikelihood, logPrior = 0 }: FitReport): number {
  return logLikelihood + logPrior;
}

/** A rise that comes to nothing is told as what it comes to. */
function heldAtB<Parameter extends string>(fit: FitReport<Parameter>): FitReport<Parameter> {
  const warning = {
    code: "at_boundary",
    message: "the data do not tell b from 0, the Pareto/NBD",
    details: { parameters: "b" },
  } as const;
  return { ...fit, warnings: [warning, ...fit.warnings] };
}

/** The same problem with β/b in the place of β. */
function byRatio<Parameter extends string>(
  problem: LikelihoodProblem<Parameter>,
): LikelihoodProblem<Parameter> {
  const { logLikelihood, logPrior, preview, starts, onOwnScale } = problem;
  const [first, ...others] = starts.map((start) =>
    start.map((value, i) => (i === BETA ? value / start[B] : value)),
  );
  return {
    ...problem,
    logLikelihood: throughRatio(logLikelihood),
    logPrior: logPrior && throughRatio(logPrior),
    ...(preview && {
      preview: { ...preview, logLikelihood: throughRatio(preview.logLikelihood) },
    }),
    starts: [first, ...others],
    onOwnScale: (values) => onOwnScale(withBeta(values)),
    jacobianOf,
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
