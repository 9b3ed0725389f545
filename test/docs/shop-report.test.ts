import { expect, it } from "vitest";
import { readOptions } from "../../examples/shop-report/options.ts";
import { openOrderTable } from "../../examples/shop-report/order-table.ts";

function readFile(dates: readonly string[]) {
  const table = openOrderTable(readOptions([]), ",");
  table.add(["customer_id", "date", "value"], 1);
  dates.forEach((date, row) => {
    table.add(["ada", date, "5"], row + 2);
  });
  return table.finish();
}

it("a text in which only Date finds a day does not become the day of the report", () => {
  const dates = ["2025-01-01", "order 3000", "2026-02-31", "2025-03-01"];
  const { latest, orders } = readFile(dates);
  expect(latest).toBe("2025-03-01");
  // For the package to refuse, by their lines.
  expect(orders.at).toEqual(dates);
});

it("a clock of twelve hours tells the day as well as one of twenty-four", () => {
  const { orders, reading } = readFile([
    "1/28/2025 10:00 PM",
    "1/29/2025 9:05am",
    "01/30/2025 11:00:00 AM",
  ]);
  expect(orders.at).toEqual(["2025-01-28", "2025-01-29", "2025-01-30"]);
  expect(reading).toContain('time from "date" (mdy)');
});
