import * as z from "zod/mini";
import { checkInteger } from "../core/checks.ts";
import { InputError } from "../core/errors.ts";
import type { NumberFormat, SummaryTable } from "../report/table.ts";
import { finite, lawful, listOf } from "./leaves.ts";
import { parseWith } from "./parse-with.ts";

/** As many digits as an IEEE double has to tell. */
const MOST_DIGITS = 17;

const numberFormat = z
  .union([
    z.literal("plain"),
    z.strictObject({ decimals: finite }),
    z.strictObject({ significant: finite }),
    z.strictObject({ percent: finite }),
  ])
  .check(lawful(checkDigits));

const cell = z.union([
  z.string(),
  finite,
  z.strictObject({ value: finite, format: numberFormat }),
  z.null(),
]);

/** What is stored of a table; see {@link parseSummaryTable}. */
export const summaryTableSchema = z
  .strictObject({
    title: z.string(),
    columns: listOf(
      z.strictObject({
        name: z.string(),
        align: z.enum(["left", "right"]),
        format: z.exactOptional(numberFormat),
      }),
    ),
    rows: listOf(listOf(cell)),
    notes: listOf(z.string()),
  })
  .check(lawful(checkRows));

function checkDigits(format: NumberFormat): void {
  if (format === "plain") return;
  for (const [name, digits] of Object.entries(format)) {
    checkInteger(digits, [name], name === "significant" ? 1 : 0, MOST_DIGITS);
  }
}

/** A cell for every column. */
function checkRows({ columns, rows }: SummaryTable): void {
  const row = rows.findIndex(({ length }) => length !== columns.length);
  if (row === -1) return;
  const message = `expected ${columns.length} cells, as many as columns, got ${rows[row].length}`;
  throw new InputError("length_mismatch", message, ["rows", row]);
}

/**
 * Is this a table, as `describe` makes them?
 *
 * @param data - anything
 * @returns the table
 * @throws InputError `length_mismatch` for a row with more or fewer cells than columns, `out_of_range`
 *   for a column's format, `unknown_key`, `invalid_option`, `invalid_shape`, also for a cell that is
 *   none; faults as `{ code, path, message }` in `details.issues`
 *
 * @example
 * ```ts
 * import { toText } from "clientele/report";
 * import { parseSummaryTable } from "clientele/schema";
 *
 * const table = {
 *   title: "Points",
 *   columns: [{ name: "tier", align: "left" }, { name: "members", align: "right" }],
 *   rows: [["gold", 12]],
 *   notes: [],
 * };
 * toText(parseSummaryTable(table)).split("\n")[0]; // => "Points"
 * parseSummaryTable({ ...table, rows: [["gold"]] }); // => throws length_mismatch
 * ```
 */
export function parseSummaryTable(data: unknown): SummaryTable {
  return parseWith(summaryTableSchema, data);
}
