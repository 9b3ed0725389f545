import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { familyOf } from "../../src/clv/fitting/families.ts";
import { historyLogLikelihoodOf } from "../../src/clv/fitting/history-log-likelihood.ts";
import type { PurchaseModel, SpendModel } from "../../src/clv/model.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import { nextPurchaseTime } from "../../src/clv/predict/next-purchase.ts";
import { probabilityAlive } from "../../src/clv/predict/probability-alive.ts";
import { probabilityOfNoPurchase } from "../../src/clv/predict/probability-of-no-purchase.ts";
import { purchaseProbabilities } from "../../src/clv/predict/purchase-probabilities.ts";
import { residualTransactions } from "../../src/clv/predict/residual-transactions.ts";
import { bootstrapModel } from "../../src/clv/simulate/bootstrap-model.ts";
import { simulateOrders } from "../../src/clv/simulate/simulate-orders.ts";
import { lifetimeValue } from "../../src/clv/value/lifetime-value.ts";
import type { PurchaseHistory, PurchasePatterns } from "../../src/customers/summary.ts";
import { seedRandom } from "../../src/numeric/random/seed.ts";
import { expectRelative } from "../expect-relative.ts";
import { KINDS } from "./kinds.ts";

/* What every purchase model must do, whatever its parameters. */

const spend: SpendModel = { kind: "gamma-gamma", version: 1, params: { p: 6, q: 4, v: 15 } };
const DAYS = 7;

