import { type ParseArgsConfig, parseArgs } from "node:util";
import { quoted } from "./columns.ts";
import { isDay } from "./read-dates.ts";

export interface ReportOptions {
  readonly file: string | undefined;
  readonly id: string | undefined;
  readonly at: string | undefined;
  readonly value: string | undefined;
  readonly quantity: string | undefined;
  readonly sumPer: string | undefined;
  readonly oncePer: string | undefined;
  readonly delimiter: string | undefined;
  readonly dateFormat: string | undefined;
  readonly decimal: string | undefined;
  readonly encoding: string | undefined;
  readonly timeZone: string;
  readonly asOf: string | undefined;
  readonly only: readonly string[];
  readonly except: readonly string[];
  readonly refunds: "error" | "netSameDay" | "drop";
  readonly dropRepeats: boolean;
  readonly skipBad: boolean;
  readonly margin: number;
  readonly discountRate: number;
  readonly top: number;
  readonly json: boolean;
  readonly help: boolean;
  /** What was typed. */
  readonly command: string;
}

export const HELP = `Usage: npm run demo -- [FILE] [options]

Reads orders from a CSV file and tells the owner of the shop how it is doing, who its best customers
are, what they are worth in the next twelve months, and who is slipping away. Without FILE it takes
a bundled sample.

FILE is an export of orders: a first line that names the columns, then a line for each order (or
each item of it) that says which customer, when, and how much. Exports of Shopify, WooCommerce and
Stripe, and column names in English, German, French, Spanish, Italian and Dutch, are recognized;
a column of refunded amounts is named in a note, but not subtracted.

How to read the file (guessed but for epoch dates; the first line of the output says how it was read):
  --id NAME --at NAME --value NAME   the columns of customer, date and amount
  --quantity NAME      where the amount is the price of a piece: the column to multiply it by
  --sum-per NAME       the column of the order's number, where the amounts are those of its items: the
                       lines of one number are added up to one order, at the time of the first
  --once-per NAME      the same, where each line has the total of its order: it is counted once
  --delimiter CHAR     , ; | tab or space
  --date-format NAME   iso yyyymmdd ymd dmy mdy named epoch-s epoch-ms (dmy: 31.01.2025, 31/01/2025 or
                       31/01/25; named: Jan 31, 2025 or 31-Jan-25)
  --decimal CHAR       . or , (1,234.50 or 1.234,50; currency signs may stay)
  --encoding NAME      utf-8, utf-16le, windows-1252 … (utf-8, or what the file's first bytes say)

What counts:
  --time-zone NAME     whose calendar days count, such as Europe/Berlin (UTC)
  --as-of DAY          the last day of the file, such as 2026-06-30 (the day of the last order)
  --only COLUMN=VALUE  no orders but these, such as "Financial Status=paid"; again for another value of
                       the column, or another column; "Cancelled at=" takes those that leave it empty
  --except COLUMN=VALUE  not these, such as "Status=cancelled"
  --refunds HOW        amounts below zero: error, netSameDay (taken off the day's orders) or drop (error)
  --drop-repeats       of lines of one customer, time (day, where it has no zone) and amount count one
  --skip-bad           leave bad lines out and list them, instead of stopping at the first

What is shown:
  --margin NUMBER      the share of revenue that you keep, such as 0.4 for 40 % (1)
  --discount NUMBER    what a year of waiting takes off money, such as 0.1 for 10 % (0.1)
  --top NUMBER         customers in each list (10)
  --json               the result as data (npm run -s demo -- FILE --json > report.json)
  --help               this text

Examples:
  npm run demo -- orders.csv
  npm run demo -- kunden.csv --id Kd.-Nr. --at Tag --value "Betrag brutto" --margin 0.4
  npm run demo -- online_retail.csv --value UnitPrice --quantity Quantity --refunds netSameDay --skip-bad
`;

