import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ltvToCac, paybackPeriod } from "../../src/clv/value/acquisition.ts";
import { formulaValue } from "../../src/clv/value/formula-value.ts";
import { historicValue } from "../../src/clv/value/historic-value.ts";
import { marginRetentionValue } from "../../src/clv/value/margin-retention-value.ts";
import { summarizeOrders } from "../../src/customers/summarize-orders.ts";
import { expectRelative } from "../expect-relative.ts";

const failsWith = (code: string, path: readonly (string | number)[]) =>
  expect.objectContaining({ code, path });

describe("historicValue", () => {
  const orders = [
    { customerId: "a", at: "2026-01-01", value: 10 },
    { customerId: "b", at: "2026-01-02", value: 50 },
    { customerId: "a", at: "2026-01-03", value: 20 },
  ];

  it("is revenue times margin, of each and of all", () => {
    const base = summarizeOrders(orders, { asOf: "2026-01-31" });
    expect(historicValue(base, { margin: 0.5 })).toEqual({
      margin: 0.5,
      n: 2,
      total: 40,
      mean: 20,
      customers: [
        { customerId: "a", value: 15 },
        { customerId: "b", value: 25 },
      ],
    });
    expect(historicValue(base).total).toBe(80);
  });

  it("gives columns for columns", () => {
    const columns = {
      customerId: Int32Array.of(4, 9, 4),
      at: orders.map(({ at }) => at),
      value: orders.map(({ value }) => value),
    };
    const value = historicValue(summarizeOrders(columns, { asOf: "2026-01-31" }));
    expect(value.customers.customerId).toEqual(Int32Array.of(4, 9));
    expect(value.customers.value).toEqual(Float64Array.of(30, 50));
    expect(value.mean).toBe(40);
  });

  it("has no mean without customers", () => {
    expect(historicValue({ customers: [] })).toEqual({
      margin: 1,
      n: 0,
      total: 0,
      mean: null,
      customers: [],
    });
  });

  it("refuses what is no revenue", () => {
    const nan = { customers: [{ customerId: 1, revenue: Number.NaN }] };
    expect(() => historicValue(nan)).toThrow(
      failsWith("non_finite_value", ["customers", 0, "revenue"]),
    );
    const short = { customers: { customerId: [1, 2], revenue: [3] } };
    expect(() => historicValue(short)).toThrow(failsWith("length_mismatch", ["customers"]));
    const huge = { customers: [1, 2].map((customerId) => ({ customerId, revenue: 1e308 })) };
    expect(() => historicValue(huge)).toThrow(failsWith("out_of_range", ["customers"]));
  });
});

describe("formulaValue", () => {
  it("multiplies", () => {
    const inputs = { averageOrderValue: 24, purchaseFrequency: 1.5, lifespan: 8 };
    expect(formulaValue(inputs)).toBe(288);
    expect(formulaValue({ ...inputs, margin: 0.5 })).toBe(144);
    expect(Object.is(formulaValue({ ...inputs, averageOrderValue: -1, lifespan: 0 }), 0)).toBe(
      true,
    );
  });

  it("refuses impossible figures", () => {
    const inputs = { averageOrderValue: 24, purchaseFrequency: 1.5, lifespan: 8 };
    expect(() => formulaValue({ ...inputs, lifespan: -1 })).toThrow(
      failsWith("negative_value", ["lifespan"]),
    );
    expect(() => formulaValue({ ...inputs, averageOrderValue: 1e308 })).toThrow(
      failsWith("out_of_range", ["averageOrderValue"]),
    );
  });
});

const stream = fc.record({
  marginPerPeriod: fc.double({ min: 0.01, max: 1e6, noNaN: true }),
  // Denormal numbers keep few digits, and their products fewer.
  retention: fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1, noNaN: true })),
  discountRate: fc.double({ min: -0.5, max: 3, noNaN: true }),
  firstPayment: fc.constantFrom("now" as const, "next" as const),
});

/** Payment by payment. */
function addUp(inputs: Parameters<typeof marginRetentionValue>[0], periods: number): number {
  const { marginPerPeriod, retention, discountRate = 0, firstPayment = "next" } = inputs;
  let total = 0;
  for (let payment = 0; payment < periods; payment++) {
    const at = firstPayment === "now" ? payment : payment + 1;
    total += (marginPerPeriod * retention ** at) / (1 + discountRate) ** at;
  }
  return total;
}

