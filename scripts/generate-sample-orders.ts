/** Writes the sample that the demo reads: a shop that does not exist, won and drawn by the models. */
import { writeFileSync } from "node:fs";
import { simulateOrders } from "clientele";

const orders = simulateOrders(
  {
    purchases: {
      kind: "bg-nbd",
      version: 1,
      timeUnit: "week",
      params: { r: 0.55, alpha: 6.5, a: 0.75, b: 3.2 },
    },
    spend: { kind: "gamma-gamma", version: 1, params: { p: 4.5, q: 4.2, v: 34 } },
  },
  {
    customers: 3000,
    from: "2024-07-01",
    to: "2026-06-30",
    seed: "a shop that does not exist",
  },
);

const lines = orders.map(
  ({ customerId, at, value }, index) =>
    `${1001 + index},${customerId},${String(at).slice(0, 19)}Z,${value.toFixed(2)}`,
);
const target = new URL("../examples/shop-report/sample-orders.csv", import.meta.url);
writeFileSync(target, `${["order_id,customer_id,ordered_at,total", ...lines].join("\n")}\n`);
