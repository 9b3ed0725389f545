import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRising } from "../../numeric/rising.ts";
import { dot } from "../../numeric/vector.ts";
import { columns, type Tally } from "../fitting/tally.ts";
import { logSinceLastSeen } from "./since-last-seen.ts";

/**
 * The Pareto/NBD log-likelihood (Schmittlein, Morrison & Colombo 1987; Fader & Hardie 2005, A note on
 * deriving the Pareto/NBD model) over weighted histories, as a function of (r, alpha, s, beta) that
 * writes its exact gradient. A history adds
 *
 *     ln Γ(r+x)/Γ(r) - x ln α - (r+x) ln(1+t_x/α) - s ln(1+t_x/β) + {@link logSinceLastSeen}
 *
 * All but the last is summed over distinct x and distinct t_x once a call, and logarithms are taken
 * once for each distinct time.
 */
export function paretoNbdLogLikelihood({ frequency, recency, age, weight }: Tally): LogLikelihood {
  const { values: x, ranks: countOf, weight: countWeight } = frequency;
  const { values: ages, ranks: ageOf } = age;
  const { values: recencies, ranks: recencyOf, weight: recencyWeight, purchases } = recency;
  const [alphaToAge, betaToAge] = columns(2, ages.length);
  const [alphaToRecency, betaToRecency] = columns(2, recencies.length);
  const slopes = new Float64Array(4);

  return ({ 0: r, 1: alpha, 2: s, 3: beta }, gradient) => {
    const rising = logRising(r, x);
    const logAlpha = Math.log(alpha);
    let total = dot(countWeight, rising.values);
    let byR = dot(countWeight, rising.slopes);
    let byAlpha = 0;
    let byS = 0;
    let byBeta = 0;
    for (let k = 0; k < ages.length; k++) {
      alphaToAge[k] = Math.log1p(ages[k] / alpha);
      betaToAge[k] = Math.log1p(ages[k] / beta);
    }
    for (let k = 0; k < recencies.length; k++) {
      const last = recencies[k];
      const share = recencyWeight[k];
      const bought = purchases[k];
      alphaToRecency[k] = Math.log1p(last / alpha);
      betaToRecency[k] = Math.log1p(last / beta);
      total -= (r * share + bought) * alphaToRecency[k] + s * share * betaToRecency[k];
      total -= bought * logAlpha;
      byR -= share * alphaToRecency[k];
      byAlpha += ((r * share * last) / alpha - bought) / (alpha + last);
      byS -= share * betaToRecency[k];
      byBeta += (s * share * last) / (beta * (beta + last));
    }
    for (let i = 0; i < weight.length; i++) {
      const observed = ageOf[i];
      const seen = recencyOf[i];
      const value = logSinceLastSeen(
        r + x[countOf[i]],
        alpha + recencies[seen],
        s,
        beta + recencies[seen],
        ages[observed] - recencies[seen],
        alphaToAge[observed] - alphaToRecency[seen],
        betaToAge[observed] - betaToRecency[seen],
        slopes,
      );
      const count = weight[i];
      total += count * value;
      byR += count * slopes[0];
      byAlpha += count * slopes[1];
      byS += count * slopes[2];
      byBeta += count * slopes[3];
    }
    gradient[0] = byR;
    gradient[1] = byAlpha;
    gradient[2] = byS;
    gradient[3] = byBeta;
    return total;
  };
}
