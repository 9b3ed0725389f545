import type { OrderColumns } from "clientele";
import { type ColumnPlaces, otherAmounts, placeColumns } from "./guess-columns.ts";
import { type LineMerge, openMerge } from "./merge-lines.ts";
import type { ReportOptions } from "./options.ts";
import { type OrderPick, openPick } from "./pick-orders.ts";
import { type AmountFormat, amountFormatFor } from "./read-amounts.ts";
import { adviceOnDate, type DateFormat, dateFormatFor, formatNames } from "./read-dates.ts";
import { type ColumnWatch, watchColumns } from "./watch-columns.ts";
import { watchCustomers } from "./watch-customers.ts";
import { watchDays } from "./watch-days.ts";
import { type LineWatch, watchLines } from "./watch-lines.ts";

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
  /** What the owner of the shop should know of the file, sentence by sentence. */
  readonly notes: readonly string[];
}

/** Gathers the records of a file into columns. */
export interface OrderTable {
  readonly add: (cells: readonly string[], line: number) => void;
  readonly size: () => number;
  readonly finish: () => OrderFile;
}

interface OrderText {
  readonly cells: readonly string[];
  readonly line: number;
}

interface Formats {
  readonly dates: DateFormat;
  readonly amounts: AmountFormat;
}

/** A line of an order that an earlier line has begun. */
interface FurtherLine {
  readonly id: string;
  readonly value: number;
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
  let places: ColumnPlaces = { id: 0, at: 0, value: 0, quantity: undefined };
  let pick: OrderPick = openPick([], { only: [], except: [] });
  let merge: LineMerge = openMerge([], { sumPer: undefined, oncePer: undefined });
  let watch: ColumnWatch | undefined;
  let lineWatch: LineWatch = watchLines([], { delimiter, command: "" });
  let isFurtherItem = (_: readonly string[]) => false;
  let furtherItems = 0;
  let waiting: OrderText[] = [];
  let formats: Formats | undefined;
  let currency = "";

  const settle = (): Formats => {
    const sample = (place: number) => waiting.map(({ cells }) => cells[place]);
    const read = {
      dates: dateFormatFor(sample(places.at), options.dateFormat),
      amounts: amountFormatFor(sample(places.value), options.decimal),
    };
    for (const order of waiting) keep(order, read);
    waiting = [];
    formats = read;
    return read;
  };
  const keep = ({ cells, line }: OrderText, { dates, amounts }: Formats) => {
    const order = merge.orderOf(cells);
    const isLeft = order !== undefined && merge.isTotal && cells[places.value] === "";
    const amount = isLeft ? { value: values[order], currency } : amounts.read(cells[places.value]);
    const pieces =
      places.quantity === undefined || isLeft ? 1 : amounts.read(cells[places.quantity]).value;
    const value = multiply(amount.value, pieces);
    if (Number.isNaN(value)) {
      const unread = Number.isNaN(amount.value) ? places.value : (places.quantity ?? places.value);
      const found = cells[unread] === "" ? "empty" : `no amount: "${cells[unread]}"`;
      return refuse(line, `"${header?.[unread]}" is ${found}`);
    }
    currency ||= amount.currency;
    if (amount.currency !== "" && amount.currency !== currency) {
      return refuse(line, `"${amount.currency}" where other amounts are in "${currency}"`);
    }
    const id = withoutNull(cells[places.id]);
    watch?.look(cells);
    lineWatch.count(cells, line, value);
    if (order !== undefined) return join(order, { id, value, line });
    const time = dates.read(cells[places.at]);
    merge.begin(cells, ids.length);
    ids.push(id);
    times.push(time);
    values.push(value);
    lines.push(line);
  };
  const join = (order: number, { id, value, line }: FurtherLine) => {
    const first = `line ${lines[order]} of the same order`;
    if (id !== "" && id !== ids[order]) {
      return refuse(line, `the customer is "${id}", and "${ids[order]}" on ${first}`);
    }
    const joined = merge.join(values[order], value);
    if (joined === undefined) {
      return refuse(line, `the order's total is ${value}, and ${values[order]} on ${first}`);
    }
    values[order] = joined;
  };
  const refuse = (line: number, message: string) => {
    if (!options.skipBad) {
      throw new Error(`line ${line}: ${message}; --skip-bad leaves such lines out and lists them`);
    }
    bad.push({ line, message });
  };

