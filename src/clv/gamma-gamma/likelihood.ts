import type { LogLikelihood } from "../../numeric/likelihood.ts";
import { digamma } from "../../numeric/special/digamma.ts";
import { logBeta } from "../../numeric/special/log-beta.ts";
import { pick } from "../../numeric/vector.ts";

/** Repeat buyers with weights: frequency x, mean spend m > 0. */
export interface WeightedSpend {
  readonly frequency: Float64Array;
  readonly monetaryValue: Float64Array;
  readonly weight: Float64Array;
  /** Covariates z, each with a value for each buyer: v is then v exp(γ'z). */
  readonly covariates: readonly Float64Array[];
}

interface FrequencyGroup {
  readonly frequency: number;
  readonly weight: number;
  readonly logSpend: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The Gamma-Gamma log-likelihood (Fader & Hardie 2013, eq. 1a) over weighted repeat buyers, as a
 * function of (p, q, v) and coefficients γ that writes its exact gradient. With the total spend s = xm a buyer adds
 * -ln B(px,q) - ln m - px ln(1+v/s) - q ln(1+s/v),
 * a form without cancellation on the ridges where p or q runs away. Rows are gathered by
 * frequency, so that special functions are called once for each.
 */
export function gammaGammaLogLikelihood(spend: WeightedSpend): LogLikelihood {
  const { groups, totals, logTotals, weights, covariates } = gather(spend);
  return (values, gradient) => {
    const { 0: p, 1: q, 2: plainV } = values;
    gradient.fill(0);
    const plainLogV = Math.log(plainV);
    const digammaQ = digamma(q);
    let total = 0;
    let byP = 0;
    let byQ = 0;
    let byV = 0;
    for (const { frequency: x, weight, logSpend, from, to } of groups) {
      const px = p * x;
      let logAboveTotal = 0;
      let logAboveScale = 0;
      for (let i = from; i < to; i++) {
        const s = totals[i];
        let eta = 0;
        for (let k = 0; k < covariates.length; k++) eta += values[3 + k] * covariates[k][i];
        const v = eta === 0 ? plainV : plainV * Math.exp(eta);
        const logV = plainLogV + eta;
        const small = Math.log1p(v < s ? v / s : s / v);
        const large = small + Math.abs(logTotals[i] - logV);
        logAboveTotal += weights[i] * (v < s ? small : large);
        logAboveScale += weights[i] * (v < s ? large : small);
        const byLogV = (weights[i] * (q * s - px * v)) / (v + s);
        byV += byLogV / plainV;
        for (let k = 0; k < covariates.length; k++) gradient[3 + k] += byLogV * covariates[k][i];
      }
      const digammaSum = digamma(px + q);
      total -= weight * logBeta(px, q) + logSpend + px * logAboveTotal + q * logAboveScale;
      byP += x * (weight * (digammaSum - digamma(px)) - logAboveTotal);
      byQ += weight * (digammaSum - digammaQ) - logAboveScale;
    }
    gradient[0] = byP;
    gradient[1] = byQ;
    gradient[2] = byV;
    return total;
  };
}

function gather({ frequency, monetaryValue, weight, covariates }: WeightedSpend) {
  const rowsOf = new Map<number, number[]>();
  for (let row = 0; row < frequency.length; row++) {
    const rows = rowsOf.get(frequency[row]);
    if (rows === undefined) rowsOf.set(frequency[row], [row]);
    else rows.push(row);
  }
  const byFrequency = [...rowsOf].sort(([one], [other]) => one - other);
  const order = byFrequency.flatMap(([, rows]) => rows);
  const weights = pick(weight, order);
  const means = pick(monetaryValue, order);
  const totals = new Float64Array(order.length);
  const logTotals = new Float64Array(order.length);
  let to = 0;
  const groups = byFrequency.map(([x, { length }]): FrequencyGroup => {
    const from = to;
    let groupWeight = 0;
    let logSpend = 0;
    to += length;
    for (let i = from; i < to; i++) {
      groupWeight += weights[i];
      logSpend += weights[i] * Math.log(means[i]);
      totals[i] = x * means[i];
      logTotals[i] = Math.log(totals[i]);
    }
    return { frequency: x, weight: groupWeight, logSpend, from, to };
  });
  return {
    groups,
    totals,
    logTotals,
    weights,
    covariates: covariates.map((column) => pick(column, order)),
  };
}
