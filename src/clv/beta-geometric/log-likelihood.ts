import { rankValues } from "../../customers/engine/rank-values.ts";
import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRising } from "../../numeric/rising.ts";
import type { WeightedHistories } from "../fitting/purchase-data.ts";
import type { OpeningChances } from "./opening-chances.ts";

const NEARLY_OVERFLOWING = 1e280;
/** From here on ln(1 + D) is ln D, to rounding. */
const SURELY_GONE = 40;

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
  histories: WeightedHistories,
  openingChances: OpeningChances,
): LogLikelihood {
  const { frequency, weight } = histories;
  const { values: x, ranks: countOf } = rankValues(frequency);
  const { values: ages, ranks: ageOf } = rankValues(histories.age);
  const { values: recencies, ranks: recencyOf } = rankValues(histories.recency);
  const chances = x.map((count) => count + openingChances);

  const [countWeight, goneByCount, logOdds] = columns(3, x.length);
  const [ageWeight, agePurchases, logAge, perAge] = columns(4, ages.length);
  const [logRecency, perRecency] = columns(2, recencies.length);
  let purchases = 0;
  for (let i = 0; i < frequency.length; i++) {
    purchases += weight[i] * frequency[i];
    countWeight[countOf[i]] += weight[i];
    ageWeight[ageOf[i]] += weight[i];
    agePurchases[ageOf[i]] += weight[i] * frequency[i];
  }

  return ([r, alpha, a, b], gradient) => {
    const risingR = logRising(r, x);
    const risingB = logRising(b, chances);
    const risingAB = logRising(a + b, chances);
    let total = -purchases * Math.log(alpha);
    let byR = 0;
    let byAlpha = 0;
    let byA = 0;
    let byB = 0;
    for (let k = 0; k < recencies.length; k++) {
      logRecency[k] = Math.log1p(recencies[k] / alpha);
      perRecency[k] = 1 / (alpha + recencies[k]);
    }
    for (let k = 0; k < ages.length; k++) {
      logAge[k] = Math.log1p(ages[k] / alpha);
      perAge[k] = 1 / (alpha + ages[k]);
      total -= (r * ageWeight[k] + agePurchases[k]) * logAge[k];
      byR -= ageWeight[k] * logAge[k];
      byAlpha += ((r * ageWeight[k] * ages[k]) / alpha - agePurchases[k]) * perAge[k];
    }
    for (let k = 0; k < x.length; k++) {
      logOdds[k] = Math.log(a) - Math.log(b + (chances[k] - 1));
      goneByCount[k] = 0;
    }

    let product = 1;
    for (let i = 0; i < frequency.length; i++) {
      const k = countOf[i];
      if (chances[k] === 0) continue;
      const age = ageOf[i];
      const recency = recencyOf[i];
      const logRatio = logAge[age] - logRecency[recency];
      const exponent = r + x[k];
      const logD = logOdds[k] + exponent * logRatio;
      let gone = weight[i];
      if (logD > SURELY_GONE) {
        total += gone * logD;
      } else {
        const odds = Math.exp(logD);
        // ln(1 + D) of single customers is gathered as one product, a logarithm now and then.
        if (gone === 1) product *= 1 + odds;
        else total += gone * Math.log1p(odds);
        gone *= odds / (1 + odds);
        if (product > NEARLY_OVERFLOWING) {
          total += Math.log(product);
          product = 1;
        }
      }
      byR += gone * logRatio;
      byAlpha += gone * exponent * (perAge[age] - perRecency[recency]);
      goneByCount[k] += gone;
    }
    total += Math.log(product);

    for (let k = 0; k < x.length; k++) {
      const all = countWeight[k];
      total += all * (risingR.values[k] + risingB.values[k] - risingAB.values[k]);
      byR += all * risingR.slopes[k];
      byA += goneByCount[k] / a - all * risingAB.slopes[k];
      byB += all * (risingB.slopes[k] - risingAB.slopes[k]);
      if (chances[k] > 0) byB -= goneByCount[k] / (b + (chances[k] - 1));
    }
    gradient.set([byR, byAlpha, byA, byB]);
    return total;
  };
}

function columns(count: number, length: number): Float64Array[] {
  return Array.from({ length: count }, () => new Float64Array(length));
}
