import type { Case, Surroundings } from "../case.ts";
import { ID_KINDS, type IdKind, idsOf } from "../data/ids.ts";
import { AS_OF, CUSTOMERS, generateOrders, ORDERS } from "../data/orders.ts";
import type { Figure } from "../figure.ts";
import { orderColumns } from "./summary.ts";

const LIMIT_MB = 1500;

/** The peak memory of a process that holds 10,000,000 orders and sums them up once. */
export const cases: Case[] = ID_KINDS.map((kind) => ({
  name: `memory-${kind}`,
  measure: async (surroundings) => [measureMemory(kind, surroundings)],
}));

function measureMemory(kind: IdKind, { library, scale, progress }: Surroundings): Figure {
  progress("making orders");
  const orders = generateOrders(Math.round(ORDERS * scale), Math.round(CUSTOMERS * scale));
  const columns = orderColumns(idsOf(kind, orders), orders);
  global.gc?.();
  const before = process.memoryUsage().rss / 1e6;
  progress("summing up");
  const base = library.summarizeOrders(columns, { asOf: AS_OF, timeUnit: "day" });
  const peak = process.resourceUsage().maxRSS / 1000;
  return {
    name: `memory, summary, ${kind}`,
    unit: "MB",
    ours: peak,
    limit: { of: "ours", most: LIMIT_MB },
    note: `${base.customers.frequency.length} customers; ${before.toFixed(0)} MB with the orders made`,
  };
}
