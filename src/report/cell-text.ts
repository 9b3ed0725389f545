import { formatNumber } from "./format-number.ts";
import type { SummaryTable } from "./table.ts";

/** What readers see where a value is undefined. */
const UNDEFINED = "–";

/** The cells as people read them, row by row. */
export function cellTexts({ columns, rows }: SummaryTable): string[][] {
  return rows.map((row) =>
    row.map((cell, column) => {
      if (cell === null) return UNDEFINED;
      if (typeof cell === "string") return cell;
      return typeof cell === "number"
        ? formatNumber(cell, columns[column].format)
        : formatNumber(cell.value, cell.format);
    }),
  );
}

/** Text that steers no terminal and no page: tabs as spaces, line breaks as told, no controls. */
export function tame(text: string, lineBreak: string): string {
  return text
    .replaceAll("\t", " ")
    .replaceAll(/\r\n|[\n-\r\x85\u2028\u2029]/g, "\n")
    .replaceAll(/[^\P{Cc}\n]/gu, "\uFFFD")
    .replaceAll("\n", lineBreak);
}
