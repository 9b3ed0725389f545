/** An amount as it was read. */
export interface Amount {
  /** Not a number where the text is none. */
  readonly value: number;
  /** The sign or the letters of a currency; empty where there are none. */
  readonly currency: string;
}

export interface AmountFormat {
  readonly decimal: "." | ",";
  readonly read: (text: string) => Amount;
}

/** Of Japan the yen sign, which stands where others have the backslash. */
const CURRENCY = "([A-Z]{0,3}\\p{Sc}|\\\\|[A-Z]{3}|kr\\.?|zł|Kč|Ft|Fr\\.|円)?";
const PARTS = new RegExp(`^${CURRENCY}\\s*(.*?)\\s*${CURRENCY}$`, "su");
/** `-5`, `(5)` as in accounting, and `5-` as in SAP; but `5.-`, as in Switzerland, is no such thing. */
const NEGATIVE = /^(?:[-−]\s*(.+)|\(\s*(.+?)\s*\)|(.*\d)\s*[-−])$/su;
/** Thousands are parted by one and the same mark all through, and are not none. */
const POINT = /^(?:\d+|[1-9]\d{0,2}(?:([,\s'’])\d{3})(?:\1\d{3})*)(?:\.\d*)?$|^\.\d+$/;
const COMMA = /^(?:\d+|[1-9]\d{0,2}(?:([.\s'’])\d{3})(?:\1\d{3})*)(?:,\d*)?$|^,\d+$/;
const NONE: Amount = { value: Number.NaN, currency: "" };

function readWith(pattern: RegExp, tidy: (digits: string) => string) {
  const read = (text: string): Amount => {
    if (pattern.test(text)) return { value: Number(tidy(text)), currency: "" };
    const negative = NEGATIVE.exec(text);
    if (negative !== null) {
      const { value, currency } = read(negative[1] ?? negative[2] ?? negative[3]);
      return value >= 0 ? { value: -value, currency } : NONE;
    }
    const [, before = "", inner, after = ""] = PARTS.exec(text) ?? [];
    if (inner === undefined || (before === "") === (after === "")) return NONE;
    const { value, currency } = read(inner);
    return currency === "" ? { value, currency: before || after } : NONE;
  };
  return read;
}

const readPoint = readWith(POINT, (digits) => digits.replace(/[,\s'’]/g, ""));
const readComma = readWith(COMMA, (digits) => digits.replace(/[.\s'’]/g, "").replace(",", "."));

/** Decimal points, unless told otherwise or the sample reads as decimal commas alone. */
export function amountFormatFor(
  sample: readonly string[],
  named: string | undefined,
): AmountFormat {
  if (named !== undefined && named !== "." && named !== ",") {
    throw new Error(`--decimal is . or , and not "${named}"`);
  }
  const hits = (read: (text: string) => Amount) =>
    sample.filter((text) => Number.isFinite(read(text).value)).length;
  if (named === undefined && hits(readComma) === hits(readPoint)) {
    for (const text of sample) readEither(text);
    return { decimal: ".", read: readEither };
  }
  const comma = named === undefined ? hits(readComma) > hits(readPoint) : named === ",";
  return comma ? { decimal: ",", read: readComma } : { decimal: ".", read: readPoint };
}

/** The sample told nothing of the decimal mark, so that what hangs on it must be asked. */
function readEither(text: string): Amount {
  const amount = readPoint(text);
  const [point, comma] = [amount.value, readComma(text).value];
  if (!Number.isFinite(point) || !Number.isFinite(comma) || point === comma) return amount;
  throw new Error(
    `amounts such as "${text}" can be read as ${point} (--decimal .) or ${comma} (--decimal ,): say which`,
  );
}
