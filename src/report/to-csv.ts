import { readOptions } from "../core/check-names.ts";
import { checkTable } from "./check-table.ts";
import type { SummaryTable, TableCell } from "./table.ts";

export interface ToCsvOptions {
  /** Keep spreadsheets from running text as a formula, by an apostrophe before it. */
  readonly guardFormulas?: boolean | undefined;
}

export const TO_CSV_DEFAULTS = { guardFormulas: true } as const satisfies Required<ToCsvOptions>;

/**
 * How do I hand a table to a spreadsheet or a program?
 *
 * Comma-separated values by RFC 4180: a header, then the rows. Numbers are written in full, unrounded
 * and without thousands separators, whatever their format; title and notes are left out.
 *
 * Spreadsheets run a cell as a formula that starts with `=`, `+`, `-` or `@` (of full width too, or
 * behind a control character), and a customer's name may be a stranger's text. So such text gets an
 * apostrophe before it, unless asked otherwise; numbers stay as they are.
 *
 * @param table - from `describe` or `toTable`
 * @param options - `guardFormulas`, default true; false where a program reads the text back
 * @returns lines that each end in CRLF; undefined values are empty fields
 * @throws InputError `invalid_shape`, `length_mismatch`, `non_finite_value` for a table that is none
 *
 * @example
 * ```ts
 * import { toCsv } from "clientele/report";
 *
 * const csv = toCsv({
 *   title: "Orders",
 *   columns: [
 *     { name: "Customer", align: "left" },
 *     { name: "Change", align: "right", format: { percent: 0 } },
 *   ],
 *   rows: [["=1+1", -0.125], ["Lovelace, Ada", null]],
 *   notes: [],
 * });
 * csv; // => "Customer,Change\r\n'=1+1,-0.125\r\n\"Lovelace, Ada\",\r\n"
 * ```
 *
 * @see RFC 4180 (2005); OWASP, CSV Injection
 */
export function toCsv(table: SummaryTable, options: ToCsvOptions = {}): string {
  const { columns, rows } = checkTable(table);
  const guard =
    readOptions(options, ["guardFormulas"]).guardFormulas ?? TO_CSV_DEFAULTS.guardFormulas;
  const field = (cell: TableCell): string => {
    if (cell === null) return "";
    if (typeof cell === "string") return quote(guard ? guardFormula(cell) : cell);
    return String((typeof cell === "number" ? cell : cell.value) + 0);
  };
  // Many readers skip an empty line: a record of one empty field is written in quotes.
  const line = (cells: readonly TableCell[]) => `${cells.map(field).join(",") || '""'}\r\n`;
  return [columns.map(({ name }) => name), ...rows].map(line).join("");
}

function guardFormula(text: string): string {
  return /^[=+\-@＝＋－＠\p{Cc}]/u.test(text) ? `'${text}` : text;
}

function quote(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
