import type { Labels } from "../read-labels.ts";
import type { Arranged } from "./arrange.ts";
import type { HazardTable } from "./hazard-table.ts";
import { multiply } from "./maximize.ts";

/**
 * The covariance of coefficients that does not believe the model: D'D, D the change of the coefficients
 * as each cluster (each row, where there are none) is left out, to first order.
 *
 * Lin & Wei (1989), The robust inference for the Cox proportional hazards model, JASA 84.
 */
export function robustCovariance(
  arranged: Arranged,
  eta: Float64Array,
  table: HazardTable,
  covariance: Float64Array,
  clusters: Labels | undefined,
): Float64Array {
  const { width, length, rows, weight } = arranged;
  const residuals = scoreResiduals(arranged, eta, table);
  const count = clusters?.names.length ?? length;
  const sums = new Float64Array(count * width);
  for (let at = 0; at < length; at++) {
    const cluster = clusters === undefined ? at : clusters.codes[rows[at]];
    for (let j = 0; j < width; j++) {
      sums[cluster * width + j] += weight[at] * residuals[at * width + j];
    }
  }
  const meat = new Float64Array(width * width);
  for (let cluster = 0; cluster < count; cluster++) {
    const change = multiply(covariance, sums.subarray(cluster * width, (cluster + 1) * width));
    for (let i = 0; i < width; i++) {
      for (let j = 0; j < width; j++) meat[i * width + j] += change[i] * change[j];
    }
  }
  return meat;
}

/** ∫ (x - x̄) dM of each position: its own part of the score, per unit of weight. */
function scoreResiduals(arranged: Arranged, eta: Float64Array, table: HazardTable): Float64Array {
  const { width, length, x, event, end, entry, starts } = arranged;
  const residuals = new Float64Array(length * width);
  for (let stratum = 0; stratum + 1 < starts.length; stratum++) {
    const from = table.starts[stratum];
    const to = table.starts[stratum + 1];
    const { hazard, mean } = accumulate(table, from, to, width);
    const stepOf = (code: number) => stepsUpTo(table.codes, from, to, code) - from;
    let last = -2;
    let step = 0;
    for (let at = starts[stratum]; at < starts[stratum + 1]; at++) {
      if (end[at] !== last) {
        last = end[at];
        step = stepOf(last);
      }
      const before = entry === undefined || entry[at] < 0 ? 0 : stepOf(entry[at]);
      const isFailing = event[at] === 1;
      const own = from + step - 1;
      const risk = Math.exp(eta[at]);
      const lived = hazard[step] - hazard[before] - (isFailing ? table.spared[own] : 0);
      for (let j = 0; j < width; j++) {
        const value = x[at * width + j];
        let met = mean[step * width + j] - mean[before * width + j];
        if (isFailing) met -= table.meanSpared[own * width + j];
        const jump = isFailing ? value - table.means[own * width + j] : 0;
        residuals[at * width + j] = jump - risk * (value * lived - met);
      }
    }
  }
  return residuals;
}

/** Running sums, a 0 before them. */
function accumulate(table: HazardTable, from: number, to: number, width: number) {
  const hazard = new Float64Array(to - from + 1);
  const mean = new Float64Array((to - from + 1) * width);
  for (let k = from; k < to; k++) {
    const step = k - from;
    hazard[step + 1] = hazard[step] + table.jumps[k];
    for (let j = 0; j < width; j++) {
      mean[(step + 1) * width + j] = mean[step * width + j] + table.meanJumps[k * width + j];
    }
  }
  return { hazard, mean };
}

/** The place after the last event time at or before a time. */
function stepsUpTo(codes: Int32Array, from: number, to: number, code: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (codes[middle] <= code) low = middle + 1;
    else high = middle;
  }
  return low;
}
