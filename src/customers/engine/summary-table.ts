import type { IdColumn } from "../../core/columns.ts";
import { DAYS_PER_UNIT, type TimeUnit } from "../../core/time-unit.ts";
import type { CustomerColumns } from "../summary.ts";
import {
  addRecord,
  countRecords,
  type Figures,
  fillColumns,
  giveRoom,
  invert,
  openFigures,
} from "./figures.ts";
import type { IdReading } from "./ids/id-reading.ts";
import { firstRowOf, type TraceableLines } from "./lines.ts";
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
  /** Adds a customer by her lines, and her key where keys are dense. */
  add(lines: TraceableLines, start: number, end: number, key: number): void;
  /** Takes over memory that nobody reads any more. */
  recycle(room: Float64Array): void;
  /** The summaries in the order that the ids ask for. */
  finish(ids: IdReading): Finished;
}

/** Summaries by column. */
export interface Summaries {
  readonly customerId: IdColumn;
  readonly figures: Omit<CustomerColumns, "customerId">;
}

/** Summaries that lie in records yet: columns are made when first asked for. */
export interface HeldSummaries extends Summaries {
  /** The first row of each customer. */
  readonly rows: Int32Array;
  readonly records: Figures;
  /** The place of each customer added, if not as added: other columns of theirs need it too. */
  readonly places: Int32Array | undefined;
}

/** A customer summed up. */
type Summary = Record<keyof Summaries["figures"], number>;

const WIDTH = 11;
const FIRST_ROW = 10;

// Where few keys have a customer, most of the room would be in vain.
const MOST_KEYS_PER_ROW = 0.5;
const ALWAYS_IN_PLACE = 256;

/** A table without customers. */
export function openSummaryTable(rules: SummaryRules): SummaryTable<HeldSummaries> {
  const records = openFigures(WIDTH);
  const sumUp = summarizer(rules);
  return {
    add(lines, start, end) {
      const summary = sumUp(lines, start, end);
      addRecord(records);
      const { cells, offset } = records;
      cells[offset] = summary.frequency;
      cells[offset + 1] = summary.recency;
      cells[offset + 2] = summary.age;
      cells[offset + 3] = summary.monetaryValue;
      cells[offset + 4] = summary.orders;
      cells[offset + 5] = summary.days;
      cells[offset + 6] = summary.revenue;
      cells[offset + 7] = summary.firstAt;
      cells[offset + 8] = summary.lastAt;
      cells[offset + 9] = summary.daysSinceLast;
      cells[offset + FIRST_ROW] = firstRowOf(lines, start, end);
    },
    recycle: (room) => giveRoom(records, room),
    finish: (ids) => arrange(records, ids),
  };
}

/**
 * A table that cannot but give columns. Where customers come in the order of the result it fills those
 * at once, which takes less memory and moving.
 */
export function openColumnTable(rules: SummaryRules, ids: IdReading): SummaryTable<Summaries> {
  const { idsOfKeys } = ids;
  const range = rangeInPlace(ids);
  if (idsOfKeys === undefined || range === undefined) return openSummaryTable(rules);
  const keys = new Int32Array(range);
  const figures = emptyColumns(range);
  const { frequency, recency, age, monetaryValue, orders, days, revenue } = figures;
  const { firstAt, lastAt, daysSinceLast } = figures;
  const sumUp = summarizer(rules);
  let count = 0;
  return {
    add(lines, start, end, key) {
      const summary = sumUp(lines, start, end);
      frequency[count] = summary.frequency;
      recency[count] = summary.recency;
      age[count] = summary.age;
      monetaryValue[count] = summary.monetaryValue;
      orders[count] = summary.orders;
      days[count] = summary.days;
      revenue[count] = summary.revenue;
      firstAt[count] = summary.firstAt;
      lastAt[count] = summary.lastAt;
      daysSinceLast[count] = summary.daysSinceLast;
      keys[count] = key;
      count += 1;
    },
    recycle: () => {},
    finish: () => ({
      customerId: idsOfKeys(keys.subarray(0, count)),
      figures: cut(figures, count),
    }),
  };
}

/** What sums up a customer, into the same object each time: millions of them would cost. */
function summarizer({
  lastDay,
  timeUnit,
  monetaryValue,
}: SummaryRules): (lines: TraceableLines, start: number, end: number) => Readonly<Summary> {
  const sums: DaySums = { orders: 0, days: 0, repeatRevenue: 0, revenue: 0 };
  const summary = emptySummary();
  const daysPerUnit = DAYS_PER_UNIT[timeUnit];
  const ofAllDays = monetaryValue === "allDays";

  return (lines, start, end) => {
    sumDays(lines, start, end, sums);
    const { day, value } = lines;
    // Refunds are no orders; a day that counts holds at least one purchase.
    let first = start;
    let last = end - 1;
    while (value[first] < 0) first++;
    while (value[last] < 0) last--;
    const frequency = sums.days - 1;
    const repeatMean = frequency === 0 ? 0 : sums.repeatRevenue / frequency;
    summary.frequency = frequency;
    summary.recency = (day[last] - day[first]) / daysPerUnit;
    summary.age = (lastDay - day[first]) / daysPerUnit;
    summary.monetaryValue = ofAllDays ? sums.revenue / sums.days : repeatMean;
    summary.orders = sums.orders;
    summary.days = sums.days;
    summary.revenue = sums.revenue;
    summary.firstAt = lines.instantOf(first);
    summary.lastAt = lines.instantOf(last);
    summary.daysSinceLast = lastDay - day[last];
    return summary;
  };
}

function emptySummary(): Summary {
  return {
    frequency: 0,
    recency: 0,
    age: 0,
    monetaryValue: 0,
    orders: 0,
    days: 0,
    revenue: 0,
    firstAt: 0,
    lastAt: 0,
    daysSinceLast: 0,
  };
}

/** How many keys there are, where they are those of customers for the most part. */
function rangeInPlace({ keys, length }: IdReading): number | undefined {
  if (keys.kind === "hashed") return undefined;
  const { range } = keys;
  // Below 1 where no row has an id.
  if (range < 1 || range > MOST_KEYS_PER_ROW * length + ALWAYS_IN_PLACE) return undefined;
  return range;
}

/** Leaves off what stayed empty. */
function cut(figures: Summaries["figures"], count: number): Summaries["figures"] {
  const { frequency, recency, age, monetaryValue, orders, days, revenue } = figures;
  if (count === frequency.length) return figures;
  return {
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
  };
}

/** The summaries in the order that the ids ask for. */
function arrange(records: Figures, ids: IdReading): HeldSummaries {
  const count = countRecords(records);
  const firstRows = new Int32Array(count);
  fillColumns(records, [FIRST_ROW], [firstRows], undefined);
  const order = ids.orderOf(firstRows);
  const places = order && invert(order);
  const rows = order === undefined ? firstRows : order.map((record) => firstRows[record]);
  let columns: Summaries["figures"] | undefined;
  return {
    records,
    places,
    rows,
    get customerId() {
      return ids.idsAt(rows);
    },
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
