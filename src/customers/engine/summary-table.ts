import { DAYS_PER_UNIT, type TimeUnit } from "../../core/time-unit.ts";
import type { CustomerColumns } from "../summary.ts";
import {
  addRecord,
  countRecords,
  drain,
  type Figures,
  fillColumns,
  giveRoom,
  invert,
  openFigures,
} from "./figures.ts";
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
export interface SummaryTable<Finished extends Summaries> {
  add(lines: Lines, start: number, end: number): void;
  /** Takes over memory that nobody reads any more. */
  recycle(room: Float64Array): void;
  /** The summaries in the order that the ids ask for. */
  finish(ids: IdReading): Finished;
}

/** Summaries by column, and where their ids are. */
export interface Summaries {
  /** A row of each customer. */
  readonly rows: Int32Array;
  readonly figures: Omit<CustomerColumns, "customerId">;
}

/** Summaries that lie in records yet: columns are made when first asked for. */
export interface HeldSummaries extends Summaries {
  readonly records: Figures;
  /** The place of each customer added, if not as added: other columns of theirs need it too. */
  readonly places: Int32Array | undefined;
}

const WIDTH = 11;
const FIRST_ROW = 10;

// Where few keys have a customer, most of the room would be in vain.
const MOST_KEYS_PER_ROW = 0.5;
const ALWAYS_IN_PLACE = 256;

/** A table without customers. */
export function openSummaryTable(rules: SummaryRules): SummaryTable<HeldSummaries> {
  const figures = openFigures(WIDTH);
  return {
    add: summarizer(figures, rules),
    recycle: (room) => giveRoom(figures, room),
    finish: (ids) => arrange(figures, ids),
  };
}

/**
 * A table that cannot but give columns. Where customers come in the order of the result it fills those
 * at once, which takes less memory and moving.
 */
export function openColumnTable(rules: SummaryRules, ids: IdReading): SummaryTable<Summaries> {
  const room = roomInPlace(ids);
  if (room === undefined) return openSummaryTable(rules);
  const figures = openFigures(WIDTH, [...Object.values(room.figures), room.rows]);
  return {
    add: summarizer(figures, rules),
    recycle: () => {},
    finish: () => cut(room, drain(figures)),
  };
}

/** Sums up a customer into a record of its own. */
function summarizer(
  figures: Figures,
  { lastDay, timeUnit, monetaryValue }: SummaryRules,
): SummaryTable<Summaries>["add"] {
  const sums: DaySums = { orders: 0, days: 0, repeatRevenue: 0, revenue: 0 };
  const daysPerUnit = DAYS_PER_UNIT[timeUnit];
  const ofAllDays = monetaryValue === "allDays";

  return (lines, start, end) => {
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
  };
}

/** Columns with room for all customers, where these come in the order of the result. */
function roomInPlace({ keys, inKeyOrder, length }: IdReading): Summaries | undefined {
  if (!inKeyOrder || keys.kind === "hashed") return undefined;
  const { range } = keys;
  // Below 1 where no row has an id.
  if (range < 1 || range > MOST_KEYS_PER_ROW * length + ALWAYS_IN_PLACE) return undefined;
  return { rows: new Int32Array(range), figures: emptyColumns(range) };
}

/** Leaves off what stayed empty. */
function cut(summaries: Summaries, count: number): Summaries {
  const { rows, figures } = summaries;
  if (count === rows.length) return summaries;
  const { frequency, recency, age, monetaryValue, orders, days, revenue } = figures;
  return {
    rows: rows.slice(0, count),
    figures: {
      frequency: frequency.slice(0, count),
      recency: recency.slice(0, count),
      age: age.slice(0, count),
      monetaryValue: monetaryValue.slice(0, count),
      orders: orders.slice(0, count),
      days: days.slice(0, count),
      revenue: revenue.slice(0, count),
      firstAt: figures.firstAt.slice(0, count),
      lastAt: figures.lastAt.slice(0, count),
      daysSinceLast: figures.daysSinceLast.slice(0, count),
    },
  };
}

/** The summaries in the order that the ids ask for. */
function arrange(records: Figures, ids: IdReading): HeldSummaries {
  const count = countRecords(records);
  const firstRows = new Int32Array(count);
  fillColumns(records, [FIRST_ROW], [firstRows], undefined);
  const order = ids.orderOf(firstRows);
  const places = order && invert(order);
  let columns: Summaries["figures"] | undefined;
  return {
    records,
    places,
    rows: order === undefined ? firstRows : order.map((record) => firstRows[record]),
    get figures() {
      columns ??= columnsOf(records, count, places);
      return columns;
    },
  };
}

function columnsOf(
  records: Figures,
  count: number,
  places: Int32Array | undefined,
): Summaries["figures"] {
  const columns = emptyColumns(count);
  fillColumns(records, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], Object.values(columns), places);
  return columns;
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
