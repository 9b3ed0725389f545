import { type RankedTimes, rankTimes } from "../rank-times.ts";
import type { CoxData } from "./cox-data.ts";

/** Rows by stratum, and within it from the last end to the first: risk sets grow as one reads. */
export interface Arranged {
  readonly length: number;
  /** How many covariates. */
  readonly width: number;
  /** Standardized covariates, those of a row side by side. */
  readonly x: Float64Array;
  readonly means: Float64Array;
  readonly scales: Float64Array;
  readonly event: Uint8Array;
  readonly weight: Float64Array;
  readonly times: Float64Array;
  /** Places among the times. */
  readonly end: Int32Array;
  readonly entry: Int32Array | undefined;
  /** Positions from the last entry to the first, within each stratum; those that have one. */
  readonly leaving: Int32Array;
  /** Where the leaving of each stratum begin; one more at the end. */
  readonly leavingStarts: Int32Array;
  /** Where each stratum begins; one more at the end. */
  readonly starts: Int32Array;
  /** The row, among those kept, of each position. */
  readonly rows: Int32Array;
  /** All rows have an event of their own, or weigh, alike. */
  readonly isWeighted: boolean;
}

export function arrange({ durations, covariates, strata }: CoxData): Arranged {
  const length = durations.time.length;
  const ranked = rankTimes(durations);
  const latestFirst = descending(ranked.end, ranked.times.length);
  const rows = byStratum(latestFirst, strata.codes, strata.names.length);
  const weight = new Float64Array(length).fill(1);
  const event = new Uint8Array(length);
  const end = new Int32Array(length);
  for (let at = 0; at < length; at++) {
    const row = rows[at];
    event[at] = durations.event[row];
    end[at] = ranked.end[row];
    if (durations.weight !== undefined) weight[at] = durations.weight[row];
  }
  const width = covariates.length;
  const x = new Float64Array(length * width);
  const means = new Float64Array(width);
  const scales = new Float64Array(width);
  covariates.forEach((column, j) => {
    const { mean, scale } = momentsOf(column, durations.weight);
    means[j] = mean;
    scales[j] = scale;
    const factor = scale > 0 ? 1 / scale : 0;
    for (let at = 0; at < length; at++) x[at * width + j] = (column[rows[at]] - mean) * factor;
  });
  return {
    length,
    width,
    x,
    means,
    scales,
    event,
    weight,
    times: ranked.times,
    end,
    starts: startsOf(strata.codes, strata.names.length, () => true),
    rows,
    isWeighted: durations.weight !== undefined,
    ...arrangeEntries(ranked, rows, strata.codes, strata.names.length),
  };
}

function arrangeEntries(
  { entry, times }: RankedTimes,
  rows: Int32Array,
  codes: Int32Array,
  strata: number,
): Pick<Arranged, "entry" | "leaving" | "leavingStarts"> {
  if (entry === undefined) {
    const none = new Int32Array(strata + 1);
    return { entry, leaving: new Int32Array(0), leavingStarts: none };
  }
  const position = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at++) position[rows[at]] = at;
  const late = byStratum(descending(entry, times.length), codes, strata).filter(
    (row) => entry[row] >= 0,
  );
  return {
    entry: rows.map((row) => entry[row]),
    leaving: late.map((row) => position[row]),
    leavingStarts: startsOf(codes, strata, (row) => entry[row] >= 0),
  };
}

/** Rows from the largest code to the smallest; codes from -1. */
function descending(codes: Int32Array, size: number): Int32Array {
  const next = new Int32Array(size + 1);
  for (let row = 0; row < codes.length; row++) next[codes[row] + 1]++;
  let filled = 0;
  for (let code = size; code >= 0; code--) {
    const count = next[code];
    next[code] = filled;
    filled += count;
  }
  const order = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row++) order[next[codes[row] + 1]++] = row;
  return order;
}

/** The same order within each stratum, one stratum after the other. */
function byStratum(order: Int32Array, codes: Int32Array, strata: number): Int32Array {
  if (strata === 1) return order;
  const next = startsOf(codes, strata, () => true);
  const sorted = new Int32Array(order.length);
  for (let i = 0; i < order.length; i++) sorted[next[codes[order[i]]]++] = order[i];
  return sorted;
}

function startsOf(codes: Int32Array, strata: number, counts: (row: number) => boolean): Int32Array {
  const starts = new Int32Array(strata + 1);
  for (let row = 0; row < codes.length; row++) if (counts(row)) starts[codes[row] + 1]++;
  for (let stratum = 0; stratum < strata; stratum++) starts[stratum + 1] += starts[stratum];
  return starts;
}

/** Weighted mean, and standard deviation: 0 where all are equal. */
function momentsOf(column: Float64Array, weight?: Float64Array): { mean: number; scale: number } {
  let sum = 0;
  let total = 0;
  let least = Infinity;
  let most = -Infinity;
  for (let row = 0; row < column.length; row++) {
    const count = weight === undefined ? 1 : weight[row];
    sum += count * column[row];
    total += count;
    if (column[row] < least) least = column[row];
    if (column[row] > most) most = column[row];
  }
  const mean = total === 0 ? 0 : sum / total;
  if (!(most > least)) return { mean, scale: 0 };
  // Against the range, so that squares neither overflow nor vanish.
  const range = Math.min(most - least, Number.MAX_VALUE);
  let squares = 0;
  for (let row = 0; row < column.length; row++) {
    const off = (column[row] - mean) / range;
    squares += (weight === undefined ? 1 : weight[row]) * off * off;
  }
  return { mean, scale: range * Math.sqrt(squares / total) };
}
