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

const CURRENCY = "([A-Z]{0,3}\\p{Sc}|[A-Z]{3}|kr\\.?|zł|Kč|Ft|Fr\\.)?";
const PARTS = new RegExp(`^([-−]?)\\s*${CURRENCY}\\s*([-−]?)\\s*(.*?)\\s*${CURRENCY}$`, "su");
/** Thousands are parted by one and the same mark all through. */
const POINT = /^(?:\d+|\d{1,3}(?:([,\s'’])\d{3})(?:\1\d{3})*)(?:\.\d*)?$|^\.\d+$/;
const COMMA = /^(?:\d+|\d{1,3}(?:([.\s'’])\d{3})(?:\1\d{3})*)(?:,\d*)?$|^,\d+$/;
const NONE: Amount = { value: Number.NaN, currency: "" };

function readWith(pattern: RegExp, tidy: (digits: string) => string) {
  return (text: string): Amount => {
    if (pattern.test(text)) return { value: Number(tidy(text)), currency: "" };
    const parts = PARTS.exec(text);
    if (parts === null) return NONE;
    const [, minus, before = "", minusAfter, digits, after = ""] = parts;
    if (!pattern.test(digits) || (before && after) || (minus && minusAfter)) return NONE;
    const value = Number(tidy(digits));
    return { value: minus || minusAfter ? -value : value, currency: before || after };
  };
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
  const twofold = sample.find((text) => {
    const [point, comma] = [readPoint(text).value, readComma(text).value];
    return Number.isFinite(point) && Number.isFinite(comma) && point !== comma;
  });
  if (named === undefined && twofold !== undefined && hits(readComma) === hits(readPoint)) {
    const [point, comma] = [readPoint(twofold).value, readComma(twofold).value];
    throw new Error(
      `amounts such as "${twofold}" can be read as ${point} (--decimal .) or ${comma} (--decimal ,): say which`,
    );
  }
  const comma = named === undefined ? hits(readComma) > hits(readPoint) : named === ",";
  return comma ? { decimal: ",", read: readComma } : { decimal: ".", read: readPoint };
}
