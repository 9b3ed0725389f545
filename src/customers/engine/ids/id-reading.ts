import type { IdColumn } from "../../../core/columns.ts";

/** What is wrong with a field of a row. */
export interface Fault {
  readonly code: string;
  readonly message: string;
}

/**
 * Customers by number: `codes[row] - base`, modulo 2^32, from 0 to below `range`. Rows at fault may
 * hold anything.
 */
export interface DenseKeys {
  readonly kind: "dense";
  readonly codes: Int32Array;
  readonly base: number;
  readonly range: number;
}

/** Customers by hash, and by what tells those of equal hash apart; nothing where the hash does. */
export interface HashedKeys {
  readonly kind: "hashed";
  readonly hashes: Int32Array;
  /** A word more of each id: equal hashes with equal words mean the same id. */
  readonly highs?: Int32Array;
  /** Are the ids of two rows of equal hash the same? Asked where there is no such word. */
  readonly same?: (row: number, other: number) => boolean;
}

/** A column of customer ids, made ready for grouping. */
export interface IdReading {
  readonly length: number;
  readonly keys: DenseKeys | HashedKeys;
  /** May there be rows at fault? Then each must be asked. */
  readonly faulty: boolean;
  faultAt(row: number): Fault | undefined;
  /** The ids of dense keys less their base, in the kind of the column; where results go by these keys. */
  readonly idsOfKeys?: (keys: Int32Array) => IdColumn;
  /** The customers' order in the result, given the first row of each; none where it is theirs. */
  orderOf(rows: Int32Array): Int32Array | undefined;
  /** The ids of these rows, in the kind of the column. */
  idsAt(rows: Int32Array): IdColumn;
}
