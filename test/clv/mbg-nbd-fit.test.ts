import { describe, expect, it } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import { simulateBgNbd } from "../../src/clv/bg-nbd/simulate.ts";
import { fitMbgCnbdK } from "../../src/clv/cnbd-k/fit.ts";
import { weightedHistoriesOf } from "../../src/clv/fitting/purchase-data.ts";
import { mbgNbdFamily } from "../../src/clv/mbg-nbd/family.ts";
import { fitMbgNbd } from "../../src/clv/mbg-nbd/fit.ts";
import { simulateMbgNbd } from "../../src/clv/mbg-nbd/simulate.ts";
import { simulateParetoNbd } from "../../src/clv/pareto-nbd/simulate.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";
import { seedRandom } from "../../src/numeric/random/seed.ts";
import { cdnowFolder, readCdnowSample } from "../cdnow.ts";
import { expectRelative } from "../expect-relative.ts";
import { goldenFitsOf, goldenPatterns } from "./golden-sets.ts";

const NAMES = ["r", "alpha", "a", "b"] as const;

describe("fitMbgNbd", () => {
  it.each(goldenFitsOf("mbg-nbd"))("finds the optimum of $data", (set) => {
    const { params, fit } = fitMbgNbd(goldenPatterns(set.data));
    for (const name of NAMES) {
      expectRelative(params[name], set.params[name], 1e-12);
      expectRelative(fit.standardErrors[name], set.standardErrors[name], 1e-7);
    }
    expectRelative(fit.logLikelihood, set.logLikelihood, 1e-13);
    expect(fit.verdict).toBe("optimum");
    expect(fit.warnings).toEqual([]);
  });

  it("climbs the higher hill where many never come back and the others stay", () => {
    // On the lower one, of -3453.811, most left at once.
    const rows = Array.from({ length: 300 }, (_, row) => row);
    const { fit } = fitMbgNbd({
      timeUnit: "week",
      frequency: rows.map((row) => (row % 3 === 0 ? 30 + (row % 40) : 0)),
      recency: rows.map((row) => (row % 3 === 0 ? 10 + (row % 25) : 0)),
      age: rows.map((row) => 36 + row / 100),
      weight: rows.map((row) => (row % 3 === 0 ? 2 : 20)),
    });
    expect(fit.logLikelihood).toBeCloseTo(-3450.97805, 4);
  });

  it("looks for the higher hill among many patterns too", () => {
    // On the lower one, of -28862.264, a third left at once.
    const random = seedRandom("b");
    const customers = Array.from({ length: 3000 }, (_, row) => {
      const age = 30 + (row % 60);
      const times = simulateParetoNbd({ r: 0.16, alpha: 1.2, s: 2.8, beta: 213 }, random, age);
      return { frequency: times.length, recency: times.at(-1) ?? 0, age };
    });
    for (const { params, fit } of [
      fitMbgNbd({ timeUnit: "week", customers }),
      fitMbgCnbdK({ timeUnit: "week", customers }, { k: 1 }),
    ]) {
      expect(fit.logLikelihood).toBeCloseTo(-28846.924563, 5);
      expect(params.b).toBeGreaterThan(5);
    }
  });

  it.each(goldenFitsOf("mbg-nbd"))("has the slope of $data away from the optimum", (set) => {
    const { r, alpha, a, b } = set.elsewhere.params;
    const parameters = Float64Array.of(r, alpha, a, b);
    const gradient = new Float64Array(4);
    const histories = weightedHistoriesOf(goldenPatterns(set.data));
    const value = mbgNbdFamily.logLikelihood(histories)(parameters, gradient);
    expectRelative(value, set.elsewhere.logLikelihood, 1e-13);
    set.elsewhere.gradientLog.forEach((slope, i) => {
      expectRelative(parameters[i] * gradient[i], slope, 1e-11);
    });
  });

  it("recovers a simulated world within its standard errors", () => {
    const truth = { r: 0.8, alpha: 5, a: 0.9, b: 2.5 };
    const random = seedRandom("mbg-nbd");
    const customers = Array.from({ length: 4000 }, (_, row) => {
      const age = 20 + (row % 60);
      const times = simulateMbgNbd(truth, random, age);
      return { frequency: times.length, recency: times.at(-1) ?? 0, age };
    });
    const { params, fit } = fitMbgNbd({ timeUnit: "week", customers });
    for (const name of NAMES) {
      const error = fit.standardErrors[name] ?? Number.NaN;
      expect(error).toBeLessThan(0.3 * truth[name]);
      expect(Math.abs(params[name] - truth[name]) / error).toBeLessThan(3);
    }
  });

  it("is the same model in days and in weeks", () => {
    const weekly = goldenPatterns("mbg-nbd-daily");
    const inDays = (times: ArrayLike<number>) => Array.from(times, (time) => 7 * time);
    const one = fitMbgNbd(weekly);
    const other = fitMbgNbd({
      ...weekly,
      timeUnit: "day",
      recency: inDays(weekly.recency),
      age: inDays(weekly.age),
    });
    expectRelative(other.params.alpha, 7 * one.params.alpha, 1e-12);
    for (const name of ["r", "a", "b"] as const) {
      expectRelative(other.params[name], one.params[name], 1e-12);
    }
  });

  it.each([
    ["fitBgNbd", fitBgNbd],
    ["fitMbgNbd", fitMbgNbd],
  ])("%s learns nothing from customers who came today", (_, fitModel) => {
    const patterns = goldenPatterns("bg-nbd-small");
    const withNew = fitModel({
      timeUnit: "week",
      frequency: [...Array.from(patterns.frequency), 0],
      recency: [...Array.from(patterns.recency), 0],
      age: [...Array.from(patterns.age), 0],
      weight: [...Array.from(patterns.weight), 1000],
    });
    const without = fitModel(patterns);
    expectRelative(withNew.fit.logLikelihood, without.fit.logLikelihood, 1e-12);
    for (const name of NAMES) expectRelative(withNew.params[name], without.params[name], 1e-8);
  });

  it.each([
    ["fitBgNbd", fitBgNbd],
    ["fitMbgNbd", fitMbgNbd],
  ])("%s bears a customer of 2,000 purchases, the last of them today", (_, fitModel) => {
    const patterns = goldenPatterns("bg-nbd-daily");
    const { params, fit } = fitModel({
      timeUnit: "week",
      frequency: [...Array.from(patterns.frequency), 2000],
      recency: [...Array.from(patterns.recency), 39],
      age: [...Array.from(patterns.age), 39],
      weight: [...Array.from(patterns.weight), 1],
    });
    expect(fit.verdict).toBe("optimum");
    expect(Object.values(params).every((value) => value > 0.01 && value < 100)).toBe(true);
  });

  it("survives JSON", () => {
    const model = fitMbgNbd(goldenPatterns("mbg-nbd-daily"));
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    expect(model.kind).toBe("mbg-nbd");
    expect(model.version).toBe(1);
  });
});

