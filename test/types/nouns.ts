// Misuse of the stored nouns that must not compile: each expected error is a promise to the caller.
import type { CustomerBase, CustomerSummary, Order, OrderColumns } from "clientele";

export const order: Order = { customerId: "ada", at: "2026-01-31", value: 19.99 };
export const byNumber: Order = { customerId: 7, at: new Date(0), value: -5 };

// @ts-expect-error a value is a number, never a decimal string
export const valueAsText: Order = { ...order, value: "19.99" };

// @ts-expect-error every order has its moment
export const orderWithoutTime: Order = { customerId: "ada", value: 19.99 };

// @ts-expect-error a missing moment is an error, not null
export const orderAtNull: Order = { ...order, at: null };

// @ts-expect-error the field is called customerId
export const orderOfUser: Order = { userId: "ada", at: "2026-01-31", value: 19.99 };

// @ts-expect-error a misspelt field is no field
export const orderWithTypo: Order = { customerId: "ada", at: 0, value: 1, amout: 1 };

export const columns: OrderColumns = {
  customerId: new Int32Array([1, 1]),
  at: new BigInt64Array([0n, 1n]),
  atUnit: "us",
  value: new Float64Array([1, 2]),
};

// @ts-expect-error columns count time in day, s, ms, us or ns
export const columnsInMinutes: OrderColumns = { ...columns, atUnit: "minute" };

// @ts-expect-error a column of amounts holds numbers
export const columnsOfText: OrderColumns = { ...columns, value: ["19.99", "5.00"] };

export const summary: CustomerSummary = {
  customerId: "ada",
  frequency: 1,
  recency: 3,
  age: 10,
  monetaryValue: 20,
  orders: 2,
  days: 2,
  revenue: 45,
  firstAt: "2026-01-21T00:00:00.000Z",
  lastAt: "2026-01-24T00:00:00.000Z",
  daysSinceLast: 7,
};

// @ts-expect-error stored instants are ISO strings, so that they survive JSON
export const summaryWithDate: CustomerSummary = { ...summary, firstAt: new Date(0) };

export const base: CustomerBase = {
  asOf: "2026-01-31",
  timeUnit: "day",
  timeZone: "UTC",
  customers: [summary],
};

// @ts-expect-error a base without its day means nothing
export const baseWithoutDay: CustomerBase = { timeUnit: "day", timeZone: "UTC", customers: [] };

// @ts-expect-error a base says in which unit its times count
export const baseWithoutUnit: CustomerBase = { asOf: "", timeZone: "UTC", customers: [] };

// @ts-expect-error there is no such unit
export const baseInFortnights: CustomerBase = { ...base, timeUnit: "fortnight" };

export function tamper(owned: CustomerBase): void {
  // @ts-expect-error nouns are never changed in place
  owned.asOf = "2026-02-28";
  // @ts-expect-error nor are their customers
  owned.customers.push(summary);
}
