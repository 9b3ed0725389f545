import type { Lines } from "../../customers/engine/lines.ts";
import { MS_PER_DAY } from "../../time/civil.ts";
import { addOrder, type CohortGrid } from "./cohort-grid.ts";
import type { CompleteCohortOptions } from "./cohort-options.ts";
import type { PeriodsBack } from "./periods-back.ts";

/** Puts the orders of one customer, lines from `start` to before `end`, in the grid. */
export type FillCustomer = (lines: Lines, start: number, end: number) => void;

/** What fills a grid, customer by customer. */
export function gridFiller(
  grid: CohortGrid,
  cohorts: PeriodsBack,
  columns: PeriodsBack | undefined,
  { period, entry, isEntry, counting }: CompleteCohortOptions,
): FillCustomer {
  const bracketOf = typeof counting === "object" ? bracketTable(counting.brackets) : undefined;
  const width = typeof period === "object" ? period.days * MS_PER_DAY : Number.NaN;

  /** One membership: from the line of entry on. */
  function follow({ day, at, value }: Lines, from: number, end: number): void {
    const row = grid.rowOf(cohorts.backOf(day[from]));
    row.size += 1;
    const origin = at[from];
    const entered = columns === undefined ? 0 : columns.backOf(day[from]);
    let last = -1;
    for (let line = from; line < end; line++) {
      const since =
        columns === undefined
          ? Math.floor((at[line] - origin) / width)
          : entered - columns.backOf(day[line]);
      const column =
        bracketOf === undefined ? since : since < bracketOf.length ? bracketOf[since] : -1;
      if (column < 0) continue;
      addOrder(row, column, value[line], column !== last);
      last = column;
    }
    if (last >= 0) row.lasts[last] += 1;
  }

  const isEvent = (lines: Lines, line: number) =>
    isEntry === undefined || isEntry(lines.row[line]) === true;

  if (entry === "recurring") {
    return (lines, start, end) => {
      let entered = -1;
      for (let line = start; line < end; line++) {
        const back = cohorts.backOf(lines.day[line]);
        if (back === entered || !isEvent(lines, line)) continue;
        entered = back;
        follow(lines, line, end);
      }
    };
  }
  return (lines, start, end) => {
    let from = start;
    while (from < end && !isEvent(lines, from)) from += 1;
    if (from < end) follow(lines, from, end);
  };
}

/** The bracket of each period; -1 for those before the first edge. */
function bracketTable(edges: readonly number[]): Int32Array {
  const table = new Int32Array(edges[edges.length - 1]).fill(-1);
  for (let i = 0; i + 1 < edges.length; i++) table.fill(i, edges[i], edges[i + 1]);
  return table;
}