describe("marginRetentionValue", () => {
  it("is the margin multiple of Gupta and Lehmann: 80 % kept at 12 % are 2.5 margins", () => {
    const inputs = { marginPerPeriod: 1, retention: 0.8, discountRate: 0.12 };
    expectRelative(marginRetentionValue(inputs), 2.5, 1e-14);
    expectRelative(marginRetentionValue({ ...inputs, firstPayment: "now" }), 3.5, 1e-14);
  });

  it("is the sum of its payments", () => {
    fc.assert(
      fc.property(stream, fc.integer({ min: 0, max: 60 }), (inputs, periods) => {
        const value = marginRetentionValue({ ...inputs, periods });
        expect(Math.abs((value ?? Number.NaN) - addUp(inputs, periods))).toBeLessThanOrEqual(
          1e-11 * addUp(inputs, periods),
        );
      }),
    );
  });

  it("nears the endless value as periods are added", () => {
    const inputs = { marginPerPeriod: 7, retention: 0.9, discountRate: 0.05 };
    for (const firstPayment of ["now", "next"] as const) {
      const endless = marginRetentionValue({ ...inputs, firstPayment });
      const long = marginRetentionValue({ ...inputs, firstPayment, periods: 2000 });
      expectRelative(long, endless ?? Number.NaN, 1e-13);
    }
  });

  it("keeps its digits where next to nobody leaves", () => {
    const inputs = { marginPerPeriod: 1, retention: 1 - 2 ** -40 };
    expect(marginRetentionValue(inputs)).toBe(2 ** 40 - 1);
    expectRelative(marginRetentionValue({ ...inputs, periods: 10 }), 10 - 55 * 2 ** -40, 1e-15);
    const rate = { marginPerPeriod: 1, retention: 1, discountRate: 1e-15 };
    expectRelative(marginRetentionValue(rate), 1e15, 1e-14);
  });

  it("is null where it is infinite, and only there", () => {
    const inputs = { marginPerPeriod: 5, retention: 1 };
    expect(marginRetentionValue(inputs)).toBeNull();
    expect(marginRetentionValue({ ...inputs, discountRate: -0.1 })).toBeNull();
    // 1 - 0.95 is a little more than 0.05.
    for (const percent of [5, 10, 15, 30, 70, 93]) {
      const retention = (100 - percent) / 100;
      const discountRate = -percent / 100;
      expect(marginRetentionValue({ ...inputs, retention, discountRate })).toBeNull();
    }
    expect(marginRetentionValue({ ...inputs, periods: 12 })).toBe(60);
    expect(marginRetentionValue({ ...inputs, marginPerPeriod: 0 })).toBe(0);
    expect(marginRetentionValue({ ...inputs, retention: 0 })).toBe(0);
    expect(marginRetentionValue({ ...inputs, retention: 0, firstPayment: "now" })).toBe(5);
    expect(marginRetentionValue({ ...inputs, periods: 0 })).toBe(0);
  });

  it("refuses impossible figures", () => {
    const inputs = { marginPerPeriod: 5, retention: 0.5 };
    expect(() => marginRetentionValue({ ...inputs, retention: 1.01 })).toThrow(
      failsWith("out_of_range", ["retention"]),
    );
    expect(() => marginRetentionValue({ ...inputs, discountRate: -1 })).toThrow(
      failsWith("out_of_range", ["discountRate"]),
    );
    expect(() => marginRetentionValue({ ...inputs, periods: 1.5 })).toThrow(
      failsWith("out_of_range", ["periods"]),
    );
    expect(() =>
      marginRetentionValue({ ...inputs, marginPerPeriod: 1e308, periods: 0 }),
    ).not.toThrow();
    expect(() =>
      marginRetentionValue({ marginPerPeriod: 1e308, retention: 0.99, discountRate: 0 }),
    ).toThrow(failsWith("out_of_range", ["marginPerPeriod"]));
  });
});

describe("ltvToCac", () => {
  it("is a ratio, null where nothing was paid", () => {
    expect(ltvToCac({ value: 90, acquisitionCost: 60 })).toBe(1.5);
    expect(ltvToCac({ value: -90, acquisitionCost: 60 })).toBe(-1.5);
    expect(ltvToCac({ value: 90, acquisitionCost: 0 })).toBeNull();
    expect(() => ltvToCac({ value: 90, acquisitionCost: -1 })).toThrow(
      failsWith("negative_value", ["acquisitionCost"]),
    );
    expect(() => ltvToCac({ value: 1e300, acquisitionCost: 1e-300 })).toThrow(
      failsWith("out_of_range", ["value"]),
    );
  });
});

describe("paybackPeriod", () => {
  it.each([
    [{ acquisitionCost: 120, marginPerPeriod: 10 }, 12],
    [{ acquisitionCost: 120.01, marginPerPeriod: 10 }, 13],
    // 1.1 / 0.1 is 11.000000000000002 in doubles.
    [{ acquisitionCost: 1.1, marginPerPeriod: 0.1 }, 11],
    [{ acquisitionCost: 0, marginPerPeriod: 0 }, 0],
    [{ acquisitionCost: 1, marginPerPeriod: 0 }, null],
    [{ acquisitionCost: 1, marginPerPeriod: -1 }, null],
    [{ acquisitionCost: 10, marginPerPeriod: 10, firstPayment: "now" as const }, 0],
    [{ acquisitionCost: 11, marginPerPeriod: 10, firstPayment: "now" as const }, 1],
    [
      { acquisitionCost: 11, marginPerPeriod: 10, retention: 0, firstPayment: "now" as const },
      null,
    ],
    [{ acquisitionCost: 1, marginPerPeriod: 10, retention: 0 }, null],
    // 8 + 4 + 2 and no further than 16.
    [{ acquisitionCost: 14, marginPerPeriod: 16, retention: 0.5 }, 3],
    [{ acquisitionCost: 16, marginPerPeriod: 16, retention: 0.5 }, null],
  ])("%o → %o", (inputs, periods) => {
    expect(paybackPeriod(inputs)).toBe(periods);
  });

  it("is the first time at which the margins cover the cost", () => {
    fc.assert(
      fc.property(stream, fc.double({ min: 0.01, max: 50, noNaN: true }), (inputs, times) => {
        const acquisitionCost = times * inputs.marginPerPeriod;
        const period = paybackPeriod({ ...inputs, acquisitionCost });
        const payments = period === null ? 300 : period + (inputs.firstPayment === "now" ? 1 : 0);
        const slack = 1e-9 * acquisitionCost;
        const covered = addUp(inputs, payments);
        if (period === null) {
          expect(covered).toBeLessThan(acquisitionCost + slack);
        } else {
          expect(covered).toBeGreaterThan(acquisitionCost - slack);
          expect(addUp(inputs, payments - 1)).toBeLessThan(acquisitionCost + slack);
        }
      }),
    );
  });
});
