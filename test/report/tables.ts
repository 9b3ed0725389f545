import fc from "fast-check";
import type { SummaryTable, TableCell } from "../../src/report/table.ts";

/** A table of any cells, which renderers must take as they are. */
export const anyTable = tableOf(
  fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom(..."=+-@|<>&\"',\\`*_#\t\r\n\u2028\u0000\u001b aé") }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer(),
    fc.constant(null),
    fc.record({
      value: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      format: fc.oneof(
        fc.constant("plain" as const),
        fc.record({ decimals: fc.integer({ min: 0, max: 17 }) }),
        fc.record({ significant: fc.integer({ min: 1, max: 17 }) }),
        fc.record({ percent: fc.integer({ min: 0, max: 17 }) }),
      ),
    }),
  ),
);

/** Tables whose cells are drawn from one kind. */
export function tableOf(cell: fc.Arbitrary<TableCell>): fc.Arbitrary<SummaryTable> {
  const text = fc.string({ unit: "binary" });
  return fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc.record({
      title: text,
      columns: fc.array(
        fc.record({ name: text, align: fc.constantFrom("left" as const, "right" as const) }),
        { minLength: width, maxLength: width },
      ),
      rows: fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 6 }),
      notes: fc.array(text, { maxLength: 3 }),
    }),
  );
}

/** A table with something of everything. */
export const MIXED: SummaryTable = {
  title: "Tops & flops",
  columns: [
    { name: "Customer", align: "left" },
    { name: "Value", align: "right", format: { decimals: 2 } },
    { name: "Since", align: "right", format: "plain" },
    { name: "Alive", align: "right", format: { percent: 1 } },
  ],
  rows: [
    ["Ada", 1234567.891, 2019, 0.9876],
    ["Zoë | <b>", -0.001, 2024, null],
    ["=1+1", { value: 12.5, format: { significant: 4 } }, null, 0],
  ],
  notes: ["Values in EUR.", "1. no list"],
};
