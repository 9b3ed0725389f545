import type { Zone } from "../../time/zone.ts";
import type { DayColumn } from "./day-column.ts";
import { dayStarts } from "./day-starts.ts";
import { type Workroom, worthBinning } from "./gather-lines.ts";
import type { DenseKeys } from "./ids/id-reading.ts";
import type { RowLimits } from "./partition.ts";
import { countRows, type Split, splitOf } from "./split-customers.ts";

/**
 * Orders whose times are days, by bucket of customers. A record of three 32-bit words: the two of the
 * value, then customer and day in one. Half the memory that instants take; its row is looked up.
 */
export interface DayRecords {
  /** Bucket b holds the records from `starts[b]` to before `starts[b + 1]`, in row order. */
  readonly starts: Int32Array;
  readonly words: Int32Array;
  /** Do the rows come in order of time? */
  readonly inOrder: boolean;
  /** How many low bits of a key tell the day; those above tell the customer within the bucket. */
  readonly dayBits: number;
  readonly customers: number;
  /** The local day that each day of the column begins in: another one where the calendar left it out. */
  readonly days: Int32Array;
}

const WORDS = 3;
const KEY = 2;

// 1970 to 2059; what is longer goes by instants.
const MOST_DAYS = 32_768;
const ALWAYS_CALENDAR = 1024;
const MOST_BIN_BITS = 12;

/** The orders by bucket; nothing where they do not fit or a row breaks the limits. */
export function partitionDays(
  ids: DenseKeys,
  column: DayColumn,
  value: Float64Array,
  limits: RowLimits,
  zone: Zone,
): DayRecords | undefined {
  const localDays = openCalendar(column, limits, zone);
  if (localDays === undefined) return undefined;
  const split = splitOf(ids, value.length);
  const dayBits = 32 - Math.clz32(localDays.length - 1);
  if (split.shift + dayBits > 32) return undefined;
  const records: DayRecords = {
    starts: countRows(split, undefined),
    words: new Int32Array(WORDS * value.length),
    inOrder: column.inOrder,
    dayBits,
    customers: 2 ** split.shift,
    days: localDays,
  };
  return moveDays(split, column, value, limits, records) ? records : undefined;
}

/**
 * The local days of a span; nothing where there are more than a table of them is worth, or where some
 * break the limits.
 */
function openCalendar(
  { days, first, last }: DayColumn,
  limits: RowLimits,
  zone: Zone,
): Int32Array | undefined {
  const span = last - first + 1;
  if (span > Math.min(MOST_DAYS, days.length + ALWAYS_CALENDAR)) return undefined;
  const startOf = dayStarts(zone);
  // Written so that NaN, for no day at all, fails too.
  if (!(startOf(first) >= limits.start && startOf(last) < limits.end)) return undefined;
  const at = Float64Array.from({ length: span }, (_, offset) => startOf(first + offset));
  const localDays = new Int32Array(span);
  zone.daysOf(at, localDays);
  return localDays;
}

/** False, and not done, where a value breaks the limits. */
function moveDays(
  { keys, base, shift }: Split,
  { days, first }: DayColumn,
  value: Float64Array,
  { least }: RowLimits,
  { words, starts, dayBits }: DayRecords,
): boolean {
  const next = starts.slice();
  const halves = halvesOf(value);
  const mask = 2 ** shift - 1;
  for (let row = 0; row < keys.length; row++) {
    const amount = value[row];
    // Written so that NaN fails too.
    if (!(amount >= least && amount <= Number.MAX_VALUE)) return false;
    const key = (keys[row] - base) | 0;
    const record = next[key >>> shift]++ * WORDS;
    words[record] = halves[2 * row];
    words[record + 1] = halves[2 * row + 1];
    words[record + KEY] = ((key & mask) << dayBits) | (days[row] - first);
  }
  return true;
}

/**
 * What moves a bucket's records to lines, the customers side by side, each customer's lines about in
 * order of day and those of one day in row order. It returns a bound of the customers' numbers.
 */
export function dayGatherer(
  records: DayRecords,
): (from: number, to: number, room: Workroom) => number {
  const { customers, dayBits, inOrder } = records;
  const binShift = Math.max(0, dayBits - MOST_BIN_BITS);
  const bins = new Int32Array(2 ** (dayBits - binShift) + 1);
  return (from, to, room) => {
    if (room.ends.length <= customers) room.ends = new Int32Array(2 * customers + 1);
    startLines(records, from, to, room.ends, bins, binShift);
    const binning = !inOrder && worthBinning(to - from, customers);
    if (binning) binByDay(records, from, to, room.order, bins, binShift);
    moveLines(records, from, to, binning ? room.order : undefined, room);
    return customers;
  };
}

/** The first line of each customer and of each bin of days; as lines are placed there, it moves on. */
function startLines(
  { words, dayBits, customers }: DayRecords,
  from: number,
  to: number,
  ends: Int32Array,
  bins: Int32Array,
  binShift: number,
): void {
  const mask = 2 ** dayBits - 1;
  ends.fill(0, 0, customers + 1);
  bins.fill(0);
  for (let record = from; record < to; record++) {
    const key = words[record * WORDS + KEY];
    ends[(key >>> dayBits) + 1]++;
    bins[((key & mask) >>> binShift) + 1]++;
  }
  for (let customer = 0; customer < customers; customer++) ends[customer + 1] += ends[customer];
  for (let bin = 1; bin < bins.length; bin++) bins[bin] += bins[bin - 1];
}

/** Orders records by bins of days; those few that share a customer and a bin are left to a sort. */
function binByDay(
  { words, dayBits }: DayRecords,
  from: number,
  to: number,
  order: Int32Array,
  bins: Int32Array,
  binShift: number,
): void {
  const mask = 2 ** dayBits - 1;
  for (let record = from; record < to; record++) {
    order[bins[(words[record * WORDS + KEY] & mask) >>> binShift]++] = record;
  }
}

function moveLines(
  { words, dayBits, days }: DayRecords,
  from: number,
  to: number,
  order: Int32Array | undefined,
  { ends, lines }: Workroom,
): void {
  const { value, mark, day } = lines;
  const halves = halvesOf(value);
  const mask = 2 ** dayBits - 1;
  for (let index = 0; index < to - from; index++) {
    const record = order === undefined ? from + index : order[index];
    const key = words[record * WORDS + KEY];
    const line = ends[key >>> dayBits]++;
    day[line] = days[key & mask];
    halves[2 * line] = words[record * WORDS];
    halves[2 * line + 1] = words[record * WORDS + 1];
    mark[line] = record;
  }
}

/** The two words of each value. */
function halvesOf({ buffer, byteOffset, length }: Float64Array): Int32Array {
  return new Int32Array(buffer, byteOffset, 2 * length);
}

/** The memory of records, as far as whole doubles of it are theirs. */
export function dayMemory({ words }: DayRecords, from: number, to: number): Float64Array {
  const first = Math.ceil((from * WORDS) / 2);
  const end = Math.floor((to * WORDS) / 2);
  return new Float64Array(words.buffer, 8 * first, end - first);
}
