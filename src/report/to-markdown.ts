import { cellTexts, tame } from "./cell-text.ts";
import { checkTable } from "./check-table.ts";
import type { SummaryTable } from "./table.ts";

/**
 * How do I put a table into an issue, a wiki or a README?
 *
 * A table of GitHub Flavored Markdown, its title in bold above, its notes as a list below. Nothing
 * in a cell is taken for markup: pipes and the like are escaped, line breaks become `<br>`.
 *
 * @param table - from `describe` or `toTable`
 * @returns lines parted by `\n`, none at the end; undefined values are shown as "–"
 * @throws InputError `invalid_shape`, `length_mismatch`, `non_finite_value` for a table that is none
 *
 * @example
 * ```ts
 * import { toMarkdown } from "clientele/report";
 *
 * const markdown = toMarkdown({
 *   title: "Orders",
 *   columns: [
 *     { name: "Month", align: "left" },
 *     { name: "Orders", align: "right" },
 *   ],
 *   rows: [["January | 2026", 1200]],
 *   notes: [],
 * });
 * markdown.split("\n").slice(2, 4); // => ["| Month | Orders |", "| --- | ---: |"]
 * markdown.split("\n").slice(4); // => ["| January \\| 2026 | 1,200 |"]
 * ```
 *
 * @see GitHub Flavored Markdown Spec, section 4.10, tables (extension)
 */
export function toMarkdown(table: SummaryTable): string {
  const { title, columns, notes } = checkTable(table);
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const heading = escapeText(title);
  return [
    ...(heading === "" ? [] : [`**${heading}**`, ""]),
    line(columns.map(({ name }) => escapeText(name))),
    line(columns.map(({ align }) => (align === "right" ? "---:" : "---"))),
    ...cellTexts(table).map((row) => line(row.map(escapeText))),
    ...(notes.length === 0 ? [] : ["", ...notes.map((note) => `- ${escapeLine(note)}`)]),
  ].join("\n");
}

function escapeText(text: string): string {
  const escaped = text
    .trim()
    .replaceAll(/[\\`*[\]<>|~&$]/g, "\\$&")
    // Within a word an underscore is no markup.
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_");
  return tame(escaped, "<br>");
}

/** At the start of a line some more is markup: a list, a heading, a rule. */
function escapeLine(text: string): string {
  return escapeText(text).replace(/^(\d*)([-+#=.)])/, "$1\\$2");
}