const OPTIONS = {
  id: { type: "string" },
  at: { type: "string" },
  value: { type: "string" },
  quantity: { type: "string" },
  "sum-per": { type: "string" },
  "once-per": { type: "string" },
  delimiter: { type: "string" },
  "date-format": { type: "string" },
  decimal: { type: "string" },
  encoding: { type: "string" },
  "time-zone": { type: "string", default: "UTC" },
  "as-of": { type: "string" },
  only: { type: "string", multiple: true, default: [] },
  except: { type: "string", multiple: true, default: [] },
  refunds: { type: "string", default: "error" },
  "drop-repeats": { type: "boolean", default: false },
  "skip-bad": { type: "boolean", default: false },
  margin: { type: "string", default: "1" },
  discount: { type: "string", default: "0.1" },
  top: { type: "string", default: "10" },
  json: { type: "boolean", default: false },
  help: { type: "boolean", short: "h", default: false },
} as const satisfies ParseArgsConfig["options"];

export function readOptions(args: readonly string[]): ReportOptions {
  refuseUnknown(args);
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: OPTIONS,
  });
  if (positionals.length > 1) {
    throw new Error(`expected one file, got ${positionals.length}: ${positionals.join(", ")}`);
  }
  return {
    file: positionals[0],
    id: values.id,
    at: values.at,
    value: values.value,
    quantity: values.quantity,
    sumPer: values["sum-per"],
    oncePer: onceOption(values["once-per"], values["sum-per"]),
    delimiter: values.delimiter,
    dateFormat: values["date-format"],
    decimal: values.decimal,
    encoding: values.encoding,
    timeZone: timeZoneOption(values["time-zone"]),
    asOf: dayOption("as-of", values["as-of"]),
    only: values.only,
    except: values.except,
    refunds: refundsOption(values.refunds),
    dropRepeats: values["drop-repeats"],
    skipBad: values["skip-bad"],
    margin: shareOption("margin", values.margin),
    discountRate: shareOption("discount", values.discount),
    top: countOption("top", values.top),
    json: values.json,
    help: values.help,
    command: ["npm run demo --", ...args.map(quoted)].join(" "),
  };
}

/** Names all that is unknown at once, and what there is. */
function refuseUnknown(args: readonly string[]): void {
  const { tokens } = parseArgs({
    args: [...args],
    strict: false,
    tokens: true,
    allowPositionals: true,
    options: OPTIONS,
  });
  const unknown = tokens.flatMap((token) =>
    token.kind === "option" && !Object.hasOwn(OPTIONS, token.name) ? [token.rawName] : [],
  );
  if (unknown.length === 0) return;
  const known = Object.keys(OPTIONS).map((name) => `--${name}`);
  throw new Error(
    `unknown option ${unknown.join(", ")}; there are ${known.join(" ")}; npm run demo -- --help explains them`,
  );
}

function numberOption(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) {
    throw new Error(`--${name} takes a number, got "${text}"`);
  }
  return number;
}

function shareOption(name: string, text: string): number {
  const share = numberOption(name, text);
  if (share >= 0 && share <= 1) return share;
  throw new Error(`--${name} takes a share from 0 to 1 (0.1 is 10%), got "${text}"`);
}

function dayOption(name: string, text: string | undefined): string | undefined {
  if (text === undefined || (text.length === 10 && isDay(text))) return text;
  throw new Error(`--${name} takes a day such as 2026-06-30, got "${text}"`);
}

function timeZoneOption(text: string): string {
  try {
    return new Intl.DateTimeFormat("en", { timeZone: text }) && text;
  } catch {
    throw new Error(`--time-zone takes a name such as Europe/Berlin, got "${text}"`);
  }
}

function countOption(name: string, text: string): number {
  const number = numberOption(name, text);
  if (Number.isInteger(number) && number >= 0) return number;
  throw new Error(`--${name} takes a whole number of at least 0, got "${text}"`);
}

/** A line has the amount of its items, or that of its order. */
function onceOption(oncePer: string | undefined, sumPer: string | undefined): string | undefined {
  if (oncePer === undefined || sumPer === undefined) return oncePer;
  throw new Error(
    "--sum-per adds the lines of an order up, --once-per counts one of them: say which",
  );
}

function refundsOption(text: string): ReportOptions["refunds"] {
  if (text === "error" || text === "netSameDay" || text === "drop") return text;
  throw new Error(`--refunds is error, netSameDay or drop, got "${text}"`);
}
