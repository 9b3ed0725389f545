import {
  FEW_PATTERNS,
  type LikelihoodProblem,
  type MaximumLikelihood,
  maximizeLikelihood,
  onCoordinates,
} from "../../numeric/likelihood.ts";
import { descend } from "../../numeric/optimize/descend.ts";

/** From where little is left to gain it shows whether a search leads higher. */
const TOLERANCE = 1e-2;

/**
 * Where customers may leave at once the likelihood often has two hills: most left at once, or few did and
 * the others leave late. The search from the second start is given up where it comes to nothing better.
 * Of few patterns all starts are tried anyhow.
 */
export function maximizeOpening<Parameter extends string>(
  problem: LikelihoodProblem<Parameter>,
): MaximumLikelihood<Parameter> {
  const found = maximizeLikelihood(problem);
  const { logLikelihood, logPrior, coefficients = [], patterns } = problem;
  const [first, second] = problem.starts;
  if (patterns <= FEW_PATTERNS || found.fit.verdict !== "optimum") return found;
  const { value } = descend(
    onCoordinates(second.length, logLikelihood, logPrior),
    Float64Array.from([...second.map(Math.log), ...coefficients.map(() => 0)]),
    { tolerance: TOLERANCE },
  );
  if (-value <= found.height) return found;
  const other = maximizeLikelihood({ ...problem, preview: undefined, starts: [second, first] });
  return other.height > found.height ? other : found;
}
