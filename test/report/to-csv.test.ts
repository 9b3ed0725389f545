import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toCsv } from "../../src/report/to-csv.ts";
import { anyTable, MIXED } from "./tables.ts";

function readCsv(csv: string): string[][] {
  return parse(csv, { record_delimiter: "\r\n" });
}

describe("toCsv", () => {
  test("writes raw numbers, quotes where it must, and CRLF", () => {
    expect(toCsv(MIXED)).toBe(
      [
        "Customer,Value,Since,Alive",
        "Ada,1234567.891,2019,0.9876",
        "Zoë | <b>,-0.001,2024,",
        "'=1+1,12.5,,0",
        "",
      ].join("\r\n"),
    );
  });

  test.each(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "＝1+1", "＠A1"])(
    "keeps %j from running as a formula",
    (cell) => {
      const columns = [{ name: cell, align: "left" as const }];
      const table = { title: "", columns, rows: [[cell]], notes: [] };
      expect(readCsv(toCsv(table))).toEqual([[`'${cell}`], [`'${cell}`]]);
      const bare = toCsv(table, { guardFormulas: false });
      expect(readCsv(bare)).toEqual([[cell], [cell]]);
    },
  );

  test.each([
    ["a,b", '"a,b"'],
    ['a"b', '"a""b"'],
    ["a\rb", '"a\rb"'],
    ["a\nb", '"a\nb"'],
    ["a b", "a b"],
  ])("writes %j as %s", (cell, field) => {
    const columns = [{ name: "c", align: "left" as const }];
    expect(toCsv({ title: "", columns, rows: [[cell]], notes: [] })).toBe(`c\r\n${field}\r\n`);
  });

  test("leaves numbers below zero alone, and zero without a sign", () => {
    const columns = [{ name: "v", align: "right" as const }];
    const rows = [[-5], [-0], [{ value: -0.5, format: { percent: 0 } }]];
    expect(toCsv({ title: "", columns, rows, notes: [] })).toBe("v\r\n-5\r\n0\r\n-0.5\r\n");
  });

  test("writes no empty line: many readers would skip the row", () => {
    const columns = [{ name: "v", align: "right" as const }];
    const rows = [[null], [1]];
    expect(toCsv({ title: "", columns, rows, notes: [] })).toBe('v\r\n""\r\n1\r\n');
  });

  test("reads back as it was, numbers to the last digit", () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const data = readCsv(toCsv(table, { guardFormulas: false }));
        const numbers = table.rows.map((row) =>
          row.map((cell) => (typeof cell === "object" && cell !== null ? cell.value : cell)),
        );
        expect(data.slice(1)).toEqual(
          numbers.map((row) => row.map((cell) => (cell === null ? "" : String(cell)))),
        );
        expect(data[0]).toEqual(table.columns.map(({ name }) => name));
        data.slice(1).forEach((row, i) => {
          row.forEach((field, j) => {
            const cell = numbers[i][j];
            if (typeof cell === "number") expect(Number(field) - cell).toBe(0);
          });
        });
      }),
    );
  });

  test("starts no field with a sign that spreadsheets run", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(..."=+-@\t\r\n\",'a") }), (cell) => {
        const columns = [{ name: "c", align: "left" as const }];
        const csv = toCsv({ title: "", columns, rows: [[cell]], notes: [] });
        const [, [field]] = readCsv(csv);
        expect(field).not.toMatch(/^[=+\-@\t\r]/);
        expect([cell, `'${cell}`]).toContain(field);
      }),
    );
  });
});
