import {
  measureRegularity,
  splitHoldout,
  summarizeOpportunities,
  summarizeOrders,
  summarizeShop,
  tracePurchases,
} from "clientele/customers";
import { expect, test } from "vitest";

const orders = [
  { customerId: "ada", at: "2026-01-02", value: 10 },
  { customerId: "ada", at: "2026-01-09", value: 20 },
  { customerId: "bob", at: "2026-01-05", value: 30 },
];
const asOf = "2026-01-31";

test.each([
  ["summarizeOrders", (more: object) => summarizeOrders(orders, { asOf, ...more })],
  ["summarizeShop", (more: object) => summarizeShop(orders, { asOf, ...more })],
  ["measureRegularity", (more: object) => measureRegularity(orders, { asOf, ...more })],
  ["tracePurchases", (more: object) => tracePurchases(orders, { asOf, ...more })],
  [
    "summarizeOpportunities",
    (more: object) => summarizeOpportunities(orders, { asOf, period: "week", ...more }),
  ],
  [
    "splitHoldout",
    (more: object) =>
      splitHoldout(orders, { calibrationEnd: "2026-01-15", holdoutEnd: asOf, ...more }),
  ],
])("%s refuses an option under a name that is none", (_, call) => {
  expect(() => call({})).not.toThrow();
  expect(() => call({ timeZone: undefined })).not.toThrow();
  expect(() => call({ timezone: "UTC" })).toThrow(
    expect.objectContaining({ code: "invalid_option", path: ["timezone"] }),
  );
});
