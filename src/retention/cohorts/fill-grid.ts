import type { TraceableLines } from "../../customers/engine/lines.ts";
import { MS_PER_DAY } from "../../time/civil.ts";
import { addValue, type CohortGrid, countOrder } from "./cohort-grid.ts";
import type { CompleteCohortOptions } from "./cohort-options.ts";
import type { PeriodsBack } from "./periods-back.ts";

/** Puts the orders of one customer, lines from `start` to before `end`, in the grid. */
export type FillCustomer = (lines: TraceableLines, start: number, end: number) => void;

/** What fills a grid, customer by customer. */
export function gridFiller(
  grid: CohortGrid,
  cohorts: PeriodsBack,
  columns: PeriodsBack | undefined,
  { period, entry, isEntry, counting }: CompleteCohortOptions,
): FillCustomer {
  const bracketOf = typeof counting === "object" ? bracketTable(counting.brackets) : undefined;
  const width = typeof period === "object" ? period.days * MS_PER_DAY : Number.NaN;

  /** One membership: from the line of entry on, and what was refunded before it on its day. */
  function follow(lines: TraceableLines, start: number, entry: number, end: number): void {
    const { day, value } = lines;
    const row = grid.rowOf(cohorts.backOf(day[entry]));
    row.size += 1;
    const origin = columns === undefined ? lines.instantOf(entry) : 0;
    const entered = columns === undefined ? 0 : columns.backOf(day[entry]);
    let last = -1;
    for (let line = firstOf(lines, start, entry); line < end; line++) {
      const since =
        columns === undefined
          ? Math.max(0, Math.floor((lines.instantOf(line) - origin) / width))
          : entered - columns.backOf(day[line]);
      const column =
        bracketOf === undefined ? since : since < bracketOf.length ? bracketOf[since] : -1;
      if (column < 0) continue;
      addValue(row, column, value[line]);
      if (value[line] < 0) continue;
      countOrder(row, column, column !== last);
      last = column;
    }
    if (last >= 0) row.lasts[last] += 1;
  }

  const isEvent = (lines: TraceableLines, line: number) =>
    lines.value[line] >= 0 && (isEntry === undefined || isEntry(lines.rowOf(line)) === true);

  if (entry === "recurring") {
    return (lines, start, end) => {
      let entered = -1;
      for (let line = start; line < end; line++) {
        const back = cohorts.backOf(lines.day[line]);
        if (back === entered || !isEvent(lines, line)) continue;
        entered = back;
        follow(lines, start, line, end);
      }
    };
  }
  return (lines, start, end) => {
    let entry = start;
    while (entry < end && !isEvent(lines, entry)) entry += 1;
    if (entry < end) follow(lines, start, entry, end);
  };
}

/**
 * The first line of the entry's day where only refunds come before the entry, which then are of it;
 * else the entry, for they may be of what was bought before.
 */
function firstOf({ day, value }: TraceableLines, start: number, entry: number): number {
  let from = entry;
  while (from > start && day[from - 1] === day[entry]) {
    from -= 1;
    if (value[from] >= 0) return entry;
  }
  return from;
}

/** The bracket of each period; -1 for those before the first edge. */
function bracketTable(edges: readonly number[]): Int32Array {
  const table = new Int32Array(edges[edges.length - 1]).fill(-1);
  for (let i = 0; i + 1 < edges.length; i++) table.fill(i, edges[i], edges[i + 1]);
  return table;
}
