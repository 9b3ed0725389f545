import { describe, expect, it } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import { predictionInterval } from "../../src/clv/intervals/prediction-interval.ts";
import { totalPurchaseInterval } from "../../src/clv/intervals/total-purchase-interval.ts";
import type { PurchaseModel } from "../../src/clv/model.ts";
import { samplePosterior } from "../../src/clv/posterior/sample-posterior.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import { purchaseProbabilities } from "../../src/clv/predict/purchase-probabilities.ts";
import { simulateOrders } from "../../src/clv/simulate/simulate-orders.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";
import type { PurchaseHistory } from "../../src/customers/summary.ts";
import { gammaQuantile } from "../../src/numeric/distributions/gamma.ts";
import { normalQuantile } from "../../src/numeric/special/normal.ts";
import { expectRelative } from "../expect-relative.ts";
import { goldenPatterns } from "./golden-sets.ts";
import { KINDS } from "./kinds.ts";

const daily = goldenPatterns("bg-nbd-daily");
const fit = fitBgNbd(daily);
const horizon = 26;
const z = normalQuantile(0.975);

const totalOf = (model: PurchaseModel) =>
  expectedPurchases(model, daily, { horizon }).reduce(
    (sum, mean, row) => sum + daily.weight[row] * mean,
    0,
  );

/** The chance that the total will lie in its interval, by the exact distribution of the total. */
function heldBy(
  world: PurchaseModel,
  base: { readonly timeUnit: "week"; readonly customers: readonly PurchaseHistory[] },
  level: number,
): number {
  const { lower, upper } = totalPurchaseInterval(world, base, { horizon, level });
  const columns = purchaseProbabilities(world, base, { horizon, maximum: upper });
  let chances = [1, ...columns.slice(1).map(() => 0)];
  for (let row = 0; row < base.customers.length; row++) {
    const sums = columns.map(() => 0);
    for (const [n, chance] of chances.entries()) {
      for (let more = 0; n + more < sums.length; more++)
        sums[n + more] += chance * columns[more][row];
    }
    chances = sums;
  }
  return chances.slice(lower, upper + 1).reduce((sum, chance) => sum + chance, 0);
}

