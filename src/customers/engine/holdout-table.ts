import type { HoldoutColumns } from "../holdout.ts";
import { addRecord, countRecords, fillColumns, openFigures } from "./figures.ts";
import type { TraceableLines } from "./lines.ts";
import { type DaySums, sumDays } from "./sum-days.ts";

/** What customers did in a holdout, one by one. */
export interface HoldoutTable {
  /** Adds a customer; without lines, one that bought nothing. */
  add(lines: TraceableLines, start: number, end: number): void;
  /** The figures, each customer at its place. */
  finish(places: Int32Array | undefined): Omit<HoldoutColumns, "customerId">;
}

const WIDTH = 3;

/** A table without customers. */
export function openHoldoutTable(): HoldoutTable {
  const figures = openFigures(WIDTH);
  const sums: DaySums = { orders: 0, days: 0, repeatRevenue: 0, revenue: 0 };

  return {
    add(lines, start, end) {
      addRecord(figures);
      const { cells, offset } = figures;
      const bought = end > start;
      if (bought) sumDays(lines, start, end, sums);
      cells[offset] = bought ? sums.days : 0;
      cells[offset + 1] = bought ? sums.revenue / sums.days : 0;
      cells[offset + 2] = bought ? sums.revenue : 0;
    },
    finish(places) {
      const count = countRecords(figures);
      const frequency = new Float64Array(count);
      const monetaryValue = new Float64Array(count);
      const revenue = new Float64Array(count);
      fillColumns(figures, [0, 1, 2], [frequency, monetaryValue, revenue], places);
      return { frequency, monetaryValue, revenue };
    },
  };
}
