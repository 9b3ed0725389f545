import type { OrderColumns } from "clientele";
import { placeColumns } from "./guess-columns.ts";
import type { ReportOptions } from "./options.ts";
import { amountFormatFor } from "./read-amounts.ts";
import { dateFormatFor, instantOf } from "./read-dates.ts";

/** A record that was refused, with the line of the file on which it ends. */
export interface BadRecord {
  readonly line: number;
  readonly message: string;
}

export interface OrderFile {
  readonly orders: OrderColumns;
  /** For each order the line of the file on which its record ends. */
  readonly lines: readonly number[];
  readonly bad: readonly BadRecord[];
  /** The latest time of all, as the file has it: the day until which the shop was observed. */
  readonly latest: string | number;
  /** How the file was understood, for people. */
  readonly reading: string;
}

/** Gathers the records of a file into columns. */
export interface OrderTable {
  readonly add: (cells: readonly string[], line: number) => void;
  readonly size: () => number;
  readonly finish: () => OrderFile;
}

interface OrderText {
  readonly id: string;
  readonly at: string;
  readonly value: string;
  readonly line: number;
}

/** So many orders wait until their dates and amounts have shown the formats. */
const SAMPLE_SIZE = 1000;

/** The first record is the header; the formats are guessed from the first orders. */
export function openOrderTable(options: ReportOptions, delimiter: string): OrderTable {
  const ids: string[] = [];
  const times: (string | number)[] = [];
  const values: number[] = [];
  const lines: number[] = [];
  const bad: BadRecord[] = [];
  let header: readonly string[] | undefined;
  let places = { id: 0, at: 0, value: 0 };
  let waiting: OrderText[] = [];
  let formats: ReturnType<typeof guessFormats> | undefined;

  const guessFormats = () => ({
    dates: dateFormatFor(
      waiting.map(({ at }) => at),
      options.dateFormat,
    ),
    amounts: amountFormatFor(
      waiting.map(({ value }) => value),
      options.decimal,
    ),
  });
  let latest: string | number | undefined;
  let latestInstant = Number.NEGATIVE_INFINITY;
  const keep = ({ id, at, value, line }: OrderText, read: NonNullable<typeof formats>) => {
    ids.push(id);
    const time = read.dates.read(at);
    const instant = instantOf(time);
    if (instant > latestInstant) {
      latestInstant = instant;
      latest = time;
    }
    times.push(time);
    values.push(read.amounts.read(value));
    lines.push(line);
  };
  const settle = () => {
    const read = guessFormats();
    for (const order of waiting) keep(order, read);
    waiting = [];
    formats = read;
    return read;
  };
  const refuse = (line: number, message: string) => {
    if (!options.skipBad) throw new Error(`line ${line}: ${message}`);
    bad.push({ line, message });
  };

  return {
    size: () => lines.length,
    add(cells, line) {
      if (header === undefined) {
        header = cells;
        places = placeColumns(header, options);
        return;
      }
      if (cells.length !== header.length) {
        return refuse(
          line,
          `expected ${header.length} fields as in the header, got ${cells.length}`,
        );
      }
      const order = {
        id: cells[places.id],
        at: cells[places.at],
        value: cells[places.value],
        line,
      };
      if (formats !== undefined) return keep(order, formats);
      waiting.push(order);
      if (waiting.length === SAMPLE_SIZE) settle();
    },
    finish() {
      if (header === undefined) throw new Error("the file has no header and no orders");
      const { dates, amounts } = formats ?? settle();
      if (ids.length === 0 && bad.length === 0)
        throw new Error("the file has a header, but no orders");
      if (latest === undefined) throw new Error(`no ${dates.name} date in "${header[places.at]}"`);
      const reading = [
        `customer from "${header[places.id]}"`,
        `time from "${header[places.at]}" (${dates.name})`,
        `value from "${header[places.value]}" (decimal ${amounts.decimal})`,
        `delimiter ${JSON.stringify(delimiter)}`,
      ].join(", ");
      return {
        orders: { customerId: ids, at: times, value: Float64Array.from(values) },
        lines,
        bad,
        latest,
        reading,
      };
    },
  };
}
