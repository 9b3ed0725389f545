import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ParetoNbdParams } from "../../src/clv/pareto-nbd/model.ts";
import { paretoNbdPredictor } from "../../src/clv/pareto-nbd/predict.ts";
import { expectRelative } from "../expect-relative.ts";
import { predictionsOf } from "./golden-predictions.ts";
import { paretoExtremes, paretoParams } from "./pareto-nbd-extremes.ts";

const REF: ParetoNbdParams = {
  r: 0.5532770469,
  alpha: 10.5776834633,
  s: 0.6062399891,
  beta: 11.6687352888,
};
/** An effective rate of 15 % a year, compounded continuously by the week. */
const DELTA = 0.15 / 52;

describe("predictions of the Pareto/NBD, from 30-digit arithmetic", () => {
  const predictions = predictionsOf("pareto-nbd", paretoNbdPredictor);

  it.each(predictions)("$name ($count)", ({ count, worst, at }) => {
    expect(count).toBeGreaterThan(10);
    expect(worst, at).toBeLessThan(2e-13);
  });
});

describe("predictions of the Pareto/NBD, from 42-digit arithmetic at extremes", () => {
  it.each(paretoExtremes.discountedPurchases)(
    "discounted until $horizon at $delta, of $params",
    ({ params, frequency, age, delta, horizon, discountedPurchases }) => {
      const predictor = paretoNbdPredictor(paretoParams(params));
      const value = predictor.discountedPurchases(frequency, 0, age, delta, horizon);
      expectRelative(value, discountedPurchases, 2e-13);
    },
  );

  it.each(paretoExtremes.purchaseCounts)(
    "P($count) within $horizon, of $params",
    ({ params, frequency, age, horizon, count, probability }) => {
      const predictor = paretoNbdPredictor(paretoParams(params));
      const chances = predictor.probabilities(frequency, 0, age, horizon, count);
      expect(chances).toHaveLength(count + 1);
      expect(Math.abs(chances[count] - probability)).toBeLessThanOrEqual(
        2e-12 * probability + 1e-300,
      );
    },
  );

  it("P(alive), which leaves the likelihood of those alive", () => {
    for (const { params, frequency, recency, age } of paretoExtremes.histories) {
      const alive = paretoNbdPredictor(paretoParams(params)).alive(frequency, recency, age);
      expect(alive).toBeGreaterThanOrEqual(0);
      expect(alive).toBeLessThanOrEqual(1);
      if (recency === age) expect(alive).toBe(1);
    }
  });
});

describe("published values of the Pareto/NBD", () => {
  it("expectation of a new customer (Fader & Hardie's spreadsheet note)", () => {
    const { purchasesBetween } = paretoNbdPredictor({
      r: 0.55,
      alpha: 10.56,
      s: 0.61,
      beta: 11.64,
    });
    const published = [
      0, 0.05077821, 0.09916088, 0.14542507, 0.1897993, 0.23247466, 0.27361274, 0.31335159,
      0.35181024, 0.38909211,
    ];
    published.forEach((count, horizon) => {
      expect(Math.abs(purchasesBetween(0, 0, 0, 0, horizon) - count)).toBeLessThan(5.1e-9);
    });
  });

  it("customer 1516 of CDNOW", () => {
    const predictor = paretoNbdPredictor({
      r: 0.553397143,
      alpha: 10.580198544,
      s: 0.606062497,
      beta: 11.65622367,
    });
    const alive = predictor.alive(26, 30.86, 31);
    expect(alive.toFixed(4)).toBe("0.9979");
    const year = alive * predictor.purchasesBetween(26, 30.86, 31, 0, 52);
    expect(year.toFixed(6)).toBe("25.455318");
    const discounted = alive * predictor.discountedPurchases(26, 30.86, 31, DELTA, Infinity);
    expect(discounted.toFixed(6)).toBe("82.703272");
  });

  it("customer 1516 at the exact fit", () => {
    const predictor = paretoNbdPredictor(REF);
    const alive = predictor.alive(26, 30.86, 31);
    const year = alive * predictor.purchasesBetween(26, 30.86, 31, 0, 52);
    expect(year.toFixed(6)).toBe("25.456318");
    const discounted = alive * predictor.discountedPurchases(26, 30.86, 31, DELTA, Infinity);
    expect(discounted.toFixed(6)).toBe("82.697130");
  });

  it("frequencies at which the closed form overflows", () => {
    const predictor = paretoNbdPredictor({ r: 0.55, alpha: 10.58, s: 0.61, beta: 11.67 });
    const expected = (frequency: number) =>
      predictor.alive(frequency, 200, 200) * predictor.purchasesBetween(frequency, 200, 200, 0, 10);
    expect(expected(132).toFixed(5)).toBe("6.20605");
    expect(expected(133).toFixed(5)).toBe("6.25287");
  });
});

