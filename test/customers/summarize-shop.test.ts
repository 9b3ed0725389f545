import { SUMMARIZE_SHOP_DEFAULTS, summarizeShop } from "clientele/customers";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { books, rules } from "./order-books.ts";
import { summarizePlainly } from "./reference.ts";

const asOf = "2026-01-31";

function orders(...days: [customerId: string, day: string, value: number][]) {
  return days.map(([customerId, day, value]) => ({ customerId, at: `2026-01-${day}`, value }));
}

describe("summarizeShop", () => {
  it("gives a shop's key figures", () => {
    const shop = summarizeShop(
      orders(["a", "02", 10], ["b", "03", 20], ["a", "09", 30], ["a", "09", 40], ["a", "12", 50]),
      { asOf, timeZone: "Europe/Berlin" },
    );
    expect(shop).toEqual({
      asOf: "2026-01-31",
      timeZone: "Europe/Berlin",
      firstDay: "2026-01-02",
      lastDay: "2026-01-12",
      customers: 2,
      orders: 5,
      purchaseDays: 4,
      revenue: 150,
      averageOrderValue: 30,
      purchaseFrequency: 2.5,
      revenuePerCustomer: 75,
      repeatPurchaseRate: {
        value: 0.5,
        n: 2,
        // Wilson (1927) for 1 of 2: (1/2 + z²/4 ± z sqrt(1/8 + z²/16)) / (1 + z²/2), z = 1.959964.
        lower: expect.closeTo(0.0945312057, 9),
        upper: expect.closeTo(0.9054687943, 9),
        level: 0.95,
        method: "wilson",
      },
      medianDaysBetweenPurchases: { value: 5, n: 2 },
    });
    expect(JSON.parse(JSON.stringify(shop))).toEqual(shop);
  });

  it("has the defaults it says", () => {
    expect(SUMMARIZE_SHOP_DEFAULTS).toEqual({
      timeZone: "UTC",
      futureOrders: "error",
      refunds: "error",
      duplicates: "keep",
      invalid: "error",
      level: 0.95,
    });
  });

  it("leaves undefined what there is none of", () => {
    expect(summarizeShop([], { asOf, invalid: "collect" })).toEqual({
      asOf: "2026-01-31",
      timeZone: "UTC",
      firstDay: null,
      lastDay: null,
      customers: 0,
      orders: 0,
      purchaseDays: 0,
      revenue: 0,
      averageOrderValue: null,
      purchaseFrequency: null,
      revenuePerCustomer: null,
      repeatPurchaseRate: {
        value: null,
        n: 0,
        lower: null,
        upper: null,
        level: 0.95,
        method: "wilson",
      },
      medianDaysBetweenPurchases: { value: null, n: 0 },
      rejected: [],
    });
    const once = summarizeShop(orders(["a", "02", 10]), { asOf });
    expect(once.medianDaysBetweenPurchases).toEqual({ value: null, n: 0 });
    expect(once.repeatPurchaseRate).toMatchObject({ value: 0, n: 1, lower: 0 });
  });

  it.each([
    [["02", "05"], 3],
    [["02", "03", "06"], 2],
    [["02", "03", "04", "14"], 1],
    [["02", "03", "04", "08", "18"], 2.5],
  ])("takes the median of the gaps between %j", (days, median) => {
    const shop = summarizeShop(
      orders(...days.map((day): [string, string, number] => ["a", day, 1])),
      {
        asOf,
      },
    );
    expect(shop.medianDaysBetweenPurchases).toEqual({ value: median, n: days.length - 1 });
  });

  it("counts gaps of centuries", () => {
    const far = [0, 500, 900].map((years) => ({
      customerId: 1,
      at: new Date(Date.UTC(1000 + years, 0, 1)),
      value: 1,
    }));
    // 400 Gregorian years have 146,097 days; 500 from the year 1000 on, 182,621.
    expect(summarizeShop(far, { asOf }).medianDaysBetweenPurchases).toEqual({
      value: (182_621 + 146_097) / 2,
      n: 2,
    });
  });

  it("sums without losing cents, and refuses a sum beyond all doubles", () => {
    const cents = orders(["a", "02", 1e15], ["b", "02", 0.1], ["c", "02", 0.1], ["d", "02", 0.1]);
    expect(summarizeShop(cents, { asOf }).revenue).toBe(1e15 + 0.3);
    const huge = orders(["a", "02", 1e308], ["b", "02", 1e308]);
    expect(() => summarizeShop(huge, { asOf })).toThrow(
      expect.objectContaining({ code: "sum_overflow" }),
    );
  });

  it.each([0, 1, Number.NaN, "high"])("refuses the level %s, even of an empty shop", (level) => {
    expect(() => Reflect.apply(summarizeShop, undefined, [[], { asOf, level }])).toThrow(
      expect.objectContaining({ path: ["level"] }),
    );
  });

  it("agrees with a slow and obvious reference, on rows and columns", () => {
    fc.assert(
      fc.property(books, rules, ({ customers, rows }, rule) => {
        const plain = rows.map((row, index) => ({ ...row, customerId: customers[index] }));
        const { cohort: _, ...whole } = rule;
        const options = { ...whole, invalid: "collect" } as const;
        const shop = Reflect.apply(summarizeShop, undefined, [plain, options]);
        const columns = {
          customerId: Int32Array.from(customers),
          at: Float64Array.from(rows, ({ at }) => at),
          value: rows.map(({ value }) => Number(value)),
        };
        expect(summarizeShop(columns, options)).toEqual(shop);

        const expected = summarizePlainly(plain, whole);
        const total = (of: (customer: (typeof expected.customers)[number]) => number) =>
          expected.customers.reduce((sum, customer) => sum + of(customer), 0);
        const dates = expected.customers.flatMap((customer) => customer.dates).toSorted();
        const gaps = expected.customers
          .flatMap(({ dates }) =>
            dates.slice(1).map((date, index) => Date.parse(date) - Date.parse(dates[index])),
          )
          .toSorted((one, other) => one - other);
        const middle = (gaps.length - 1) / 2;
        expect(shop).toMatchObject({
          firstDay: dates[0] ?? null,
          lastDay: dates[dates.length - 1] ?? null,
          customers: expected.customers.length,
          orders: total((customer) => customer.orders),
          purchaseDays: total((customer) => customer.days),
          revenue: expect.closeTo(
            total((customer) => customer.revenue),
            8,
          ),
          repeatPurchaseRate: { n: expected.customers.length },
          medianDaysBetweenPurchases: {
            value:
              gaps.length === 0
                ? null
                : (gaps[Math.floor(middle)] + gaps[Math.ceil(middle)]) / 2 / 86_400_000,
            n: gaps.length,
          },
        });
        const repeats = total((customer) => Math.min(1, customer.frequency));
        expect((shop.repeatPurchaseRate.value ?? 0) * expected.customers.length).toBeCloseTo(
          repeats,
        );
        expect(shop.rejected).toMatchObject(expected.faults);
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });
});
