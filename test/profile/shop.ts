import { type CustomerBase, type Order, summarizeOrders } from "clientele/customers";

const ORDERS: readonly Order[] = [
  { customerId: "ann", at: "2026-01-05T10:00:00Z", value: 20 },
  { customerId: "ann", at: "2026-02-25T10:00:00Z", value: 60 },
  { customerId: "ann", at: "2026-03-20T10:00:00Z", value: 10 },
  { customerId: "bob", at: "2026-01-20T10:00:00Z", value: 30 },
  { customerId: 7, at: "2026-03-01T10:00:00Z", value: 25 },
  { customerId: "7", at: "2026-03-02T10:00:00Z", value: 55 },
];

/** Ann, bob, and two customers of whom one has the number 7 as id, the other its text. */
export const BASE: CustomerBase = summarizeOrders(ORDERS, { asOf: "2026-03-31" });
