import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRising, risingCurvature } from "../../numeric/rising.ts";
import { dot } from "../../numeric/vector.ts";
import { columns, type Tally } from "../fitting/tally.ts";
import { logSinceLastSeen } from "./since-last-seen.ts";

/**
 * The Pareto/NBD log-likelihood (Schmittlein, Morrison & Colombo 1987; Fader & Hardie 2005, A note on
 * deriving the Pareto/NBD model) over weighted histories, as a function of (r, alpha, s, beta) that
 * writes its exact gradient, and its information where it is asked. A history adds
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
  const curvatures = new Float64Array(10);
  const second = new Float64Array(10);

  return ({ 0: r, 1: alpha, 2: s, 3: beta }, gradient, information) => {
    const rising = logRising(r, x);
    const logAlpha = Math.log(alpha);
    let total = dot(countWeight, rising.values);
    let byR = dot(countWeight, rising.slopes);
    let byAlpha = 0;
    let byS = 0;
    let byBeta = 0;
    let byRAlpha = 0;
    let byAlphaAlpha = 0;
    let bySBeta = 0;
    let byBetaBeta = 0;
    second.fill(0);
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
      const gained = (share * last) / (alpha * (alpha + last));
      const kept = (share * last) / (beta * (beta + last));
      const slope = r * gained - bought / (alpha + last);
      byAlpha += slope;
      byS -= share * betaToRecency[k];
      byBeta += s * kept;
      byRAlpha += gained;
      byAlphaAlpha -= (r * gained) / alpha + slope / (alpha + last);
      bySBeta += kept;
      byBetaBeta -= s * kept * (1 / beta + 1 / (beta + last));
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
        information && curvatures,
      );
      const count = weight[i];
      total += count * value;
      byR += count * slopes[0];
      byAlpha += count * slopes[1];
      byS += count * slopes[2];
      byBeta += count * slopes[3];
      for (let pair = 0; information && pair < 10; pair++) second[pair] += count * curvatures[pair];
    }
    gradient.set([byR, byAlpha, byS, byBeta]);
    if (!information) return total;

    second[0] += dot(countWeight, risingCurvature(r, x, 0));
    second[1] += byRAlpha;
    second[4] += byAlphaAlpha;
    second[8] += bySBeta;
    second[9] += byBetaBeta;
    const values = [r, alpha, s, beta];
    let pair = 0;
    for (let i = 0; i < 4; i++) {
      for (let j = i; j < 4; j++) {
        const known = -values[i] * (values[j] * second[pair++] + (i === j ? gradient[i] : 0));
        information[4 * i + j] = known;
        information[4 * j + i] = known;
      }
    }
    return total;
  };
}
