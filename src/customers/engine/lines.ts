/** Orders of one bucket, those of a customer side by side. */
export interface Lines {
  /** Local calendar day. */
  readonly day: Int32Array;
  /** Epoch milliseconds; 0 where the day is all that is known. */
  readonly at: Float64Array;
  readonly value: Float64Array;
  /** Rises with the row among the lines of a customer. */
  readonly mark: Int32Array;
}

/** Lines, when each of them was, and which row it came from. */
export interface TraceableLines extends Lines {
  /** Epoch milliseconds of a line: of its day's start where that is all that is known. */
  instantOf(line: number): number;
  rowOf(line: number): number;
}

/** What records that tell no more than days leave to be looked up. */
export interface Lookups {
  /** The first instant of a day. */
  startOf(day: number): number;
  /** The row of a record. */
  rowOf(record: number): number;
  /** The first rows of these records, which ascend; so many at most. */
  firstRowsOf(records: Int32Array, most: number): number[];
}

/** Room for so many lines; without `lookups` they hold instants, and rows for marks. */
export function allocateTraceableLines(
  length: number,
  lookups: Lookups | undefined,
): TraceableLines {
  const lines = allocateLines(length);
  const { day, at, mark } = lines;
  if (lookups === undefined) {
    return { ...lines, instantOf: (line) => at[line], rowOf: (line) => mark[line] };
  }
  const { startOf, rowOf } = lookups;
  return {
    ...lines,
    instantOf: (line) => startOf(day[line]),
    rowOf: (line) => rowOf(mark[line]),
  };
}

/** The first row of the lines from `start` to before `end`, at least one, of a customer. */
export function firstRowOf(lines: TraceableLines, start: number, end: number): number {
  const { mark } = lines;
  let first = start;
  for (let line = start + 1; line < end; line++) if (mark[line] < mark[first]) first = line;
  return lines.rowOf(first);
}

/** Room for so many lines. */
export function allocateLines(length: number): Lines {
  return {
    day: new Int32Array(length),
    at: new Float64Array(length),
    value: new Float64Array(length),
    mark: new Int32Array(length),
  };
}

/** Puts line `from` of one set in the place of line `to` of another. */
export function copyLine(source: Lines, from: number, target: Lines, to: number): void {
  target.day[to] = source.day[from];
  target.at[to] = source.at[from];
  target.value[to] = source.value[from];
  target.mark[to] = source.mark[from];
}