describe("laws of the Pareto/NBD's predictions", () => {
  const logUniform = (low: number, high: number) =>
    fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);
  const anyParams = fc.record({
    r: logUniform(1e-3, 1e3),
    alpha: logUniform(1e-3, 1e3),
    s: fc.oneof(logUniform(1e-3, 1e3), fc.constant(1), fc.constant(1 + 1e-12)),
    beta: logUniform(1e-3, 1e3),
  });
  const anyHistory = fc
    .tuple(
      fc.integer({ min: 0, max: 2000 }),
      fc.double({ min: 0.01, max: 1, noNaN: true }),
      logUniform(0.01, 500),
    )
    .map(([frequency, share, age]) => ({ frequency, recency: frequency && share * age, age }));

  it("are probabilities and counts, for any customer", () => {
    fc.assert(
      fc.property(anyParams, anyHistory, logUniform(1e-6, 5000), (params, customer, horizon) => {
        const { frequency: x, recency, age } = customer;
        const predictor = paretoNbdPredictor(params);
        const alive = predictor.alive(x, recency, age);
        expect(alive >= 0 && alive <= 1).toBe(true);
        const survival = predictor.survival(x, recency, age, horizon);
        expect(survival >= 0 && survival <= 1).toBe(true);
        expect(predictor.survival(x, recency, age, 0)).toBe(1);
        expect(predictor.purchasesBetween(x, recency, age, horizon, horizon)).toBe(0);
        const all = predictor.purchasesBetween(x, recency, age, 0, horizon);
        const early = predictor.purchasesBetween(x, recency, age, 0, horizon / 3);
        const late = predictor.purchasesBetween(x, recency, age, horizon / 3, horizon);
        expectRelative(early + late, all, 1e-13);
        expect(predictor.discountedPurchases(x, recency, age, 0, horizon)).toBe(all);
        const discounted = predictor.discountedPurchases(x, recency, age, 0.01, horizon);
        expect(discounted).toBeLessThanOrEqual(all * (1 + 1e-13));
        const endless = predictor.discountedPurchases(x, recency, age, 0.01, Infinity);
        expect(endless).toBeGreaterThanOrEqual(discounted * (1 - 1e-13));
      }),
    );
  });

  it("count probabilities sum to one, and their mean is the expectation", () => {
    const smaller = fc.record({
      r: logUniform(0.1, 10),
      alpha: logUniform(5, 500),
      s: logUniform(0.1, 10),
      beta: logUniform(0.5, 500),
    });
    fc.assert(
      fc.property(smaller, logUniform(1e-6, 30), (params, horizon) => {
        const predictor = paretoNbdPredictor(params);
        const chances = predictor.probabilities(3, 5, 10, horizon, 700);
        const sum = chances.reduce((total, chance) => total + chance, 0);
        const mean = chances.reduce((total, chance, n) => total + n * chance, 0);
        expectRelative(sum, 1, 1e-13);
        expectRelative(mean, predictor.purchasesBetween(3, 5, 10, 0, horizon), 1e-12);
      }),
      { numRuns: 20 },
    );
  });

  it("undiscounted purchases of a lifetime are finite above s = 1 only", () => {
    const lifetime = (s: number) =>
      paretoNbdPredictor({ ...REF, s }).discountedPurchases(0, 0, 0, 0, Infinity);
    expect(lifetime(0.9)).toBe(Infinity);
    expect(lifetime(1)).toBe(Infinity);
    expectRelative(lifetime(3), ((REF.r / REF.alpha) * REF.beta) / 2, 1e-15);
  });

  it("no time, no purchase", () => {
    const chances = paretoNbdPredictor(REF).probabilities(2, 5, 9, 0, 3);
    expect(Array.from(chances)).toEqual([1, 0, 0, 0]);
  });
});
