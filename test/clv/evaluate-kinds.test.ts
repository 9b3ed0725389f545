import { describe, expect, it } from "vitest";
import { calibrateAlive } from "../../src/clv/evaluate/calibrate-alive.ts";
import { compareModels } from "../../src/clv/evaluate/compare-models.ts";
import { evaluateHoldout } from "../../src/clv/evaluate/evaluate-holdout.ts";
import { frequencyHistogram } from "../../src/clv/evaluate/frequency-histogram.ts";
import { intervalCoverage } from "../../src/clv/evaluate/interval-coverage.ts";
import { traceAlive } from "../../src/clv/evaluate/trace-alive.ts";
import { trackPurchases } from "../../src/clv/evaluate/track-purchases.ts";
import type { PurchaseModel } from "../../src/clv/model.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import { purchaseProbabilities } from "../../src/clv/predict/purchase-probabilities.ts";
import { tracePurchases } from "../../src/customers/trace-purchases.ts";

/* Every purchase model is judged by the same code; in whole days, which are the BG/BB's opportunities. */

const frame = { version: 1, timeUnit: "day" } as const;
const models: { readonly [Kind in PurchaseModel["kind"]]: PurchaseModel & { kind: Kind } } = {
  nbd: { ...frame, kind: "nbd", params: { r: 0.6, alpha: 12 } },
  "bg-nbd": { ...frame, kind: "bg-nbd", params: { r: 0.6, alpha: 12, a: 0.8, b: 2.5 } },
  "mbg-nbd": { ...frame, kind: "mbg-nbd", params: { r: 0.6, alpha: 12, a: 0.8, b: 2.5 } },
  "pareto-nbd": { ...frame, kind: "pareto-nbd", params: { r: 0.6, alpha: 12, s: 0.6, beta: 11 } },
  "ggompertz-nbd": {
    ...frame,
    kind: "ggompertz-nbd",
    params: { r: 0.6, alpha: 12, b: 0.02, s: 0.6, beta: 0.4 },
  },
  "bg-cnbd-k": { ...frame, kind: "bg-cnbd-k", params: { k: 2, r: 0.6, alpha: 6, a: 0.8, b: 2.5 } },
  "mbg-cnbd-k": {
    ...frame,
    kind: "mbg-cnbd-k",
    params: { k: 2, r: 0.6, alpha: 6, a: 0.8, b: 2.5 },
  },
  "bg-bb": {
    ...frame,
    kind: "bg-bb",
    params: { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.78 },
  },
};

const customers = [
  { frequency: 0, recency: 0, age: 40 },
  { frequency: 3, recency: 30, age: 40 },
  { frequency: 5, recency: 9, age: 35 },
  { frequency: 12, recency: 33, age: 33 },
];
const split = {
  calibration: { timeUnit: "day", customers },
  holdout: {
    length: 30,
    timeUnit: "day",
    customers: [{ frequency: 0 }, { frequency: 2 }, { frequency: 0 }, { frequency: 9 }],
  },
} as const;

describe.each(Object.values(models))("$kind", (model) => {
  it("is judged on a holdout", () => {
    const maximum = 60;
    const chances = customers.map((c) => purchaseProbabilities(model, c, { horizon: 30, maximum }));
    const { expected, brierScore } = calibrateAlive(model, split);
    const buys = chances.map(([none]) => 1 - none);
    expect(expected).toBeCloseTo(buys.reduce((a, b) => a + b) / 4, 12);
    expect(brierScore).toBeGreaterThan(0);
    const cumulative = chances.map((row) =>
      row.map((_, n) => row.slice(0, n + 1).reduce((a, b) => a + b)),
    );
    const highs = cumulative.map((row) => row.findIndex((sum) => sum >= 0.95));
    const lows = cumulative.map((row) => row.findIndex((sum) => sum >= 0.05));
    const coverage = intervalCoverage(model, split);
    expect(coverage.meanWidth).toBe(
      highs.reduce((sum, high, row) => sum + high - lows[row] + 1, 0) / 4,
    );
    const [row] = compareModels(split, { models: { model } }).rows;
    expect(row).toMatchObject({ kind: model.kind, error: null, aic: null });
    expect(row.expected).toBe(evaluateHoldout(model, split).expected);
  });

  it("is judged on its own customers", () => {
    const { bins, chiSquare } = frequencyHistogram(model, split.calibration, { maximum: 4 });
    expect(bins.reduce((sum, bin) => sum + bin.expected, 0)).toBeCloseTo(4, 9);
    expect(chiSquare).toBeGreaterThan(0);
    const newcomer = { frequency: 0, recency: 0, age: 0 };
    const none = customers.map(
      ({ age }) => purchaseProbabilities(model, newcomer, { horizon: age, maximum: 0 })[0],
    );
    expect(bins[0].expected).toBeCloseTo(
      none.reduce((a, b) => a + b),
      10,
    );
  });

  it("is tracked and traced", () => {
    const orders = ["2026-01-01", "2026-01-04", "2026-01-09"].map((at) => ({
      ...{ customerId: 1, at, value: 3 },
    }));
    const { periods } = trackPurchases(model, tracePurchases(orders, { asOf: "2026-01-20" }), {
      step: 5,
    });
    expect(periods.map((period) => period.cumulativeActual)).toEqual([1, 2, 2, 2]);
    const horizon = 19;
    expect(periods[3].cumulativeExpected).toBeCloseTo(
      expectedPurchases(model, { frequency: 0, recency: 0, age: 0 }, { horizon }),
      12,
    );
    const path = traceAlive(model, orders, { asOf: "2026-01-20", step: 5 });
    expect(path.map((point) => point.frequency)).toEqual([0, 1, 1, 2, 2, 2, 2]);
    for (const { probabilityAlive } of path) {
      expect(probabilityAlive).toBeGreaterThanOrEqual(0);
      expect(probabilityAlive).toBeLessThanOrEqual(1);
    }
  });
});
