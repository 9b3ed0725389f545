import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { logRising } from "../../numeric/rising.ts";
import { dot } from "../../numeric/vector.ts";
import type { WeightedHistories } from "../fitting/purchase-data.ts";
import { columns } from "../fitting/tally.ts";
import { checkOpportunities } from "./check-opportunities.ts";

/**
 * The BG/BB log-likelihood (Fader, Hardie & Shang 2010, eq. 5) over weighted histories, as a function
 * of (alpha, beta, gamma, delta) that writes its exact gradient.
 *
 * The likelihood is a sum over when the customer left: L = Σ T_m, where T_m (t_x ≤ m < n) has her buy
 * as she did up to opportunity m and leave right after it, and T_n has her stay. Each T follows from
 * the one before by a factor,
 *
 *     T_m/T_(m-1) = (β+m-1-x)/(α+β+m-1) (δ+m-1)/(γ+δ+m),  with γ for γ+δ+m where m = n,
 *
 * so that L/T_tx = 1 + T_(tx+1)/T_tx (1 + …) needs neither logarithm nor exponential, only positive
 * terms, and on the way from n down to 0 is that of every smaller recency. T_tx itself is a product
 * of rising factorials, whose logarithms are summed over distinct counts once a call.
 */
export function bgBbLogLikelihood(histories: WeightedHistories): LogLikelihood {
  const { frequency, recency, age, weight } = histories;
  let longest = 0;
  for (let i = 0; i < age.length; i++) {
    checkOpportunities(frequency[i], recency[i], age[i], ["customers", i]);
    longest = Math.max(longest, age[i]);
  }
  const order = orderOfDescent(histories);
  const counts = Float64Array.from({ length: longest + 2 }, (_, count) => count);
  const [bought, missed, seen, lived] = columns(4, longest + 2);
  let lapsed = 0;
  for (let i = 0; i < age.length; i++) {
    const gone = recency[i] < age[i] ? 1 : 0;
    bought[frequency[i]] += weight[i];
    missed[recency[i] - frequency[i]] += weight[i];
    seen[recency[i]] += weight[i];
    lived[recency[i] + gone] += weight[i];
    lapsed += gone * weight[i];
  }
  const [perB, perAB, perD, perGD] = columns(4, longest + 2);

  return ({ 0: alpha, 1: beta, 2: gamma, 3: delta }, gradient) => {
    const risingA = logRising(alpha, counts);
    const risingB = logRising(beta, counts);
    const risingAB = logRising(alpha + beta, counts);
    const risingD = logRising(delta, counts);
    const risingGD = logRising(gamma + delta, counts);
    let value =
      lapsed * Math.log(gamma) +
      dot(bought, risingA.values) +
      dot(missed, risingB.values) -
      dot(seen, risingAB.values) +
      dot(seen, risingD.values) -
      dot(lived, risingGD.values);
    const slopeAB = dot(seen, risingAB.slopes);
    const slopeGD = dot(lived, risingGD.slopes);
    let byAlpha = dot(bought, risingA.slopes) - slopeAB;
    let byBeta = dot(missed, risingB.slopes) - slopeAB;
    let byGamma = lapsed / gamma - slopeGD;
    let byDelta = dot(seen, risingD.slopes) - slopeGD;
    for (let k = 0; k <= longest; k++) {
      perB[k] = 1 / (beta + k);
      perAB[k] = 1 / (alpha + beta + k);
      perD[k] = 1 / (delta + k);
      perGD[k] = 1 / (gamma + delta + k);
    }

    // L/T_m at opportunity m of a descent, and its slopes.
    let m = 0;
    let sum = 0;
    let dAlpha = 0;
    let dBeta = 0;
    let dGamma = 0;
    let dDelta = 0;
    let before = -1;
    for (let place = 0; place < order.length; place++) {
      const row = order[place];
      const x = frequency[row];
      const last = recency[row];
      const n = age[row];
      if (last === n) continue;
      if (before < 0 || frequency[before] !== x || age[before] !== n) {
        m = n - 1;
        const ratio = (((beta + (m - x)) * (delta + m)) / gamma) * perAB[m];
        sum = 1 + ratio;
        dAlpha = -ratio * perAB[m];
        dBeta = ratio * (perB[m - x] - perAB[m]);
        dGamma = -ratio / gamma;
        dDelta = ratio * perD[m];
      }
      before = row;
      while (m > last) {
        const fewer = m - 1;
        const ratio = (beta + (fewer - x)) * (delta + fewer) * perAB[fewer] * perGD[m];
        dAlpha = ratio * (dAlpha - sum * perAB[fewer]);
        dBeta = ratio * (dBeta + sum * (perB[fewer - x] - perAB[fewer]));
        dGamma = ratio * (dGamma - sum * perGD[m]);
        dDelta = ratio * (dDelta + sum * (perD[fewer] - perGD[m]));
        sum = 1 + ratio * sum;
        m = fewer;
      }
      const share = weight[row] / sum;
      value += weight[row] * Math.log(sum);
      byAlpha += share * dAlpha;
      byBeta += share * dBeta;
      byGamma += share * dGamma;
      byDelta += share * dDelta;
    }
    gradient.set([byAlpha, byBeta, byGamma, byDelta]);
    return value;
  };
}

/** Rows of one frequency and age side by side, recency falling. */
function orderOfDescent({ frequency, recency, age }: WeightedHistories): Int32Array {
  return Int32Array.from(age.keys()).sort(
    (one, other) =>
      frequency[one] - frequency[other] || age[one] - age[other] || recency[other] - recency[one],
  );
}
