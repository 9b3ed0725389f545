import { describe, expect, test } from "vitest";
import type { SummaryTable, TableCell } from "../../src/report/table.ts";
import { toCsv } from "../../src/report/to-csv.ts";
import { toHtml } from "../../src/report/to-html.ts";
import { toMarkdown } from "../../src/report/to-markdown.ts";
import { toTable } from "../../src/report/to-table.ts";
import { toText } from "../../src/report/to-text.ts";

describe("toTable", () => {
  test("asks each column of each row", () => {
    const table = toTable(["a", "b"], {
      title: "Letters",
      columns: [
        { name: "No.", cell: (_, index) => index + 1, format: "plain" },
        { name: "Letter", cell: (letter) => letter },
      ],
    });
    expect(table).toEqual({
      title: "Letters",
      columns: [
        { name: "No.", align: "right", format: "plain" },
        { name: "Letter", align: "left" },
      ],
      rows: [
        [1, "a"],
        [2, "b"],
      ],
      notes: [],
    });
  });

  test.each<["left" | "right", TableCell[]]>([
    ["right", [1, 2]],
    ["right", [null, 2]],
    ["right", [{ value: 1, format: "plain" }]],
    ["left", [1, "two"]],
    ["left", [null, null]],
    ["left", []],
  ])("sets to the %s what holds %j", (align, cells) => {
    const { columns } = toTable(cells, {
      title: "",
      columns: [{ name: "c", cell: (cell) => cell }],
    });
    expect(columns).toEqual([{ name: "c", align }]);
  });

  test("sets to the right what has a format, undefined or not", () => {
    const { columns } = toTable([null], {
      title: "",
      columns: [{ name: "c", cell: (cell) => cell, format: "plain" }],
    });
    expect(columns[0].align).toBe("right");
  });

  test("does as told", () => {
    const { columns } = toTable([1], {
      title: "",
      columns: [{ name: "c", cell: (cell) => cell, align: "left" }],
    });
    expect(columns[0].align).toBe("left");
  });
});

const sound: SummaryTable = {
  title: "t",
  columns: [{ name: "c", align: "right" }],
  rows: [[1]],
  notes: [],
};

describe.each([
  ["toText", toText],
  ["toMarkdown", toMarkdown],
  ["toHtml", toHtml],
  ["toCsv", toCsv],
])("%s refuses", (_, render: (table: SummaryTable) => string) => {
  test.each<[Partial<SummaryTable>, string, (string | number)[]]>([
    [{ rows: [[1], [Number.NaN]] }, "non_finite_value", ["rows", 1, 0]],
    [
      { rows: [[{ value: Infinity, format: "plain" }]] },
      "non_finite_value",
      ["rows", 0, 0, "value"],
    ],
    [{ rows: [[1, 2]] }, "length_mismatch", ["rows", 0]],
    [{ rows: [[]] }, "length_mismatch", ["rows", 0]],
    [{ rows: [new Array(1)] }, "invalid_shape", ["rows", 0, 0]],
    [
      { columns: [{ name: "c", align: "left", format: { decimals: 18 } }] },
      "out_of_range",
      ["columns", 0, "format", "decimals"],
    ],
    [
      { rows: [[{ value: 1, format: { significant: 0 } }]] },
      "out_of_range",
      ["rows", 0, 0, "format", "significant"],
    ],
    [
      { rows: [[{ value: 1e307, format: { percent: 0 } }]] },
      "non_finite_value",
      ["rows", 0, 0, "value"],
    ],
  ])("%j", (part, code, path) => {
    expect(render(sound)).toContain("c");
    expect(() => render({ ...sound, ...part })).toThrow(expect.objectContaining({ code, path }));
  });

  test.each([
    ["no table", "null", "invalid_shape"],
    ["no title", '{"columns":[],"rows":[],"notes":[]}', "invalid_shape"],
    ["no rows", '{"title":"","columns":[],"notes":[]}', "invalid_shape"],
    ["a row that is none", '{"title":"","columns":[],"rows":[1],"notes":[]}', "invalid_shape"],
    ["a column without name", '{"title":"","columns":[{}],"rows":[],"notes":[]}', "invalid_shape"],
    ["a note that is none", '{"title":"","columns":[],"rows":[],"notes":[1]}', "invalid_shape"],
    [
      "a cell that is none",
      '{"title":"","columns":[{"name":"c"}],"rows":[[true]],"notes":[]}',
      "invalid_shape",
    ],
    [
      "text in place of a number",
      '{"title":"","columns":[{"name":"c"}],"rows":[[{"value":"1","format":"plain"}]],"notes":[]}',
      "not_a_number",
    ],
    [
      "two formats at once",
      '{"title":"","columns":[{"name":"c","format":{"decimals":2,"percent":1}}],"rows":[],"notes":[]}',
      "invalid_option",
    ],
    [
      "a format that is none",
      '{"title":"","columns":[{"name":"c","format":{"digits":2}}],"rows":[],"notes":[]}',
      "invalid_option",
    ],
  ])("%s", (_name, json, code) => {
    expect(() => render(JSON.parse(json))).toThrow(expect.objectContaining({ code }));
  });
});
