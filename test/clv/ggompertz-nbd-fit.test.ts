import { describe, expect, it } from "vitest";
import { fitGgompertzNbd } from "../../src/clv/ggompertz-nbd/fit.ts";
import type {
  GgompertzNbdParameter,
  GgompertzNbdParams,
} from "../../src/clv/ggompertz-nbd/model.ts";
import { ggompertzNbdPredictor } from "../../src/clv/ggompertz-nbd/predict.ts";
import { simulateGgompertzNbd } from "../../src/clv/ggompertz-nbd/simulate.ts";
import { fitParetoNbd } from "../../src/clv/pareto-nbd/fit.ts";
import { groupPatterns } from "../../src/customers/group-patterns.ts";
import { parameterPriors } from "../../src/customers/parameter-priors.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";
import type { PurchasePatterns } from "../../src/customers/summary.ts";
import { seedRandom } from "../../src/numeric/random/seed.ts";
import { cdnowFolder, readCdnowSample } from "../cdnow.ts";
import { expectRelative } from "../expect-relative.ts";
import { golden } from "../golden.ts";
import { patterns } from "./audit/patterns.ts";

/* Fits in 30-digit arithmetic: scripts/golden/ggompertz_reference.py. */

interface GoldenFit extends PurchasePatterns {
  readonly name: string;
  readonly params: GgompertzNbdParams;
  readonly logLikelihood: number;
  readonly standardErrors: GgompertzNbdParams;
}

const { fits } = golden<{ readonly fits: readonly GoldenFit[] }>("clv/ggompertz-nbd-fits.json");
const names: readonly GgompertzNbdParameter[] = ["r", "alpha", "b", "s", "beta"];

function simulatedPatterns(params: GgompertzNbdParams, customers: number): PurchasePatterns {
  const random = seedRandom("recovery");
  const ages = Array.from({ length: customers }, (_, i) => 60 + 10 * (i % 5));
  const times = ages.map((age) => simulateGgompertzNbd(params, random, age));
  return {
    timeUnit: "week",
    frequency: times.map((ascending) => ascending.length),
    recency: times.map((ascending) => ascending.at(-1) ?? 0),
    age: ages,
    weight: ages.map(() => 1),
  };
}

