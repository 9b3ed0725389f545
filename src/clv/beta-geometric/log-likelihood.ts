import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRising, risingCurvature } from "../../numeric/rising.ts";
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
 * gradient, and its information where it is asked.
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
  const [logAge, shareOfAge] = columns(2, ages.length);
  const [logRecency, shareOfRecency] = columns(2, recencies.length);
  const rising = (start: number, more: number) => {
    const { values, slopes } = logRising(start, x, more);
    return [dot(countWeight, values), dot(countWeight, slopes)];
  };
  const curvatureOf = (start: number, more: number) =>
    dot(countWeight, risingCurvature(start, x, more));

  return ({ 0: r, 1: alpha, 2: a, 3: b }, gradient, information) => {
    const [ofR, slopeR] = rising(r, 0);
    const [ofB, slopeB] = rising(b, openingChances);
    const [ofAB, slopeAB] = rising(a + b, openingChances);
    const logAlpha = Math.log(alpha);
    let sum = ofR + ofB - ofAB;
    // By the logarithms of the parameters, once and twice.
    let byR = r * slopeR;
    let byAlpha = 0;
    let byA = -a * slopeAB;
    let byB = b * (slopeB - slopeAB);
    let byRR = 0;
    let byRAlpha = 0;
    let byAlphaAlpha = 0;
    for (let k = 0; k < recencies.length; k++) {
      logRecency[k] = Math.log1p(recencies[k] / alpha);
      shareOfRecency[k] = recencies[k] / (alpha + recencies[k]);
    }
    for (let k = 0; k < ages.length; k++) {
      const share = ages[k] / (alpha + ages[k]);
      const exponent = r * ageWeight[k] + agePurchases[k];
      logAge[k] = Math.log1p(ages[k] / alpha);
      shareOfAge[k] = share;
      sum -= exponent * logAge[k] + agePurchases[k] * logAlpha;
      byR -= r * ageWeight[k] * logAge[k];
      byAlpha += exponent * share - agePurchases[k];
      byRAlpha += r * ageWeight[k] * share;
      byAlphaAlpha -= exponent * share * (1 - share);
    }
    let byRA = 0;
    let byRB = 0;
    let byAlphaA = 0;
    let byAlphaB = 0;
    let byAA = 0;
    let byAB = 0;
    let byBB = 0;
    let product = 1;
    for (let i = 0; i < weight.length; ) {
      const k = countOf[i];
      const chances = x[k] + openingChances;
      // Who had no chance to leave is not gone.
      const share = chances > 0 ? b / (b + (chances - 1)) : 0;
      const logOdds = Math.log((a / b) * share);
      const exponent = r + x[k];
      // Of a run of equal frequencies: how many have left, Σ p, and in how much doubt that is, Σ p (1 - p).
      let gone = 0;
      let doubt = 0;
      let doubtByR = 0;
      let doubtByAlpha = 0;
      for (; i < weight.length && countOf[i] === k; i++) {
        if (share === 0) continue;
        const observed = ageOf[i];
        const last = recencyOf[i];
        const logRatio = logAge[observed] - logRecency[last];
        const logD = logOdds + exponent * logRatio;
        const odds = exp(Math.max(SURELY_THERE, Math.min(logD, SURELY_GONE)));
        sum += weight[i] * Math.max(0, logD - SURELY_GONE);
        // ln(1 + D) of single customers is gathered as one product, a logarithm now and then.
        if (weight[i] === 1) product *= 1 + odds;
        else sum += weight[i] * Math.log1p(odds);
        if (product > LARGE) {
          sum += Math.log(product);
          product = 1;
        }
        const stays = 1 / (1 + odds);
        const left = weight[i] * odds * stays;
        const logDByR = r * logRatio;
        const shift = shareOfRecency[last] - shareOfAge[observed];
        const logDByAlpha = exponent * shift;
        byR += left * logDByR;
        byAlpha += left * logDByAlpha;
        gone += left;
        if (!information) continue;
        const spread = left * stays;
        byRR += spread * logDByR * logDByR;
        byRAlpha += left * r * shift + spread * logDByR * logDByAlpha;
        byAlphaAlpha +=
          logDByAlpha *
          (left * (shareOfRecency[last] + shareOfAge[observed] - 1) + spread * logDByAlpha);
        doubt += spread;
        doubtByR += spread * logDByR;
        doubtByAlpha += spread * logDByAlpha;
      }
      byA += gone;
      byB -= gone * share;
      byRA += doubtByR;
      byRB -= doubtByR * share;
      byAlphaA += doubtByAlpha;
      byAlphaB -= doubtByAlpha * share;
      byAA += doubt;
      byAB -= doubt * share;
      byBB += (gone + doubt) * share * share;
    }
    sum += Math.log(product);

    gradient.set([byR / r, byAlpha / alpha, byA / a, byB / b]);
    if (!information) return sum;

    const curvatureAB = curvatureOf(a + b, openingChances);
    byAA -= a * (slopeAB + a * curvatureAB);
    byAB -= a * b * curvatureAB;
    byRR += byR + r * r * curvatureOf(r, 0);
    byBB += byB + b * b * (curvatureOf(b, openingChances) - curvatureAB);
    const second = [
      [byRR, byRAlpha, byRA, byRB],
      [byRAlpha, byAlphaAlpha, byAlphaA, byAlphaB],
      [byRA, byAlphaA, byAA, byAB],
      [byRB, byAlphaB, byAB, byBB],
    ];
    information.set(second.flat().map((value) => -value));
    return sum;
  };
}
