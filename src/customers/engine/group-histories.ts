import { pick } from "../../numeric/vector.ts";
import { rankValues } from "./rank-values.ts";
import type { Histories } from "./read-histories.ts";

/** Distinct histories, each with the number of customers who share it. */
export interface GroupedHistories extends Histories {
  /** Further columns, in which customers of one group are equal as well. */
  readonly columns: readonly Float64Array[];
  readonly weight: Float64Array;
}

/** The distinct ones, ascending by frequency, then by the last further column … the first, age, recency. */
export function groupHistories(
  { frequency, recency, age }: Histories,
  columns: readonly Float64Array[],
): GroupedHistories {
  const ranked = [recency, age, ...columns, frequency].map(rankValues);
  let rows: Int32Array = new Int32Array(frequency.length).map((_, row) => row);
  for (const { values, ranks } of ranked) rows = sortRows(rows, ranks, values.length);
  /** Not 0 where another group begins than that of the row before. */
  const change = new Int32Array(rows.length);
  for (const { ranks } of ranked) {
    let before = -1;
    for (let place = 0; place < rows.length; place++) {
      const rank = ranks[rows[place]];
      change[place] |= rank ^ before;
      before = rank;
    }
  }
  const weight = new Float64Array(rows.length);
  const firsts = new Int32Array(rows.length);
  let count = 0;
  for (let place = 0; place < rows.length; place++) {
    if (change[place] !== 0) firsts[count++] = rows[place];
    weight[count - 1]++;
  }
  const groups = firsts.subarray(0, count);
  const [last, observed, ...others] = ranked.map(({ values, ranks }) =>
    pick(values, pick(ranks, groups)),
  );
  return {
    frequency: others[columns.length],
    recency: last,
    age: observed,
    columns: others.slice(0, -1),
    weight: weight.slice(0, count),
  };
}

/** Ascending by the ranks of rows, of so many; equal ones stay in their order. */
function sortRows(rows: Int32Array, ranks: Int32Array, count: number): Int32Array {
  const starts = new Int32Array(count + 1);
  for (let row = 0; row < ranks.length; row++) starts[ranks[row] + 1]++;
  for (let rank = 0; rank < count; rank++) starts[rank + 1] += starts[rank];
  const sorted = new Int32Array(rows.length);
  for (let place = 0; place < rows.length; place++) {
    const row = rows[place];
    sorted[starts[ranks[row]]++] = row;
  }
  return sorted;
}
