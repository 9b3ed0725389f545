import { describe, expect, it } from "vitest";
import { bgCnbdKPredictor, mbgCnbdKPredictor } from "../../src/clv/cnbd-k/predict.ts";
import { simulateBgCnbdK, simulateMbgCnbdK } from "../../src/clv/cnbd-k/simulate.ts";
import { seedRandom } from "../../src/numeric/random/seed.ts";

/* Predictions against what simulated customers do: the one check that knows no formula. */

const DRAWS = 25_000;

const kinds = [
  ["BG", bgCnbdKPredictor, simulateBgCnbdK],
  ["MBG", mbgCnbdKPredictor, simulateMbgCnbdK],
] as const;

describe.each(kinds)("%s/CNBD-k", (_, predictorOf, simulate) => {
  const params = { k: 3, r: 1.4, alpha: 2.5, a: 0.8, b: 2.4 };
  const says = predictorOf(params);
  const random = seedRandom("cnbd-k");
  const lives = Array.from({ length: DRAWS }, () => simulate(params, random, 60));

  /** Within four standard errors of a mean of so many. */
  function expectMean(values: readonly number[], expected: number): void {
    const n = values.length;
    const mean = values.reduce((sum, value) => sum + value, 0) / n;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n;
    expect(n).toBeGreaterThan(100);
    expect(Math.abs(mean - expected)).toBeLessThan(4 * Math.sqrt(variance / n));
  }

  it("counts the purchases of new customers", () => {
    // A new customer is one of age 0, who in the MBG/CNBD-k may have left already.
    const alive = says.alive(0, 0, 0);
    const counts = lives.map((times) => times.filter((time) => time <= 40).length);
    expectMean(counts, alive * says.purchasesBetween(0, 0, 0, 0, 40));
    const chances = says.probabilities(0, 0, 0, 40, 12);
    for (let n = 1; n <= 12; n++) {
      expectMean(
        counts.map((count) => Number(count === n)),
        alive * chances[n],
      );
    }
    const delta = 0.02;
    expectMean(
      lives.map((times) => times.reduce((sum, time) => sum + Math.exp(-delta * time), 0)),
      alive * says.discountedPurchases(0, 0, 0, delta, 60),
    );
  });

  it.each([
    [2, 10, 14],
    [1, 4, 10],
    [0, 0, 0],
  ])("counts those of customers with x = %i, last seen from %i to %i", (x, from, to) => {
    const age = 20;
    const alike = lives.filter((times) => {
      const seen = times.filter((time) => time <= age);
      const last = seen.at(-1) ?? 0;
      return seen.length === x && last >= from && last <= to;
    });
    const ahead = alike.map((times) => {
      const seen = times.filter((time) => time <= age);
      const last = seen.at(-1) ?? 0;
      return {
        bought: times.filter((time) => time > age && time <= age + 25).length,
        late: times.filter((time) => time > age + 25 && time <= age + 40).length,
        alive: says.alive(x, last, age),
        expected: says.purchasesBetween(x, last, age, 0, 25),
        expectedLate: says.purchasesBetween(x, last, age, 25, 40),
        none: says.probabilities(x, last, age, 25, 2),
      };
    });
    expectMean(
      ahead.map((it) => it.bought - it.alive * it.expected),
      0,
    );
    expectMean(
      ahead.map((it) => it.late - it.alive * it.expectedLate),
      0,
    );
    for (const n of [1, 2]) {
      expectMean(
        ahead.map((it) => Number(it.bought === n) - it.alive * it.none[n]),
        0,
      );
    }
  });

  it("refuses a customer who never stops", () => {
    expect(() => simulate({ k: 1, r: 1e6, alpha: 1, a: 1e-9, b: 1e9 }, seedRandom(1), 1e6)).toThrow(
      expect.objectContaining({ code: "out_of_range" }),
    );
  });
});
