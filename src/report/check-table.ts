import { checkFinite, checkInteger, show } from "../core/checks.ts";
import { type ErrorPath, InputError } from "../core/errors.ts";
import type { NumberFormat, SummaryTable, TableCell } from "./table.ts";

/** As many digits as an IEEE double has to tell. */
const MOST_DIGITS = 17;

/** A table that can be shown, or an error at the cell that cannot. */
export function checkTable(table: SummaryTable): SummaryTable {
  if (!isTable(table)) throw shapeError("a table from describe or toTable", table, []);
  const { columns, rows } = table;
  columns.forEach(({ format }, column) => {
    checkFormat(format, ["columns", column, "format"]);
  });
  rows.forEach((row, index) => {
    const path = ["rows", index];
    if (row.length !== columns.length) {
      throw new InputError(
        "length_mismatch",
        `expected ${columns.length} cells, as many as columns, got ${row.length}`,
        path,
      );
    }
    // Not `forEach`: it would step over what a sparse row leaves out.
    for (const [column, cell] of row.entries()) {
      checkCell(cell, columns[column].format, [...path, column]);
    }
  });
  return table;
}

function isTable(table: SummaryTable): boolean {
  const { title, columns, rows, notes } = table ?? {};
  return (
    [columns, rows, notes].every(Array.isArray) &&
    Array.from(rows).every(Array.isArray) &&
    [title, ...notes, ...Array.from(columns, (column) => column?.name)].every(isText)
  );
}

function isText(value: unknown): boolean {
  return typeof value === "string";
}

function checkCell(cell: TableCell, format: NumberFormat | undefined, path: ErrorPath): void {
  if (cell === null || typeof cell === "string") return;
  if (typeof cell === "number") {
    checkNumber(cell, format, path);
  } else if (typeof cell === "object" && "format" in cell) {
    checkFormat(cell.format, [...path, "format"]);
    checkNumber(cell.value, cell.format, [...path, "value"]);
  } else {
    throw shapeError("a string, a number, null or { value, format }", cell, path);
  }
}

function checkNumber(value: number, format: NumberFormat | undefined, path: ErrorPath): void {
  checkFinite(value, path);
  // What is shown as a percentage must be finite a hundred times as large, too.
  if (typeof format === "object" && "percent" in format) checkFinite(value * 100, path);
}

function checkFormat(format: NumberFormat | undefined, path: ErrorPath): void {
  if (format === undefined || format === "plain") return;
  const [[name, digits] = [], ...more] = Object.entries(format ?? {});
  if (more.length > 0 || !["decimals", "significant", "percent"].includes(`${name}`)) {
    throw new InputError(
      "invalid_option",
      `expected "plain", { decimals }, { significant } or { percent }, got ${show(format)}`,
      path,
    );
  }
  checkInteger(digits, [...path, `${name}`], name === "significant" ? 1 : 0, MOST_DIGITS);
}

function shapeError(expected: string, got: unknown, path: ErrorPath): InputError {
  return new InputError("invalid_shape", `expected ${expected}, got ${show(got)}`, path);
}
