import { show } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import type { ColumnTimeUnit } from "../../core/time-input.ts";
import { timeError } from "../../time/instant.ts";
import { isDateLong, readDay } from "../../time/iso-text.ts";
import { readUtcFirst } from "../../time/utc-text.ts";
import type { Zone } from "../../time/zone.ts";
import { type DayColumn, readDays } from "./day-column.ts";
import { dayStarts } from "./day-starts.ts";
import type { Fault } from "./ids/id-reading.ts";
import { doublesOf, wordPairs } from "./ids/words.ts";
import { isNumberArray } from "./values.ts";

/** A column of times, made ready. */
export interface TimeReading {
  /** Epoch milliseconds, `NaN` where a row names no time. Made when first asked for. */
  readonly at: Float64Array;
  /** The days themselves, where that is what the column holds. */
  days(): DayColumn | undefined;
  /** What is wrong with a row's time. */
  faultAt(row: number): Fault | undefined;
}

export type TimeColumn = ArrayLike<unknown> | BigInt64Array | BigUint64Array;

const NS_PER_MS = 1_000_000;

/** All years that four digits write, in any zone. */
export const EARLIEST = -62_167_132_800_000;
const LATEST = 253_402_214_400_000;

/** Can the instant be told as a date of a year from 0000 to 9999, whatever the zone? */
export function isTellable(epochMs: number): boolean {
  return epochMs >= EARLIEST && epochMs <= LATEST;
}

/** Times in any kind of column, numbers counted in `unit`. */
export function readTimes(column: TimeColumn, unit: ColumnTimeUnit, zone: Zone): TimeReading {
  const days = unit === "day" && column instanceof Int32Array ? column : undefined;
  let at = days === undefined ? readInstants(column, unit, zone) : undefined;
  function instants(): Float64Array {
    at ??= readInstants(column, unit, zone);
    return at;
  }
  return {
    get at() {
      return instants();
    },
    days: () => days && readDays(days),
    faultAt: (row) => (isTellable(instants()[row]) ? undefined : faultOfTime(column[row])),
  };
}

/** What is wrong with a value that names no time. */
export function faultOfTime(value: unknown): Fault {
  const { code, message } = timeError(value, []);
  return { code, message };
}

/** Reads one value: its epoch milliseconds, or `NaN`. Numbers count in `unit`. */
export function timeReader(unit: ColumnTimeUnit, zone: Zone): (value: unknown) => number {
  const startOfDay = dayStarts(zone);
  const scale = timeScale(unit, startOfDay);
  return (value) => {
    if (typeof value === "string") {
      return isDateLong(value) ? startOfDay(readDay(value)) : readUtcFirst(value);
    }
    if (typeof value === "number") return scale(value);
    return isDate(value) ? value.getTime() : Number.NaN;
  };
}

function readInstants(column: TimeColumn, unit: ColumnTimeUnit, zone: Zone): Float64Array {
  if (column instanceof BigInt64Array || column instanceof BigUint64Array) {
    const numbers = doublesOf(column);
    return unit === "ns" ? cutNanoseconds(column, numbers) : scaleAll(numbers, unit, zone);
  }
  if (isNumberArray(column)) return scaleAll(column, unit, zone);
  const read = timeReader(unit, zone);
  const at = new Float64Array(column.length);
  for (let row = 0; row < at.length; row++) at[row] = read(column[row]);
  return at;
}

function scaleAll(column: ArrayLike<number>, unit: ColumnTimeUnit, zone: Zone): Float64Array {
  if (unit === "ms") return column instanceof Float64Array ? column : Float64Array.from(column);
  const at = new Float64Array(column.length);
  const scale = timeScale(unit, dayStarts(zone));
  for (let row = 0; row < at.length; row++) at[row] = scale(column[row]);
  return at;
}

/** From a unit to epoch milliseconds; finer units are cut to them, as longer strings are. */
function timeScale(
  unit: ColumnTimeUnit,
  startOfDay: (day: number) => number,
): (time: number) => number {
  switch (unit) {
    case "day":
      return startOfDay;
    case "s":
      return (time) => time * 1000;
    case "ms":
      return (time) => time;
    case "us":
      return (time) => Math.floor(time / 1000);
    case "ns":
      return (time) => Math.floor(time / NS_PER_MS);
    default:
      throw new InputError("invalid_option", `expected day, s, ms, us or ns, got ${show(unit)}`, [
        "atUnit",
      ]);
  }
}

/** Exact, although the doubles are rounded to 256 ns: the low words tell the rest. */
function cutNanoseconds(
  column: BigInt64Array | BigUint64Array,
  doubles: Float64Array,
): Float64Array {
  const { words, low } = wordPairs(column);
  for (let row = 0; row < doubles.length; row++) {
    const cut = Math.floor(doubles[row] / NS_PER_MS);
    const rest = (words[2 * row + low] - Math.imul(cut | 0, NS_PER_MS)) | 0;
    doubles[row] = rest < 0 ? cut - 1 : rest < NS_PER_MS ? cut : cut + 1;
  }
  return doubles;
}

function isDate(value: unknown): value is Date {
  // A Date of another realm (an iframe, a test runner's sandbox) is no instance of this one's.
  return value instanceof Date || Object.prototype.toString.call(value) === "[object Date]";
}
