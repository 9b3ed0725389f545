import type { RfmTriple } from "./types.ts";

/** Puts rows in order by a key, those of equal key in the order in which they come. */
export type SortRows = (rows: Uint32Array) => Uint32Array;

/** Sorts by small whole numbers: counts them, then puts each row in its place. */
export function sortByCode(codes: Uint32Array, distinct: number): SortRows {
  const starts = startsOf(codes, distinct);
  return (rows) => {
    const next = starts.slice();
    const sorted = new Uint32Array(rows.length);
    for (let i = 0; i < rows.length; i++) sorted[next[codes[rows[i]]]++] = rows[i];
    return sorted;
  };
}

/** Where each code starts once they are sorted, and where the last one ends. */
export function startsOf(codes: Uint32Array, distinct: number): Uint32Array {
  const starts = new Uint32Array(distinct + 1);
  for (let i = 0; i < codes.length; i++) starts[codes[i] + 1]++;
  for (let code = 0; code < distinct; code++) starts[code + 1] += starts[code];
  return starts;
}

/** Sorts by a measure, ascending. */
export function sortByValue(column: Float64Array): SortRows {
  const sorted = column.slice().sort();
  let distinct = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (i === 0 || sorted[i] !== sorted[distinct - 1]) sorted[distinct++] = sorted[i];
  }
  const codes = new Uint32Array(column.length);
  for (let i = 0; i < column.length; i++) {
    let low = 0;
    for (let high = distinct - 1; low < high; ) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < column[i]) low = middle + 1;
      else high = middle;
    }
    codes[i] = low;
  }
  return sortByCode(codes, distinct);
}

/** The rows from the worst to the best: by R, then F, then M; of equal ones the first is the best. */
export function meritOrder(r: Float64Array, sort: RfmTriple<SortRows>): Uint32Array {
  const rows = new Uint32Array(r.length).map((_, row) => row);
  // R alone is best where it is least, so that all is sorted the other way round but for R.
  const flipped = sort.m(rows.slice().reverse());
  return sort.r(sort.f(flipped).reverse()).reverse();
}
