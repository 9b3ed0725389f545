import { expect, it } from "vitest";
import { parseOrder, parseOrders } from "../../src/schema/orders.ts";
import { refusalOf } from "./refusal.ts";

it("a file that is all wrong: the first hundred faults, and how many there are", () => {
  const rows = Array.from({ length: 100_000 }, () => ({ customerId: "", at: "soon", value: "5" }));
  const { code, path, details } = refusalOf(parseOrders, rows);
  expect({ code, path, count: details.count }).toEqual({
    code: "missing_id",
    path: [0, "customerId"],
    count: 300_000,
  });
  expect(details.issues).toHaveLength(100);
  expect(details.issues).toMatchObject({ 99: { code: "missing_id", path: [33, "customerId"] } });
}, 20_000);

it("a few faults are all told", () => {
  const { details } = refusalOf(parseOrder, { customerId: "ada", at: "2026-01-31T12:00" });
  expect(details).toMatchObject({
    count: 2,
    issues: [
      { code: "missing_offset", path: ["at"] },
      { code: "not_a_number", path: ["value"] },
    ],
  });
});
