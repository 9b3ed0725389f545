import { DAYS_PER_UNIT, type TimeUnit } from "../../core/time-unit.ts";
import type { CustomerColumns } from "../summary.ts";
import { addRecord, countRecords, fillColumns, giveRoom, invert, openFigures } from "./figures.ts";
import type { IdReading } from "./ids/id-reading.ts";
import type { Lines } from "./lines.ts";
import { type DaySums, sumDays } from "./sum-days.ts";

/** How to sum up a customer. */
export interface SummaryRules {
  /** The last day observed. */
  readonly lastDay: number;
  readonly timeUnit: TimeUnit;
  readonly monetaryValue: "repeatDays" | "allDays";
}

/** Customers summed up one by one. */
export interface SummaryTable {
  add(lines: Lines, start: number, end: number): void;
  /** Takes over memory that nobody reads any more. */
  recycle(room: Float64Array): void;
  /** The summaries in the order that the ids ask for. */
  finish(ids: IdReading): Summaries;
}

/** Summaries by column, and where their ids are. */
export interface Summaries {
  /** A row of each customer. */
  readonly rows: Int32Array;
  readonly figures: Omit<CustomerColumns, "customerId">;
  /** The place of each customer added, if not as added: other columns of theirs need it too. */
  readonly places: Int32Array | undefined;
}

const WIDTH = 11;
const FIRST_ROW = 10;

/** A table without customers. */
export function openSummaryTable({ lastDay, timeUnit, monetaryValue }: SummaryRules): SummaryTable {
  const figures = openFigures(WIDTH);
  const sums: DaySums = { orders: 0, days: 0, repeatRevenue: 0, revenue: 0 };
  const daysPerUnit = DAYS_PER_UNIT[timeUnit];
  const ofAllDays = monetaryValue === "allDays";

  return {
    add(lines, start, end) {
      sumDays(lines, start, end, sums);
      const { day, at, value, row } = lines;
      let firstRow = row[start];
      for (let line = start + 1; line < end; line++) firstRow = Math.min(firstRow, row[line]);
      // Refunds are no orders; a day that counts holds at least one purchase.
      let first = start;
      let last = end - 1;
      while (value[first] < 0) first++;
      while (value[last] < 0) last--;
      const frequency = sums.days - 1;
      const repeatMean = frequency === 0 ? 0 : sums.repeatRevenue / frequency;
      addRecord(figures);
      const { cells, offset } = figures;
      cells[offset] = frequency;
      cells[offset + 1] = (day[last] - day[first]) / daysPerUnit;
      cells[offset + 2] = (lastDay - day[first]) / daysPerUnit;
      cells[offset + 3] = ofAllDays ? sums.revenue / sums.days : repeatMean;
      cells[offset + 4] = sums.orders;
      cells[offset + 5] = sums.days;
      cells[offset + 6] = sums.revenue;
      cells[offset + 7] = at[first];
      cells[offset + 8] = at[last];
      cells[offset + 9] = lastDay - day[last];
      cells[offset + FIRST_ROW] = firstRow;
    },
    recycle: (room) => giveRoom(figures, room),
    finish(ids) {
      const count = countRecords(figures);
      const firstRows = new Int32Array(count);
      fillColumns(figures, [FIRST_ROW], [firstRows], undefined);
      const order = ids.orderOf(firstRows);
      const places = order && invert(order);
      const columns = emptyColumns(count);
      fillColumns(figures, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], Object.values(columns), places);
      return {
        places,
        rows: order === undefined ? firstRows : order.map((record) => firstRows[record]),
        figures: columns,
      };
    },
  };
}

/** The columns in the order of a record's cells. */
function emptyColumns(length: number): Summaries["figures"] {
  const column = () => new Float64Array(length);
  return {
    frequency: column(),
    recency: column(),
    age: column(),
    monetaryValue: column(),
    orders: column(),
    days: column(),
    revenue: column(),
    firstAt: column(),
    lastAt: column(),
    daysSinceLast: column(),
  };
}