describe("simulateMbgNbd", () => {
  it("lets a share a/(a+b) leave right after the first purchase", () => {
    const random = seedRandom(7);
    let left = 0;
    for (let row = 0; row < 4000; row++) {
      // So fast a rate that whoever stays buys again.
      if (simulateMbgNbd({ r: 50, alpha: 1, a: 1, b: 3 }, random, 5).length === 0) left++;
    }
    // 1000 of 4000, within 4 standard errors of 27.4.
    expect(Math.abs(left - 1000)).toBeLessThan(110);
  });

  it("unlike simulateBgNbd, where all stay for a repeat purchase", () => {
    const random = seedRandom(7);
    for (let row = 0; row < 1000; row++) {
      const times = simulateBgNbd({ r: 50, alpha: 1, a: 1, b: 3 }, random, 5);
      expect(times.length).toBeGreaterThan(0);
    }
  });

  it("gives ages in order, none beyond the end", () => {
    const times = simulateMbgNbd({ r: 50, alpha: 1, a: 0.01, b: 30 }, seedRandom(1), 3);
    expect(times.length).toBeGreaterThan(10);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
    expect(Math.max(...times)).toBeLessThanOrEqual(3);
  });

  it("refuses a rate beyond all measure", () => {
    const simulate = () => simulateMbgNbd({ r: 1e9, alpha: 1, a: 1e-9, b: 30 }, seedRandom(1), 1);
    expect(simulate).toThrowError(expect.objectContaining({ code: "out_of_range" }));
  });
});

describe.skipIf(cdnowFolder === undefined)("the MBG/NBD of CDNOW", () => {
  it("meets the reference of an independent exact-gradient Newton solver", () => {
    const { calibration } = splitHoldout(readCdnowSample(), {
      calibrationEnd: "1997-09-30",
      holdoutEnd: "1998-06-30",
      timeUnit: "week",
    });
    const { params, fit } = fitMbgNbd(calibration);
    expectRelative(params.r, 0.5248431591, 1e-9);
    expectRelative(params.alpha, 6.1830852796, 1e-9);
    expectRelative(params.a, 0.8913593907, 1e-9);
    expectRelative(params.b, 1.6140022402, 1e-9);
    expect(fit.logLikelihood).toBeCloseTo(-9582.13571555, 8);
    expectRelative(fit.standardErrors.r, 0.083268, 5e-5);
    expectRelative(fit.standardErrors.alpha, 0.69562, 5e-5);
    expectRelative(fit.standardErrors.a, 0.15479, 5e-5);
    expectRelative(fit.standardErrors.b, 0.53749, 5e-5);
  });
});
