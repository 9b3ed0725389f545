import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRising, risingRoom } from "../../numeric/rising.ts";
import { dot } from "../../numeric/vector.ts";
import { columns, type Tally } from "../fitting/tally.ts";
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
  { x, countOf, countWeight, ages, ageOf, recencies, recencyOf, weight, ...tally }: Tally,
  openingChances: OpeningChances,
): LogLikelihood {
  const { ageWeight, agePurchases } = tally;
  const [goneByCount, logOdds] = columns(2, x.length);
  const [logAge, perAge] = columns(2, ages.length);
  const [logRecency, perRecency] = columns(2, recencies.length);
  const [roomR, roomB, roomAB] = [x, x, x].map(({ length }) => risingRoom(length));

  return ({ 0: r, 1: alpha, 2: a, 3: b }, gradient) => {
    const risingR = logRising(r, x, roomR);
    const risingB = logRising(b, x, roomB, openingChances);
    const risingAB = logRising(a + b, x, roomAB, openingChances);
    const logAlpha = Math.log(alpha);
    const slopeAB = dot(countWeight, risingAB.slopes);
    let total =
      dot(countWeight, risingR.values) +
      dot(countWeight, risingB.values) -
      dot(countWeight, risingAB.values);
    let byR = dot(countWeight, risingR.slopes);
    let byAlpha = 0;
    let byA = -slopeAB;
    let byB = dot(countWeight, risingB.slopes) - slopeAB;
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
