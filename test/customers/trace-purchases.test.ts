import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { summarizeOrders } from "../../src/customers/summarize-orders.ts";
import { TRACE_PURCHASES_DEFAULTS, tracePurchases } from "../../src/customers/trace-purchases.ts";
import { cdnowFolder, readCdnowSample } from "../cdnow.ts";

const orders = [
  { customerId: "b", at: "2026-02-10", value: 8 },
  { customerId: "a", at: "2026-01-31", value: 5 },
  { customerId: "a", at: "2026-02-10", value: 10 },
  { customerId: "b", at: "2026-01-10", value: 1 },
  { customerId: "a", at: "2026-02-10T09:00:00Z", value: 30 },
  { customerId: "c", at: "2026-02-10", value: 7 },
];

describe("tracePurchases", () => {
  it("counts first and repeat purchase days", () => {
    expect(tracePurchases(orders, { asOf: "2026-02-28" })).toEqual({
      asOf: "2026-02-28",
      timeZone: "UTC",
      customers: 3,
      repeatPurchases: 2,
      days: [
        { day: "2026-01-10", newCustomers: 1, repeatPurchases: 0 },
        { day: "2026-01-31", newCustomers: 1, repeatPurchases: 0 },
        { day: "2026-02-10", newCustomers: 1, repeatPurchases: 2 },
      ],
    });
  });

  it("counts columns as it counts rows", () => {
    const columns = {
      customerId: Int32Array.of(2, 1, 1, 2, 1, 3),
      at: orders.map(({ at }) => at),
      value: orders.map(({ value }) => value),
    };
    const options = { asOf: "2026-02-28" };
    expect(tracePurchases(columns, options)).toEqual(tracePurchases(orders, options));
  });

  it("keeps to a cohort, with all that it did", () => {
    const trace = tracePurchases(orders, {
      asOf: "2026-02-28",
      cohort: { from: "2026-01-11", to: "2026-02-10" },
    });
    expect(trace.customers).toBe(1);
    expect(trace.days).toEqual([
      { day: "2026-01-31", newCustomers: 1, repeatPurchases: 0 },
      { day: "2026-02-10", newCustomers: 0, repeatPurchases: 1 },
    ]);
  });

  it("counts days of the zone, also before 1970", () => {
    const late = [
      { customerId: "a", at: "1969-03-01T23:30:00Z", value: 1 },
      { customerId: "a", at: "1969-03-02T22:30:00Z", value: 1 },
    ];
    const options = { asOf: "1969-12-31" };
    expect(tracePurchases(late, options).repeatPurchases).toBe(1);
    const there = tracePurchases(late, { ...options, timeZone: "Europe/Berlin" });
    expect(there.days).toEqual([{ day: "1969-03-02", newCustomers: 1, repeatPurchases: 0 }]);
  });

  it("makes no days of no orders, and tells of those left out", () => {
    const options = { asOf: "2026-02-01", futureOrders: "drop", invalid: "collect" } as const;
    expect(tracePurchases([], options).days).toEqual([]);
    const { days, warnings } = tracePurchases(orders, options);
    expect(days.map(({ day }) => day)).toEqual(["2026-01-10", "2026-01-31"]);
    expect(warnings).toMatchObject([{ code: "future_orders_dropped", details: { count: 4 } }]);
    expect(() => tracePurchases(orders, { asOf: "2026-02-01" })).toThrow(
      expect.objectContaining({ code: "future_order", path: [0, "at"] }),
    );
    expect(TRACE_PURCHASES_DEFAULTS.futureOrders).toBe("error");
  });

  it("agrees with summarizeOrders on any orders", () => {
    const order = fc.record({
      customerId: fc.integer({ min: 1, max: 5 }),
      at: fc.integer({ min: -4000, max: 4000 }).map((day) => day * 86_400_000),
      value: fc.constant(1),
    });
    fc.assert(
      fc.property(fc.array(order), (book) => {
        const asOf = 4000 * 86_400_000;
        const { customers } = summarizeOrders(book, { asOf });
        const trace = tracePurchases(book, { asOf });
        const total = (counts: readonly number[]) => counts.reduce((a, b) => a + b, 0);
        expect(trace.customers).toBe(customers.length);
        expect(trace.repeatPurchases).toBe(total(customers.map((c) => c.frequency)));
        expect(total(trace.days.map((d) => d.repeatPurchases))).toBe(trace.repeatPurchases);
        for (const { day, newCustomers } of trace.days) {
          const there = customers.filter(({ firstAt }) => firstAt.startsWith(day));
          expect(there.length).toBe(newCustomers);
        }
        const sorted = trace.days.map(({ day }) => Date.parse(day));
        expect(sorted).toEqual([...new Set(sorted)].sort((a, b) => a - b));
      }),
    );
  });
});

describe.skipIf(cdnowFolder === undefined)("CDNOW", () => {
  it("has 2,457 repeat purchases to 1997-09-30, and 1,882 after", () => {
    const { customers, days, repeatPurchases } = tracePurchases(readCdnowSample(), {
      asOf: "1998-06-30",
    });
    const until = days.filter(({ day }) => day <= "1997-09-30");
    expect(customers).toBe(2357);
    expect(until.reduce((sum, day) => sum + day.repeatPurchases, 0)).toBe(2457);
    expect(repeatPurchases).toBe(2457 + 1882);
    expect(days[0]?.day).toBe("1997-01-01");
  });
});
