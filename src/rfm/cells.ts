import { placesOf } from "../numeric/sort-order.ts";

/** Customers in groups that are cut each on its own: rows, cell after cell. */
export interface Cells {
  /** Absent where there is but one cell, of all customers in their order. */
  readonly rows?: Int32Array;
  /** Where each cell starts among the rows, and where the last one ends. */
  readonly starts: Uint32Array;
}

/** The scores of a dimension within which the next ones are cut. */
export interface ScoredBefore {
  readonly scores: Uint8Array;
  readonly bins: number;
}

/** The cells of each combination of these scores, the last one running fastest. */
export function groupCells(
  rows: Int32Array | undefined,
  before: readonly ScoredBefore[],
  customers: number,
): Cells {
  if (before.length === 0) {
    return { ...(rows && { rows }), starts: Uint32Array.of(0, customers) };
  }
  const codes = new Uint32Array(customers);
  let cells = 1;
  for (const { scores, bins } of before) {
    for (let row = 0; row < customers; row++) codes[row] = codes[row] * bins + scores[row] - 1;
    cells *= bins;
  }
  const starts = new Uint32Array(cells + 1);
  for (let row = 0; row < customers; row++) starts[codes[row] + 1]++;
  for (let cell = 0; cell < cells; cell++) starts[cell + 1] += starts[cell];
  const next = starts.slice();
  const sorted = new Int32Array(customers);
  for (const row of rows ?? placesOf(customers)) sorted[next[codes[row]]++] = row;
  return { rows: sorted, starts };
}
