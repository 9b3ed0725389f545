import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ValueModels } from "../../src/clv/model.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import { expectedSpend } from "../../src/clv/value/expected-spend.ts";
import { lifetimeValue } from "../../src/clv/value/lifetime-value.ts";
import { expectRelative } from "../expect-relative.ts";

const models: ValueModels = {
  purchases: {
    kind: "bg-nbd",
    version: 1,
    timeUnit: "week",
    params: { r: 0.2425945224, alpha: 4.413602019, a: 0.7929220172, b: 2.4259067768 },
  },
  spend: {
    kind: "gamma-gamma",
    version: 1,
    params: { p: 6.2495722713, q: 3.7442246671, v: 15.4435209626 },
  },
};
const customer = { frequency: 2, recency: 213 / 7, age: 272 / 7, monetaryValue: 22.345 };
const monthly = 1.01 ** 12 - 1;

/** The definition, month by month, from the other verbs. */
function valueByHand(ends: readonly number[], discountRate: number): number {
  const spend = expectedSpend(models.spend, customer) ?? Number.NaN;
  let value = 0;
  let before = 0;
  ends.forEach((horizon, month) => {
    const purchases = expectedPurchases(models.purchases, customer, { horizon });
    value += (purchases - before) * spend * (1 + discountRate) ** (-(month + 1) / 12);
    before = purchases;
  });
  return value;
}

describe("lifetimeValue", () => {
  it("is the reference value of CDNOW's first customer", () => {
    const value = lifetimeValue(models, customer, {
      horizon: { months: 12 },
      discountRate: monthly,
    });
    expectRelative(value, 36.29601548, 2e-10);
  });

  it("is the sum of its definition", () => {
    const ends = Array.from({ length: 12 }, (_, month) => ((month + 1) * 30.4375) / 7);
    const value = lifetimeValue(models, customer, { horizon: { months: 12 }, discountRate: 0.2 });
    expectRelative(value, valueByHand(ends, 0.2), 1e-13);
  });

  it("without a discount is expected purchases times expected spend", () => {
    const purchases = expectedPurchases(models.purchases, customer, { horizon: 39 });
    const spend = expectedSpend(models.spend, customer) ?? Number.NaN;
    const value = lifetimeValue(models, customer, { horizon: 39, margin: 0.3 });
    expectRelative(value, 0.3 * purchases * spend, 1e-13);
  });

  it("counts calendar months from a day, clamped to month ends", () => {
    const ends = [28, 59, 89].map((days) => days / 7);
    const value = lifetimeValue(models, customer, {
      horizon: { months: 3 },
      discountRate: 0.1,
      from: "2025-01-31",
    });
    expectRelative(value, valueByHand(ends, 0.1), 1e-13);
  });

  it("reads the day of an instant in the zone", () => {
    const at = (timeZone: string) =>
      lifetimeValue(models, customer, {
        horizon: { months: 1 },
        from: "2025-01-31T23:30:00Z",
        timeZone,
      });
    expectRelative(at("UTC"), valueByHand([28 / 7], 0), 1e-13);
    expectRelative(at("Europe/Berlin"), valueByHand([28 / 7], 0), 1e-13);
    const march = lifetimeValue(models, customer, {
      horizon: { months: 1 },
      from: "2025-02-28T23:30:00Z",
      timeZone: "Europe/Berlin",
    });
    expectRelative(march, valueByHand([31 / 7], 0), 1e-13);
  });

  it("ends a horizon of weeks at its own end, also on the calendar", () => {
    const plain = lifetimeValue(models, customer, { horizon: 10 });
    const calendar = lifetimeValue(models, customer, { horizon: 10, from: "2025-03-15" });
    expectRelative(calendar, plain ?? Number.NaN, 1e-13);
  });

  it("discounts a month that is cut short at its own end", () => {
    const value = lifetimeValue(models, customer, { horizon: { months: 0.5 }, discountRate: 0.21 });
    const purchases = expectedPurchases(models.purchases, customer, { horizon: { months: 0.5 } });
    const spend = expectedSpend(models.spend, customer) ?? Number.NaN;
    expectRelative(value, purchases * spend * 1.21 ** (-0.5 / 12), 1e-13);
  });

  it("is nothing at horizon 0, and grows with the horizon", () => {
    expect(lifetimeValue(models, customer, { horizon: 0 })).toBe(0);
    const horizon = fc.double({ min: 0, max: 500, noNaN: true });
    fc.assert(
      fc.property(horizon, horizon, (one, other) => {
        const [near, far] = [Math.min(one, other), Math.max(one, other)];
        const options = { discountRate: 0.1 };
        const low = lifetimeValue(models, customer, { ...options, horizon: near }) ?? Number.NaN;
        const high = lifetimeValue(models, customer, { ...options, horizon: far }) ?? Number.NaN;
        expect(high).toBeGreaterThanOrEqual(low * (1 - 1e-13));
      }),
      { numRuns: 50 },
    );
  });

  it("gives columns and bases what it gives single customers, to the bit", () => {
    const customers = [customer, { frequency: 0, recency: 0, age: 3, monetaryValue: 0 }];
    const options = { horizon: { months: 12 }, discountRate: 0.1 } as const;
    const single = customers.map((one) => lifetimeValue(models, one, options));
    const base = lifetimeValue(models, { timeUnit: "week", customers }, options);
    const columns = lifetimeValue(
      models,
      {
        frequency: [2, 0],
        recency: [213 / 7, 0],
        age: [272 / 7, 3],
        monetaryValue: [22.345, 0],
      },
      options,
    );
    expect([...base]).toEqual(single);
    expect([...columns]).toEqual(single);
  });

  it.each([
    ["a rate of -1", { horizon: 1, discountRate: -1 }, "out_of_range"],
    ["a rate of NaN", { horizon: 1, discountRate: Number.NaN }, "non_finite_value"],
    ["an endless horizon", { horizon: Number.POSITIVE_INFINITY }, "non_finite_value"],
    ["a horizon of ages", { horizon: { years: 1e6 } }, "out_of_range"],
    ["a negative horizon", { horizon: -1 }, "negative_value"],
    ["a margin of NaN", { horizon: 1, margin: Number.NaN }, "non_finite_value"],
    ["an unknown zone", { horizon: 1, from: "2025-01-01", timeZone: "Mars" }, "unknown_time_zone"],
    ["a day that is none", { horizon: 1, from: "2025-02-30" }, "invalid_time"],
  ] as const)("refuses %s", (_, options, code) => {
    expect(() => lifetimeValue(models, customer, options)).toThrowError(
      expect.objectContaining({ code }),
    );
  });

  it("names both models that it takes where it gets one, or something else", () => {
    for (const args of [
      [models.purchases, customer, { horizon: 1 }],
      [models.purchases, models.spend, { asOf: "2026-01-01" }],
      [{ bg: models.purchases, gg: models.spend }, customer, { horizon: 1 }],
    ]) {
      expect(() => Reflect.apply(lifetimeValue, undefined, args)).toThrowError(
        expect.objectContaining({
          code: "unknown_model",
          message: expect.stringContaining("expected { purchases, spend }"),
        }),
      );
    }
  });

  it("refuses a base in another unit than the model's", () => {
    const base = { timeUnit: "day", customers: [customer] } as const;
    expect(() => lifetimeValue(models, base, { horizon: 1 })).toThrowError(
      expect.objectContaining({ code: "unit_mismatch" }),
    );
  });
});
