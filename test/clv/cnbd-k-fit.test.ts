import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bgNbdFamily } from "../../src/clv/bg-nbd/family.ts";
import { bgCnbdKFamily, mbgCnbdKFamily } from "../../src/clv/cnbd-k/family.ts";
import { fitBgCnbdK, fitMbgCnbdK } from "../../src/clv/cnbd-k/fit.ts";
import { simulateBgCnbdK, simulateMbgCnbdK } from "../../src/clv/cnbd-k/simulate.ts";
import { historyLogLikelihoodOf } from "../../src/clv/fitting/history-log-likelihood.ts";
import { mbgNbdFamily } from "../../src/clv/mbg-nbd/family.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";
import type { PurchasePatterns } from "../../src/customers/summary.ts";
import { seedRandom } from "../../src/numeric/random/seed.ts";
import { cdnowFolder, readCdnowSample } from "../cdnow.ts";
import { expectRelative } from "../expect-relative.ts";
import { golden } from "../golden.ts";
import { goldenPatterns } from "./golden-sets.ts";

const NAMES = ["r", "alpha", "a", "b"] as const;

interface GoldenKFit {
  readonly kind: "bg-cnbd-k" | "mbg-cnbd-k";
  readonly k: number;
  readonly customers: number;
  readonly patterns: {
    readonly frequency: number[];
    readonly recency: number[];
    readonly age: number[];
    readonly weight: number[];
  };
  readonly params: Readonly<Record<(typeof NAMES)[number], number>>;
  readonly standardErrors: Readonly<Record<(typeof NAMES)[number], number>>;
  readonly logLikelihood: number;
}

const { fits } = golden<{ readonly fits: readonly GoldenKFit[] }>("clv/cnbd-k.json");

const models = {
  "bg-cnbd-k": { fitModel: fitBgCnbdK, family: bgCnbdKFamily, simulate: simulateBgCnbdK },
  "mbg-cnbd-k": { fitModel: fitMbgCnbdK, family: mbgCnbdKFamily, simulate: simulateMbgCnbdK },
} as const;

/** Of customers drawn from the model itself, in exact times. */
function simulated(kind: keyof typeof models, k: number, customers: number, seed: number) {
  const random = seedRandom(seed);
  const params = { k, r: 1.2, alpha: 6 / k, a: 0.7, b: 2.2 };
  const rows = Array.from({ length: customers }, (_, i) => {
    const age = 30 + (i % 20);
    const times = models[kind].simulate(params, random, age);
    return { frequency: times.length, recency: times.at(-1) ?? 0, age };
  });
  return { timeUnit: "week", customers: rows } as const;
}

describe.each(fits.map((it) => [it.kind, it] as const))("%s fit", (kind, reference) => {
  const inWeeks = (days: number[]) => days.map((day) => day / 7);
  const { frequency, recency, age, weight } = reference.patterns;
  const weekly: PurchasePatterns = {
    timeUnit: "week",
    frequency,
    recency: inWeeks(recency),
    age: inWeeks(age),
    weight,
  };
  const { fitModel } = models[kind];
  const fitted = fitModel(weekly, { k: reference.k });

  it("is the optimum found in 40-digit arithmetic", () => {
    expect(fitted).toMatchObject({ kind, version: 1, timeUnit: "week" });
    expect(fitted.params.k).toBe(reference.k);
    expect(fitted.choice).toBeUndefined();
    expect(fitted.fit).toMatchObject({ verdict: "optimum", customers: reference.customers });
    for (const name of NAMES) {
      expectRelative(fitted.params[name], reference.params[name], 1e-8);
      expectRelative(fitted.fit.standardErrors[name], reference.standardErrors[name], 1e-5);
    }
    expectRelative(fitted.fit.logLikelihood, reference.logLikelihood, 1e-12);
  });

  it("chooses the k before the log-likelihood falls, which is near the true one", () => {
    const chosen = fitModel(weekly);
    const { k } = chosen.params;
    // 800 customers' summaries do not tell neighbors apart.
    expect(Math.abs(k - reference.k)).toBeLessThanOrEqual(1);
    expect(chosen.choice?.map((it) => it.k)).toEqual(
      Array.from({ length: k + 1 }, (_, i) => i + 1),
    );
    const values = chosen.choice?.map(({ logLikelihood }) => logLikelihood) ?? [];
    expect(Math.max(...values)).toBe(chosen.fit.logLikelihood);
    expect(values[reference.k - 1]).toBe(fitted.fit.logLikelihood);
    expect(chosen.params).toEqual(fitModel(weekly, { k }).params);
    expect(JSON.parse(JSON.stringify(chosen))).toEqual(chosen);
  });

  it("is the same model in days, with x ln 7 less a purchase, at every k", () => {
    const daily: PurchasePatterns = { timeUnit: "day", frequency, recency, age, weight };
    const purchases = frequency.reduce((sum, x, i) => sum + x * weight[i], 0);
    for (const k of [1, reference.k, 7]) {
      const [one, other] = [fitModel(weekly, { k }), fitModel(daily, { k })];
      expectRelative(other.params.alpha, 7 * one.params.alpha, 1e-7);
      expectRelative(other.params.r, one.params.r, 1e-7);
      expectRelative(
        other.fit.logLikelihood,
        one.fit.logLikelihood - purchases * Math.log(7),
        1e-12,
      );
    }
  });
});

