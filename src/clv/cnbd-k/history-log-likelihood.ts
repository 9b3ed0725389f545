import { logRising } from "../../numeric/rising.ts";
import type { OpeningChances } from "../beta-geometric/opening-chances.ts";
import type { HistoryLogLikelihood } from "../fitting/family.ts";
import { setStages, timingTerm } from "./log-likelihood.ts";

/** What a history of the BG/CNBD-k or MBG/CNBD-k adds to `cnbdKLogLikelihood`. */
export function cnbdKHistoryLogLikelihood(
  k: number,
  openingChances: OpeningChances,
): HistoryLogLikelihood {
  const events = new Float64Array(1);
  const chances = new Float64Array(1);
  const stage = new Float64Array(k);
  const stageSlope = new Float64Array(k);
  return ([r, alpha, a, b], frequency, recency, age, gradient) => {
    events[0] = k * frequency;
    chances[0] = frequency + openingChances;
    const shape = r + events[0];
    const risingR = logRising(r, events);
    const risingB = logRising(b, chances);
    const risingAB = logRising(a + b, chances);
    const logAge = Math.log1p(age / alpha);
    const perAge = 1 / (alpha + age);
    let total = timingTerm(k, frequency, recency) - events[0] * Math.log(alpha) - shape * logAge;
    total += risingR.values[0] + risingB.values[0] - risingAB.values[0];
    let byR = risingR.slopes[0] - logAge;
    let byAlpha = ((r * age) / alpha - events[0]) * perAge;
    let byA = -risingAB.slopes[0];
    let byB = risingB.slopes[0] - risingAB.slopes[0];

    setStages(k, shape, 0, stage, stageSlope);
    const share = (age - recency) * perAge;
    let alive = 0;
    let byShape = 0;
    let byShare = 0;
    for (let j = k - 1; j >= 0; j--) {
      byShare = byShare * share + alive;
      alive = alive * share + stage[j];
      byShape = byShape * share + stageSlope[j];
    }
    let sum = alive;
    let perSum = 1 / alive;
    if (chances[0] > 0) {
      const before = b + (chances[0] - 1);
      const logRatio = logAge - Math.log1p(recency / alpha);
      const logD = Math.log(a) - Math.log(before) + shape * logRatio;
      const small = Math.exp(-Math.abs(logD));
      sum = logD > 0 ? 1 + alive * small : alive + small;
      total += Math.max(0, logD);
      const gone = (logD > 0 ? 1 : small) / sum;
      perSum = (logD > 0 ? small : 1) / sum;
      byR += gone * logRatio;
      byAlpha += gone * shape * (perAge - 1 / (alpha + recency));
      byA += gone / a;
      byB -= gone / before;
    }
    gradient[0] = byR + perSum * byShape;
    gradient[1] = byAlpha - perSum * byShare * share * perAge;
    gradient[2] = byA;
    gradient[3] = byB;
    return total + Math.log(sum);
  };
}
