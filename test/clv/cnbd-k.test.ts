import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bgNbdPredictor } from "../../src/clv/bg-nbd/predict.ts";
import { bgCnbdKFamily, mbgCnbdKFamily } from "../../src/clv/cnbd-k/family.ts";
import { bgCnbdKPredictor, mbgCnbdKPredictor } from "../../src/clv/cnbd-k/predict.ts";
import { historyLogLikelihoodOf } from "../../src/clv/fitting/history-log-likelihood.ts";
import { mbgNbdPredictor } from "../../src/clv/mbg-nbd/predict.ts";
import type { Predictor } from "../../src/clv/predict/predictor-types.ts";
import { expectRelative } from "../expect-relative.ts";
import { golden } from "../golden.ts";

interface GoldenCustomer {
  readonly kind: "bg-cnbd-k" | "mbg-cnbd-k";
  readonly params: Readonly<Record<"k" | "r" | "alpha" | "a" | "b", number>>;
  readonly frequency: number;
  readonly recency: number;
  readonly age: number;
  readonly logLikelihood: number;
  readonly alive: number;
  readonly ahead: readonly {
    readonly horizon: number;
    readonly survival: number;
    readonly purchases: number;
    readonly numbers: readonly number[];
    readonly probabilities: readonly number[];
  }[];
  readonly discounted: readonly {
    readonly delta: number;
    readonly horizon: number | null;
    readonly value: number;
  }[];
}

/** From scripts/golden/cnbd_k_reference.py, in 50-digit arithmetic. */
const { predictions } = golden<{ readonly predictions: readonly GoldenCustomer[] }>(
  "clv/cnbd-k.json",
);

describe("against 50-digit arithmetic", () => {
  it.each(
    predictions.map((it) => [`${it.kind} ${JSON.stringify(it.params)} x=${it.frequency}`, it]),
  )("%s", (_, customer) => {
    if (typeof customer === "string") return;
    const { kind, params, frequency: x, recency: tx, age } = customer;
    const isModified = kind === "mbg-cnbd-k";
    const family = isModified ? mbgCnbdKFamily(params.k) : bgCnbdKFamily(params.k);
    const says = isModified ? mbgCnbdKPredictor(params) : bgCnbdKPredictor(params);
    const parameters = Float64Array.of(params.r, params.alpha, params.a, params.b);
    const logLikelihood = historyLogLikelihoodOf(family)(
      parameters,
      x,
      tx,
      age,
      new Float64Array(4),
    );
    const size = Math.max(1, Math.abs(customer.logLikelihood), x * params.k);
    expect(Math.abs(logLikelihood - customer.logLikelihood)).toBeLessThan(1e-13 * size);
    expectRelative(says.alive(x, tx, age), customer.alive, 1e-11);
    for (const { horizon, survival, purchases, numbers, probabilities } of customer.ahead) {
      expectRelative(says.survival(x, tx, age, horizon), survival, 1e-11);
      expectRelative(says.purchasesBetween(x, tx, age, 0, horizon), purchases, 1e-11);
      const found = says.probabilities(x, tx, age, horizon, 30);
      numbers.forEach((n, i) => {
        if (probabilities[i] > 1e-290) expectRelative(found[n], probabilities[i], 1e-10);
      });
    }
    for (const { delta, horizon, value } of customer.discounted) {
      const until = horizon ?? Number.POSITIVE_INFINITY;
      expectRelative(says.discountedPurchases(x, tx, age, delta, until), value, 1e-11);
    }
  });
});

const logUniform = (low: number, high: number) =>
  fc.double({ min: Math.log(low), max: Math.log(high), noNaN: true }).map(Math.exp);

const shapes = fc.record({
  r: logUniform(0.05, 50),
  alpha: logUniform(0.05, 200),
  a: logUniform(0.05, 20),
  b: logUniform(0.05, 20),
});

const history = fc
  .tuple(
    fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 2000 })),
    fc.double({ min: 1e-3, max: 1, noNaN: true }),
    fc.double({ min: 0.1, max: 300, noNaN: true }),
  )
  .map(([x, share, age]) => [x, x === 0 ? 0 : share * age, age] as const);

const predictors = [
  ["BG", bgCnbdKPredictor, bgNbdPredictor],
  ["MBG", mbgCnbdKPredictor, mbgNbdPredictor],
] as const;

