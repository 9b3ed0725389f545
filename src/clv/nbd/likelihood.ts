import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRising } from "../../numeric/rising.ts";
import { dot } from "../../numeric/vector.ts";
import type { Tally } from "../fitting/tally.ts";

/**
 * The NBD log-likelihood over weighted histories, as a function of (r, alpha) that writes its exact
 * gradient: a history adds ln Γ(r+x)/Γ(r) - x ln α - (r+x) ln(1+T/α), which needs but the numbers of
 * customers of each frequency, and the purchases of those of each age.
 */
export function nbdLogLikelihood({ frequency, age }: Tally): LogLikelihood {
  const { values: x, weight: countWeight } = frequency;
  const { values: ages, weight: ageWeight, purchases: agePurchases } = age;
  return ({ 0: r, 1: alpha }, gradient) => {
    const rising = logRising(r, x);
    const logAlpha = Math.log(alpha);
    let total = dot(countWeight, rising.values);
    let byR = dot(countWeight, rising.slopes);
    let byAlpha = 0;
    for (let k = 0; k < ages.length; k++) {
      const logAge = Math.log1p(ages[k] / alpha);
      total -= (r * ageWeight[k] + agePurchases[k]) * logAge + agePurchases[k] * logAlpha;
      byR -= ageWeight[k] * logAge;
      byAlpha += ((r * ageWeight[k] * ages[k]) / alpha - agePurchases[k]) / (alpha + ages[k]);
    }
    gradient[0] = byR;
    gradient[1] = byAlpha;
    return total;
  };
}
