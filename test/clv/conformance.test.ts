import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BgNbdModel } from "../../src/clv/bg-nbd/model.ts";
import { expectedPurchases } from "../../src/clv/expected-purchases.ts";
import type { PurchaseModel } from "../../src/clv/model.ts";
import { probabilityAlive } from "../../src/clv/probability-alive.ts";
import { expectRelative } from "../expect-relative.ts";

/* What every purchase model must do, whatever its parameters. */

const logUniform = (low: number, high: number) =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

const models: Record<PurchaseModel["kind"], fc.Arbitrary<PurchaseModel>> = {
  "bg-nbd": fc
    .record({
      r: logUniform(1e-2, 100),
      alpha: logUniform(1e-2, 1000),
      a: logUniform(1e-2, 100),
      b: logUniform(1e-2, 100),
    })
    .map((params): BgNbdModel => ({ kind: "bg-nbd", version: 1, timeUnit: "week", params })),
};

const history = fc
  .tuple(
    fc.integer({ min: 0, max: 2000 }),
    fc.double({ min: 1e-3, max: 1, noNaN: true }),
    fc.double({ min: 1e-3, max: 500, noNaN: true }),
  )
  .map(([frequency, share, age]) => ({
    frequency,
    recency: frequency === 0 ? 0 : share * age,
    age,
  }));

describe.each(Object.entries(models))("%s", (_, model) => {
  it("has a probability of being alive in [0, 1]", () => {
    fc.assert(
      fc.property(model, history, (m, customer) => {
        const alive = probabilityAlive(m, customer);
        expect(alive).toBeGreaterThanOrEqual(0);
        expect(alive).toBeLessThanOrEqual(1);
      }),
    );
  });

  it("believes more in a customer the later she was seen", () => {
    fc.assert(
      fc.property(model, history, fc.double({ min: 0.01, max: 1, noNaN: true }), (m, c, share) => {
        fc.pre(c.frequency > 0);
        const earlier = { ...c, recency: share * c.recency };
        expect(probabilityAlive(m, earlier)).toBeLessThanOrEqual(probabilityAlive(m, c) + 1e-15);
      }),
    );
  });

  it("expects nothing in no time, and ever more in more", () => {
    const horizon = fc.double({ min: 0, max: 1000, noNaN: true });
    fc.assert(
      fc.property(model, history, horizon, horizon, (m, customer, one, other) => {
        expect(expectedPurchases(m, customer, { horizon: 0 })).toBe(0);
        const near = expectedPurchases(m, customer, { horizon: Math.min(one, other) });
        const far = expectedPurchases(m, customer, { horizon: Math.max(one, other) });
        expect(near).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(far)).toBe(true);
        expect(far).toBeGreaterThanOrEqual(near * (1 - 1e-12));
      }),
    );
  });

  it("says the same in days as in weeks", () => {
    fc.assert(
      fc.property(model, history, (m, customer) => {
        const days = 7;
        const daily: PurchaseModel = {
          ...m,
          timeUnit: "day",
          params: { ...m.params, alpha: days * m.params.alpha },
        };
        const customerDaily = {
          ...customer,
          recency: days * customer.recency,
          age: days * customer.age,
        };
        const horizon = { weeks: 30 };
        expectRelative(probabilityAlive(daily, customerDaily), probabilityAlive(m, customer), 1e-9);
        expectRelative(
          expectedPurchases(daily, customerDaily, { horizon }),
          expectedPurchases(m, customer, { horizon }),
          1e-9,
        );
      }),
    );
  });

  it("gives columns and bases what it gives single customers, to the bit", () => {
    fc.assert(
      fc.property(model, fc.array(history, { maxLength: 20 }), (m, customers) => {
        const columns = {
          frequency: Float64Array.from(customers, (c) => c.frequency),
          recency: Float64Array.from(customers, (c) => c.recency),
          age: Float64Array.from(customers, (c) => c.age),
        };
        const base = { timeUnit: m.timeUnit, customers };
        const alive = customers.map((c) => probabilityAlive(m, c));
        expect([...probabilityAlive(m, columns)]).toEqual(alive);
        expect([...probabilityAlive(m, base)]).toEqual(alive);
        const options = { horizon: 39 };
        const purchases = customers.map((c) => expectedPurchases(m, c, options));
        expect([...expectedPurchases(m, columns, options)]).toEqual(purchases);
        expect([...expectedPurchases(m, base, options)]).toEqual(purchases);
      }),
      { numRuns: 30 },
    );
  });

  it("works as well after a trip through JSON", () => {
    fc.assert(
      fc.property(model, history, (m, customer) => {
        const stored: PurchaseModel = JSON.parse(JSON.stringify(m));
        expect(probabilityAlive(stored, customer)).toBe(probabilityAlive(m, customer));
      }),
    );
  });

  it("refuses parameters that are none, and histories that cannot be", () => {
    fc.assert(
      fc.property(model, (m) => {
        const broken: PurchaseModel = { ...m, params: { ...m.params, alpha: -1 } };
        const customer = { frequency: 1, recency: 2, age: 3 };
        expect(() => probabilityAlive(broken, customer)).toThrowError(
          expect.objectContaining({ code: "out_of_range", path: ["params", "alpha"] }),
        );
        expect(() => probabilityAlive(m, { frequency: 1, recency: 4, age: 3 })).toThrowError(
          expect.objectContaining({ code: "invalid_summary", path: ["recency"] }),
        );
      }),
      { numRuns: 5 },
    );
  });
});
