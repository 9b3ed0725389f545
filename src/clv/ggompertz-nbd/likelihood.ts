import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRising } from "../../numeric/rising.ts";
import { dot } from "../../numeric/vector.ts";
import type { Tally } from "../fitting/tally.ts";
import { endingOf } from "./ending.ts";

/**
 * The Gamma-Gompertz/NBD log-likelihood (Bemmaor & Glady 2012) over weighted histories, as a
 * function of (r, alpha, b, s, beta) that writes its exact gradient: for each history
 * ln Γ(r+x)/Γ(r) - x ln α + {@link endingOf}.
 */
export function ggompertzNbdLogLikelihood({
  frequency,
  recency,
  age,
  weight,
}: Tally): LogLikelihood {
  const { values: x, ranks: countOf, weight: countWeight } = frequency;
  const slopes = new Float64Array(5);

  return (parameters, gradient) => {
    const { momentAt, logEnding } = endingOf(parameters);
    const recencyMoments = Array.from(recency.values, momentAt);
    const ageMoments = Array.from(age.values, momentAt);
    const rising = logRising(parameters[0], x);
    const logAlpha = Math.log(parameters[1]);
    let total = dot(countWeight, rising.values) - dot(countWeight, x) * logAlpha;
    gradient.fill(0);
    gradient[0] = dot(countWeight, rising.slopes);
    for (let i = 0; i < weight.length; i++) {
      const count = x[countOf[i]];
      const ended = logEnding(
        count,
        recencyMoments[recency.ranks[i]],
        ageMoments[age.ranks[i]],
        slopes,
      );
      total += weight[i] * ended;
      for (let j = 0; j < 5; j++) gradient[j] += weight[i] * slopes[j];
    }
    return total;
  };
}
