/** Turns a date as exports write it into one that the package reads: ISO 8601, or epoch milliseconds. */
export type DateReader = (text: string) => string | number;

/** Reads a date of one format; nothing where the text is of another. */
type FormatReader = (text: string) => string | number | undefined;

const CLOCK = "(?:[ T]\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2}(?:\\.\\d+)?)?(?: ?[AaPp][Mm])?)?";

function ordered(pattern: string, places: readonly [number, number, number]): FormatReader {
  const regex = new RegExp(`^${pattern}${CLOCK}$`);
  return (text) => {
    const parts = regex.exec(text);
    if (parts === null) return undefined;
    const [year, month, day] = places.map((place) => parts[place]);
    return dateOf(year, month, day);
  };
}

/** Of years of two digits those up to 69 are of this century. */
function dateOf(year: string, month: string, day: string): string {
  const full = year.length === 2 ? `${Number(year) < 70 ? 20 : 19}${year}` : year;
  return `${full}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}

const MONTHS = [
  ...["january", "february", "march", "april", "may", "june", "july", "august", "september"],
  ...["october", "november", "december"],
];
const WEEKDAY = "(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,? )?";
const MONTH_FIRST = new RegExp(
  `^${WEEKDAY}([a-z]{3,9})\\.?[ -](\\d{1,2}),?[ -](\\d{4}|\\d{2}),?(?: at)?${CLOCK}$`,
  "i",
);
const DAY_FIRST = new RegExp(
  `^${WEEKDAY}(\\d{1,2})\\.?[ -]([a-z]{3,9})\\.?,?[ -](\\d{4}|\\d{2}),?(?: at)?${CLOCK}$`,
  "i",
);

/** `Jan 2, 2025 7:41:23 PM`, `Thu, 2 January 2025`, `Jan-02-25`: months by their English names. */
function readNamed(text: string): string | undefined {
  const [, first, day, year] = MONTH_FIRST.exec(text) ?? [];
  if (first !== undefined) return withMonth(year, first, day);
  const [, dayFirst, name, yearLast] = DAY_FIRST.exec(text) ?? [];
  return name === undefined ? undefined : withMonth(yearLast, name, dayFirst);
}

function withMonth(year: string, name: string, day: string): string | undefined {
  const month = MONTHS.findIndex((full) => full.startsWith(name.toLowerCase())) + 1;
  return month === 0 ? undefined : dateOf(year, `${month}`, day);
}

/** Of a zone whose offset stands before it. */
const ZONE_NAME = /\[[^\]]*\]$/;
const WITH_OFFSET =
  /^\d{4}-\d{2}-\d{2}[Tt ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?\s*(?:[Zz]|[+-]\d{2}(?::?\d{2})?)$/;

/** `2025-02-01 10:00:00 +0100`, as shops export it, without the space before the offset. */
function tidyOffset(text: string): string {
  return text
    .replace(/\s+(?=[+-]\d{2}:?\d{0,2}$|[Zz]$)/, "")
    .replace(/([+-]\d{2}):?(\d{2})?$/, (_, hours, minutes = "00") => `${hours}:${minutes}`);
}

const withoutOffset = ordered("(\\d{4})-(\\d{1,2})-(\\d{1,2})", [1, 2, 3]);

/** Also `… UTC`, as databases write it, and `…+01:00[Europe/Berlin]`, as Java does. */
function readIso(text: string): ReturnType<FormatReader> {
  const time = WITH_OFFSET.test(text)
    ? text
    : text.replace(ZONE_NAME, "").replace(/ (?:UTC|GMT)$/, "Z");
  return WITH_OFFSET.test(time) ? tidyOffset(time) : withoutOffset(text);
}

/** Milliseconds taken for seconds are tens of thousands of years away: no date at all. */
function tellable(epochMs: number): number | undefined {
  return Math.abs(epochMs) < FARTHEST_MS ? epochMs : undefined;
}

/**
 * The formats by name. A time of day without an offset is local to the shop, and only its day
 * counts: the day is what is passed on.
 */
const FORMATS: ReadonlyMap<string, FormatReader> = new Map([
  ["iso", readIso],
  ["yyyymmdd", ordered("(\\d{4})(\\d{2})(\\d{2})", [1, 2, 3])],
  ["ymd", ordered("(\\d{4})[/.年](\\d{1,2})[/.月](\\d{1,2})日?", [1, 2, 3])],
  ["dmy", ordered("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})", [3, 2, 1])],
  ["mdy", ordered("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})", [3, 1, 2])],
  ["named", readNamed],
  ["epoch-s", (text) => (/^-?\d+(\.\d+)?$/.test(text) ? tellable(Number(text) * 1000) : undefined)],
  ["epoch-ms", (text) => (/^-?\d+$/.test(text) ? tellable(Number(text)) : undefined)],
]);

const FARTHEST_MS = Date.UTC(9999, 0);

const GUESSED = ["iso", "yyyymmdd", "ymd", "dmy", "mdy", "named"] as const;

/** Years of two digits: which of the numbers is the year must have been said. */
const SHORT_YEARS: ReadonlyMap<string, FormatReader> = new Map([
  ["ymd", ordered("(\\d{2})[/.-](\\d{1,2})[/.-](\\d{1,2})", [1, 2, 3])],
  ["dmy", ordered("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{2})", [3, 2, 1])],
  ["mdy", ordered("(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{2})", [3, 1, 2])],
]);

export interface DateFormat {
  readonly name: string;
  readonly read: DateReader;
}

/** The format named, or the one in which most of the sample are dates: some may be bad. */
export function dateFormatFor(sample: readonly string[], name: string | undefined): DateFormat {
  if (name !== undefined) {
    const read = FORMATS.get(name);
    if (read === undefined) {
      throw new Error(`--date-format is one of ${formatNames()}, got "${name}"`);
    }
    const short = SHORT_YEARS.get(name);
    return { name, read: orAsItIs((text) => read(text) ?? short?.(text)) };
  }
  const hits = GUESSED.map((format) => sample.filter((text) => isDateIn(format, text)).length);
  const most = Math.max(...hits);
  const fitting = GUESSED.filter((_, at) => hits[at] === most);
  const twofold = sample.find((text) => fitting.every((format) => isDateIn(format, text)));
  const isDotted = fitting.includes("dmy") && areDotted(sample);
  if (!isDotted && fitting.length > 1 && twofold !== undefined) {
    throw new Error(
      `dates such as "${twofold}" can be read as ${fitting.join(" or ")}: say which with --date-format`,
    );
  }
  const format = isDotted ? "dmy" : fitting[0];
  const read = orAsItIs(FORMATS.get(format) ?? withoutOffset);
  const told = isDotted ? "dmy, as dates with dots are" : format;
  return { name: told, read: inOneOrder(format, read) };
}

const DOTTED = /^\d{1,2}\.\d{1,2}\.\d{4}/;

/** Days and months that might be exchanged, and dots between them, as only those write who begin with the day. */
function areDotted(sample: readonly string[]): boolean {
  const dates = sample.filter((text) => isDateIn("dmy", text) || isDateIn("mdy", text));
  return (
    dates.length > 0 &&
    dates.every((text) => DOTTED.test(text) && isDateIn("dmy", text) && isDateIn("mdy", text))
  );
}

/**
 * Days before months, or after them. One date that is the other way round makes all doubtful that
 * can be read both ways.
 */
function inOneOrder(format: string, read: DateReader): DateReader {
  const other = new Map([
    ["dmy", "mdy"],
    ["mdy", "dmy"],
  ]).get(format);
  if (other === undefined) return read;
  return (text) => {
    const time = read(text);
    if (time !== text || !isDateIn(other, text)) return time;
    throw new Error(
      `dates are in two orders, most of them ${format}, but "${text}" ${other}: write them in one; where it is a slip, name the order of the others (--date-format ${format})`,
    );
  };
}

/** All that `--date-format` takes. */
export function formatNames(): string {
  return [...FORMATS.keys()].join(", ");
}

const STARTS_WITH_DAY = /^\d{4}-\d{2}-\d{2}/;

/** What to do about a date that no format reads. */
export function adviceOnDate(text: string): string | undefined {
  const rewrite = "write the dates like 2025-01-31 (in Excel: the number format yyyy-mm-dd)";
  if (/^\d{5}(?:\.\d+)?$/.test(text)) return `these look like Excel's numbers of days: ${rewrite}`;
  if (/^\d{13}$/.test(text)) return "these look like epoch milliseconds: --date-format epoch-ms";
  if (/^\d{10}(?:\.\d+)?$/.test(text))
    return "these look like epoch seconds: --date-format epoch-s";
  if (/\p{L}{3}/u.test(text) && !STARTS_WITH_DAY.test(text))
    return `names of months are read in English alone, after no weekday of another language: ${rewrite}`;
  if (/^\d{1,2}[/.-]\d{1,2}[/.-]\d{2}(?!\d)/.test(text))
    return "of years with two digits say the order: --date-format mdy (month, day, year), dmy or ymd";
  return undefined;
}

/** What is no date stays as it is, for the package to refuse. */
function orAsItIs(read: FormatReader): DateReader {
  return (text) => {
    const time = read(text) ?? text;
    return typeof time === "string" && !isDay(time.slice(0, 10)) ? text : time;
  };
}

function isDateIn(format: string, text: string): boolean {
  const read = FORMATS.get(format)?.(text);
  return typeof read === "string" && isDay(read.slice(0, 10));
}

/** The epoch milliseconds of a date as it was read; `NaN` of what was left as it is. */
export function instantOf(time: string | number): number {
  // Left to itself, Date finds a day in "31 Feb 2026" and in "order 3000".
  if (typeof time === "string" && !isTime(time)) return Number.NaN;
  return new Date(time).getTime();
}

function isTime(text: string): boolean {
  return isDay(text.slice(0, 10)) && (text.length === 10 || WITH_OFFSET.test(text));
}

export function isDay(text: string): boolean {
  const instant = Date.parse(text);
  return Number.isFinite(instant) && new Date(instant).toISOString().startsWith(text);
}
