import { describe, expect, it, test } from "vitest";
import { readOptions } from "../../examples/shop-report/options.ts";
import { openOrderTable } from "../../examples/shop-report/order-table.ts";

const HEADER = ["customer", "date", "total", "Financial Status", "Cancelled at", "a=b"];
const ORDERS = [
  ["ada", "2025-01-01", "1", "paid", "", "x"],
  ["ada", "2025-01-02", "2", "Paid ", "2025-01-03", "y"],
  ["bob", "2025-01-03", "4", "refunded", "", "x"],
  ["bob", "2025-01-04", "8", "voided", "", "y=z"],
];

function read(...args: readonly string[]) {
  const table = openOrderTable(readOptions(args), ",");
  [HEADER, ...ORDERS].forEach((cells, row) => {
    table.add(cells, row + 1);
  });
  return table.finish();
}

const amountsOf = (...args: readonly string[]) => read(...args).orders.value;

describe("orders are picked by a column", () => {
  test.each([
    [
      ["--only", "Financial Status=paid"],
      [1, 2],
    ],
    [["--only", "financial status=REFUNDED"], [4]],
    [
      ["--only", "Cancelled at="],
      [1, 4, 8],
    ],
    [
      ["--except", "Financial Status=voided"],
      [1, 2, 4],
    ],
    [
      ["--only", "Financial Status=paid", "--only", "Financial Status=voided"],
      [1, 2, 8],
    ],
    [["--only", "Financial Status=paid", "--only", "Cancelled at="], [1]],
    [["--except", "Financial Status=paid", "--except", "Financial Status=voided"], [4]],
    [["--only", "a=b=x", "--except", "Financial Status=paid"], [4]],
    [["--only", "a=b=y=z"], [8]],
  ])("%j", (args, amounts) => {
    expect(amountsOf(...args)).toEqual(Float64Array.from(amounts));
  });

  it("tells how many it left out, and keeps the lines of the others", () => {
    const { reading, lines } = read("--except", "Cancelled at=", "--only", "a=b=y");
    expect(reading).toContain(", 3 left out by --only and --except");
    expect(lines).toEqual([3]);
    expect(read().reading).not.toContain("left out");
  });

  it("does not tell again of a column that it read", () => {
    const { notes } = read("--except", "Financial Status=voided");
    expect(notes.join()).not.toContain('"Financial Status"');
    expect(notes.join()).toContain('"Cancelled at": filled in for 1 of 3 orders');
  });

  test.each([
    [
      ["--except", "Financial Status=cancelled"],
      'no order has "Financial Status=cancelled" (--except); there are: paid 1, Paid  1, refunded 1, voided 1',
    ],
    [["--only", "Status=paid"], '--only takes COLUMN=VALUE, got "Status=paid"; the columns are'],
    [["--only", "paid"], '--only takes COLUMN=VALUE, got "paid"'],
    [["--only", "a=b=x", "--except", "a=b=x"], "--only and --except leave no order over"],
  ])("%j is refused", (args, message) => {
    expect(() => read(...args)).toThrow(message);
  });
});
