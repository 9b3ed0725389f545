import { cellTexts, tame } from "./cell-text.ts";
import { checkTable } from "./check-table.ts";
import type { SummaryTable } from "./table.ts";

/**
 * How do I put a table onto a page or into a mail?
 *
 * A `<table>` with its title as caption, headers with their scope, and the notes as a footer. All
 * text is escaped: what stands in a cell cannot become markup. Without classes; numbers are set to
 * the right by a `style` attribute, which mail programs also read.
 *
 * @param table - from `describe` or `toTable`
 * @returns an HTML fragment; undefined values are shown as "–"
 * @throws InputError `invalid_shape`, `length_mismatch`, `non_finite_value` for a table that is none
 *
 * @example
 * ```ts
 * import { toHtml } from "clientele/report";
 *
 * const html = toHtml({
 *   title: "Orders",
 *   columns: [{ name: "Customer", align: "left" }],
 *   rows: [["<script>alert(1)</script>"]],
 *   notes: [],
 * });
 * html.includes("<caption>Orders</caption>"); // => true
 * html.includes('<th scope="row">&#60;script&#62;alert(1)&#60;/script&#62;</th>'); // => true
 * ```
 */
export function toHtml(table: SummaryTable): string {
  const { title, columns, notes } = checkTable(table);
  const styles = columns.map(({ align }) => (align === "right" ? ' style="text-align:right"' : ""));
  const row = (cells: readonly string[]) => `<tr>${cells.join("")}</tr>`;
  const header = columns.map(
    ({ name }, column) => `<th scope="col"${styles[column]}>${escapeText(name)}</th>`,
  );
  const body = cellTexts(table).map((cells) =>
    row(
      cells.map((text, column) => {
        // Words in the first column name the row; a number there is a value like others.
        const names = column === 0 && columns[0].align === "left";
        const [open, close] = names ? ['th scope="row"', "th"] : ["td", "td"];
        return `<${open}${styles[column]}>${escapeText(text)}</${close}>`;
      }),
    ),
  );
  const footer = notes.map((note) =>
    row([`<td colspan="${columns.length}">${escapeText(note)}</td>`]),
  );
  return [
    "<table>",
    ...(title === "" ? [] : [`<caption>${escapeText(title)}</caption>`]),
    `<thead>${row(header)}</thead>`,
    "<tbody>",
    ...body,
    "</tbody>",
    ...(notes.length === 0 ? [] : ["<tfoot>", ...footer, "</tfoot>"]),
    "</table>",
  ].join("\n");
}

function escapeText(text: string): string {
  return tame(text, "\n").replaceAll(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