describe("totalPurchaseInterval", () => {
  it.each(Object.entries(KINDS))(
    "adds up the variances of %s, pattern by pattern",
    (_, { world }) => {
      const patterns = {
        timeUnit: world.timeUnit,
        frequency: [0, 2, 30],
        recency: [0, 18, 38],
        age: [40, 39, 40],
        weight: [7, 2, 1.5],
      };
      const { estimate, deviations } = totalPurchaseInterval(world, patterns, { horizon: 60 });
      const columns = purchaseProbabilities(world, patterns, { horizon: 60, maximum: 1000 });
      let mean = 0;
      let variance = 0;
      for (const [row, weight] of patterns.weight.entries()) {
        const moment = (power: number) =>
          columns.reduce((sum, column, n) => sum + column[row] * n ** power, 0);
        mean += weight * moment(1);
        variance += weight * (moment(2) - moment(1) ** 2);
      }
      expectRelative(estimate, mean, 1e-8);
      expectRelative(deviations.purchases, Math.sqrt(variance), 1e-6);
    },
  );

  it("is of a gamma distribution with the variance of both sources", () => {
    const { estimate, lower, upper, deviations, source } = totalPurchaseInterval(fit, daily, {
      horizon,
    });
    const expected = predictionInterval(fit, totalOf, { scale: "linear" });
    expect(estimate).toBe(expected.estimate);
    expectRelative(deviations.parameters, (expected.upper - estimate) / z, 1e-9);
    const variance = deviations.purchases ** 2 + deviations.parameters ** 2;
    const quantileAt = (p: number) =>
      (gammaQuantile(p, estimate ** 2 / variance) * variance) / estimate;
    // Wilson and Hilferty are off by less than a purchase in ten thousand here.
    expect(lower).toBe(Math.floor(quantileAt(0.025)));
    expect(upper).toBe(Math.ceil(quantileAt(0.975)));
    expect(source).toBe("purchases and parameters");
  });

  it("keeps its level of the exact distribution of a total, for few customers and many", () => {
    const { world } = KINDS["pareto-nbd"];
    for (const [customers, least, most] of [
      [4, 0.95, 1],
      [40, 0.95, 0.985],
      [150, 0.95, 0.965],
    ]) {
      const rows = Array.from({ length: customers }, (_, i) => ({
        frequency: i % 4,
        recency: i % 4 === 0 ? 0 : 12 + ((7 * i) % 25),
        age: 38 + (i % 3),
      }));
      const base = { timeUnit: "week", customers: rows } as const;
      const held = heldBy(world, base, 0.95);
      expect(held).toBeGreaterThan(least);
      expect(held).toBeLessThan(most);
    }
  });

  it("holds less where one customer makes most of the purchases and may have left", () => {
    const { world } = KINDS["bg-nbd"];
    const heldWith = (recency: number, others: number, level: number) => {
      const rows = Array.from({ length: others }, (_, i) => ({
        frequency: i % 4,
        recency: i % 4 === 0 ? 0 : 12 + ((7 * i) % 25),
        age: 38,
      }));
      const heavy = { frequency: 100, recency, age: 38 };
      return heldBy(world, { timeUnit: "week", customers: [heavy, ...rows] }, level);
    };
    const among = (lower: number, held: number, upper: number) => {
      expect(held).toBeGreaterThan(lower);
      expect(held).toBeLessThan(upper);
    };
    among(0.75, heldWith(36.4, 2, 0.95), 0.79);
    among(0.92, heldWith(37.6, 99, 0.95), 0.945);
    among(0.32, heldWith(36.2, 99, 0.5), 0.35);
  });

  it("takes the parameters of a model without a fit as known", () => {
    const { fit: _, ...known } = fit;
    const { deviations, source, lower, upper } = totalPurchaseInterval(known, daily, { horizon });
    const both = totalPurchaseInterval(fit, daily, { horizon });
    expect(source).toBe("purchases");
    expect(deviations).toEqual({ purchases: both.deviations.purchases, parameters: 0 });
    expect(lower).toBeGreaterThan(both.lower);
    expect(upper).toBeLessThan(both.upper);
    expect(() => totalPurchaseInterval(known, daily, { horizon, seed: 1 })).toThrow(
      expect.objectContaining({ code: "invalid_option", path: ["seed"] }),
    );
  });

  it("takes the parameters' part from a posterior or the robust covariance, where told", () => {
    const small = goldenPatterns("bg-nbd-small");
    const model = fitBgNbd(small);
    const posterior = samplePosterior(model, small, { seed: 4, chains: 2, draws: 200 });
    const total = (other: PurchaseModel) =>
      expectedPurchases(other, small, { horizon }).reduce(
        (sum, mean, row) => sum + small.weight[row] * mean,
        0,
      );
    for (const how of [{ posterior }, { method: "robust", data: small }] as const) {
      const { deviations } = totalPurchaseInterval(model, small, { horizon, level: 0.8, ...how });
      const expected = predictionInterval(model, total, { scale: "linear", ...how });
      expectRelative(deviations.parameters, (expected.upper - expected.lower) / 2 / z, 1e-12);
    }
  });

  it("gives a base what it gives its patterns", () => {
    const customers = [
      { frequency: 2, recency: 20, age: 39 },
      { frequency: 0, recency: 0, age: 30 },
      { frequency: 2, recency: 20, age: 39 },
    ];
    const base = { timeUnit: "week", customers } as const;
    const patterns = {
      timeUnit: "week",
      frequency: [2, 0],
      recency: [20, 0],
      age: [39, 30],
      weight: [2, 1],
    } as const;
    const ofBase = totalPurchaseInterval(fit, base, { horizon: { weeks: 26 } });
    const ofPatterns = totalPurchaseInterval(fit, patterns, { horizon });
    expect([ofBase.lower, ofBase.upper]).toEqual([ofPatterns.lower, ofPatterns.upper]);
    expectRelative(ofBase.estimate, ofPatterns.estimate, 1e-14);
  });

  it("is narrow at a level near 0, and never without a number", () => {
    const { lower, upper } = totalPurchaseInterval(fit, daily, { horizon, level: 5e-324 });
    expect(upper - lower).toBe(1);
  });

  it("is zero at horizon 0, and of nobody", () => {
    const nothing = {
      estimate: 0,
      lower: 0,
      upper: 0,
      deviations: { purchases: 0, parameters: 0 },
    };
    expect(totalPurchaseInterval(fit, daily, { horizon: 0 })).toMatchObject(nothing);
    const nobody = { timeUnit: "week", customers: [] } as const;
    expect(totalPurchaseInterval(fit, nobody, { horizon })).toMatchObject(nothing);
  });

  it("refuses what it cannot tell", () => {
    const onRidge = { ...fit, fit: { ...fit.fit, covariance: null } };
    const days = { ...daily, timeUnit: "day" } as const;
    const misspelt = { horizon, levels: 0.5 };
    const calls: [code: string, path: string[], call: () => unknown][] = [
      ["no_covariance", ["fit"], () => totalPurchaseInterval(onRidge, daily, { horizon })],
      ["unit_mismatch", ["timeUnit"], () => totalPurchaseInterval(fit, days, { horizon })],
      ["out_of_range", ["level"], () => totalPurchaseInterval(fit, daily, { horizon, level: 1 })],
      ["invalid_option", ["levels"], () => totalPurchaseInterval(fit, daily, misspelt)],
      ["negative_value", ["horizon"], () => totalPurchaseInterval(fit, daily, { horizon: -1 })],
      ["out_of_range", ["horizon"], () => totalPurchaseInterval(fit, daily, { horizon: 1e9 })],
    ];
    for (const [code, path, call] of calls) {
      expect(call).toThrow(expect.objectContaining({ code, path }));
    }
  });

  it("holds the total that comes in 95 of 100 worlds, where that of the expected total fails", () => {
    const spend = { kind: "gamma-gamma", version: 1, params: { p: 6, q: 4, v: 15 } } as const;
    const params = { r: 0.8, alpha: 12, a: 0.8, b: 2.5 };
    const purchases = { kind: "bg-nbd", version: 1, timeUnit: "week", params } as const;
    const worlds = 60;
    let held = 0;
    let heldByExpected = 0;
    for (let seed = 0; seed < worlds; seed++) {
      const orders = simulateOrders(
        { purchases, spend },
        { customers: 800, from: "2025-01-01", wonUntil: "2025-03-01", to: "2026-01-29", seed },
      );
      const split = splitHoldout(orders, {
        calibrationEnd: "2026-01-01",
        holdoutEnd: "2026-01-29",
        timeUnit: "week",
      });
      const model = fitBgNbd(split.calibration);
      const ahead = { horizon: split.holdout.length };
      const total = totalPurchaseInterval(model, split.calibration, ahead);
      const expected = predictionInterval(model, (other) =>
        expectedPurchases(other, split.calibration, ahead).reduce((sum, mean) => sum + mean, 0),
      );
      const seen = split.holdout.customers.reduce((sum, { frequency }) => sum + frequency, 0);
      if (seen >= total.lower && seen <= total.upper) held += 1;
      if (seen >= expected.lower && seen <= expected.upper) heldByExpected += 1;
    }
    expect(held).toBeGreaterThanOrEqual(54);
    expect(held).toBeLessThanOrEqual(60);
    expect(heldByExpected).toBeLessThan(45);
  });
});
