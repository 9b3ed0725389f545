/** Orders of one bucket, those of a customer side by side. */
export interface Lines {
  /** Local calendar day. */
  readonly day: Int32Array;
  /** Epoch milliseconds; 0 where the day is all that is known. */
  readonly at: Float64Array;
  readonly value: Float64Array;
  readonly row: Int32Array;
}

/** Lines, and when each of them was. */
export interface TimedLines extends Lines {
  /** Epoch milliseconds of a line: of its day's start where that is all that is known. */
  instantOf(line: number): number;
}

/** Room for so many lines; `startOf` tells a day's first instant where days are all that is known. */
export function allocateTimedLines(
  length: number,
  startOf: ((day: number) => number) | undefined,
): TimedLines {
  const lines = allocateLines(length);
  const { day, at } = lines;
  const instantOf =
    startOf === undefined ? (line: number) => at[line] : (line: number) => startOf(day[line]);
  return { ...lines, instantOf };
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
