import { positions, refineRank } from "./rank.ts";
import { rankValues } from "./rank-values.ts";
import type { Histories } from "./read-histories.ts";

/** Distinct histories, each with the number of customers who share it. */
export interface GroupedHistories extends Histories {
  /** Further columns, in which customers of one group are equal as well. */
  readonly columns: readonly Float64Array[];
  readonly weight: Float64Array;
}

/** The distinct ones, ascending by the last column, then by the one before it … then by frequency. */
export function groupHistories(
  { frequency, recency, age }: Histories,
  columns: readonly Float64Array[],
): GroupedHistories {
  const all = [frequency, recency, age, ...columns];
  const ranks = all.map((column) => rankValues(column).ranks);
  const rows = refineRank(positions(frequency.length), ranks);
  const weight = new Float64Array(rows.length);
  const firsts = new Int32Array(rows.length);
  let count = 0;
  let before = -1;
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place];
    let equal = before >= 0;
    for (let k = 0; equal && k < ranks.length; k++) equal = ranks[k][row] === ranks[k][before];
    if (!equal) firsts[count++] = row;
    weight[count - 1]++;
    before = row;
  }
  const [x, last, observed, ...others] = all.map((column) => {
    const picked = new Float64Array(count);
    // The sum turns -0 into 0.
    for (let group = 0; group < count; group++) picked[group] = column[firsts[group]] + 0;
    return picked;
  });
  return {
    frequency: x,
    recency: last,
    age: observed,
    columns: others,
    weight: weight.slice(0, count),
  };
}
