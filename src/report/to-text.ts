import { cellTexts, tame } from "./cell-text.ts";
import { checkTable } from "./check-table.ts";
import type { SummaryTable } from "./table.ts";

const GAP = "  ";

/**
 * How do I read a table in a terminal or a log?
 *
 * Columns of even width, numbers to the right. Line breaks within a cell become spaces, control
 * characters are made harmless; combining marks take no width, wide characters that of two.
 *
 * @param table - from `describe` or `toTable`
 * @returns lines parted by `\n`, none at the end: the title, underlined; the header, ruled off; the
 *   rows; the notes. Undefined values are shown as "–".
 * @throws InputError `invalid_shape`, `length_mismatch`, `non_finite_value` for a table that is none
 *
 * @example
 * ```ts
 * import { toText } from "clientele/report";
 *
 * const text = toText({
 *   title: "Orders",
 *   columns: [
 *     { name: "Month", align: "left" },
 *     { name: "Orders", align: "right" },
 *   ],
 *   rows: [["January", 1200], ["February", null]],
 *   notes: ["February is not over."],
 * });
 * text.split("\n").slice(0, 4); // => ["Orders", "======", "", "Month     Orders"]
 * text.split("\n").slice(4, 7); // => ["--------  ------", "January    1,200", "February       –"]
 * text.split("\n").slice(7); // => ["", "February is not over."]
 * ```
 */
export function toText(table: SummaryTable): string {
  const { title, columns, notes } = checkTable(table);
  const header = columns.map(({ name }) => tame(name, " "));
  const body = cellTexts(table).map((row) => row.map((cell) => tame(cell, " ")));
  const widths = header.map((name, column) =>
    body.reduce((widest, row) => Math.max(widest, widthOf(row[column])), widthOf(name)),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => {
        const blank = " ".repeat(widths[column] - widthOf(cell));
        return columns[column].align === "right" ? blank + cell : cell + blank;
      })
      .join(GAP)
      .trimEnd();
  const heading = tame(title, " ");
  const rule = widths.map((width) => "-".repeat(width));
  return [
    ...(heading === "" ? [] : [heading, "=".repeat(widthOf(heading)), ""]),
    line(header),
    line(rule),
    ...body.map(line),
    ...(notes.length === 0 ? [] : ["", ...notes.map((note) => tame(note, " "))]),
  ].join("\n");
}

// Ideographs, kana, hangul and their marks, forms of full width, emoji.
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}\p{Emoji_Presentation}]/gu;

/** Columns that a terminal gives a text. */
function widthOf(text: string): number {
  return [...text.replaceAll(/[\p{Mn}\p{Me}\p{Cf}]/gu, "").replaceAll(WIDE, "--")].length;
}
