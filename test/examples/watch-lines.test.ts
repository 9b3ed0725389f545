import { describe, expect, it } from "vitest";
import { readOptions } from "../../examples/shop-report/options.ts";
import { openOrderTable } from "../../examples/shop-report/order-table.ts";

function notesOf(header: string, rows: readonly (readonly string[])[]): readonly string[] {
  const table = openOrderTable(readOptions(["orders.csv"]), ",");
  table.add(header.split(","), 1);
  rows.forEach((cells, row) => {
    table.add(cells, row + 2);
  });
  return table.finish().notes;
}

const day = (index: number) => new Date(Date.UTC(2025, 0, 1 + index)).toISOString().slice(0, 10);

describe("a total on each line of its order", () => {
  const header = "Order Number,customer,date,total";
  const itemsOf = (order: number, ...totals: readonly string[]) =>
    totals.map((total) => [`${order}`, `c${order % 4}`, day(order), total]);
  const orders = [
    itemsOf(1, "5", "5"),
    itemsOf(2, "7", "7", "7"),
    itemsOf(3, "5"),
    itemsOf(4, "9", "9"),
  ];

  it("may be counted too often: that is asked", () => {
    const notes = notesOf(header, orders.flat());
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(
      /^3 orders \("Order Number"\) have several lines, each with the same amount/,
    );
    expect(notes[0]).toContain(`Then 4 lines too many are counted. To count each order
once, type: npm run demo -- orders.csv --once-per "Order Number"`);
  });

  const free = [1, 2, 3, 4].flatMap((order) => itemsOf(order, "0", "0"));

  it.each([
    ["differ", [...orders, itemsOf(5, "3", "4")].flat(), 4, 5],
    ["are few", orders.slice(0, 3).flat(), 2, 3],
    ["are free", free, 4, 4],
  ])("is not asked about where items %s: they are told", (_, rows, several, further) => {
    expect(notesOf(header, rows)).toEqual([
      `${several} orders ("Order Number") have several lines, ${further} more than one each. "Orders" counts these
lines, and "Average order value" is that of a line; revenue, customers and purchase days do not
depend on it. To add them up, type: npm run demo -- orders.csv --sum-per "Order Number"`,
    ]);
  });

  it("is none where no number says which lines are of one order", () => {
    expect(notesOf(header.replace("Order Number", "basket"), orders.flat())).toEqual([]);
    const unnumbered = orders.flat().map(([, ...cells]) => ["", ...cells]);
    expect(notesOf(header, unnumbered)).toEqual([]);
  });
});

describe("a last line that is the sum of all others", () => {
  const amounts = ["1.1", "2.2", "3.3", "4.4", "5.5"];
  const rows = (...last: readonly string[]) =>
    [...amounts, ...last].map((amount, i) => [`c${i % 3}`, day(i), amount]);

  it("may be their total: that is asked", () => {
    expect(notesOf("customer,date,amount", rows("16.5"))).toEqual([
      expect.stringMatching(/^The amount of line 7, the last one, is the sum of all others\./),
    ]);
  });

  it("is not asked about where it is none, or where there are few", () => {
    expect(notesOf("customer,date,amount", rows("16.51"))).toEqual([]);
    expect(notesOf("customer,date,amount", rows("16.5", "1"))).toEqual([]);
    expect(notesOf("customer,date,amount", rows("16.5").slice(1))).toEqual([]);
    const free = rows("0").map(([id, date]) => [id, date, "0"]);
    expect(notesOf("customer,date,amount", free)).toEqual([]);
  });
});

describe("a quote that is not closed", () => {
  const header = "customer,date,amount,item";

  it("takes in orders: that is asked", () => {
    const cell = "pipe\nbob,2025-01-02,6,y\ncy,2025-01-03,7,z";
    const notes = notesOf(header, [
      ["ada", day(0), "5", cell],
      ["di", day(4), "5", "x"],
    ]);
    expect(notes).toHaveLength(1);
    expect(notes[0]).toMatch(
      /^The cell in quotes that ends on line 2 holds lines that look like orders, 2 in/,
    );
  });

  it("is not asked about where a cell has lines of its own", () => {
    const cell = "for Ada, Bob\nand Cy, with love\n\n";
    expect(notesOf(header, [["ada", day(0), "5", cell]])).toEqual([]);
  });
});

describe("customers", () => {
  const header = "customer,date,amount";

  it("of whom some have numbers that Excel has cut short are told", () => {
    const idsOf = (...ids: readonly string[]) => ids.map((id, i) => [id, day(i), "5"]);
    const notes = notesOf(header, idsOf("1.23E+11", "1,2E+12", "1E5", "17"));
    expect(notes).toHaveLength(1);
    expect(notes[0]).toContain('numbers that Excel has cut short, such as "1.23E+11"');
    expect(notesOf(header, idsOf("E+11", "1E5"))).toEqual([]);
    expect(() => notesOf(header, idsOf("1.23E+11", "1,2E+12", "1E5"))).toThrow(
      /cut short, such as "1\.23E\+11", and no longer tells customers apart/,
    );
  });

  it("whose addresses differ in capital letters alone are told, and not put together", () => {
    const rows = ["ada@x.de", "Ada@x.de", "ADA@X.DE", "bob@x.de"].map((id) => [id, day(0), "5"]);
    expect(notesOf(header, rows)).toEqual([
      expect.stringMatching(
        /^2 of the addresses in "customer" differ from others in capital letters/,
      ),
    ]);
    expect(
      notesOf(header, [
        ["cus_Ab", day(0), "5"],
        ["cus_aB", day(1), "5"],
      ]),
    ).toEqual([]);
  });
});
