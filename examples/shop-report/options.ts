import { parseArgs } from "node:util";

export interface ReportOptions {
  readonly file: string | undefined;
  readonly id: string | undefined;
  readonly at: string | undefined;
  readonly value: string | undefined;
  readonly delimiter: string | undefined;
  readonly dateFormat: string | undefined;
  readonly decimal: string | undefined;
  readonly encoding: string | undefined;
  readonly timeZone: string;
  readonly asOf: string | undefined;
  readonly refunds: "error" | "netSameDay" | "drop";
  readonly skipBad: boolean;
  readonly margin: number;
  readonly discountRate: number;
  readonly top: number;
  readonly json: boolean;
  readonly help: boolean;
}

export const HELP = `Usage: npm run demo -- [FILE] [options]

Reads orders from a CSV file with a header (a bundled sample without FILE) and tells what the
customers are worth.

  --id NAME --at NAME --value NAME   the columns of customer, time and value (guessed)
  --delimiter CHAR     , ; | tab or space (guessed)
  --date-format NAME   iso yyyymmdd ymd dmy mdy epoch-s epoch-ms (guessed)
  --decimal CHAR       . or , (guessed)
  --encoding NAME      utf-8, utf-16le, windows-1252 … (utf-8, or what the file's first bytes say)
  --time-zone NAME     whose calendar days count (UTC)
  --as-of DAY          the last day observed (the day of the last order)
  --refunds HOW        error, netSameDay or drop (error)
  --skip-bad           leave bad rows out and list them, instead of stopping at the first
  --margin NUMBER      the share of revenue that is kept (1)
  --discount NUMBER    effective a year (0.1)
  --top NUMBER         customers in each list (10)
  --json               the result as data (npm run -s demo -- FILE --json > report.json)
`;

export function readOptions(args: readonly string[]): ReportOptions {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      id: { type: "string" },
      at: { type: "string" },
      value: { type: "string" },
      delimiter: { type: "string" },
      "date-format": { type: "string" },
      decimal: { type: "string" },
      encoding: { type: "string" },
      "time-zone": { type: "string", default: "UTC" },
      "as-of": { type: "string" },
      refunds: { type: "string", default: "error" },
      "skip-bad": { type: "boolean", default: false },
      margin: { type: "string", default: "1" },
      discount: { type: "string", default: "0.1" },
      top: { type: "string", default: "10" },
      json: { type: "boolean", default: false },
      help: { type: "boolean", short: "h", default: false },
    },
  });
  if (positionals.length > 1) {
    throw new Error(`expected one file, got ${positionals.length}: ${positionals.join(", ")}`);
  }
  return {
    file: positionals[0],
    id: values.id,
    at: values.at,
    value: values.value,
    delimiter: values.delimiter,
    dateFormat: values["date-format"],
    decimal: values.decimal,
    encoding: values.encoding,
    timeZone: values["time-zone"],
    asOf: values["as-of"],
    refunds: refundsOption(values.refunds),
    skipBad: values["skip-bad"],
    margin: numberOption("margin", values.margin),
    discountRate: numberOption("discount", values.discount),
    top: numberOption("top", values.top),
    json: values.json,
    help: values.help,
  };
}

function numberOption(name: string, text: string): number {
  const number = Number(text);
  if (text.trim() === "" || !Number.isFinite(number)) {
    throw new Error(`--${name} takes a number, got "${text}"`);
  }
  return number;
}

function refundsOption(text: string): ReportOptions["refunds"] {
  if (text === "error" || text === "netSameDay" || text === "drop") return text;
  throw new Error(`--refunds is error, netSameDay or drop, got "${text}"`);
}
