import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bgBbFamily } from "../../src/clv/bg-bb/family.ts";
import { fitBgBb } from "../../src/clv/bg-bb/fit.ts";
import { bgBbLogLikelihood } from "../../src/clv/bg-bb/likelihood.ts";
import type { BgBbParams } from "../../src/clv/bg-bb/model.ts";
import { simulateBgBb } from "../../src/clv/bg-bb/simulate.ts";
import { historyLogLikelihoodOf } from "../../src/clv/fitting/history-log-likelihood.ts";
import { parameterPriors } from "../../src/customers/parameter-priors.ts";
import type { PurchasePatterns } from "../../src/customers/summary.ts";
import { seedRandom, split } from "../../src/numeric/random/seed.ts";
import { expectRelative } from "../expect-relative.ts";
import { golden } from "../golden.ts";
import { goldenFitsOf } from "./golden-sets.ts";

const NAMES = ["alpha", "beta", "gamma", "delta"] as const;

/** Fader, Hardie & Shang (2010), table 2: 11,104 donors of 1995, six years of appeals after it. */
const DONATIONS: PurchasePatterns = {
  timeUnit: "year",
  frequency: [0, 1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 5, 5, 6],
  recency: [0, 1, 2, 3, 4, 5, 6, 2, 3, 4, 5, 6, 3, 4, 5, 6, 4, 5, 6, 5, 6, 6],
  age: new Array(22).fill(6),
  weight: [
    3464, 1091, 277, 129, 78, 119, 129, 613, 255, 155, 173, 234, 322, 181, 225, 357, 240, 284, 512,
    335, 728, 1203,
  ],
};

function simulated(): PurchasePatterns {
  const { frequency, recency, age, weight } = golden<PurchasePatterns>("clv/bg-bb.json");
  return { timeUnit: "week", frequency, recency, age, weight };
}

function weighted({ frequency, recency, age, weight }: PurchasePatterns) {
  return {
    frequency: Float64Array.from(frequency),
    recency: Float64Array.from(recency),
    age: Float64Array.from(age),
    weight: Float64Array.from(weight),
  };
}

describe("the BG/BB likelihood", () => {
  const [set] = goldenFitsOf("bg-bb");

  it("has the value and slope of the golden set away from the optimum", () => {
    const parameters = Float64Array.from(NAMES, (name) => set.elsewhere.params[name]);
    const gradient = new Float64Array(4);
    const value = bgBbLogLikelihood(weighted(simulated()))(parameters, gradient);
    expectRelative(value, set.elsewhere.logLikelihood, 1e-14);
    set.elsewhere.gradientLog.forEach((slope, i) => {
      expectRelative(parameters[i] * gradient[i], slope, 1e-12);
    });
  });

  it("is the sum of the histories' own", () => {
    const { frequency, recency, age, weight } = weighted(DONATIONS);
    const parameters = Float64Array.of(0.8, 1.7, 0.3, 2.2);
    const gradient = new Float64Array(4);
    const value = bgBbLogLikelihood(weighted(DONATIONS))(parameters, gradient);
    const own = new Float64Array(4);
    const sums = new Float64Array(4);
    let sum = 0;
    for (let i = 0; i < age.length; i++) {
      const one = historyLogLikelihoodOf(bgBbFamily)(
        parameters,
        frequency[i],
        recency[i],
        age[i],
        own,
      );
      sum += weight[i] * one;
      own.forEach((slope, k) => {
        sums[k] += weight[i] * slope;
      });
    }
    expectRelative(value, sum, 1e-14);
    gradient.forEach((slope, k) => {
      expectRelative(slope, sums[k], 1e-11);
    });
  });

  it("sums to 1 over everything that can happen", () => {
    const gradient = new Float64Array(4);
    const ways = (n: number, k: number): number => (k === 0 ? 1 : (n * ways(n - 1, k - 1)) / k);
    const probabilityOf = (x: number, last: number, n: number) =>
      Math.exp(
        historyLogLikelihoodOf(bgBbFamily)(Float64Array.of(0.7, 1.2, 0.4, 2), x, last, n, gradient),
      );
    let total = probabilityOf(0, 0, 9);
    for (let last = 1; last <= 9; last++) {
      for (let x = 1; x <= last; x++) total += ways(last - 1, x - 1) * probabilityOf(x, last, 9);
    }
    expectRelative(total, 1, 1e-13);
  });

  it("has the gradient of its differences, and is finite, at the corners of the box and beyond 2,000 purchases", () => {
    const log = fc.double({ min: -16, max: 16, noNaN: true });
    const history = fc
      .tuple(fc.nat(2500), fc.nat(300), fc.nat(300))
      .map(([x, missed, since]): [number, number, number] =>
        x === 0 ? [0, 0, since] : [x, x + missed, x + missed + since],
      );
    const corner = fc.constantFrom<number>(-16, 16, -8, 0.1);
    const place = fc.oneof(fc.tuple(log, log, log, log), fc.tuple(corner, corner, corner, corner));
    fc.assert(
      fc.property(place, history, ([...logs], [x, last, n]) => {
        const gradient = new Float64Array(4);
        const scratch = new Float64Array(4);
        const at = (point: number[], out: Float64Array) =>
          historyLogLikelihoodOf(bgBbFamily)(Float64Array.from(point, Math.exp), x, last, n, out);
        const value = at(logs, gradient);
        expect(value).toBeLessThanOrEqual(1e-9);
        expect(Number.isFinite(value)).toBe(true);
        logs.forEach((_, i) => {
          const step = 1e-4;
          const up = at(logs.with(i, logs[i] + step), scratch);
          const down = at(logs.with(i, logs[i] - step), scratch);
          const slope = gradient[i] * Math.exp(logs[i]);
          const noise = 1e-12 * (Math.abs(value) + 16 * n + 1);
          const error = Math.abs((up - down) / (2 * step) - slope);
          expect(error).toBeLessThan(1e-6 * (1 + Math.abs(slope)) + noise / step);
        });
      }),
      { numRuns: 150 },
    );
  });
});

