export interface AmountFormat {
  readonly decimal: "." | ",";
  /** Not a number where the text is none: the package then names the row. */
  readonly read: (text: string) => number;
}

const SYMBOLS = /^(-?)\s*(?:[$€£¥]|[A-Z]{3})?\s*|\s*(?:[$€£¥]|[A-Z]{3})$/g;
const POINT = /^-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d*)?$|^-?\.\d+$/;
const COMMA = /^-?(?:\d+|\d{1,3}(?:[. ]\d{3})+)(?:,\d*)?$|^-?,\d+$/;

function readPoint(text: string): number {
  const bare = text.replace(SYMBOLS, "$1");
  return POINT.test(bare) ? Number(bare.replaceAll(",", "")) : Number.NaN;
}

function readComma(text: string): number {
  const bare = text.replace(SYMBOLS, "$1");
  return COMMA.test(bare) ? Number(bare.replace(/[. ]/g, "").replace(",", ".")) : Number.NaN;
}

/** Decimal points, unless told otherwise or the sample reads as decimal commas alone. */
export function amountFormatFor(
  sample: readonly string[],
  named: string | undefined,
): AmountFormat {
  if (named !== undefined && named !== "." && named !== ",") {
    throw new Error(`--decimal is . or , and not "${named}"`);
  }
  const hits = (read: (text: string) => number) =>
    sample.filter((text) => Number.isFinite(read(text))).length;
  const twofold = sample.find((text) => {
    const [point, comma] = [readPoint(text), readComma(text)];
    return Number.isFinite(point) && Number.isFinite(comma) && point !== comma;
  });
  if (named === undefined && twofold !== undefined && hits(readComma) === hits(readPoint)) {
    throw new Error(
      `amounts such as "${twofold}" can be read as ${readPoint(twofold)} or ${readComma(twofold)}: say which with --decimal`,
    );
  }
  const comma = named === undefined ? hits(readComma) > hits(readPoint) : named === ",";
  return comma ? { decimal: ",", read: readComma } : { decimal: ".", read: readPoint };
}
