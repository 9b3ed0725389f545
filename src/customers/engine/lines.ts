/** Orders of one bucket, those of a customer side by side. */
export interface Lines {
  /** Local calendar day. */
  readonly day: Int32Array;
  /** Epoch milliseconds. */
  readonly at: Float64Array;
  readonly value: Float64Array;
  readonly row: Int32Array;
}

/** Room for so many lines. */
export function allocateLines(length: number): Lines {
  return {
    day: new Int32Array(length),
    at: new Float64Array(length),
    value: new Float64Array(length),
    row: new Int32Array(length),
  };
}

/** Puts line `from` of one set in the place of line `to` of another. */
export function copyLine(source: Lines, from: number, target: Lines, to: number): void {
  target.day[to] = source.day[from];
  target.at[to] = source.at[from];
  target.value[to] = source.value[from];
  target.row[to] = source.row[from];
}