describe("fitGgompertzNbd", () => {
  it.each(fits)("finds the optimum of $name", (set) => {
    const { params, fit } = fitGgompertzNbd(set);
    for (const name of names) {
      expectRelative(params[name], set.params[name], 1e-8);
      expectRelative(fit.standardErrors[name], set.standardErrors[name], 1e-6);
    }
    expectRelative(fit.logLikelihood, set.logLikelihood, 1e-12);
    expect(fit.verdict).toBe("optimum");
    expect(fit.warnings).toEqual([]);
    names.forEach((name, i) => {
      const variance = fit.covariance?.[i][i] ?? Number.NaN;
      expectRelative(Math.sqrt(variance), set.standardErrors[name], 1e-6);
    });
  });

  it("is the same model in days and in weeks", () => {
    const [, weekly] = fits;
    const inDays = (times: ArrayLike<number>) => Array.from(times, (time) => 7 * time);
    const daily = fitGgompertzNbd({
      ...weekly,
      timeUnit: "day",
      recency: inDays(weekly.recency),
      age: inDays(weekly.age),
    });
    expectRelative(daily.params.alpha, 7 * weekly.params.alpha, 1e-8);
    expectRelative(daily.params.b, weekly.params.b / 7, 1e-8);
    expectRelative(daily.params.beta, weekly.params.beta, 1e-8);
  });

  it("falls back to the Pareto/NBD, and says so, where growing risk gains nothing", () => {
    const steadyRisk = { r: 0.8, alpha: 6, b: 1e-9, s: 0.7, beta: 1.2e-8 };
    const patterns = simulatedPatterns(steadyRisk, 1200);
    const pareto = fitParetoNbd(patterns);
    const { params, fit } = fitGgompertzNbd(patterns);
    expect(Math.abs(fit.logLikelihood - pareto.fit.logLikelihood)).toBeLessThan(1e-5);
    expectRelative(params.r, pareto.params.r, 1e-5);
    expectRelative(params.s, pareto.params.s, 1e-5);
    expectRelative(params.beta / params.b, pareto.params.beta, 1e-5);
    expect(fit.verdict).toBe("boundary");
    expect(fit.warnings.map(({ code, details }) => [code, details?.parameters])).toContainEqual([
      "at_boundary",
      "b",
    ]);
    expect(fit.standardErrors.b).toBeNull();
    expect(fit.standardErrors.beta).toBeNull();
    expectRelative(fit.standardErrors.s, pareto.fit.standardErrors.s ?? 0, 1e-4);
  });

  it("recovers what customers were simulated from", () => {
    const truth = { r: 1.2, alpha: 5, b: 0.15, s: 0.7, beta: 40 };
    const { params, fit } = fitGgompertzNbd(simulatedPatterns(truth, 1200));
    expect(fit.verdict).toBe("optimum");
    for (const name of names) {
      const error = Math.abs(params[name] - truth[name]);
      expect(error).toBeLessThan(4 * (fit.standardErrors[name] ?? 0));
    }
  });

  it("takes a prior on beta for what it says", () => {
    const [, set] = fits;
    const { params, fit } = fitGgompertzNbd(set, {
      priors: parameterPriors({ beta: { distribution: "log-normal", median: 40, sdLog: 0.1 } }),
    });
    expect(fit.verdict).toBe("optimum");
    expect(fit.warnings).toEqual([]);
    expect(params.beta).toBeGreaterThan(40);
    expect(params.beta).toBeLessThan(set.params.beta);
    expect(fit.logLikelihood).toBeLessThan(set.logLikelihood);
  });

  it("climbs the higher of the two hills that priors make", () => {
    const priors = parameterPriors({
      b: { distribution: "normal", mean: 0.05, sd: 0.005 },
      s: { distribution: "log-normal", median: 2, sdLog: 0.6 },
      beta: { distribution: "normal", mean: 0.02, sd: 0.002 },
    });
    const { params, fit } = fitGgompertzNbd(patterns, { priors });
    // By quadrature and a simplex search from forty starts; the lower hill, b = 0.0009, has -2526.43.
    expect(fit.logLikelihood + (fit.logPrior ?? 0)).toBeCloseTo(-2505.26667377, 7);
    expect(params.b).toBeCloseTo(0.04868, 5);
    expect(fit.verdict).toBe("optimum");
  });

  it("refuses customers of whom nobody came back", () => {
    const nobody = {
      timeUnit: "week",
      frequency: [0],
      recency: [0],
      age: [9],
      weight: [5],
    } as const;
    expect(() => fitGgompertzNbd(nobody)).toThrow("nobody bought twice");
  });
});

describe.skipIf(cdnowFolder === undefined)("CDNOW", () => {
  it("collapses to the Pareto/NBD, with its log-likelihood and predictions", () => {
    const { calibration } = splitHoldout(readCdnowSample(), {
      calibrationEnd: "1997-09-30",
      holdoutEnd: "1998-06-30",
      timeUnit: "week",
    });
    const { params, fit } = fitGgompertzNbd(calibration);
    expect(fit.logLikelihood).toBeCloseTo(-9594.97617894, 6);
    expect(fit.verdict).toBe("boundary");
    expect(fit.warnings.map(({ code, details }) => [code, details])).toEqual([
      ["at_boundary", { parameters: "b" }],
    ]);
    expectRelative(params.r, 0.5532770469, 1e-7);
    expectRelative(params.alpha, 10.5776834633, 1e-7);
    expectRelative(params.beta / params.b, 11.6687352888, 1e-6);
    const { alive, purchasesBetween } = ggompertzNbdPredictor(params);
    const patterns = groupPatterns(calibration);
    let total = 0;
    for (let i = 0; i < patterns.frequency.length; i++) {
      const history = [patterns.frequency[i], patterns.recency[i], patterns.age[i]] as const;
      total += patterns.weight[i] * alive(...history) * purchasesBetween(...history, 0, 39);
    }
    expect(total).toBeCloseTo(1665.5132, 3);
  });
});
