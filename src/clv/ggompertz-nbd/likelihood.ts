import { rankValues } from "../../customers/engine/rank-values.ts";
import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRising } from "../../numeric/rising.ts";
import type { HistoryLogLikelihood } from "../fitting/family.ts";
import type { WeightedHistories } from "../fitting/purchase-data.ts";
import { endingOf } from "./ending.ts";

/**
 * The Gamma-Gompertz/NBD log-likelihood (Bemmaor & Glady 2012) over weighted histories, as a
 * function of (r, alpha, b, s, beta) that writes its exact gradient: for each history
 * ln Γ(r+x)/Γ(r) - x ln α + {@link endingOf}.
 */
export function ggompertzNbdLogLikelihood(histories: WeightedHistories): LogLikelihood {
  const { frequency, recency, age, weight } = histories;
  const { values: counts, ranks: countOf } = rankValues(frequency);
  const { values: recencies, ranks: recencyOf } = rankValues(recency);
  const { values: ages, ranks: ageOf } = rankValues(age);
  const slopes = new Float64Array(5);

  return (parameters, gradient) => {
    const [r, alpha] = parameters;
    const { momentAt, logEnding } = endingOf(parameters);
    const recencyMoments = Array.from(recencies, momentAt);
    const ageMoments = Array.from(ages, momentAt);
    const rising = logRising(r, counts);
    const logAlpha = Math.log(alpha);
    let total = 0;
    gradient.fill(0);
    for (let i = 0; i < frequency.length; i++) {
      const x = frequency[i];
      const ended = logEnding(x, recencyMoments[recencyOf[i]], ageMoments[ageOf[i]], slopes);
      total += weight[i] * (rising.values[countOf[i]] - x * logAlpha + ended);
      gradient[0] += weight[i] * rising.slopes[countOf[i]];
      for (let j = 0; j < 5; j++) gradient[j] += weight[i] * slopes[j];
    }
    return total;
  };
}

/** The log-likelihood of one history. */
export const ggompertzNbdHistory: HistoryLogLikelihood = (
  parameters,
  frequency,
  recency,
  age,
  gradient,
) => {
  const [r, alpha] = parameters;
  const rising = logRising(r, Float64Array.of(frequency));
  const { momentAt, logEnding } = endingOf(parameters);
  const ended = logEnding(frequency, momentAt(recency), momentAt(age), gradient);
  gradient[0] += rising.slopes[0];
  return rising.values[0] - frequency * Math.log(alpha) + ended;
};