  return {
    size: () => lines.length,
    add(cells, line) {
      if (header === undefined) {
        header = cells;
        places = placeColumns(header, options);
        pick = openPick(header, options);
        watch = watchColumns(header, places, { read: pick.places, command: options.command });
        merge = openMerge(header, options);
        lineWatch = watchLines(header, { delimiter, command: options.command });
        isFurtherItem = furtherItemsOf(header, places.value);
        return;
      }
      lineWatch.look(cells, line);
      // What is beyond the header and empty is how spreadsheets end a line.
      const beyond = cells.slice(header.length);
      if (cells.length < header.length || beyond.some((cell) => cell !== "")) {
        return refuse(
          line,
          `expected ${header.length} fields as in the header, got ${cells.length}`,
        );
      }
      if (isFurtherItem(cells)) {
        furtherItems++;
        return;
      }
      if (!pick.takes(cells)) return;
      if (formats !== undefined) return keep({ cells, line }, formats);
      waiting.push({ cells, line });
      if (waiting.length === SAMPLE_SIZE) settle();
    },
    finish() {
      if (header === undefined) throw new Error("the file has no header and no orders");
      const leftOut = pick.finish();
      const { dates, amounts } = formats ?? settle();
      if (ids.length === 0 && bad.length === 0)
        throw new Error("the file has a header, but no orders");
      if (ids.length === 0)
        throw new Error(`no order can be read; line ${bad[0].line}: ${bad[0].message}`);
      const { latest, notes: notesOnDays } = watchDays(times);
      if (latest === undefined) {
        throw new Error(
          `no date in "${header[places.at]}" ${options.dateFormat === undefined ? "can be read" : `is ${dates.name}`}: the first one is "${times[0]}"; ${adviceOnDate(String(times[0])) ?? `--date-format takes ${formatNames()}`}`,
        );
      }
      return {
        orders: { customerId: ids, at: times, value: Float64Array.from(values) },
        lines,
        bad,
        latest,
        reading: [
          `customer from "${header[places.id]}"`,
          `time from "${header[places.at]}" (${dates.name})`,
          `value from ${valueWords(header, places)} (${amountWords(amounts, currency)})`,
          `delimiter ${JSON.stringify(delimiter)}`,
          ...(furtherItems > 0
            ? [`${furtherItems} further items left to their orders' totals`]
            : []),
          ...merge.finish(),
          ...leftOut,
        ].join(", "),
        notes: [
          ...(watch?.finish() ?? []),
          ...lineWatch.finish(options.sumPer !== undefined || options.oncePer !== undefined),
          ...tellOthers(options.value === undefined ? otherAmounts(header, places) : []),
          ...watchCustomers(ids, header[places.id]),
          ...notesOnDays(options.asOf !== undefined),
        ],
      };
    },
  };
}

function tellOthers(names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const listed = names.map((name) => `"${name}"`).join(", ");
  return [`Other columns hold amounts, too: ${listed}. Take one of them with --value.`];
}

/** As databases and spreadsheets write that there is nothing. */
const NULL_MARKS = /^(?:\\N|#?N\/A|null|undefined|-+)$/i;

function withoutNull(id: string): string {
  return NULL_MARKS.test(id) ? "" : id;
}

function valueWords(header: readonly string[], { value, quantity }: ColumnPlaces): string {
  const times = quantity === undefined ? "" : ` times "${header[quantity]}"`;
  return `"${header[value]}"${times}`;
}

function amountWords({ decimal }: AmountFormat, currency: string): string {
  return `decimal ${decimal === "," ? "comma" : "point"}${currency && `, ${currency}`}`;
}

/** 6 pieces of 2.55 are 15.3, and not 15.299999999999999. */
function multiply(price: number, pieces: number): number {
  return pieces === 1 ? price : Number((price * pieces).toPrecision(15));
}

/**
 * Shopify writes a line for each item, and the total on the first line of an order alone: the others
 * are no orders of their own.
 */
function furtherItemsOf(header: readonly string[], value: number) {
  const name = header.includes("Lineitem quantity") ? header.indexOf("Name") : -1;
  let order = "";
  return (cells: readonly string[]): boolean => {
    if (name < 0) return false;
    const isFurther = cells[name] === order && cells[value] === "";
    order = cells[name];
    return isFurther;
  };
}
