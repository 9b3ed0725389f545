import type { Arranged } from "./arrange.ts";
import { type ApproximateTies, emptyTies, sumTies } from "./partial-likelihood.ts";
import { walkRisk } from "./walk-risk.ts";

/**
 * Jumps of the baseline hazard by event time, ascending within each stratum, for somebody at the
 * stratum's largest x'β; means of x over those at risk, standardized.
 */
export interface HazardTable {
  /** Where each stratum begins; one more at the end. */
  readonly starts: Int32Array;
  /** Places among the times. */
  readonly codes: Int32Array;
  /** ΔΛ = Σ w/S. */
  readonly jumps: Float64Array;
  /** Σ w/S². */
  readonly squares: Float64Array;
  /** ΔΛ times the mean of x: Σ w S'/S². */
  readonly meanJumps: Float64Array;
  /** What those with the event now do not bear of both: f in place of 1. */
  readonly spared: Float64Array;
  readonly meanSpared: Float64Array;
  /** Mean of x over those at risk, all denominators alike. */
  readonly means: Float64Array;
}

export function tabulateHazard(
  arranged: Arranged,
  eta: Float64Array,
  ties: ApproximateTies,
): HazardTable {
  const { width, starts } = arranged;
  const count = countEventTimes(arranged);
  const size = count[count.length - 1];
  const table = {
    starts: count,
    codes: new Int32Array(size),
    jumps: new Float64Array(size),
    squares: new Float64Array(size),
    meanJumps: new Float64Array(size * width),
    spared: new Float64Array(size),
    meanSpared: new Float64Array(size * width),
    means: new Float64Array(size * width),
  };
  const next = Array.from({ length: starts.length - 1 }, (_, stratum) => count[stratum + 1]);
  const sums = emptyTies();
  walkRisk(arranged, eta, false, ties === "efron", (time) => {
    const at = --next[time.stratum];
    const { first } = time.atRisk;
    const own = time.failing.first;
    sumTies(time, ties, sums);
    table.codes[at] = time.code;
    const unit = Math.exp(-time.reference);
    table.jumps[at] = unit * sums.inverse;
    table.squares[at] = unit * unit * sums.square;
    table.spared[at] = unit * sums.failing;
    for (let j = 0; j < width; j++) {
      const cell = at * width + j;
      table.meanJumps[cell] = unit * (sums.square * first[j] - sums.failingSquare * own[j]);
      table.meanSpared[cell] = unit * (sums.failingSquare * first[j] - sums.failingTwice * own[j]);
      table.means[cell] = (sums.inverse * first[j] - sums.failing * own[j]) / time.deathWeight;
    }
  });
  return table;
}

function countEventTimes({ starts, event, end }: Arranged): Int32Array {
  const counts = new Int32Array(starts.length);
  for (let stratum = 0; stratum + 1 < starts.length; stratum++) {
    let last = -1;
    let count = 0;
    for (let at = starts[stratum]; at < starts[stratum + 1]; at++) {
      if (event[at] === 0 || end[at] === last) continue;
      last = end[at];
      count++;
    }
    counts[stratum + 1] = counts[stratum] + count;
  }
  return counts;
}
