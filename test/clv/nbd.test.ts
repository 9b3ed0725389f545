import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { historyLogLikelihoodOf } from "../../src/clv/fitting/history-log-likelihood.ts";
import { weightedHistoriesOf } from "../../src/clv/fitting/purchase-data.ts";
import { nbdFamily } from "../../src/clv/nbd/family.ts";
import { fitNbd } from "../../src/clv/nbd/fit.ts";
import { nbdPredictor } from "../../src/clv/nbd/predict.ts";
import { simulateNbd } from "../../src/clv/nbd/simulate.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";
import { seedRandom, split } from "../../src/numeric/random/seed.ts";
import { cdnowFolder, readCdnowSample } from "../cdnow.ts";
import { expectRelative } from "../expect-relative.ts";
import { goldenFitsOf, goldenPatterns } from "./golden-sets.ts";

const historyLogLikelihood = historyLogLikelihoodOf(nbdFamily);

describe("the NBD likelihood", () => {
  it.each(goldenFitsOf("nbd"))("has the value and slope of $data off the optimum", (set) => {
    const parameters = Float64Array.of(set.elsewhere.params.r, set.elsewhere.params.alpha);
    const gradient = new Float64Array(2);
    const logLikelihood = nbdFamily.logLikelihood(weightedHistoriesOf(goldenPatterns(set.data)));
    expectRelative(logLikelihood(parameters, gradient), set.elsewhere.logLikelihood, 1e-13);
    set.elsewhere.gradientLog.forEach((slope, i) => {
      expectRelative(parameters[i] * gradient[i], slope, 1e-11);
    });
  });

  it("is the weighted sum of its histories, up to 1,910 purchases", () => {
    const histories = weightedHistoriesOf(goldenPatterns("bg-nbd-heavy"));
    const parameters = Float64Array.of(0.7, 0.3);
    const gradient = new Float64Array(2);
    const total = nbdFamily.logLikelihood(histories)(parameters, gradient);
    const { frequency, recency, age, weight } = histories;
    const own = new Float64Array(2);
    const slopes = new Float64Array(2);
    let sum = 0;
    for (let i = 0; i < weight.length; i++) {
      const [x, seen, T] = [frequency[i], recency[i], age[i]];
      sum += weight[i] * historyLogLikelihood(parameters, x, seen, T, own);
      for (let j = 0; j < 2; j++) slopes[j] += weight[i] * own[j];
    }
    expectRelative(sum, total, 1e-13);
    for (let j = 0; j < 2; j++) expectRelative(slopes[j], gradient[j], 1e-11);
  });

  it("is finite, with its slopes, all over the box of the search", () => {
    const logs = fc.double({ min: -16, max: 16, noNaN: true });
    const count = fc.integer({ min: 0, max: 3000 });
    fc.assert(
      fc.property(logs, logs, count, fc.double({ min: 0, max: 1, noNaN: true }), (r, a, x, age) => {
        const gradient = new Float64Array(2);
        const parameters = Float64Array.of(Math.exp(r), Math.exp(a));
        const value = historyLogLikelihood(parameters, x, age, age, gradient);
        expect([value, ...gradient].every(Number.isFinite)).toBe(true);
      }),
    );
  });
});

