import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toHtml } from "../../src/report/to-html.ts";
import { anyTable, MIXED } from "./tables.ts";

const TAG =
  /<\/?(?:table|caption|thead|tbody|tfoot|tr|td|th)(?: scope="(?:col|row)")?(?: colspan="\d+")?(?: style="text-align:right")?>/g;

describe("toHtml", () => {
  test("writes a table with caption, scopes and footer", () => {
    const right = ' style="text-align:right"';
    expect(toHtml(MIXED)).toBe(
      [
        "<table>",
        "<caption>Tops &#38; flops</caption>",
        `<thead><tr><th scope="col">Customer</th><th scope="col"${right}>Value</th><th scope="col"${right}>Since</th><th scope="col"${right}>Alive</th></tr></thead>`,
        "<tbody>",
        `<tr><th scope="row">Ada</th><td${right}>1,234,567.89</td><td${right}>2019</td><td${right}>98.8%</td></tr>`,
        `<tr><th scope="row">Zoë | &#60;b&#62;</th><td${right}>0.00</td><td${right}>2024</td><td${right}>–</td></tr>`,
        `<tr><th scope="row">=1+1</th><td${right}>12.50</td><td${right}>–</td><td${right}>0.0%</td></tr>`,
        "</tbody>",
        "<tfoot>",
        '<tr><td colspan="4">Values in EUR.</td></tr>',
        '<tr><td colspan="4">1. no list</td></tr>',
        "</tfoot>",
        "</table>",
      ].join("\n"),
    );
  });

  test("leaves out a caption and a footer that are not there", () => {
    const html = toHtml({ ...MIXED, title: "", notes: [] });
    expect(html).not.toMatch(/caption|tfoot/);
  });

  test("takes a number in the first column for a value, not for the name of the row", () => {
    const columns = [{ name: "Rank", align: "right" as const }];
    const html = toHtml({ title: "", columns, rows: [[1]], notes: [] });
    expect(html).toContain('<td style="text-align:right">1</td>');
  });

  test("makes a customer's markup text", () => {
    const hostile = `<script>alert("1")</script><b onclick='x'>&amp;`;
    const columns = [{ name: hostile, align: "left" as const }];
    const html = toHtml({ title: hostile, columns, rows: [[hostile]], notes: [hostile] });
    const escaped =
      "&#60;script&#62;alert(&#34;1&#34;)&#60;/script&#62;&#60;b onclick=&#39;x&#39;&#62;&#38;amp;";
    expect(html.split(escaped)).toHaveLength(5);
    expect(html).not.toMatch(/<script|<b/);
  });

  test("holds no markup but its own, whatever the cells hold", () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const text = toHtml(table).replaceAll(TAG, "");
        expect(text).not.toMatch(/[<>"']|&(?!#(?:34|38|39|60|62);)|[^\P{Cc}\t\n]/u);
      }),
    );
  });
});
