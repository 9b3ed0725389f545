import { describe, expect, it } from "vitest";
import { fitParetoNbd } from "../../src/clv/pareto-nbd/fit.ts";
import { paretoNbdPredictor } from "../../src/clv/pareto-nbd/predict.ts";
import { simulateParetoNbd } from "../../src/clv/pareto-nbd/simulate.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";
import type { PurchasePatterns } from "../../src/customers/summary.ts";
import { seedRandom, split } from "../../src/numeric/random/seed.ts";
import { cdnowFolder, readCdnowSample } from "../cdnow.ts";
import { expectRelative } from "../expect-relative.ts";
import { goldenFitsOf, goldenPatterns } from "./golden-sets.ts";

const NAMES = ["r", "alpha", "s", "beta"] as const;

describe("fitParetoNbd", () => {
  it.each(goldenFitsOf("pareto-nbd"))("finds the optimum of $data", (set) => {
    const { params, fit } = fitParetoNbd(goldenPatterns(set.data));
    for (const name of NAMES) {
      expectRelative(params[name], set.params[name], 1e-11);
      expectRelative(fit.standardErrors[name], set.standardErrors[name], 1e-7);
    }
    expectRelative(fit.logLikelihood, set.logLikelihood, 1e-13);
    expect(fit.verdict).toBe("optimum");
    expect(fit.warnings).toEqual([]);
    expect(fit.newtonDecrement).toBeLessThan(4e-14);
  });

  it("tells the covariance in the order of the parameters", () => {
    const [set] = goldenFitsOf("pareto-nbd");
    const { fit } = fitParetoNbd(goldenPatterns(set.data));
    set.covariance.forEach((row, i) => {
      row.forEach((covariance, j) => {
        const scale = Math.sqrt(set.covariance[i][i] * set.covariance[j][j]);
        const error = Math.abs((fit.covariance?.[i][j] ?? Number.NaN) - covariance) / scale;
        expect(error).toBeLessThan(1e-7);
      });
    });
  });

  it("is the same model in days and in weeks, and at every run", () => {
    const patterns = goldenPatterns("pareto-nbd-daily");
    const times = (column: ArrayLike<number>) => Array.from(column, (time) => time * 7);
    const inDays: PurchasePatterns = {
      ...patterns,
      timeUnit: "day",
      recency: times(patterns.recency),
      age: times(patterns.age),
    };
    const weekly = fitParetoNbd(patterns);
    const daily = fitParetoNbd(inDays);
    expectRelative(daily.params.r, weekly.params.r, 1e-11);
    expectRelative(daily.params.alpha, 7 * weekly.params.alpha, 1e-11);
    expectRelative(daily.params.s, weekly.params.s, 1e-11);
    expectRelative(daily.params.beta, 7 * weekly.params.beta, 1e-11);
    expect(fitParetoNbd(patterns)).toEqual(weekly);
  });

  it("survives JSON", () => {
    const model = fitParetoNbd(goldenPatterns("pareto-nbd-daily"));
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    expect(model.timeUnit).toBe("week");
  });

  it("fits frequencies up to 1,910 (elsewhere NaN from 300 on)", () => {
    const { params, fit } = fitParetoNbd(goldenPatterns("bg-nbd-heavy"));
    expect(Number.isFinite(fit.logLikelihood)).toBe(true);
    expect(fit.verdict).toBe("optimum");
    expect(NAMES.every((name) => params[name] > 0 && Number.isFinite(params[name]))).toBe(true);
  });

  it("says so where nobody leaves", () => {
    const { fit } = fitParetoNbd(goldenPatterns("bg-nbd-loyal"));
    expect(fit.verdict).not.toBe("optimum");
    expect(fit.warnings.length).toBeGreaterThan(0);
    expect(fit.covariance).toBeNull();
  });

  it("refuses what it cannot learn from", () => {
    const fit = () =>
      fitParetoNbd({ timeUnit: "week", customers: [{ frequency: 0, recency: 0, age: 9 }] });
    expect(fit).toThrowError(expect.objectContaining({ code: "no_repeat_purchases" }));
  });

  it("recovers what its customers were drawn from", () => {
    const truth = { r: 0.6, alpha: 8, s: 0.7, beta: 12 };
    const random = seedRandom("pareto");
    const customers = Array.from({ length: 4000 }, (_, i) => {
      const age = 40 + (i % 20);
      const times = simulateParetoNbd(truth, split(random), age);
      expect(times.every((time, k) => time <= age && time > (times[k - 1] ?? 0))).toBe(true);
      return { frequency: times.length, recency: times.at(-1) ?? 0, age };
    });
    const { params, fit } = fitParetoNbd({ timeUnit: "week", customers });
    for (const name of NAMES) {
      const error = Math.abs(params[name] - truth[name]);
      expect(error, name).toBeLessThan(3 * (fit.standardErrors[name] ?? 0));
    }
  });
});

/* Reference: an independent exact-gradient Newton solver; see cdnow.test.ts for the data. */
describe.skipIf(cdnowFolder === undefined)("Pareto/NBD on CDNOW", () => {
  const calibration = () =>
    splitHoldout(readCdnowSample(), {
      calibrationEnd: "1997-09-30",
      holdoutEnd: "1998-06-30",
      timeUnit: "week",
    }).calibration;

  it("gives the fit in exact weeks, and its forecast", () => {
    const base = calibration();
    const { params, fit } = fitParetoNbd(base);
    expectRelative(params.r, 0.5532770469, 1e-9);
    expectRelative(params.alpha, 10.5776834633, 1e-9);
    expectRelative(params.s, 0.6062399891, 1e-9);
    expectRelative(params.beta, 11.6687352888, 1e-9);
    expect(fit.logLikelihood).toBeCloseTo(-9594.97617894, 8);
    expectRelative(fit.standardErrors.r, 0.0476279, 2e-6);
    expectRelative(fit.standardErrors.alpha, 0.8427225, 2e-6);
    expectRelative(fit.standardErrors.s, 0.1872813, 2e-6);
    expectRelative(fit.standardErrors.beta, 6.2111136, 2e-6);
    const { alive, purchasesBetween } = paretoNbdPredictor(params);
    const expected = base.customers.reduce(
      (sum, { frequency, recency, age }) =>
        sum + alive(frequency, recency, age) * purchasesBetween(frequency, recency, age, 0, 39),
      0,
    );
    // By the closed form in 30-digit arithmetic.
    expect(expected).toBeCloseTo(1665.5131072, 6);
  });

  it("gives the fit to times rounded to two decimals", () => {
    const customers = calibration().customers.map(({ frequency, recency, age }) => ({
      frequency,
      recency: Number(recency.toFixed(2)),
      age: Number(age.toFixed(2)),
    }));
    const { params, fit } = fitParetoNbd({ timeUnit: "week", customers });
    expectRelative(params.r, 0.5532755087, 1e-9);
    expectRelative(params.alpha, 10.5776122387, 1e-9);
    expectRelative(params.s, 0.6062135687, 1e-9);
    expectRelative(params.beta, 11.6679112379, 1e-9);
    expect(fit.logLikelihood).toBeCloseTo(-9594.97392983, 8);
  });
});