describe("fitNbd", () => {
  it.each(goldenFitsOf("nbd"))("finds the optimum of $data", (set) => {
    const { params, fit } = fitNbd(goldenPatterns(set.data));
    for (const name of ["r", "alpha"] as const) {
      // A Newton decrement of 2e-18 is 1.4e-9 standard errors.
      expectRelative(params[name], set.params[name], 1e-10);
      expectRelative(fit.standardErrors[name], set.standardErrors[name], 1e-7);
    }
    expectRelative(fit.logLikelihood, set.logLikelihood, 1e-13);
    expect(fit.verdict).toBe("optimum");
    expect(fit.warnings).toEqual([]);
  });

  it("says so where all buy alike", () => {
    const customers = Array.from({ length: 50 }, () => ({ frequency: 3, recency: 9, age: 10 }));
    const { params, fit } = fitNbd({ timeUnit: "week", customers });
    expect(fit.verdict).not.toBe("optimum");
    expect(fit.warnings.length).toBeGreaterThan(0);
    expectRelative(params.r / params.alpha, 0.3, 1e-6);
  });

  it("recovers what its customers were drawn from", () => {
    const truth = { r: 0.6, alpha: 8 };
    const random = seedRandom("nbd");
    const customers = Array.from({ length: 3000 }, (_, i) => {
      const age = 20 + (i % 20);
      const times = simulateNbd(truth, split(random), age);
      return { frequency: times.length, recency: times.at(-1) ?? 0, age };
    });
    const { params, fit } = fitNbd({ timeUnit: "week", customers });
    for (const name of ["r", "alpha"] as const) {
      const error = Math.abs(params[name] - truth[name]);
      expect(error, name).toBeLessThan(3 * (fit.standardErrors[name] ?? 0));
    }
  });

  it("refuses to draw a customer of endless purchases", () => {
    const draw = () => simulateNbd({ r: 1000, alpha: 1e-6 }, seedRandom(1), 100);
    expect(draw).toThrowError(expect.objectContaining({ code: "out_of_range" }));
  });

  // Reference: an independent exact-gradient Newton solver; see cdnow.test.ts for the data.
  it.skipIf(cdnowFolder === undefined)("gives the fit to CDNOW in exact weeks", () => {
    const { calibration } = splitHoldout(readCdnowSample(), {
      calibrationEnd: "1997-09-30",
      holdoutEnd: "1998-06-30",
      timeUnit: "week",
    });
    const { params, fit } = fitNbd(calibration);
    expectRelative(params.r, 0.3847661357, 1e-9);
    expectRelative(params.alpha, 12.0720228448, 1e-9);
    expect(fit.logLikelihood).toBeCloseTo(-9763.65761467, 8);
    expectRelative(fit.standardErrors.r, 0.020985, 3e-5);
    expectRelative(fit.standardErrors.alpha, 0.808723, 1e-6);
  });
});

describe("predictions of the NBD", () => {
  const predictor = nbdPredictor({ r: 0.5, alpha: 10 });

  it("never lets a customer go", () => {
    expect(predictor.alive(2, 1, 30)).toBe(1);
    expect(predictor.survival(2, 1, 30, 1000)).toBe(1);
  });

  it("expects her rate times the time, discounted or not", () => {
    expect(predictor.purchasesBetween(2, 1, 30, 5, 9)).toBeCloseTo((2.5 / 40) * 4, 14);
    expect(predictor.discountedPurchases(2, 1, 30, 0, 9)).toBeCloseTo((2.5 / 40) * 9, 14);
    expect(predictor.discountedPurchases(2, 1, 30, 0, Infinity)).toBe(Infinity);
    expectRelative(predictor.discountedPurchases(2, 1, 30, 0.01, Infinity), 2.5 / 40 / 0.01, 1e-15);
    const discounted = (2.5 / 40) * ((1 - Math.exp(-0.09)) / 0.01);
    expectRelative(predictor.discountedPurchases(2, 1, 30, 0.01, 9), discounted, 1e-13);
  });

  it("counts as a negative binomial", () => {
    // Γ(2.5+n)/(Γ(2.5) n!) (40/49)^2.5 (9/49)^n for n = 0 … 3.
    const none = (40 / 49) ** 2.5;
    const chances = predictor.probabilities(2, 1, 30, 9, 3);
    const ratios = [1, 2.5, (2.5 * 3.5) / 2, (2.5 * 3.5 * 4.5) / 6];
    ratios.forEach((ways, n) => {
      expectRelative(chances[n], none * ways * (9 / 49) ** n, 1e-14);
    });
    expect(Array.from(predictor.probabilities(2, 1, 30, 0, 2))).toEqual([1, 0, 0]);
  });

  it("keeps its digits in a tiny time and at large counts", () => {
    // 40-digit arithmetic: P(3) within 1e-6, P(500) and P(2000) within 39, of (r+x, α+T) as given.
    expectRelative(predictor.probabilities(2, 1, 30, 1e-6, 3)[3], 1.0253904840088005e-22, 1e-13);
    const heavy = nbdPredictor({ r: 0.7, alpha: 0.3 }).probabilities(2000, 39, 39.7, 39, 2000);
    expectRelative(heavy[500], 8.98306995576367e-204, 1e-12);
    expectRelative(heavy[2000], 0.0046185171058897, 1e-12);
  });

  it("sums to one, with the expectation as its mean", () => {
    const chances = predictor.probabilities(2, 1, 30, 39, 400);
    const sum = chances.reduce((total, chance) => total + chance, 0);
    const mean = chances.reduce((total, chance, n) => total + n * chance, 0);
    expectRelative(sum, 1, 1e-13);
    expectRelative(mean, predictor.purchasesBetween(2, 1, 30, 0, 39), 1e-12);
  });
});