describe("fitBgBb", () => {
  it("finds the optimum of the donations", () => {
    const { params, fit, timeUnit } = fitBgBb(DONATIONS);
    const expected = [1.2035223516, 0.7497163582, 0.6567182084, 2.7834422326];
    const errors = [0.069391, 0.029448, 0.05101, 0.320819];
    NAMES.forEach((name, i) => {
      expect(Math.abs(params[name] - expected[i])).toBeLessThan(1e-9);
      expect(Math.abs((fit.standardErrors[name] ?? 0) - errors[i])).toBeLessThan(1e-6);
    });
    expect(Math.abs(fit.logLikelihood + 33225.58127435)).toBeLessThan(1e-8);
    expect(fit).toMatchObject({ verdict: "optimum", customers: 11104, patterns: 22, warnings: [] });
    expect(timeUnit).toBe("year");
  });

  it.each(goldenFitsOf("bg-bb"))("finds the optimum of $data", (set) => {
    const { params, fit } = fitBgBb(simulated());
    for (const name of NAMES) {
      expectRelative(params[name], set.params[name], 1e-11);
      expectRelative(fit.standardErrors[name], set.standardErrors[name], 1e-7);
    }
    expectRelative(fit.logLikelihood, set.logLikelihood, 1e-13);
    expect(fit.newtonDecrement).toBeLessThan(4e-14);
  });

  it("climbs the higher of two hills", () => {
    // The lower one ends at -542.970.
    const { fit } = fitBgBb({
      timeUnit: "year",
      frequency: [1, 3, 2, 2, 0],
      recency: [3, 3, 3, 5, 0],
      age: [6, 6, 6, 6, 6],
      weight: [10, 10, 40, 30, 250],
    });
    expect(fit.logLikelihood).toBeCloseTo(-530.2691, 3);
  });

  it("fits customers as it fits their patterns, and survives JSON", () => {
    const { frequency, recency, age, weight } = simulated();
    const customers = Array.from(frequency).flatMap((x, i) =>
      Array.from({ length: weight[i] }, () => ({ frequency: x, recency: recency[i], age: age[i] })),
    );
    const one = fitBgBb({ timeUnit: "week", customers });
    const other = fitBgBb(simulated());
    for (const name of NAMES) expectRelative(one.params[name], other.params[name], 1e-11);
    expect(one.fit.customers).toBe(3000);
    expect(JSON.parse(JSON.stringify(one))).toEqual(one);
    expect(structuredClone(one)).toEqual(one);
  });

  it("finds what was simulated", () => {
    const truth: BgBbParams = { alpha: 1.2, beta: 0.75, gamma: 0.66, delta: 2.8 };
    const random = seedRandom(20);
    const customers = Array.from({ length: 20_000 }, () => {
      const times = simulateBgBb(truth, split(random), 10);
      return { frequency: times.length, recency: times.at(-1) ?? 0, age: 10 };
    });
    const { params, fit } = fitBgBb({ timeUnit: "month", customers });
    for (const name of NAMES) {
      const error = fit.standardErrors[name] ?? 0;
      expect(error).toBeLessThan(0.2 * truth[name]);
      expect(Math.abs(params[name] - truth[name])).toBeLessThan(3.5 * error);
    }
  });

  it("heeds a prior, on the scale of the whole log-likelihood", () => {
    const prior = { distribution: "log-normal", median: 1, sdLog: 0.001 } as const;
    const { params } = fitBgBb(DONATIONS, { priors: parameterPriors({ gamma: prior }) });
    expect(Math.abs(params.gamma - 1)).toBeLessThan(0.01);
    const call = () =>
      Reflect.apply(fitBgBb, undefined, [DONATIONS, { priors: parameterPriors({ r: prior }) }]);
    expect(call).toThrowError(expect.objectContaining({ code: "invalid_option" }));
  });

  it.each([
    ["everyone takes every opportunity", [5], [5], [5]],
    ["one customer", [2], [3], [6]],
    ["one opportunity only", [0, 1], [0, 1], [1, 1]],
    ["customers alike", [3], [3], [9]],
  ])("says what is left open where %s", (_, frequency, recency, age) => {
    const weight = frequency.map(() => 40);
    const { params, fit } = fitBgBb({ timeUnit: "week", frequency, recency, age, weight });
    expect(fit.verdict).not.toBe("optimum");
    expect(fit.warnings.length).toBeGreaterThan(0);
    expect(Object.values(params).every((value) => value > 0 && Number.isFinite(value))).toBe(true);
  });

  it("refuses what it cannot learn from", () => {
    const learn = (customers: object[]) =>
      Reflect.apply(fitBgBb, undefined, [{ timeUnit: "week", customers }]);
    expect(() => learn([])).toThrowError(expect.objectContaining({ code: "empty" }));
    expect(() => learn([{ frequency: 0, recency: 0, age: 3 }])).toThrowError(
      expect.objectContaining({ code: "no_repeat_purchases" }),
    );
  });

  it.each([
    ["half an opportunity", { frequency: 1, recency: 1, age: 2.5 }, "invalid_summary", "age"],
    ["a recency between two", { frequency: 1, recency: 1.5, age: 3 }, "invalid_summary", "recency"],
    [
      "more purchases than opportunities",
      { frequency: 3, recency: 2, age: 4 },
      "invalid_summary",
      "recency",
    ],
    ["recency beyond age", { frequency: 1, recency: 5, age: 4 }, "invalid_summary", "recency"],
    ["endless opportunities", { frequency: 1, recency: 1, age: 1e9 }, "out_of_range", "age"],
  ])("refuses %s, with row and field", (_, customer, code, field) => {
    const customers = [{ frequency: 2, recency: 2, age: 9 }, customer];
    const path = ["customers", 1, field];
    const call = () => fitBgBb({ timeUnit: "week", customers });
    expect(call).toThrowError(expect.objectContaining({ code, path }));
  });
});

describe("simulateBgBb", () => {
  it("counts opportunities from 1, ascending, each at most once", () => {
    const random = seedRandom("bg-bb");
    let purchases = 0;
    for (let draw = 0; draw < 500; draw++) {
      const times = simulateBgBb({ alpha: 2, beta: 1, gamma: 0.2, delta: 3 }, random, 7.9);
      purchases += times.length;
      expect(times.every((time, i) => Number.isInteger(time) && time > (times[i - 1] ?? 0))).toBe(
        true,
      );
      expect(times.at(-1) ?? 0).toBeLessThanOrEqual(7);
    }
    expect(purchases).toBeGreaterThan(500);
  });
});
