import {
  addRecord,
  countRecords,
  fillColumns,
  giveRoom,
  invert,
  openFigures,
} from "./engine/figures.ts";
import type { IdReading } from "./engine/ids/id-reading.ts";
import { firstRowOf, type TraceableLines } from "./engine/lines.ts";

/** Histories in opportunities, by column, and where their ids are. */
export interface OpportunityFigures {
  /** A row of each customer. */
  readonly rows: Int32Array;
  readonly frequency: Float64Array;
  readonly recency: Float64Array;
  readonly age: Float64Array;
}

/** Customers counted by opportunities, one by one. */
export interface OpportunityTable {
  add(lines: TraceableLines, start: number, end: number): void;
  /** Takes over memory that nobody reads any more. */
  recycle(room: Float64Array): void;
  /** Orders in the period that is not over, and the customers who had bought in none before. */
  leftOut(): { readonly orders: number; readonly customers: number };
  /** The histories in the order that the ids ask for. */
  finish(ids: IdReading): OpportunityFigures;
}

const WIDTH = 4;
const FIRST_ROW = 3;

/** A table without customers, up to the last period that is over. */
export function openOpportunityTable(
  periodOf: (day: number) => number,
  lastPeriod: number,
): OpportunityTable {
  const figures = openFigures(WIDTH);
  let ordersLeftOut = 0;
  let customersLeftOut = 0;
  return {
    add(lines, start, end) {
      const { day, value } = lines;
      let stop = end;
      while (stop > start && periodOf(day[stop - 1]) > lastPeriod) {
        stop -= 1;
        // Refunds are no orders.
        if (value[stop] >= 0) ordersLeftOut += 1;
      }
      if (stop === start) {
        customersLeftOut += 1;
        return;
      }
      const first = periodOf(day[start]);
      let last = first;
      let frequency = 0;
      for (let line = start; line < stop; line++) {
        const period = periodOf(day[line]);
        if (period !== last) frequency += 1;
        last = period;
      }
      addRecord(figures);
      const { cells, offset } = figures;
      cells[offset] = frequency;
      cells[offset + 1] = last - first;
      cells[offset + 2] = lastPeriod - first;
      cells[offset + FIRST_ROW] = firstRowOf(lines, start, stop);
    },
    recycle: (room) => giveRoom(figures, room),
    leftOut: () => ({ orders: ordersLeftOut, customers: customersLeftOut }),
    finish(ids) {
      const count = countRecords(figures);
      const firstRows = new Int32Array(count);
      fillColumns(figures, [FIRST_ROW], [firstRows], undefined);
      const order = ids.orderOf(firstRows);
      const frequency = new Float64Array(count);
      const recency = new Float64Array(count);
      const age = new Float64Array(count);
      fillColumns(figures, [0, 1, 2], [frequency, recency, age], order && invert(order));
      const rows = order === undefined ? firstRows : order.map((record) => firstRows[record]);
      return { rows, frequency, recency, age };
    },
  };
}
