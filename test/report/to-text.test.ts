import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { toText } from "../../src/report/to-text.ts";
import { anyTable, MIXED, tableOf } from "./tables.ts";

describe("toText", () => {
  test("aligns columns, rules off the header and puts notes below", () => {
    expect(toText(MIXED)).toBe(
      [
        "Tops & flops",
        "============",
        "",
        "Customer          Value  Since  Alive",
        "---------  ------------  -----  -----",
        "Ada        1,234,567.89   2019  98.8%",
        "Zoë | <b>          0.00   2024      –",
        "=1+1              12.50      –   0.0%",
        "",
        "Values in EUR.",
        "1. no list",
      ].join("\n"),
    );
  });

  test("leaves out a title and notes that are not there", () => {
    expect(toText({ ...MIXED, title: "", rows: [], notes: [] })).toBe(
      "Customer  Value  Since  Alive\n--------  -----  -----  -----",
    );
  });

  test("keeps a customer's name from breaking lines or steering the terminal", () => {
    const name = "a\r\nb\tc\u001b[31m\u0000d\u2028e\u009bf";
    const text = toText({ ...MIXED, rows: [[name, null, null, null]] });
    expect(text).toContain("a b c\uFFFD[31m\uFFFDd e\uFFFDf");
  });

  test("counts accents, wide characters and those beyond the first plane as a terminal does", () => {
    const rows = [
      ["Zoe\u0308", 1],
      ["𝒜da", 22],
      ["Z\u200Boe", 3],
      ["李さん", 4],
      ["Ｚ👍", 55],
      ["ｶﾅ가", 6],
    ];
    const columns = [
      { name: "N", align: "left" as const },
      { name: "V", align: "right" as const },
    ];
    expect(toText({ title: "", columns, rows, notes: [] }).split("\n").slice(2)).toEqual([
      "Zoe\u0308      1",
      "𝒜da     22",
      "Z\u200Boe      3",
      "李さん   4",
      "Ｚ👍    55",
      "ｶﾅ가     6",
    ]);
  });

  test("gives every line of a table the same edges", () => {
    const plain = fc.oneof(
      fc.string({ unit: fc.constantFrom(..."azé ñЖλ-1,.") }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constant(null),
    );
    fc.assert(
      fc.property(tableOf(plain), (table) => {
        const named = { ...table, title: "", notes: [] };
        const columns = table.columns.map(({ align }, i) => ({ name: `c${i}`, align }));
        const [header, rule, ...rows] = toText({ ...named, columns }).split("\n");
        expect(rows).toHaveLength(table.rows.length);
        const starts = [...rule.matchAll(/-+/g)].map(({ index }) => index);
        const ends = [...rule.matchAll(/-+/g)].map((match) => match.index + match[0].length);
        for (const line of [header, ...rows]) {
          const cells = line.padEnd(rule.length);
          expect(cells).toHaveLength(rule.length);
          ends.slice(0, -1).forEach((end, i) => {
            expect(cells.slice(end, starts[i + 1])).toBe("  ");
          });
        }
        columns.forEach(({ align }, i) => {
          const cell = header.padEnd(rule.length).slice(starts[i], ends[i]);
          expect(align === "right" ? cell.trimStart() : cell.trimEnd()).toBe(`c${i}`);
        });
      }),
    );
  });

  test("writes one line a row, whatever the cells hold", () => {
    fc.assert(
      fc.property(anyTable, (table) => {
        const lines = toText({ ...table, title: "" }).split(/\r\n|[\n\v\f\r\x85\u2028\u2029]/);
        const notes = table.notes.length === 0 ? 0 : table.notes.length + 1;
        expect(lines).toHaveLength(2 + table.rows.length + notes);
        expect(lines.join("")).not.toMatch(/\p{Cc}/u);
      }),
    );
  });
});
