import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRising } from "../../numeric/rising.ts";
import { exp } from "../../numeric/special/exponential.ts";
import { dot } from "../../numeric/vector.ts";
import { columns, type Tally } from "../fitting/tally.ts";
import type { OpeningChances } from "./opening-chances.ts";

const LARGE = 1e150;
/** From here on ln(1 + D) grows as ln D, to rounding. */
const SURELY_GONE = 40;
/** From here on downward D is nothing beside any other. */
const SURELY_THERE = -88;

/**
 * The log-likelihood of the BG/NBD (Fader, Hardie & Lee 2005, eq. 6) or MBG/NBD (Batislam, Denizel &
 * Filiztekin 2007) over weighted histories, as a function of (r, alpha, a, b) that writes its exact
 * gradient.
 *
 * With n chances to leave and D = a/(b+n-1) ((α+T)/(α+t_x))^(r+x) a history adds
 * ln Γ(r+x)/Γ(r) - x ln α - (r+x) ln(1+T/α) + ln B(a,b+n)/B(a,b) + [n>0] ln(1+D),
 * a form without cancellation where r and α run away together. Only the last term needs both
 * times: the others are summed over distinct x and distinct T once a call, and logarithms are taken
 * once for each distinct time.
 */
export function betaGeometricLogLikelihood(
  { frequency, recency, age, weight }: Tally,
  openingChances: OpeningChances,
): LogLikelihood {
  const { values: x, ranks: countOf, weight: countWeight } = frequency;
  const { values: ages, ranks: ageOf, weight: ageWeight, purchases: agePurchases } = age;
  const { values: recencies, ranks: recencyOf } = recency;
  const [goneByCount, logOdds] = columns(2, x.length);
  const [logAge, perAge] = columns(2, ages.length);
  const [logRecency, perRecency] = columns(2, recencies.length);

  return ({ 0: r, 1: alpha, 2: a, 3: b }, gradient) => {
    const risingR = logRising(r, x);
    const risingB = logRising(b, x, openingChances);
    const risingAB = logRising(a + b, x, openingChances);
    const logAlpha = Math.log(alpha);
    let total =
      dot(countWeight, risingR.values) +
      dot(countWeight, risingB.values) -
      dot(countWeight, risingAB.values);
    let byR = dot(countWeight, risingR.slopes);
    let byAlpha = 0;
    let byA = -dot(countWeight, risingAB.slopes);
    let byB = dot(countWeight, risingB.slopes) + byA;
    for (let k = 0; k < recencies.length; k++) {
      logRecency[k] = Math.log1p(recencies[k] / alpha);
      perRecency[k] = 1 / (alpha + recencies[k]);
    }
    for (let k = 0; k < ages.length; k++) {
      logAge[k] = Math.log1p(ages[k] / alpha);
      perAge[k] = 1 / (alpha + ages[k]);
      total -= (r * ageWeight[k] + agePurchases[k]) * logAge[k] + agePurchases[k] * logAlpha;
      byR -= ageWeight[k] * logAge[k];
      byAlpha += ((r * ageWeight[k] * ages[k]) / alpha - agePurchases[k]) * perAge[k];
    }
    for (let k = 0; k < x.length; k++) {
      logOdds[k] = Math.log(a) - Math.log(b + (x[k] + openingChances - 1));
      goneByCount[k] = 0;
    }

    let product = 1;
    for (let i = 0; i < weight.length; i++) {
      const k = countOf[i];
      if (x[k] + openingChances === 0) continue;
      const observed = ageOf[i];
      const last = recencyOf[i];
      const logRatio = logAge[observed] - logRecency[last];
      const exponent = r + x[k];
      const logD = logOdds[k] + exponent * logRatio;
      const odds = exp(Math.max(SURELY_THERE, Math.min(logD, SURELY_GONE)));
      const gone = (weight[i] * odds) / (1 + odds);
      total += weight[i] * Math.max(0, logD - SURELY_GONE);
      // ln(1 + D) of single customers is gathered as one product, a logarithm now and then.
      if (weight[i] === 1) product *= 1 + odds;
      else total += weight[i] * Math.log1p(odds);
      if (product > LARGE) {
        total += Math.log(product);
        product = 1;
      }
      byR += gone * logRatio;
      byAlpha += gone * exponent * (perAge[observed] - perRecency[last]);
      goneByCount[k] += gone;
    }
    total += Math.log(product);

    for (let k = 0; k < x.length; k++) {
      byA += goneByCount[k] / a;
      const chances = x[k] + openingChances;
      if (chances > 0) byB -= goneByCount[k] / (b + (chances - 1));
    }
    gradient[0] = byR;
    gradient[1] = byAlpha;
    gradient[2] = byA;
    gradient[3] = byB;
    return total;
  };
}
