/** Any array of integers that data engines hand out. */
export type IntegerArray =
  | Int8Array
  | Uint8Array
  | Uint8ClampedArray
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | BigInt64Array
  | BigUint64Array;

/** Any array of numbers: typed, or a plain one. */
export type NumberColumn = ArrayLike<number>;

/** A column of strings stored once each, with a code a row: Arrow's dictionary encoding. */
export interface DictionaryColumn {
  readonly codes: IntegerArray;
  readonly dictionary: readonly string[];
}

/** A customer's identity: any non-empty string, or any safe integer. */
export type CustomerId = string | number;

/** A column of customer ids. */
export type IdColumn = readonly CustomerId[] | Float64Array | IntegerArray | DictionaryColumn;
