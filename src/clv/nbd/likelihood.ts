import { rankValues } from "../../customers/engine/rank-values.ts";
import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRisingOf } from "../../numeric/log-rising.ts";
import { logRising } from "../../numeric/rising.ts";
import type { HistoryLogLikelihood } from "../fitting/family.ts";
import type { WeightedHistories } from "../fitting/purchase-data.ts";

/**
 * The NBD log-likelihood over weighted histories, as a function of (r, alpha) that writes its exact
 * gradient: a history adds ln Γ(r+x)/Γ(r) - x ln α - (r+x) ln(1+T/α), which needs but the numbers of
 * customers of each frequency, and the purchases of those of each age.
 */
export function nbdLogLikelihood({ frequency, age, weight }: WeightedHistories): LogLikelihood {
  const { values: x, ranks: countOf } = rankValues(frequency);
  const { values: ages, ranks: ageOf } = rankValues(age);
  const countWeight = new Float64Array(x.length);
  const ageWeight = new Float64Array(ages.length);
  const agePurchases = new Float64Array(ages.length);
  let purchases = 0;
  for (let i = 0; i < frequency.length; i++) {
    purchases += weight[i] * frequency[i];
    countWeight[countOf[i]] += weight[i];
    ageWeight[ageOf[i]] += weight[i];
    agePurchases[ageOf[i]] += weight[i] * frequency[i];
  }

  return ([r, alpha], gradient) => {
    const rising = logRising(r, x);
    let total = -purchases * Math.log(alpha);
    let byR = 0;
    let byAlpha = 0;
    for (let k = 0; k < x.length; k++) {
      total += countWeight[k] * rising.values[k];
      byR += countWeight[k] * rising.slopes[k];
    }
    for (let k = 0; k < ages.length; k++) {
      const logAge = Math.log1p(ages[k] / alpha);
      total -= (r * ageWeight[k] + agePurchases[k]) * logAge;
      byR -= ageWeight[k] * logAge;
      byAlpha += ((r * ageWeight[k] * ages[k]) / alpha - agePurchases[k]) / (alpha + ages[k]);
    }
    gradient[0] = byR;
    gradient[1] = byAlpha;
    return total;
  };
}

/** What a history adds to {@link nbdLogLikelihood}. */
export const nbdHistoryLogLikelihood: HistoryLogLikelihood = (
  parameters,
  frequency,
  _recency,
  age,
  gradient,
) => {
  const r = parameters[0];
  const alpha = parameters[1];
  const logAge = Math.log1p(age / alpha);
  gradient[0] = -logAge;
  gradient[1] = ((r * age) / alpha - frequency) / (alpha + age);
  const rising = logRisingOf(r, frequency, gradient);
  return rising - frequency * Math.log(alpha) - (r + frequency) * logAge;
};
