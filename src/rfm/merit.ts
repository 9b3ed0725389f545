import { placesOf, sortPairs } from "../numeric/sort-order.ts";
import type { RfmTriple } from "./types.ts";

/** Puts rows in order by a key, those of equal key in the order in which they come. */
export type SortRows = (rows: Int32Array) => Int32Array;

/** Sorts by a measure, ascending. */
export function sortByValue(column: Float64Array): SortRows {
  return (labels) => {
    const values = new Float64Array(labels.length);
    for (let i = 0; i < values.length; i++) values[i] = column[labels[i]];
    return sortPairs({ values, labels }).labels;
  };
}

/** The rows from the worst to the best: by R, then F, then M; of equal ones the first is the best. */
export function meritOrder(r: Float64Array, sort: RfmTriple<SortRows>): Int32Array {
  // R alone is best where it is least, so that all is sorted the other way round but for R.
  const flipped = sort.m(placesOf(r.length).reverse());
  return sort.r(sort.f(flipped).reverse()).reverse();
}