describe.each([
  ["bg-cnbd-k", bgNbdFamily],
  ["mbg-cnbd-k", mbgNbdFamily],
] as const)("%s likelihood", (kind, atRandom) => {
  const { family } = models[kind];
  const histories = [
    [0, 0, 0],
    [0, 0, 12],
    [1, 3, 39],
    [1, 39, 39],
    [4, 20, 38],
    [7, 7, 7],
    [150, 20, 39],
    [2000, 38, 39],
  ];
  const column = (place: number) => Float64Array.from(histories, (row) => row[place]);
  const all = {
    frequency: column(0),
    recency: column(1),
    age: column(2),
    weight: Float64Array.of(3, 1, 2, 1, 1, 1, 2, 1),
  };

  it("is that of random purchases at k = 1", () => {
    const parameters = Float64Array.of(0.7, 9, 1.3, 2.2);
    const [one, other] = [new Float64Array(4), new Float64Array(4)];
    const value = family(1).logLikelihood(all)(parameters, one);
    expectRelative(value, atRandom.logLikelihood(all)(parameters, other), 1e-14);
    one.forEach((slope, i) => {
      expectRelative(slope, other[i], 1e-12);
    });
  });

  it("is the sum over single histories, with the slopes that differences have", () => {
    const logBox = fc.double({ min: -16, max: 16, noNaN: true });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 12 }),
        fc.tuple(logBox, logBox, logBox, logBox),
        (k, logs) => {
          const { logLikelihood } = family(k);
          const historyLogLikelihood = historyLogLikelihoodOf(family(k));
          const of = logLikelihood(all);
          const gradient = new Float64Array(4);
          const value = of(Float64Array.from(logs, Math.exp), gradient);
          expect(Number.isFinite(value)).toBe(true);
          const single = new Float64Array(4);
          const summed = new Float64Array(4);
          let sum = 0;
          let size = 0;
          histories.forEach(([x, tx, age], i) => {
            const part = historyLogLikelihood(
              Float64Array.from(logs, Math.exp),
              x,
              tx,
              age,
              single,
            );
            sum += all.weight[i] * part;
            size += all.weight[i] * (Math.abs(part) + k * x);
            single.forEach((slope, j) => {
              summed[j] += all.weight[i] * slope;
            });
          });
          expect(Math.abs(sum - value)).toBeLessThanOrEqual(1e-13 * size + 1e-13);
          logs.forEach((_, j) => {
            const slope = gradient[j] * Math.exp(logs[j]);
            expect(Math.abs(summed[j] * Math.exp(logs[j]) - slope)).toBeLessThanOrEqual(
              1e-11 * size,
            );
            const at = (step: number) =>
              of(
                Float64Array.from(logs, (log, i) => Math.exp(i === j ? log + step : log)),
                new Float64Array(4),
              );
            const step = 1e-4;
            const difference = (8 * (at(step) - at(-step)) - at(2 * step) + at(-2 * step)) / 12;
            // Rounding of the values, and what is left of the fifth derivative.
            expect(Math.abs(difference / step - slope)).toBeLessThanOrEqual(1e-8 * (1 + size));
          });
        },
      ),
      { numRuns: 150 },
    );
  });
});

describe.each(["bg-cnbd-k", "mbg-cnbd-k"] as const)("%s", (kind) => {
  const { fitModel } = models[kind];

  it.each([
    [1, 1],
    [2, 1],
    [4, 1],
  ])("finds k = %i again in customers of its own", (k, seed) => {
    const model = fitModel(simulated(kind, k, 3000, seed));
    expect(model.params.k).toBe(k);
    const truth = { r: 1.2, alpha: 6 / k, a: 0.7, b: 2.2 };
    for (const name of NAMES) {
      const error = model.fit.standardErrors[name] ?? Number.NaN;
      expect(Math.abs(model.params[name] - truth[name])).toBeLessThan(3 * error);
    }
  });

  it("chooses k = 1 where customers buy at random", () => {
    const set = kind === "bg-cnbd-k" ? "bg-nbd-daily" : "mbg-nbd-daily";
    expect(fitModel(goldenPatterns(set)).params.k).toBe(1);
  });

  it("stops at k = 12 where customers buy as by the clock", () => {
    const random = seedRandom(5);
    const customers = Array.from({ length: 100 }, () => {
      const frequency = 1 + Math.floor(6 * random.next());
      const recency = frequency * (4 + 0.2 * random.next());
      return { frequency, recency, age: Math.max(recency, 38) };
    });
    const model = fitModel({ timeUnit: "week", customers });
    expect(model.params.k).toBe(12);
    expect(model.choice?.length).toBe(12);
  });

  it.each([0, 13, 2.5, Number.NaN, "3"])("refuses k = %s", (k) => {
    expect(() => Reflect.apply(fitModel, undefined, [simulated(kind, 1, 20, 1), { k }])).toThrow(
      expect.objectContaining({ path: ["k"] }),
    );
  });
});

describe.skipIf(cdnowFolder === undefined)("CDNOW", () => {
  it("is bought at random: k = 1", () => {
    const { calibration } = splitHoldout(readCdnowSample(), {
      calibrationEnd: "1997-09-30",
      holdoutEnd: "1998-06-30",
    });
    const [bg, mbg] = [fitBgCnbdK(calibration), fitMbgCnbdK(calibration)];
    expect([bg.params.k, mbg.params.k]).toEqual([1, 1]);
    expect(bg.fit.logLikelihood).toBeCloseTo(-9582.42920667, 7);
    expect(mbg.fit.logLikelihood).toBeCloseTo(-9582.13571555, 7);
  });
});