describe.each(Object.entries(KINDS))("%s", (kind, { model, history, horizon, ...under }) => {
  it("has probabilities in [0, 1]", () => {
    fc.assert(
      fc.property(model, history, horizon, (m, customer, ahead) => {
        const none = probabilityOfNoPurchase(m, customer, { horizon: ahead });
        const counts = purchaseProbabilities(m, customer, { horizon: ahead, maximum: 5 });
        const alive = probabilityAlive(m, customer);
        const later = probabilityAlive(m, customer, { after: ahead });
        for (const probability of [alive, later, none, ...counts]) {
          expect(probability).toBeGreaterThanOrEqual(0);
          expect(probability).toBeLessThanOrEqual(1);
        }
        expect(later).toBeLessThanOrEqual(alive);
        expect(counts[0]).toBe(none);
      }),
    );
  });

  it("believes no less in a customer the later she was seen", () => {
    fc.assert(
      fc.property(model, history, (m, customer) => {
        fc.pre(customer.frequency > 0);
        const { frequency, recency, age } = customer;
        const earlier = {
          frequency,
          recency: (recency + (kind === "bg-bb" ? frequency : 0)) / 2,
          age,
        };
        fc.pre(kind !== "bg-bb" || Number.isInteger(earlier.recency));
        expect(probabilityAlive(m, earlier)).toBeLessThanOrEqual(
          probabilityAlive(m, customer) * (1 + 1e-12),
        );
      }),
    );
  });

  it("expects nothing in no time, and ever more in more", () => {
    fc.assert(
      fc.property(model, history, horizon, horizon, (m, customer, one, other) => {
        expect(expectedPurchases(m, customer, { horizon: 0 })).toBe(0);
        expect(probabilityOfNoPurchase(m, customer, { horizon: 0 })).toBe(1);
        const near = expectedPurchases(m, customer, { horizon: Math.min(one, other) });
        const far = expectedPurchases(m, customer, { horizon: Math.max(one, other) });
        expect(near).toBeGreaterThanOrEqual(0);
        expect(Number.isFinite(far)).toBe(true);
        expect(far).toBeGreaterThanOrEqual(near * (1 - 1e-12));
      }),
    );
  });

  it("has counts that sum to one and whose mean is the expectation", () => {
    fc.assert(
      fc.property(model, history, horizon, (m, customer, ahead) => {
        const expected = expectedPurchases(m, customer, { horizon: ahead });
        fc.pre(expected < 30 && customer.frequency < 40);
        const maximum = 3000;
        const counts = purchaseProbabilities(m, customer, { horizon: ahead, maximum });
        const sum = counts.reduce((total, probability) => total + probability, 0);
        const mean = counts.reduce((total, probability, n) => total + n * probability, 0);
        expect(sum).toBeLessThanOrEqual(1 + 1e-9);
        // What lies beyond the maximum counts in the mean by how far it lies. Of who is all but surely
        // gone it is less than a sum near 1 can show.
        const beyond = Math.max(Number.EPSILON, 1 - sum) * 1e5;
        expect(mean).toBeLessThanOrEqual(expected * (1 + 1e-9) + 1e-12);
        expect(mean).toBeGreaterThanOrEqual(expected * (1 - 1e-8) - beyond - 1e-12);
      }),
      { numRuns: 40 },
    );
  });

  it("counts less the more the future is discounted, and no more than within the horizon", () => {
    fc.assert(
      fc.property(model, history, horizon, (m, customer, ahead) => {
        const expected = expectedPurchases(m, customer, { horizon: ahead });
        const [free, dear] = [0, 0.2].map((discountRate) =>
          residualTransactions(m, customer, { discountRate, horizon: ahead }),
        );
        expectRelative(free, expected, 1e-9);
        expect(dear).toBeLessThanOrEqual(expected * (1 + 1e-9));
        const endless = residualTransactions(m, customer, { discountRate: 0.2 });
        expect(endless).toBeGreaterThanOrEqual((dear ?? Infinity) * (1 - 1e-9));
      }),
      { numRuns: 50 },
    );
  });

  it("knows by when the next purchase will have come", () => {
    fc.assert(
      fc.property(model, history, (m, customer) => {
        const time = nextPurchaseTime(m, customer);
        if (time === null) return;
        const noneBy = (ahead: number) => probabilityOfNoPurchase(m, customer, { horizon: ahead });
        if (kind === "bg-bb") {
          expect(noneBy(time)).toBeLessThanOrEqual(0.5);
          expect(noneBy(time - 1)).toBeGreaterThan(0.5);
        } else {
          expectRelative(noneBy(time), 0.5, 1e-9);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("gives columns and bases what it gives single customers, to the bit", () => {
    fc.assert(
      fc.property(model, fc.array(history, { maxLength: 12 }), (m, customers) => {
        const columns = {
          frequency: Float64Array.from(customers, (c) => c.frequency),
          recency: Float64Array.from(customers, (c) => c.recency),
          age: Float64Array.from(customers, (c) => c.age),
        };
        const base = { timeUnit: m.timeUnit, customers };
        const horizon = { horizon: 39 };
        const verbs = [
          (c: PurchaseHistory) => probabilityAlive(m, c),
          (c: PurchaseHistory) => probabilityAlive(m, c, { after: 4 }),
          (c: PurchaseHistory) => expectedPurchases(m, c, horizon),
          (c: PurchaseHistory) => probabilityOfNoPurchase(m, c, horizon),
          (c: PurchaseHistory) => residualTransactions(m, c, { discountRate: 0.1 }),
        ];
        const many = [
          [probabilityAlive(m, columns), probabilityAlive(m, base)],
          [probabilityAlive(m, columns, { after: 4 }), probabilityAlive(m, base, { after: 4 })],
          [expectedPurchases(m, columns, horizon), expectedPurchases(m, base, horizon)],
          [probabilityOfNoPurchase(m, columns, horizon), probabilityOfNoPurchase(m, base, horizon)],
          [columns, base].map((target) => residualTransactions(m, target, { discountRate: 0.1 })),
        ];
        verbs.forEach((verb, k) => {
          const single = customers.map(verb);
          for (const column of many[k]) expect([...column]).toEqual(single);
        });
        const counts = purchaseProbabilities(m, columns, { horizon: 39, maximum: 3 });
        customers.forEach((c, row) => {
          expect(counts.map((column) => column[row])).toEqual(
            purchaseProbabilities(m, c, { horizon: 39, maximum: 3 }),
          );
        });
        const monetaryValue = Float64Array.from(customers, (c) => (c.frequency > 0 ? 20 : 0));
        const span = m.kind === "bg-bb" ? { weeks: 52 } : { months: 12 };
        const year = { horizon: span, discountRate: 0.1 };
        const values = lifetimeValue({ purchases: m, spend }, { ...columns, monetaryValue }, year);
        expect([...values]).toEqual(
          customers.map((c, row) =>
            lifetimeValue(
              { purchases: m, spend },
              { ...c, monetaryValue: monetaryValue[row] },
              year,
            ),
          ),
        );
      }),
      { numRuns: 15 },
    );
  });

  it("works as well after a trip through JSON", () => {
    fc.assert(
      fc.property(model, history, horizon, (m, customer, ahead) => {
        const stored: PurchaseModel = JSON.parse(JSON.stringify(m));
        expect(stored).toEqual(m);
        expect(expectedPurchases(stored, customer, { horizon: ahead })).toBe(
          expectedPurchases(m, customer, { horizon: ahead }),
        );
      }),
      { numRuns: 20 },
    );
  });

  it("refuses parameters that are none, and histories that cannot be", () => {
    fc.assert(
      fc.property(model, (m) => {
        const broken = { ...m, params: { ...m.params, alpha: -1 } } as PurchaseModel;
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

  it.runIf(under.timePowers !== null)("says the same in days as in weeks", () => {
    fc.assert(
      fc.property(model, history, (m, customer) => {
        const params = Object.fromEntries(
          Object.entries<number>(m.params).map(([name, value]) => [
            name,
            value * DAYS ** (under.timePowers?.[name] ?? 0),
          ]),
        );
        const daily = { ...m, timeUnit: "day", params } as unknown as PurchaseModel;
        const recency = DAYS * customer.recency;
        const customerDaily = { ...customer, recency, age: DAYS * customer.age };
        const ahead = { horizon: { weeks: 30 } };
        expectRelative(probabilityAlive(daily, customerDaily), probabilityAlive(m, customer), 1e-9);
        expectRelative(
          expectedPurchases(daily, customerDaily, ahead),
          expectedPurchases(m, customer, ahead),
          1e-9,
        );
      }),
    );
  });

  it("has a gradient that is the slope of its log-likelihood, one history or all", () => {
    fc.assert(
      fc.property(model, fc.array(history, { minLength: 1, maxLength: 5 }), (m, customers) => {
        const family = familyOf(m);
        const params: Readonly<Record<string, number>> = m.params;
        const values = Float64Array.from(
          Object.keys(family.label(family.timePowers)),
          (name) => params[name],
        );
        const all = family.logLikelihood({
          frequency: Float64Array.from(customers, (c) => c.frequency),
          recency: Float64Array.from(customers, (c) => c.recency),
          age: Float64Array.from(customers, (c) => c.age),
          weight: Float64Array.from(customers, (_, i) => i + 1),
        });
        const gradient = new Float64Array(values.length);
        const slopes = new Float64Array(values.length);
        const summed = new Float64Array(values.length);
        const total = all(values, gradient);
        let sum = 0;
        customers.forEach(({ frequency, recency, age }, i) => {
          sum += (i + 1) * historyLogLikelihoodOf(family)(values, frequency, recency, age, slopes);
          for (let j = 0; j < slopes.length; j++) summed[j] += (i + 1) * slopes[j];
        });
        expect(Math.abs(sum - total)).toBeLessThanOrEqual(1e-9 * (1 + Math.abs(total)));
        values.forEach((value, j) => {
          const step = 1e-5 * value;
          const at = (shifted: number) =>
            all(values.with(j, shifted), new Float64Array(values.length));
          const slope = (at(value + step) - at(value - step)) / (2 * step);
          const size = (1 + Math.abs(total)) / value;
          expect(Math.abs(gradient[j] - slope)).toBeLessThanOrEqual(1e-6 * size);
          expect(Math.abs(gradient[j] - summed[j])).toBeLessThanOrEqual(1e-8 * size);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("finds back the world that customers were drawn from, in any order", {
    timeout: 60_000,
  }, () => {
    const { world, fit: refit } = under;
    const age = kind === "bg-bb" ? 8 : 90;
    const drawn: PurchasePatterns[] = [];
    const data = { timeUnit: world.timeUnit, ...column(2000, age) };
    // A bootstrap of one world hands out the customers that it draws.
    const keep = (sample: PurchasePatterns) => {
      drawn.push(sample);
      return world;
    };
    bootstrapModel(world, data, keep, { seed: 7, samples: 2 });
    const [sample] = drawn;
    const fitted = refit(sample);
    expect(fitted.fit?.verdict).toBe("optimum");
    const errors: Readonly<Record<string, number | null>> = fitted.fit?.standardErrors ?? {};
    const found: Readonly<Record<string, number>> = fitted.params;
    for (const [name, value] of Object.entries<number>(world.params)) {
      if (name === "k") continue;
      const logError = (errors[name] ?? 0) / found[name];
      expect(Math.abs(Math.log(found[name] / value))).toBeLessThan(3.5 * logError);
    }
    const backwards = refit({
      ...sample,
      frequency: Array.from(sample.frequency).reverse(),
      recency: Array.from(sample.recency).reverse(),
      age: Array.from(sample.age).reverse(),
    });
    expectRelative(backwards.fit?.logLikelihood, fitted.fit?.logLikelihood ?? 0, 1e-12);
    const again: Readonly<Record<string, number>> = backwards.params;
    for (const [name, value] of Object.entries(found)) expectRelative(again[name], value, 1e-7);
  });

  it("makes orders, the same for the same seed", () => {
    const models = { purchases: under.world, spend };
    const options = { customers: 30, from: "2025-01-01", to: "2025-12-31", seed: "x" };
    const orders = simulateOrders(models, options);
    expect(orders).toEqual(simulateOrders(models, options));
    expect(orders.length).toBeGreaterThan(30);
    expect(orders).not.toEqual(simulateOrders(models, { ...options, seed: "y" }));
  });
});

/** So many customers with ages spread over the second half of the time. */
function column(count: number, longest: number) {
  const random = seedRandom(3);
  const age = Array.from({ length: count }, () => Math.ceil(longest * (0.5 + random.next() / 2)));
  const none = age.map(() => 0);
  return { frequency: none, recency: none, age, weight: age.map(() => 1) };
}
