/** A column of days since 1970-01-01, and between which ones it lies. */
export interface DayColumn {
  readonly days: Int32Array;
  readonly first: number;
  readonly last: number;
  /** Do the rows come in order of time? */
  readonly inOrder: boolean;
}

/** What there is to know of days before a row is moved. */
export function readDays(days: Int32Array): DayColumn {
  let rising = 1;
  while (rising < days.length && days[rising] >= days[rising - 1]) rising++;
  let first = days[0];
  let last = days[rising - 1] ?? first;
  for (let row = rising; row < days.length; row++) {
    const day = days[row];
    if (day < first) first = day;
    if (day > last) last = day;
  }
  return { days, first, last, inOrder: rising >= days.length };
}
