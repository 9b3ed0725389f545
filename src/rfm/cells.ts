import { sortByCode, startsOf } from "./merit.ts";

/** Customers in groups that are cut each on its own: rows, cell after cell. */
export interface Cells {
  /** Absent where there is but one cell, of all customers in their order. */
  readonly rows?: Uint32Array;
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
  rows: Uint32Array | undefined,
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
  const all = rows ?? codes.map((_, row) => row);
  return { rows: sortByCode(codes, cells)(all), starts: startsOf(codes, cells) };
}
