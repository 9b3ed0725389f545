import { describe, expect, it } from "vitest";
import type { GgompertzNbdParams } from "../../src/clv/ggompertz-nbd/model.ts";
import { ggompertzNbdPredictor } from "../../src/clv/ggompertz-nbd/predict.ts";
import { simulateGgompertzNbd } from "../../src/clv/ggompertz-nbd/simulate.ts";
import { seedRandom } from "../../src/numeric/random/seed.ts";
import { total } from "../../src/numeric/vector.ts";
import { expectRelative } from "../expect-relative.ts";
import { golden } from "../golden.ts";

/* Against 40-digit arithmetic: scripts/golden/ggompertz_reference.py. */

type Row<Values extends readonly unknown[]> = readonly [string, number, number, number, ...Values];

interface GoldenPredictions {
  readonly models: Readonly<Record<string, GgompertzNbdParams>>;
  /** Model, frequency, recency, age, P(alive), then S(0.01), S(10), S(300). */
  readonly alive: readonly Row<[number, number, number, number]>[];
  /** … from, to, expected purchases. */
  readonly between: readonly Row<[number, number, number]>[];
  /** … discount rate, horizon (null: for ever), expected purchases. */
  readonly discounted: readonly Row<[number, number | null, number]>[];
  /** … horizon, numbers, their probabilities. */
  readonly counts: readonly Row<[number, readonly number[], readonly number[]]>[];
}

const predictions = golden<GoldenPredictions>("clv/ggompertz-nbd-predictions.json");
const predictors = Object.fromEntries(
  Object.entries(predictions.models).map(([name, params]) => [name, ggompertzNbdPredictor(params)]),
);

describe("the Gamma-Gompertz/NBD predictor", () => {
  it("knows who is alive, and who will be", () => {
    for (const [name, frequency, recency, age, alive, ...later] of predictions.alive) {
      const predictor = predictors[name];
      expectRelative(predictor.alive(frequency, recency, age), alive, 1e-11);
      [0.01, 10, 300].forEach((ahead, i) => {
        expectRelative(predictor.survival(frequency, recency, age, ahead), later[i], 1e-13);
      });
    }
  });

  it("expects purchases", () => {
    for (const [name, frequency, recency, age, from, to, expected] of predictions.between) {
      const found = predictors[name].purchasesBetween(frequency, recency, age, from, to);
      expectRelative(found, expected, 1e-12);
      expect(predictors[name].purchasesBetween(frequency, recency, age, to, to)).toBe(0);
    }
  });

  it("discounts them, within a horizon and for ever", () => {
    for (const [
      name,
      frequency,
      recency,
      age,
      delta,
      horizon,
      expected,
    ] of predictions.discounted) {
      const end = horizon ?? Number.POSITIVE_INFINITY;
      const found = predictors[name].discountedPurchases(frequency, recency, age, delta, end);
      expectRelative(found, expected, 1e-12);
    }
  });

  it("counts them", () => {
    for (const [name, frequency, recency, age, horizon, numbers, expected] of predictions.counts) {
      const maximum = Math.max(...numbers);
      const found = predictors[name].probabilities(frequency, recency, age, horizon, maximum);
      expect(found.length).toBe(maximum + 1);
      numbers.forEach((number, i) => {
        if (expected[i] > 1e-280) expectRelative(found[number], expected[i], 1e-11);
        else expect(found[number]).toBeLessThan(1e-279);
      });
    }
  });

  it.each(Object.keys(predictors))("has counts of sum one and of the expected mean: %s", (name) => {
    const predictor = predictors[name];
    const history = [2, 30.43, 38.86] as const;
    const counts = predictor.probabilities(...history, 39, 600);
    expectRelative(total(counts), 1, 1e-13);
    const mean = total(counts.map((probability, number) => number * probability));
    expectRelative(mean, predictor.purchasesBetween(...history, 0, 39), 1e-12);
    expect(Array.from(predictor.probabilities(...history, 0, 2))).toEqual([1, 0, 0]);
  });

  it("stays finite at the extremes", () => {
    const random = seedRandom("extremes");
    for (let trial = 0; trial < 400; trial++) {
      const [r, alpha, b, s, beta] = Array.from({ length: 5 }, () =>
        Math.exp(24 * (2 * random.next() - 1)),
      );
      const predictor = ggompertzNbdPredictor({ r, alpha, b, s, beta });
      const frequency = trial % 3 === 0 ? 0 : Math.floor(2000 * random.next() ** 3) + 1;
      const age = frequency === 0 && trial % 2 === 0 ? 0 : 200 * random.next();
      const history = [frequency, frequency === 0 ? 0 : age * random.next(), age] as const;
      const horizon = [1e-6, 1, 5000][trial % 3];
      const now = predictor.alive(...history);
      const later = predictor.survival(...history, horizon);
      for (const probability of [now, later]) {
        expect(probability).toBeGreaterThanOrEqual(0);
        expect(probability).toBeLessThanOrEqual(1);
      }
      const sooner = predictor.purchasesBetween(...history, 0, horizon);
      const all = predictor.purchasesBetween(...history, 0, 2 * horizon);
      expect(Number.isFinite(all)).toBe(true);
      expect(sooner).toBeLessThanOrEqual(all);
      const forever = predictor.discountedPurchases(...history, 0.003, Number.POSITIVE_INFINITY);
      expect(Number.isFinite(forever)).toBe(true);
      const counts = predictor.probabilities(...history, horizon, 12);
      expect(counts.every((probability) => probability >= 0 && probability <= 1)).toBe(true);
      expect(total(counts)).toBeLessThan(1 + 1e-11);
    }
  });
});

describe("simulateGgompertzNbd", () => {
  it("buys as often, and leaves as soon, as the model says", () => {
    const params = predictions.models.growing;
    const predictor = ggompertzNbdPredictor(params);
    const random = seedRandom("growing risk");
    const customers = 20_000;
    const age = 80;
    const purchases = Float64Array.from(
      { length: customers },
      () => simulateGgompertzNbd(params, random, age).length,
    );
    const counts = predictor.probabilities(0, 0, 0, age, 400);
    const mean = predictor.purchasesBetween(0, 0, 0, 0, age);
    const square = total(counts.map((probability, number) => number ** 2 * probability));
    const error = Math.sqrt((square - mean ** 2) / customers);
    expect(Math.abs(total(purchases) / customers - mean)).toBeLessThan(4 * error);
    const none = purchases.filter((count) => count === 0).length / customers;
    const noneError = Math.sqrt((counts[0] * (1 - counts[0])) / customers);
    expect(Math.abs(none - counts[0])).toBeLessThan(4 * noneError);
  });

  it("refuses a rate without end", () => {
    const params = { r: 50, alpha: 1e-9, b: 1e-9, s: 1, beta: 1 };
    expect(() => simulateGgompertzNbd(params, seedRandom(1), 1)).toThrow("too fast a rate");
  });
});
