import fc from "fast-check";
import type {
  CustomerBase,
  CustomerBaseColumns,
  CustomerColumns,
  CustomerSummary,
} from "../../src/customers/summary.ts";

/** What RFM reads of a customer. */
export interface Measured {
  readonly daysSinceLast: number;
  readonly days: number;
  readonly revenue: number;
  readonly orders?: number;
}

export function baseOf(customers: readonly Measured[]): CustomerBase {
  return {
    asOf: "2024-06-30",
    timeUnit: "day",
    timeZone: "UTC",
    customers: customers.map(
      ({ daysSinceLast, days, revenue, orders = days }, i): CustomerSummary => ({
        customerId: `c${i}`,
        frequency: days - 1,
        recency: 0,
        age: daysSinceLast,
        monetaryValue: 0,
        orders,
        days,
        revenue,
        firstAt: "2024-01-01T00:00:00.000Z",
        lastAt: "2024-01-01T00:00:00.000Z",
        daysSinceLast,
      }),
    ),
  };
}

export function columnsOf(base: CustomerBase): CustomerBaseColumns {
  const { customers, ...frame } = base;
  const column = (read: (customer: CustomerSummary) => number) =>
    Float64Array.from(customers.map(read));
  const columns: CustomerColumns = {
    customerId: customers.map(({ customerId }) => customerId),
    frequency: column((it) => it.frequency),
    recency: column((it) => it.recency),
    age: column((it) => it.age),
    monetaryValue: column((it) => it.monetaryValue),
    orders: column((it) => it.orders),
    days: column((it) => it.days),
    revenue: column((it) => it.revenue),
    firstAt: column((it) => Date.parse(it.firstAt)),
    lastAt: column((it) => Date.parse(it.lastAt)),
    daysSinceLast: column((it) => it.daysSinceLast),
  };
  return { ...frame, customers: columns };
}

/** Shops as they are: many one-time buyers, revenue in cents, a refund here and there. */
export const anyBase = fc
  .array(
    fc.record({
      daysSinceLast: fc.integer({ min: 0, max: 40 }),
      days: fc.integer({ min: 1, max: 4 }),
      revenue: fc.integer({ min: -300, max: 3000 }).map((cents) => cents / 100),
      orders: fc.integer({ min: 1, max: 9 }),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map(baseOf);
