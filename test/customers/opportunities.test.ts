import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitBgBb } from "../../src/clv/bg-bb/fit.ts";
import type { Order } from "../../src/customers/order.ts";
import {
  type OpportunityPeriod,
  SUMMARIZE_OPPORTUNITIES_DEFAULTS,
  summarizeOpportunities,
} from "../../src/customers/summarize-opportunities.ts";
import { startOfPeriod } from "../../src/time/calendar.ts";
import { formatDay } from "../../src/time/day.ts";

function order(at: string, customerId: Order["customerId"] = "a", value = 10): Order {
  return { customerId, at, value };
}

/** The first days of the periods from one day to another, the slow way. */
function periodsBetween(from: number, to: number, period: OpportunityPeriod): string[] {
  const starts = new Set<string>();
  for (let day = from; day <= to; day++) {
    starts.add(formatDay(period === "day" ? day : startOfPeriod(day, period)));
  }
  return [...starts];
}

describe("summarizeOpportunities", () => {
  const orders = [
    order("2026-01-05"),
    order("2026-01-11T23:30:00Z"),
    order("2026-01-12"),
    order("2026-01-27", "b"),
    order("2026-01-14"),
    order("2026-02-02"),
  ];

  it.each([
    ["day", [4, 28, 36], [0, 0, 14]],
    ["week", [2, 4, 4], [0, 0, 1]],
  ] as const)("counts each %s", (period, [...a], [...b]) => {
    const base = summarizeOpportunities(orders, { asOf: "2026-02-10", period });
    const row = ([frequency, recency, age]: number[]) => ({ frequency, recency, age });
    expect(base).toEqual({
      asOf: "2026-02-10",
      period,
      timeUnit: period,
      timeZone: "UTC",
      customers: [
        { customerId: "a", ...row(a) },
        { customerId: "b", ...row(b) },
      ],
    });
  });

  it("leaves out a period that is not over, and says so", () => {
    const { customers, warnings } = summarizeOpportunities([...orders, order("2026-02-03", "c")], {
      asOf: "2026-02-10",
      period: "month",
    });
    expect(customers).toEqual([
      { customerId: "a", frequency: 0, recency: 0, age: 0 },
      { customerId: "b", frequency: 0, recency: 0, age: 0 },
    ]);
    expect(warnings).toEqual([
      expect.objectContaining({
        code: "unfinished_period_dropped",
        details: { count: 2, customers: 1 },
      }),
    ]);
  });

  it("counts a period that ends with the last day", () => {
    const on = (asOf: string) =>
      summarizeOpportunities(orders, { asOf, period: "month" }).customers[0].age;
    expect(on("2026-02-27")).toBe(0);
    expect(on("2026-02-28")).toBe(1);
    expect(on("2026-03-01")).toBe(1);
  });

  it("asks the calendar of the zone", () => {
    const late = [order("2026-01-11T23:30:00Z"), order("2026-01-19T00:30:00Z")];
    const weeks = (timeZone: string) =>
      summarizeOpportunities(late, { asOf: "2026-02-01", period: "week", timeZone }).customers[0];
    expect(weeks("UTC")).toMatchObject({ recency: 2, age: 3 });
    expect(weeks("Europe/Berlin")).toMatchObject({ recency: 1, age: 2 });
    expect(weeks("America/New_York")).toMatchObject({ recency: 1, age: 3 });
  });

  it("counts by the calendar, whatever the period, also before 1970", () => {
    const periods = fc.constantFrom<OpportunityPeriod>("day", "week", "month", "year");
    const days = fc.array(fc.integer({ min: -700, max: 900 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(periods, days, fc.nat(60), (period, bought, later) => {
        const [first, last] = [Math.min(...bought), Math.max(...bought)];
        const asOf = last + later;
        const all = periodsBetween(first, asOf, period);
        const next = periodsBetween(asOf + 1, asOf + 1, period)[0];
        const over = all.filter((start) => start !== next);
        const startOf = (day: number) => periodsBetween(day, day, period)[0];
        const used = [...new Set(bought.map(startOf))].filter((start) => over.includes(start));
        const { customers, warnings } = summarizeOpportunities(
          bought.map((day, i) => order(formatDay(day), "a", i)),
          { asOf: formatDay(asOf), period },
        );
        const expected = {
          customerId: "a",
          frequency: used.length - 1,
          recency: Math.max(...used.map((start) => over.indexOf(start))),
          age: over.length - 1,
        };
        expect(customers).toEqual(used.length === 0 ? [] : [expected]);
        const left = bought.filter((day) => startOf(day) === next).length;
        expect(warnings?.[0].details?.count ?? 0).toBe(left);
      }),
    );
  });

  it("makes columns of columns, the same figures", () => {
    const columns = {
      customerId: Int32Array.of(7, 3, 7, 3, 7, 9),
      at: Int32Array.of(20458, 20460, 20472, 20490, 20500, 20530),
      atUnit: "day",
      value: Float64Array.of(20, 35, 40, 0, 2, 5),
    } as const;
    const rows = Array.from(columns.customerId, (customerId, i) => ({
      customerId,
      at: formatDay(columns.at[i]),
      value: columns.value[i],
    }));
    const options = { asOf: "2026-03-20", period: "week" } as const;
    const { customers, ...frame } = summarizeOpportunities(columns, options);
    const byRow = summarizeOpportunities(rows, options);
    expect({ ...byRow, customers: undefined }).toEqual({ ...frame, customers: undefined });
    expect(customers.customerId).toEqual(Int32Array.of(3, 7));
    for (const { customerId, ...figures } of byRow.customers) {
      const place = customerId === 3 ? 0 : 1;
      const { frequency, recency, age } = customers;
      expect(figures).toEqual({
        frequency: frequency[place],
        recency: recency[place],
        age: age[place],
      });
    }
  });

  it("heeds cohorts and policies as summaries do", () => {
    const options = { asOf: "2026-02-10", period: "week" } as const;
    const cohort = { from: "2026-01-20" };
    const { customers } = summarizeOpportunities(orders, { ...options, cohort });
    expect(customers.map(({ customerId }) => customerId)).toEqual(["b"]);
    const refunded = [...orders, order("2026-02-02", "a", -10), order("2026-02-10", "b", -3)];
    const netted = summarizeOpportunities(refunded.slice(0, -1), {
      ...options,
      refunds: "netSameDay",
    });
    expect(netted.customers[0]).toMatchObject({ frequency: 1, recency: 1 });
    const dropped = summarizeOpportunities(refunded, { ...options, refunds: "drop" });
    expect(dropped.warnings?.map(({ code }) => code)).toEqual(["refunds_dropped"]);
    const { rejected } = summarizeOpportunities([...orders, order("soon")], {
      ...options,
      invalid: "collect",
    });
    expect(rejected?.map(({ row }) => row)).toEqual([6]);
    expect({ ...SUMMARIZE_OPPORTUNITIES_DEFAULTS }).toEqual({
      timeZone: "UTC",
      futureOrders: "error",
      refunds: "error",
      duplicates: "keep",
      invalid: "error",
    });
  });

  it("counts no refund among the orders left out", () => {
    const refunded = [...orders, order("2026-02-02", "a", -4)];
    const options = { asOf: "2026-02-10", period: "month", refunds: "netSameDay" } as const;
    const { warnings } = summarizeOpportunities(refunded, options);
    expect(warnings?.[0].details).toEqual({ count: 1, customers: 0 });
  });

  it("lists customers as their rows come, in whatever order of time", () => {
    const mixed = [
      order("2026-02-02", "late"),
      order("2026-01-05", "b"),
      order("2026-01-05", "late"),
    ];
    const { customers } = summarizeOpportunities(mixed, { asOf: "2026-02-10", period: "day" });
    expect(customers.map(({ customerId }) => customerId)).toEqual(["late", "b"]);
  });

  it("makes a base that is fitted as it is, and stored", () => {
    const many = Array.from({ length: 60 }, (_, i) => [
      order("2025-01-03", i),
      ...(i % 3 > 0 ? [order(`2025-0${1 + (i % 7)}-20`, i)] : []),
      ...(i % 2 > 0 ? [order(`2025-0${2 + (i % 5)}-11`, i), order("2025-09-30", i)] : []),
    ]).flat();
    const base = summarizeOpportunities(many, { asOf: "2025-12-31", period: "month" });
    expect(base.customers.every(({ age }) => age === 11)).toBe(true);
    expect(JSON.parse(JSON.stringify(base))).toEqual(base);
    const model = fitBgBb(base);
    expect(model).toMatchObject({ kind: "bg-bb", timeUnit: "month", fit: { customers: 60 } });
  });

  it.each([
    ["no period", { asOf: "2026-01-01" }, "invalid_option", ["period"]],
    ["a quarter", { asOf: "2026-01-01", period: "quarter" }, "invalid_option", ["period"]],
    ["no day", { period: "week" }, "invalid_time", ["asOf"]],
    ["no options", undefined, "invalid_option", []],
    ["an order to come", { asOf: "2026-01-01", period: "week" }, "future_order", [0, "at"]],
  ])("refuses %s", (_, options, code, path) => {
    const call = () => Reflect.apply(summarizeOpportunities, undefined, [orders, options]);
    expect(call).toThrowError(expect.objectContaining({ code, path }));
  });

  it("knows no customers without orders", () => {
    expect(summarizeOpportunities([], { asOf: "2026-01-01", period: "day" }).customers).toEqual([]);
  });
});
