import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toMarkdown } from "../../src/report/to-markdown.ts";
import { anyTable, MIXED } from "./tables.ts";

/** What a cell says once backslashes are taken from punctuation. */
function withoutBackslashes(text: string): string {
  return text.replaceAll(/\\([!-/:-@[-`{-~])/g, "$1");
}

describe("toMarkdown", () => {
  test("writes a table of GitHub Flavored Markdown", () => {
    expect(toMarkdown(MIXED)).toBe(
      [
        "**Tops \\& flops**",
        "",
        "| Customer | Value | Since | Alive |",
        "| --- | ---: | ---: | ---: |",
        "| Ada | 1,234,567.89 | 2019 | 98.8% |",
        "| Zoë \\| \\<b\\> | 0.00 | 2024 | – |",
        "| =1+1 | 12.50 | – | 0.0% |",
        "",
        "- Values in EUR.",
        "- 1\\. no list",
      ].join("\n"),
    );
  });

  test("leaves out a title and notes that are not there", () => {
    const table = { ...MIXED, title: "", rows: [], notes: [] };
    expect(toMarkdown(table)).toBe(
      "| Customer | Value | Since | Alive |\n| --- | ---: | ---: | ---: |",
    );
  });

  test.each([
    ["a|b", "a\\|b"],
    ["a\\|b", "a\\\\\\|b"],
    ["a\nb\r\nc", "a<br>b<br>c"],
    ["a\tb\u0000", "a b\uFFFD"],
    ["**bold** `code` ~~gone~~", "\\*\\*bold\\*\\* \\`code\\` \\~\\~gone\\~\\~"],
    ["<img src=x onerror=alert(1)>", "\\<img src=x onerror=alert(1)\\>"],
    ["[link](javascript:x)", "\\[link\\](javascript:x)"],
    ["&lt; $x$", "\\&lt; \\$x\\$"],
    ["weakly_identified", "weakly_identified"],
    ["_emphasis_ and __init__", "\\_emphasis\\_ and \\_\\_init\\_\\_"],
    ["  padded  ", "padded"],
    ["- 5", "- 5"],
  ])("makes %j harmless", (cell, shown) => {
    const columns = [{ name: "A", align: "left" as const }];
    const [, , row] = toMarkdown({ title: "", columns, rows: [[cell]], notes: [] }).split("\n");
    expect(row).toBe(`| ${shown} |`);
  });

  test.each([
    ["- list", "- \\- list"],
    ["# heading", "- \\# heading"],
    ["+ list", "- \\+ list"],
    ["12) list", "- 12\\) list"],
    ["===", "- \\==="],
    ["5 customers", "- 5 customers"],
  ])("keeps the note %j a sentence", (note, shown) => {
    expect(
      toMarkdown({ ...MIXED, notes: [note] })
        .split("\n")
        .at(-1),
    ).toBe(shown);
  });

  test("writes one line a row, each with as many bars as the header", () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const lines = toMarkdown({ ...table, title: "", notes: [] }).split(
          /\r\n|[\n\v\f\r\x85\u2028\u2029]/,
        );
        expect(lines).toHaveLength(2 + table.rows.length);
        for (const line of lines) {
          const bars = line.replaceAll(/\\./gs, "").split("|").length - 1;
          expect(bars).toBe(table.columns.length + 1);
        }
      }),
    );
  });

  test("says in each cell what the cell holds", () => {
    const columns = [{ name: "A", align: "left" as const }];
    fc.assert(
      fc.property(fc.string({ unit: "grapheme-ascii" }), (cell) => {
        const [, , row] = toMarkdown({ title: "", columns, rows: [[cell]], notes: [] }).split("\n");
        expect(withoutBackslashes(row.slice(2, -2))).toBe(cell.trim());
      }),
    );
  });
});
