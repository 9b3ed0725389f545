import { logRising } from "../../numeric/rising.ts";
import type { HistoryLogLikelihood } from "../fitting/family.ts";
import type { OpeningChances } from "./opening-chances.ts";

/** Up to here products of so many factors stay within the range of doubles, whatever they are. */
const LONGEST_PRODUCT = 32;

/** What a history of the BG/NBD or MBG/NBD adds to `betaGeometricLogLikelihood`. */
export function historyLogLikelihoodOf(openingChances: OpeningChances): HistoryLogLikelihood {
  return (parameters, frequency, recency, age, gradient) => {
    // Not destructured: this is asked for every customer, and iterators cost more than the rest.
    const r = parameters[0];
    const alpha = parameters[1];
    const a = parameters[2];
    const b = parameters[3];
    const chances = frequency + openingChances;
    const exponent = r + frequency;
    const logAge = Math.log1p(age / alpha);
    let total = -frequency * Math.log(alpha) - exponent * logAge;
    let byR = -logAge;
    let byAlpha = ((r * age) / alpha - frequency) / (alpha + age);
    let byA = 0;
    let byB = 0;
    if (chances > LONGEST_PRODUCT) {
      const risingR = logRising(r, Float64Array.of(frequency));
      const risingB = logRising(b, Float64Array.of(chances));
      const risingAB = logRising(a + b, Float64Array.of(chances));
      total += risingR.values[0] + risingB.values[0] - risingAB.values[0];
      byR += risingR.slopes[0];
      byA -= risingAB.slopes[0];
      byB += risingB.slopes[0] - risingAB.slopes[0];
    } else {
      let product = 1;
      for (let i = 0; i < frequency; i++) {
        product *= r + i;
        byR += 1 / (r + i);
      }
      for (let i = 0; i < chances; i++) {
        product *= (b + i) / (a + b + i);
        byA -= 1 / (a + b + i);
        byB += a / ((b + i) * (a + b + i));
      }
      total += Math.log(product);
    }
    if (chances > 0) {
      const before = b + (chances - 1);
      const logRatio = logAge - Math.log1p(recency / alpha);
      const logD = Math.log(a) - Math.log(before) + exponent * logRatio;
      const small = Math.exp(-Math.abs(logD));
      const gone = (logD > 0 ? 1 : small) / (1 + small);
      total += Math.max(0, logD) + Math.log1p(small);
      byR += gone * logRatio;
      byAlpha += gone * exponent * (1 / (alpha + age) - 1 / (alpha + recency));
      byA += gone / a;
      byB -= gone / before;
    }
    gradient[0] = byR;
    gradient[1] = byAlpha;
    gradient[2] = byA;
    gradient[3] = byB;
    return total;
  };
}