describe.each(predictors)("%s/CNBD-k", (_, predictorOf, atRandom) => {
  it("is the model of random purchases at k = 1", () => {
    const horizon = logUniform(1e-3, 5000);
    fc.assert(
      fc.property(shapes, history, horizon, (params, [x, tx, age], ahead) => {
        const one = predictorOf({ k: 1, ...params });
        const other = atRandom(params);
        expect(one.ignoresRecency).toBe(true);
        const close = (ask: (says: Predictor) => number, tolerance = 1e-12) =>
          expectRelative(ask(one), ask(other), tolerance);
        close((says) => says.alive(x, tx, age));
        close((says) => says.survival(x, tx, age, ahead));
        close((says) => says.purchasesBetween(x, tx, age, 0, ahead));
        // A difference of two sums of which it may be a three hundredth.
        close((says) => says.purchasesBetween(x, tx, age, ahead, 1.1 * ahead), 1e-11);
        close((says) => says.discountedPurchases(x, tx, age, 0.003, ahead));
        const found = one.probabilities(x, tx, age, ahead, 20);
        other.probabilities(x, tx, age, ahead, 20).forEach((p, n) => {
          if (p > 1e-290) expectRelative(found[n], p, 1e-12);
        });
      }),
      { numRuns: 60 },
    );
  });

  it("has chances that sum to one, whose mean are the expected purchases", () => {
    const k = fc.integer({ min: 1, max: 12 });
    fc.assert(
      fc.property(k, shapes, history, (events, params, [x, tx, age]) => {
        fc.pre(x < 100);
        const says = predictorOf({ k: events, ...params });
        const ahead = (age * 5) / (x + 1);
        const maximum = 4000;
        const chances = says.probabilities(x, tx, age, ahead, maximum);
        const rest = chances[maximum];
        fc.pre(rest * maximum < 1e-16);
        expect(chances.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 12);
        const mean = chances.reduce((sum, p, n) => sum + n * p, 0);
        expectRelative(mean, says.purchasesBetween(x, tx, age, 0, ahead), 1e-11);
        expect(Math.min(...chances)).toBeGreaterThanOrEqual(0);
        expect(Math.max(...chances)).toBeLessThanOrEqual(1);
      }),
      { numRuns: 60 },
    );
  });

  it("adds up over time, also where the times are close and far ahead", () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 6 }), shapes, history, (k, params, [x, tx, age]) => {
        fc.pre(x < 50);
        const says = predictorOf({ k, ...params });
        const between = (from: number, to: number) => says.purchasesBetween(x, tx, age, from, to);
        const parts = between(0, age) + between(age, 2 * age) + between(2 * age, 3 * age);
        expectRelative(parts, between(0, 3 * age), 1e-11);
        const steps = [0, 1, 2].map((i) => between(50 * age + i * 1e-3, 50 * age + (i + 1) * 1e-3));
        expectRelative(
          steps[0] + steps[1] + steps[2],
          between(50 * age, 50 * age + 3 * 1e-3),
          1e-10,
        );
        expect(between(age, age)).toBe(0);
        // Undiscounted is the limit of hardly discounted.
        expectRelative(
          says.discountedPurchases(x, tx, age, 1e-13 / age, age),
          between(0, age),
          1e-11,
        );
      }),
      { numRuns: 12 },
    );
  });

  it("loses hope sooner in a late customer the more regularly customers buy", () => {
    // The same purchases a week at every k.
    const alive = [1, 2, 3, 6].map((k) =>
      predictorOf({ k, r: 2 * k, alpha: 10, a: 0.5, b: 2 }).alive(8, 30, 50),
    );
    expect(alive.toSorted((one, other) => other - one)).toEqual(alive);
    expect(alive[3]).toBeLessThan(alive[0] / 2);
  });

  it("knows the extremes", () => {
    const regular = predictorOf({ k: 12, r: 0.3, alpha: 2, a: 0.5, b: 4 });
    const heavy = [2000, 99.95, 100] as const;
    expect(regular.purchasesBetween(...heavy, 0, 5000)).toBeGreaterThan(5000);
    expect(regular.purchasesBetween(...heavy, 0, 1e-9)).toBeGreaterThan(0);
    expect(regular.survival(...heavy, 5000)).toBeGreaterThan(0);
    expect(regular.survival(...heavy, 0)).toBe(1);
    expect(regular.alive(2000, 1, 100)).toBe(0);
    expect(regular.alive(3, 20, 20)).toBeGreaterThan(0.5);
    expect(regular.discountedPurchases(...heavy, 0, Number.POSITIVE_INFINITY)).toBe(
      Number.POSITIVE_INFINITY,
    );
    expect([...regular.probabilities(...heavy, 0, 2)]).toEqual([1, 0, 0]);
    const leaving = predictorOf({ k: 5, r: 1, alpha: 1e-6, a: 1, b: 1e-3 });
    const fresh = leaving.purchasesBetween(0, 0, 0, 0, 1e9);
    expect(fresh).toBeGreaterThan(1);
    expect(Number.isFinite(fresh)).toBe(true);
    const short = predictorOf({ k: 2, r: 1, alpha: 4, a: 3, b: 2 });
    const bayes = short.discountedPurchases(4, 20, 30, 0, Number.POSITIVE_INFINITY);
    expectRelative(short.discountedPurchases(4, 20, 30, 1e-9, 1e14), bayes, 1e-5);
  });
});
