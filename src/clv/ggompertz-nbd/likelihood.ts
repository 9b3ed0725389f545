import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRising, risingRoom } from "../../numeric/rising.ts";
import { dot } from "../../numeric/vector.ts";
import type { Tally } from "../fitting/tally.ts";
import { endingOf } from "./ending.ts";

/**
 * The Gamma-Gompertz/NBD log-likelihood (Bemmaor & Glady 2012) over weighted histories, as a
 * function of (r, alpha, b, s, beta) that writes its exact gradient: for each history
 * ln Γ(r+x)/Γ(r) - x ln α + {@link endingOf}.
 */
export function ggompertzNbdLogLikelihood({
  x,
  countOf,
  countWeight,
  ages,
  ageOf,
  recencies,
  recencyOf,
  weight,
}: Tally): LogLikelihood {
  const slopes = new Float64Array(5);
  const room = risingRoom(x.length);

  return (parameters, gradient) => {
    const { momentAt, logEnding } = endingOf(parameters);
    const recencyMoments = Array.from(recencies, momentAt);
    const ageMoments = Array.from(ages, momentAt);
    const rising = logRising(parameters[0], x, room);
    const logAlpha = Math.log(parameters[1]);
    let total = dot(countWeight, rising.values) - dot(countWeight, x) * logAlpha;
    gradient.fill(0);
    gradient[0] = dot(countWeight, rising.slopes);
    for (let i = 0; i < weight.length; i++) {
      const count = x[countOf[i]];
      const ended = logEnding(count, recencyMoments[recencyOf[i]], ageMoments[ageOf[i]], slopes);
      total += weight[i] * ended;
      for (let j = 0; j < 5; j++) gradient[j] += weight[i] * slopes[j];
    }
    return total;
  };
}
