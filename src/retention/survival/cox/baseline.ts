import type { Labels } from "../read-labels.ts";
import type { Arranged } from "./arrange.ts";
import type { HazardTable } from "./hazard-table.ts";
import type { CoxBaseline } from "./model.ts";

/** The baseline of each stratum at the means of the covariates: the origin of standardized ones. */
export function baselineOf(
  arranged: Arranged,
  beta: Float64Array,
  table: HazardTable,
  strata: Labels,
): CoxBaseline[] {
  const { width, starts, times, scales } = arranged;
  const isStratified = strata.names.length > 1 || strata.names[0] !== "";
  return strata.names.map((name, stratum) => {
    const from = table.starts[stratum];
    const to = table.starts[stratum + 1];
    // The table is of the largest x'β of the stratum; at the origin x'β is 0.
    const shrink = Math.exp(-largest(arranged, beta, stratum));
    const cumulativeHazard: number[] = [];
    const variance: number[] = [];
    const drift: number[][] = scales.length === 0 ? [] : Array.from(scales, () => []);
    let hazard = 0;
    let spread = 0;
    const drifted = new Float64Array(width);
    for (let k = from; k < to; k++) {
      hazard += table.jumps[k] * shrink;
      spread += table.squares[k] * shrink * shrink;
      cumulativeHazard.push(hazard);
      variance.push(spread);
      for (let j = 0; j < width; j++) {
        drifted[j] += table.meanJumps[k * width + j] * shrink * scales[j];
        drift[j].push(drifted[j]);
      }
    }
    return {
      stratum: isStratified ? name : null,
      lastTime: times[arranged.end[starts[stratum]]],
      times: Array.from(table.codes.subarray(from, to), (code) => times[code]),
      cumulativeHazard,
      variance,
      drift,
    };
  });
}

function largest({ x, width, starts }: Arranged, beta: Float64Array, stratum: number): number {
  let most = -Infinity;
  for (let at = starts[stratum]; at < starts[stratum + 1]; at++) {
    let sum = 0;
    for (let j = 0; j < width; j++) sum += x[at * width + j] * beta[j];
    if (sum > most) most = sum;
  }
  return most;
}
