import { describe, expect, it } from "vitest";
import { readOptions } from "../../examples/shop-report/options.ts";
import { type OrderFile, openOrderTable } from "../../examples/shop-report/order-table.ts";

const HEADER = "No,customer,date,total";

function read(options: readonly string[], ...rows: readonly string[]): OrderFile {
  const table = openOrderTable(readOptions(options), ",");
  [HEADER, ...rows].forEach((row, i) => {
    table.add(row.split(","), i + 1);
  });
  return table.finish();
}

/** Customer, time and amount of each order, and its line. */
function expectOrders(
  { orders, lines }: OrderFile,
  ...expected: readonly (readonly [string, string, number, number])[]
): void {
  expect(orders).toEqual({
    customerId: expected.map(([id]) => id),
    at: expected.map(([, day]) => day),
    value: Float64Array.from(expected, ([, , amount]) => amount),
  });
  expect(lines).toEqual(expected.map(([, , , line]) => line));
}

describe("--sum-per", () => {
  const sum = (...rows: readonly string[]) => read(["--sum-per", "No"], ...rows);

  it("adds the lines of a number up, wherever they stand, at the time of the first", () => {
    const file = sum(
      "7,ada,2025-01-02,0.1",
      "8,bob,2025-01-03,5",
      "7,ada,2025-01-04,0.2",
      "7,,2025-01-02,-0.05",
    );
    expectOrders(file, ["ada", "2025-01-02", 0.25, 2], ["bob", "2025-01-03", 5, 3]);
    expect(file.reading).toContain('2 further lines added to their orders by "No"');
    expect(file.notes).toEqual([]);
  });

  it("leaves lines without a number as they are", () => {
    const file = sum(",ada,2025-01-02,1", ",ada,2025-01-02,2");
    expectOrders(file, ["ada", "2025-01-02", 1, 2], ["ada", "2025-01-02", 2, 3]);
  });

  it("refuses a number of two customers", () => {
    const rows = ["7,ada,2025-01-02,1", "7,bob,2025-01-02,2"];
    expect(() => sum(...rows)).toThrow(
      'line 3: the customer is "bob", and "ada" on line 2 of the same order',
    );
    const file = read(["--sum-per", "No", "--skip-bad"], ...rows);
    expect(file.bad.map(({ line }) => line)).toEqual([3]);
    expectOrders(file, ["ada", "2025-01-02", 1, 2]);
  });

  it("refuses a line without an amount, and a column that there is not", () => {
    expect(() => sum("7,ada,2025-01-02,1", "7,ada,2025-01-02,")).toThrow(
      'line 3: "total" is empty',
    );
    expect(() => read(["--sum-per", "Nr"])).toThrow(
      '--sum-per takes the column of the order\'s number; there is no "Nr" among "No", "customer"',
    );
  });
});

describe("--once-per", () => {
  const once = (...rows: readonly string[]) => read(["--once-per", "no"], ...rows);

  it("counts the total of an order once, if its other lines repeat it or are empty", () => {
    const file = once(
      "7,ada,2025-01-02,5",
      "7,ada,2025-01-02,5",
      "7,ada,2025-01-02,",
      "8,bob,2025-01-03,5",
    );
    expectOrders(file, ["ada", "2025-01-02", 5, 2], ["bob", "2025-01-03", 5, 5]);
    expect(file.reading).toContain('2 further lines left to their orders by "No"');
  });

  it("refuses two totals of one order", () => {
    expect(() => once("7,ada,2025-01-02,5", "7,ada,2025-01-02,6")).toThrow(
      "line 3: the order's total is 6, and 5 on line 2 of the same order",
    );
  });
});

it("is asked for in one way", () => {
  expect(() => readOptions(["--sum-per", "No", "--once-per", "No"])).toThrow(/say which$/);
  expect(() => read(["--once-per", "Nr"])).toThrow("--once-per takes the column");
});
