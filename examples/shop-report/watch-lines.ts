import { quoted } from "./columns.ts";
import { plainName } from "./guess-columns.ts";

/** Lines that may be no orders of their own, and orders that may be no lines. */
export interface LineWatch {
  /** A record, and the line on which it ends. */
  readonly look: (cells: readonly string[], line: number) => void;
  /** The amount of an order that is counted. */
  readonly count: (cells: readonly string[], line: number, value: number) => void;
  /** @param isMerged - whether the lines of an order are put together */
  readonly finish: (isMerged: boolean) => readonly string[];
}

/** As {@link plainName} leaves them, in the languages of the other names. */
const ORDER_NUMBERS = [
  ...["orderid", "ordernumber", "orderno", "ordernr", "order", "invoiceno", "invoicenumber"],
  ...["bestellnummer", "bestellnr", "auftragsnummer", "auftragsnr", "rechnungsnummer"],
  ...["numerocommande", "numerodecommande", "ncommande", "ndecommande", "numerodepedido"],
  ...["numeropedido", "pedido", "numeroordine", "ordine", "bestelnummer", "ordernummer"],
];
/** Items may well cost the same in one order, but not in all of them. */
const REPEATED = { orders: 3, share: 0.9 } as const;
/** Of fewer orders one may well be as much as all others. */
const FEWEST_SUMMED = 5;
const ROUNDING = 1e-9;

/** @param command - what was typed, to be typed again with what puts the lines of an order together */
export function watchLines(
  header: readonly string[],
  { delimiter, command }: { readonly delimiter: string; readonly command: string },
): LineWatch {
  const quotes = watchQuotes(header.length, delimiter);
  const totals = watchTotals(header, command);
  return {
    look: quotes.look,
    count: totals.count,
    finish: (isMerged) => [...quotes.finish(), ...totals.finish(isMerged)],
  };
}

/** A quote that nobody closed takes all lines up to the next quote into its cell. */
function watchQuotes(columns: number, delimiter: string) {
  const found: number[] = [];
  let swallowed = 0;
  return {
    look(cells: readonly string[], line: number) {
      for (const cell of cells) {
        const breaks = cell.split("\n").length - 1;
        if (breaks === 0) continue;
        if (cell.split(delimiter).length - 1 < breaks * Math.max(2, columns - 1)) continue;
        found.push(line);
        swallowed += breaks;
      }
    },
    finish(): string[] {
      if (found.length === 0) return [];
      const [first] = found;
      const others = found.length > 1 ? ` and ${found.length - 1} more` : "";
      return [
        `The cell in quotes that ends on line ${first}${others} holds lines that look like orders, ${swallowed} in all, and
they are not counted. Is a quote missing, or one too many?`,
      ];
    },
  };
}

/** A total that stands on each line of its order, or as that of the whole file on the last one. */
function watchTotals(header: readonly string[], command: string) {
  const plain = header.map(plainName);
  const place = plain.findIndex((name) => ORDER_NUMBERS.includes(name));
  let orders = 0;
  let sum = 0;
  let last = { line: 0, value: 0 };
  let open = { number: "", value: 0, lines: 0, isRepeated: false };
  let several = 0;
  let repeated = 0;
  let further = 0;
  let furtherRepeated = 0;

  const close = () => {
    if (open.lines < 2) return;
    several++;
    further += open.lines - 1;
    if (!open.isRepeated) return;
    repeated++;
    furtherRepeated += open.lines - 1;
  };
  const severalWords = (isRepeated: boolean): string[] => {
    if (several === 0) return [];
    const number = header[place];
    if (isRepeated) {
      return [
        `${repeated} orders ("${number}") have several lines, each with the same amount. Is it the total of
the order, written again for each item? Then ${furtherRepeated} lines too many are counted. To count each order
once, type: ${command} --once-per ${quoted(number)}`,
      ];
    }
    return [
      `${several} orders ("${number}") have several lines, ${further} more than one each. "Orders" counts these
lines, and "Average order value" is that of a line; revenue, customers and purchase days do not
depend on it. To add them up, type: ${command} --sum-per ${quoted(number)}`,
    ];
  };
  return {
    count(cells: readonly string[], line: number, value: number) {
      orders++;
      sum += value;
      last = { line, value };
      if (place < 0) return;
      const number = cells[place];
      if (number === open.number && number !== "") {
        open.lines++;
        open.isRepeated &&= value === open.value;
        return;
      }
      close();
      open = { number, value, lines: 1, isRepeated: value !== 0 };
    },
    finish(isMerged: boolean): string[] {
      close();
      open = { number: "", value: 0, lines: 0, isRepeated: false };
      const isTotal =
        orders > FEWEST_SUMMED &&
        last.value > 0 &&
        Math.abs(sum - 2 * last.value) <= ROUNDING * last.value;
      const isRepeated = repeated >= REPEATED.orders && repeated >= REPEATED.share * several;
      return [
        ...(isMerged ? [] : severalWords(isRepeated)),
        ...(isTotal
          ? [
              `The amount of line ${last.line}, the last one, is the sum of all others. Is it their total, and no
order? Then take it out of the file.`,
            ]
          : []),
      ];
    },
  };
}
