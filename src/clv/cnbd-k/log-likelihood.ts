import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRising } from "../../numeric/rising.ts";
import type { OpeningChances } from "../beta-geometric/opening-chances.ts";
import { columns, type Tally } from "../fitting/tally.ts";

/** The largest factor, a sum of up to twelve powers of r + kx, leaves room below 1.8e308. */
const NEARLY_OVERFLOWING = 1e180;

/**
 * The log-likelihood of the BG/CNBD-k or MBG/CNBD-k (Reutterer, Platzer & Schröder 2021) over
 * weighted histories, as a function of (r, alpha, a, b) that writes its exact gradient.
 *
 * With s = r+kx, u = (T-t_x)/(α+T), S = Σ_{j<k} (s)_j/j! u^j, n chances to leave and
 * D = a/(b+n-1) ((α+T)/(α+t_x))^s a history adds
 * ln Γ(s)/Γ(r) - kx ln α - s ln(1+T/α) + ln B(a,b+n)/B(a,b) + ln(S + [n>0] D) + ln t_x^(kx-x) Γ(x)/Γ(kx).
 * Only S and D need both times: the others are summed over distinct x and distinct T once a call.
 *
 * The last term is what the data alone add: the density of t_x, that of the kx-th event, over the
 * t_x^(x-1)/Γ(x) that the BG/NBD leaves out. So a log-likelihood means the same at every k, and at
 * k = 1 as in the BG/NBD. On a clock c times as fast it is (k-1)x ln c more, as kx ln α and the rest
 * take away: what remains is the x ln c of every purchase model.
 */
export function cnbdKLogLikelihood(
  k: number,
  openingChances: OpeningChances,
  { frequency, recency, age, weight }: Tally,
): LogLikelihood {
  const { values: x, ranks: countOf, weight: countWeight } = frequency;
  const { values: ages, ranks: ageOf, weight: ageWeight, purchases: agePurchases } = age;
  const { values: recencies, ranks: recencyOf, purchases: recencyPurchases } = recency;
  const [goneByCount, logOdds] = columns(2, x.length);
  const [logAge, perAge] = columns(2, ages.length);
  const [logRecency, perRecency] = columns(2, recencies.length);
  const [stage, stageSlope] = columns(2, k * x.length);
  const single = new Float64Array(1);

  return ({ 0: r, 1: alpha, 2: a, 3: b }, gradient) => {
    const risingR = logRising(r, x, 0, k);
    const risingB = logRising(b, x, openingChances);
    const risingAB = logRising(a + b, x, openingChances);
    const logAlpha = Math.log(alpha);
    let total = 0;
    let byR = 0;
    let byAlpha = 0;
    let byA = 0;
    let byB = 0;
    for (let c = 0; c < recencies.length; c++) {
      logRecency[c] = Math.log1p(recencies[c] / alpha);
      perRecency[c] = 1 / (alpha + recencies[c]);
      if (recencies[c] > 0) total += (k - 1) * recencyPurchases[c] * Math.log(recencies[c]);
    }
    for (let c = 0; c < ages.length; c++) {
      const events = k * agePurchases[c];
      logAge[c] = Math.log1p(ages[c] / alpha);
      perAge[c] = 1 / (alpha + ages[c]);
      total -= (r * ageWeight[c] + events) * logAge[c] + events * logAlpha;
      byR -= ageWeight[c] * logAge[c];
      byAlpha += ((r * ageWeight[c] * ages[c]) / alpha - events) * perAge[c];
    }
    for (let c = 0; c < x.length; c++) {
      logOdds[c] = Math.log(a) - Math.log(b + (x[c] + openingChances - 1));
      goneByCount[c] = 0;
      setStages(k, r + k * x[c], c * k, stage, stageSlope);
      // Γ(kx)/Γ(x)
      if (x[c] > 0) {
        single[0] = x[c];
        total -= countWeight[c] * logRising(x[c], single, 0, k - 1).values[0];
      }
    }

    let product = 1;
    for (let i = 0; i < weight.length; i++) {
      const c = countOf[i];
      const chances = x[c] + openingChances;
      if (k === 1 && chances === 0) continue;
      const observed = ageOf[i];
      const last = recencyOf[i];
      const share = (ages[observed] - recencies[last]) * perAge[observed];
      // S, its slope by s and its slope by u.
      let alive = 0;
      let byShape = 0;
      let byShare = 0;
      for (let j = c * k + k - 1; j >= c * k; j--) {
        byShare = byShare * share + alive;
        alive = alive * share + stage[j];
        byShape = byShape * share + stageSlope[j];
      }
      let sum = alive;
      let perSum = weight[i] / alive;
      if (chances > 0) {
        const logRatio = logAge[observed] - logRecency[last];
        const exponent = r + k * x[c];
        const logD = logOdds[c] + exponent * logRatio;
        const small = Math.exp(-Math.abs(logD));
        sum = logD > 0 ? 1 + alive * small : alive + small;
        if (logD > 0) total += weight[i] * logD;
        const gone = (weight[i] * (logD > 0 ? 1 : small)) / sum;
        perSum = (weight[i] * (logD > 0 ? small : 1)) / sum;
        byR += gone * logRatio;
        byAlpha += gone * exponent * (perAge[observed] - perRecency[last]);
        goneByCount[c] += gone;
      }
      byR += perSum * byShape;
      byAlpha -= perSum * byShare * share * perAge[observed];
      // ln(S + D) of single customers is gathered as one product, a logarithm now and then.
      if (weight[i] === 1) product *= sum;
      else total += weight[i] * Math.log(sum);
      if (product > NEARLY_OVERFLOWING) {
        total += Math.log(product);
        product = 1;
      }
    }
    total += Math.log(product);

    for (let c = 0; c < x.length; c++) {
      const all = countWeight[c];
      total += all * (risingR.values[c] + risingB.values[c] - risingAB.values[c]);
      byR += all * risingR.slopes[c];
      byA += goneByCount[c] / a - all * risingAB.slopes[c];
      byB += all * (risingB.slopes[c] - risingAB.slopes[c]);
      const chances = x[c] + openingChances;
      if (chances > 0) byB -= goneByCount[c] / (b + (chances - 1));
    }
    gradient[0] = byR;
    gradient[1] = byAlpha;
    gradient[2] = byA;
    gradient[3] = byB;
    return total;
  };
}

/** (s)_j/j! and its slope by s, for j < k. */
function setStages(
  k: number,
  shape: number,
  from: number,
  stage: Float64Array,
  slope: Float64Array,
): void {
  stage[from] = 1;
  slope[from] = 0;
  for (let j = 1; j < k; j++) {
    const factor = shape + (j - 1);
    stage[from + j] = (stage[from + j - 1] * factor) / j;
    slope[from + j] = (slope[from + j - 1] * factor + stage[from + j - 1]) / j;
  }
}
