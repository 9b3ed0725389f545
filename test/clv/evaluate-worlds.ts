import type { BgNbdModel } from "../../src/clv/bg-nbd/model.ts";
import { simulateOrders } from "../../src/clv/simulate/simulate-orders.ts";
import type { Order } from "../../src/customers/order.ts";
import {
  type HoldoutSplit,
  type HoldoutSplitColumns,
  splitHoldout,
} from "../../src/customers/split-holdout.ts";

/** The model of which the simulated customers are. */
export const bgNbd: BgNbdModel = {
  kind: "bg-nbd",
  version: 1,
  timeUnit: "week",
  params: { r: 0.6, alpha: 6, a: 0.8, b: 2.5 },
};

const spend = { kind: "gamma-gamma", version: 1, params: { p: 6, q: 4, v: 15 } } as const;

/** Customers won from January to March 2024, and what they buy until its end. */
export function simulatedOrders(customers: number, seed: number): Order[] {
  return simulateOrders(
    { purchases: bgNbd, spend },
    { customers, seed, from: "2024-01-01", wonUntil: "2024-03-31", to: "2024-12-31" },
  );
}

const PERIODS = { calibrationEnd: "2024-09-30", holdoutEnd: "2024-12-31" } as const;

/** The same customers, calibrated until the end of September. */
export function simulatedSplit(customers: number, seed: number): HoldoutSplit {
  return splitHoldout(simulatedOrders(customers, seed), PERIODS);
}

/** {@link simulatedSplit} as columns. */
export function simulatedColumns(customers: number, seed: number): HoldoutSplitColumns {
  const orders = simulatedOrders(customers, seed);
  const columns = {
    customerId: orders.map(({ customerId }) => customerId),
    at: orders.map(({ at }) => at),
    value: orders.map(({ value }) => value),
  };
  return splitHoldout(columns, PERIODS);
}
