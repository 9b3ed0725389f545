import { readOptions } from "../core/check-names.ts";
import { show } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import { checkTable } from "./check-table.ts";
import type { NumberFormat, SummaryTable, TableCell } from "./table.ts";

/** A column to be made: what it is called, and what it says of a row. */
export interface ColumnOf<Row> {
  readonly name: string;
  readonly cell: (row: Row, index: number) => TableCell;
  /** Unless given, to the right where there is a format, or where all cells are numbers. */
  readonly align?: "left" | "right" | undefined;
  readonly format?: NumberFormat | undefined;
}

export interface ToTableOptions<Row> {
  readonly title: string;
  readonly columns: readonly ColumnOf<Row>[];
  /** Sentences below the table. */
  readonly notes?: readonly string[] | undefined;
}

/**
 * How do I show rows of my own?
 *
 * Makes a table of any rows, for `toText`, `toMarkdown`, `toHtml` and `toCsv`. For what this
 * package itself hands out, `describe` makes one ready.
 *
 * @param rows - anything, one a row of the table
 * @param options - `title`; `columns`, each with a `name`, the `cell` it shows of a row (a string,
 *   a finite number, `null` for undefined, or `{ value, format }`), and if need be `align` and
 *   `format`; `notes`, none unless given
 * @returns the table as plain data; its numbers are unrounded
 * @throws InputError `non_finite_value` for a number that cannot be shown, `invalid_shape` for
 *   other cells, `invalid_option` or `out_of_range` for a format
 *
 * @example
 * ```ts
 * import { toTable, toText } from "clientele/report";
 *
 * const customers = [
 *   { name: "Ada", value: 1234.5, alive: 0.912 },
 *   { name: "Grace", value: 98.25, alive: 0.4 },
 * ];
 * const table = toTable(customers, {
 *   title: "Top customers",
 *   columns: [
 *     { name: "Customer", cell: (customer) => customer.name },
 *     { name: "Value", cell: (customer) => customer.value, format: { decimals: 2 } },
 *     { name: "Alive", cell: (customer) => customer.alive, format: { percent: 0 } },
 *   ],
 * });
 * table.rows[0]; // => ["Ada", 1234.5, 0.912]
 * toText(table).split("\n").slice(-2); // => ["Ada       1,234.50    91%", "Grace        98.25    40%"]
 * ```
 */
export function toTable<Row>(rows: readonly Row[], options: ToTableOptions<Row>): SummaryTable {
  checkList(rows, "rows");
  const { title, columns, notes = [] } = readOptions(options, ["title", "columns", "notes"]);
  checkList(columns, "columns");
  columns.forEach((column, index) => {
    if (typeof column?.cell === "function") return;
    throw new InputError("invalid_argument", "expected a column { name, cell }", [
      "columns",
      index,
    ]);
  });
  const cells = rows.map((row, index) => columns.map(({ cell }) => cell(row, index)));
  return checkTable({
    title,
    columns: columns.map(({ name, align, format }, column) => ({
      name,
      align: align ?? (format !== undefined || isNumeric(cells, column) ? "right" : "left"),
      ...(format !== undefined && { format }),
    })),
    rows: cells,
    notes,
  });
}

function checkList(list: unknown, name: string): void {
  if (Array.isArray(list)) return;
  throw new InputError("invalid_argument", `expected a list, got ${show(list)}`, [name]);
}

function isNumeric(rows: readonly (readonly TableCell[])[], column: number): boolean {
  const defined = rows.map((row) => row[column]).filter((cell) => cell !== null);
  return defined.length > 0 && defined.every((cell) => typeof cell !== "string");
}
