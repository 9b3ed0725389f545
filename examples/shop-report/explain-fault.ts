import type { Warning } from "clientele";
import type { BadRecord } from "./order-table.ts";

/** What the package says of a row, in the words of the command line. */
const WORDS: ReadonlyMap<string, string> = new Map([
  ["missing_id", "there is no customer"],
  [
    "negative_value",
    "the amount is below zero; --refunds netSameDay takes it off what the customer bought that day, --refunds drop leaves all refunds out",
  ],
  [
    "unmatched_refund",
    "a refund, and the customer bought nothing on its day; to count it, take it off its order in the file; --refunds drop counts purchases alone",
  ],
  ["refund_exceeds_day", "a refund of more than the customer bought on its day"],
  ["future_order", "the order is later than --as-of"],
]);

const SHOWN = 5;

/** `[3].value: expected …`: the line is named already. */
const PATH = /^\[\d+\](?:\.\w+)?: /;

export function explainFault(code: string, message: string): string {
  return WORDS.get(code) ?? message.replace(PATH, "");
}

/** A warning with the lines of the file in place of the rows that the package counts, from 0 on. */
export function inLines(warning: Warning, lines: readonly number[]): Warning {
  const message = warning.message.replace(/: rows? [\d, ]+/, (rows) =>
    rows.replace("row", "line").replace(/\d+/g, (row) => String(lines[Number(row)])),
  );
  const isRepeat = warning.code === "duplicate_rows";
  return {
    ...warning,
    message: isRepeat ? `${message}; --drop-repeats counts one of each` : message,
  };
}

/** Where orders are fewer than lines read: what became of the others. */
export function tellRefunds(
  refunds: "error" | "netSameDay" | "drop",
  read: number,
  orders: number,
): string[] {
  if (refunds === "error" || orders === read) return [];
  const why =
    refunds === "drop"
      ? "Amounts below zero are left out as refunds; what they give back is counted as revenue."
      : `Refunds are taken off the orders of their day. What was
refunded in full on its day is not counted, nor is a customer who bought nothing else.`;
  return [`Lines read: ${read}; orders counted: ${orders}. ${why}`];
}

/** The first of those left out, and how many more there are. */
export function listRejected(rejected: readonly BadRecord[]): string {
  const hidden = rejected.length - SHOWN;
  return [
    `${rejected.length} ${rejected.length === 1 ? "line" : "lines"} left out:`,
    ...rejected.slice(0, SHOWN).map(({ line, message }) => `  line ${line}: ${message}`),
    ...(hidden > 0 ? [`  … and ${hidden} more (--json lists them all)`] : []),
  ].join("\n");
}
