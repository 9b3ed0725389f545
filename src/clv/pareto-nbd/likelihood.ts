import { rankValues } from "../../customers/engine/rank-values.ts";
import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRisingOf } from "../../numeric/log-rising.ts";
import { logRising } from "../../numeric/rising.ts";
import type { HistoryLogLikelihood } from "../fitting/family.ts";
import type { WeightedHistories } from "../fitting/purchase-data.ts";
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
export function paretoNbdLogLikelihood(histories: WeightedHistories): LogLikelihood {
  const { frequency, weight } = histories;
  const { values: x, ranks: countOf } = rankValues(frequency);
  const { values: ages, ranks: ageOf } = rankValues(histories.age);
  const { values: recencies, ranks: recencyOf } = rankValues(histories.recency);
  const [countWeight] = columns(1, x.length);
  const [recencyWeight, recencyPurchases] = columns(2, recencies.length);
  const [alphaToAge, betaToAge] = columns(2, ages.length);
  const [alphaToRecency, betaToRecency] = columns(2, recencies.length);
  let purchases = 0;
  for (let i = 0; i < frequency.length; i++) {
    purchases += weight[i] * frequency[i];
    countWeight[countOf[i]] += weight[i];
    recencyWeight[recencyOf[i]] += weight[i];
    recencyPurchases[recencyOf[i]] += weight[i] * frequency[i];
  }
  const slopes = new Float64Array(4);

  return ([r, alpha, s, beta], gradient) => {
    const rising = logRising(r, x);
    let total = -purchases * Math.log(alpha);
    let byR = 0;
    let byAlpha = 0;
    let byS = 0;
    let byBeta = 0;
    for (let k = 0; k < ages.length; k++) {
      alphaToAge[k] = Math.log1p(ages[k] / alpha);
      betaToAge[k] = Math.log1p(ages[k] / beta);
    }
    for (let k = 0; k < recencies.length; k++) {
      const recency = recencies[k];
      const share = recencyWeight[k];
      const bought = recencyPurchases[k];
      alphaToRecency[k] = Math.log1p(recency / alpha);
      betaToRecency[k] = Math.log1p(recency / beta);
      total -= (r * share + bought) * alphaToRecency[k] + s * share * betaToRecency[k];
      byR -= share * alphaToRecency[k];
      byAlpha += ((r * share * recency) / alpha - bought) / (alpha + recency);
      byS -= share * betaToRecency[k];
      byBeta += (s * share * recency) / (beta * (beta + recency));
    }
    for (let k = 0; k < x.length; k++) {
      total += countWeight[k] * rising.values[k];
      byR += countWeight[k] * rising.slopes[k];
    }
    for (let i = 0; i < frequency.length; i++) {
      const age = ageOf[i];
      const seen = recencyOf[i];
      const value = logSinceLastSeen(
        r + frequency[i],
        alpha + recencies[seen],
        s,
        beta + recencies[seen],
        ages[age] - recencies[seen],
        alphaToAge[age] - alphaToRecency[seen],
        betaToAge[age] - betaToRecency[seen],
        slopes,
      );
      const count = weight[i];
      total += count * value;
      byR += count * slopes[0];
      byAlpha += count * slopes[1];
      byS += count * slopes[2];
      byBeta += count * slopes[3];
    }
    gradient.set([byR, byAlpha, byS, byBeta]);
    return total;
  };
}

/** What a history adds to {@link paretoNbdLogLikelihood}. Allocates nothing for up to 32 purchases. */
export const paretoNbdHistoryLogLikelihood: HistoryLogLikelihood = (
  parameters,
  frequency,
  recency,
  age,
  gradient,
) => {
  const r = parameters[0];
  const alpha = parameters[1];
  const s = parameters[2];
  const beta = parameters[3];
  const alphaSeen = alpha + recency;
  const betaSeen = beta + recency;
  const rest = age - recency;
  const logA = Math.log1p(rest / alphaSeen);
  const logB = Math.log1p(rest / betaSeen);
  const p = r + frequency;
  const unseen = logSinceLastSeen(p, alphaSeen, s, betaSeen, rest, logA, logB, gradient);
  const rising = logRisingOf(r, frequency, gradient);
  const alphaLog = Math.log1p(recency / alpha);
  const betaLog = Math.log1p(recency / beta);
  gradient[0] -= alphaLog;
  gradient[1] += ((r * recency) / alpha - frequency) / alphaSeen;
  gradient[2] -= betaLog;
  gradient[3] += (s * recency) / (beta * betaSeen);
  return rising - frequency * Math.log(alpha) - p * alphaLog - s * betaLog + unseen;
};

function columns(count: number, length: number): Float64Array[] {
  return Array.from({ length: count }, () => new Float64Array(length));
}
