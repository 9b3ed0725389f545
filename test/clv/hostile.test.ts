import { describe, expect, it } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import type { BgNbdModel } from "../../src/clv/bg-nbd/model.ts";
import type { BgCnbdKModel } from "../../src/clv/cnbd-k/model.ts";
import { frequencyHistogram } from "../../src/clv/evaluate/frequency-histogram.ts";
import { traceAlive } from "../../src/clv/evaluate/trace-alive.ts";
import type { GammaGammaModel } from "../../src/clv/gamma-gamma/model.ts";
import { purchaseInterval } from "../../src/clv/intervals/purchase-interval.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import { probabilityAlive } from "../../src/clv/predict/probability-alive.ts";
import { simulateOrders } from "../../src/clv/simulate/simulate-orders.ts";
import { expectedSpend } from "../../src/clv/value/expected-spend.ts";
import { lifetimeValue } from "../../src/clv/value/lifetime-value.ts";

const model = (r: number, alpha: number, a: number, b: number): BgNbdModel => ({
  kind: "bg-nbd",
  version: 1,
  timeUnit: "week",
  params: { r, alpha, a, b },
});
const spend: GammaGammaModel = { kind: "gamma-gamma", version: 1, params: { p: 5, q: 4, v: 30 } };
const newcomer = { frequency: 0, recency: 0, age: 0, monetaryValue: 0 };
const failsWith = (code: string) => expect.objectContaining({ code });

describe("what once went wrong on hostile input", () => {
  it("a model from JSON with a unit that is none", () => {
    const stored: BgNbdModel = JSON.parse(
      JSON.stringify({ ...model(0.5, 6, 0.8, 3), timeUnit: "weeks" }),
    );
    expect(() => expectedPurchases(stored, newcomer, { horizon: 52 })).toThrowError(
      failsWith("invalid_option"),
    );
    const patterns = JSON.parse(
      '{"timeUnit":"decade","frequency":[1],"recency":[1],"age":[2],"weight":[9]}',
    );
    expect(() => fitBgNbd(patterns)).toThrowError(failsWith("invalid_option"));
  });

  it.each([
    ["no k", { params: { r: 0.5, alpha: 6, a: 0.8, b: 3 } }, "not_a_number"],
    ["effects without coefficients", { covariates: { transaction: null } }, "invalid_argument"],
  ])("a CNBD-k model from JSON with %s", (_, part, code) => {
    const params = { k: 2, r: 0.5, alpha: 6, a: 0.8, b: 3 };
    const whole = { kind: "bg-cnbd-k", version: 1, timeUnit: "week", params };
    const stored: BgCnbdKModel = JSON.parse(JSON.stringify({ ...whole, ...part }));
    const customer = { frequency: 2, recency: 10, age: 20 };
    expect(() => probabilityAlive(stored, customer)).toThrowError(failsWith(code));
  });

  it("a judgment or an interval of no model", () => {
    const none = JSON.parse("null");
    const posterior = JSON.parse('{"logLikelihood":[1],"model":{}}');
    expect(() => purchaseInterval(none, newcomer, { horizon: 1, posterior })).toThrowError(
      failsWith("invalid_argument"),
    );
    expect(() => traceAlive(none, ["2025-01-01"], { asOf: "2025-02-01" })).toThrowError(
      expect.objectContaining({ code: "invalid_option", path: ["timeUnit"] }),
    );
    const fitless = JSON.parse(JSON.stringify({ ...model(0.5, 6, 0.8, 3), fit: {} }));
    const data = { timeUnit: "week", customers: [newcomer] } as const;
    expect(() => frequencyHistogram(fitless, data)).toThrowError(failsWith("invalid_argument"));
  });

  it("horizons at the end of the number line", () => {
    expect(() =>
      expectedPurchases(model(1, 1e-8, 1, 1), newcomer, { horizon: 1e305 }),
    ).toThrowError(failsWith("out_of_range"));
    expect(() =>
      expectedPurchases({ ...model(1, 1, 1, 1), timeUnit: "day" }, newcomer, {
        horizon: { years: 1e306 },
      }),
    ).toThrowError(failsWith("non_finite_value"));
  });

  it("a simulated world that would not fit into memory", () => {
    const days = { from: "2025-01-01", to: "2025-01-02", seed: 1 };
    const frantic = { purchases: model(1e6, 1e-6, 1e-8, 1e8), spend };
    expect(() => simulateOrders(frantic, { customers: 1, ...days })).toThrowError(
      failsWith("out_of_range"),
    );
    const crowded = { purchases: model(1, 1, 1, 1), spend };
    expect(() => simulateOrders(crowded, { customers: 1e15, ...days })).toThrowError(
      failsWith("out_of_range"),
    );
  });

  it.each([100, 600, 1000, 1e6])("%d customers of one history", (weight) => {
    for (const [frequency, recency, age] of [
      [3, 5, 10],
      [5, 3, 10],
      [20, 40, 52],
      [1, 1, 10],
    ]) {
      const { fit } = fitBgNbd({
        timeUnit: "week",
        frequency: [frequency],
        recency: [recency],
        age: [age],
        weight: [weight],
      });
      expect(fit.verdict).not.toBe("optimum");
      expect(fit.warnings.length).toBeGreaterThan(0);
    }
  });

  it("money beyond what a number can hold", () => {
    expect(expectedSpend(spend, { frequency: 10, monetaryValue: 1e308 })).toBeNull();
    const models = { purchases: model(0.5, 6, 0.8, 3), spend };
    expect(() => lifetimeValue(models, newcomer, { horizon: 52, margin: 1e308 })).toThrowError(
      failsWith("out_of_range"),
    );
    expect(Object.is(lifetimeValue(models, newcomer, { horizon: 0, margin: -1 }), 0)).toBe(true);
  });

  it("a tiny b, lost in b + x - 1", () => {
    const alive = probabilityAlive(model(1, 1, 1e-17, 1e-17), { frequency: 1, recency: 1, age: 1 });
    expect(alive).toBeCloseTo(0.5, 14);
  });
});
