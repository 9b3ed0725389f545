import {
  type ContractData,
  type ContractModel,
  type FittedContract,
  fitBetaDiscreteWeibull,
  fitShiftedBetaGeometric,
  simulateLifetimes,
} from "clientele/retention";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LogLikelihood } from "../../src/numeric/likelihood.ts";
import { betaDiscreteWeibullLogLikelihood } from "../../src/retention/beta-discrete-weibull/likelihood.ts";
import { type Lifetimes, readLifetimes } from "../../src/retention/read-lifetimes.ts";
import { shiftedBetaGeometricLogLikelihood } from "../../src/retention/shifted-beta-geometric/likelihood.ts";
import { expectRelative } from "../expect-relative.ts";
import { contractModel, goldenContracts, SURVIVORS } from "./contract-golden.ts";

const LIKELIHOODS: Record<ContractModel["kind"], (lifetimes: Lifetimes) => LogLikelihood> = {
  "shifted-beta-geometric": shiftedBetaGeometricLogLikelihood,
  "beta-discrete-weibull": betaDiscreteWeibullLogLikelihood,
};
const FITS: Record<ContractModel["kind"], (data: ContractData) => FittedContract<ContractModel>> = {
  "shifted-beta-geometric": fitShiftedBetaGeometric,
  "beta-discrete-weibull": fitBetaDiscreteWeibull,
};
const BOTH = Object.entries(FITS);

const HIGH_END = { timeUnit: "year", survivors: SURVIVORS.highEnd.slice(0, 8) } as const;
const REGULAR = { timeUnit: "year", survivors: SURVIVORS.regular.slice(0, 8) } as const;

function goldenData(name: string): ContractData {
  const cohorts = goldenContracts.data[name].map((survivors) => ({ survivors }));
  return { timeUnit: "year", cohorts };
}

describe("the likelihoods", () => {
  it.each(goldenContracts.fits)("of $model has value and slope for $data", (set) => {
    const params = Float64Array.from(Object.values(set.elsewhere.params));
    const gradient = new Float64Array(params.length);
    const value = LIKELIHOODS[set.model](readLifetimes(goldenData(set.data)))(params, gradient);
    expectRelative(value, set.elsewhere.logLikelihood, 1e-14);
    set.elsewhere.gradientLog.forEach((slope, i) => {
      expectRelative(params[i] * gradient[i], slope, 1e-12);
    });
  });

  const logs = fc.array(fc.double({ min: -16, max: 16, noNaN: true }), {
    minLength: 3,
    maxLength: 3,
  });
  const corners = fc.array(fc.constantFrom<number>(-16, 16, -3, 0.2), {
    minLength: 3,
    maxLength: 3,
  });
  const lives = fc
    .array(
      fc.tuple(fc.oneof(fc.integer({ min: 1, max: 40 }), fc.constantFrom(999, 1e6)), fc.boolean()),
      {
        minLength: 1,
        maxLength: 6,
      },
    )
    .map((histories) =>
      readLifetimes({
        timeUnit: "day",
        customers: histories.map(([time, lost]) => ({ renewals: time - (lost ? 1 : 0), lost })),
      }),
    );

  it("are one where c = 1", () => {
    fc.assert(
      fc.property(logs, lives, ([logAlpha, logBeta], lifetimes) => {
        const [alpha, beta] = [Math.exp(logAlpha), Math.exp(logBeta)];
        const [two, three] = [new Float64Array(2), new Float64Array(3)];
        const one = shiftedBetaGeometricLogLikelihood(lifetimes)(Float64Array.of(alpha, beta), two);
        const params = Float64Array.of(alpha, beta, 1);
        const other = betaDiscreteWeibullLogLikelihood(lifetimes)(params, three);
        // The first adds logarithms as large as the largest time allows.
        const scale = 1e-13 * lifetimes.times.reduce((sum, time) => sum + time * 20, 1);
        expect(Math.abs(one - other)).toBeLessThan(1e-12 * Math.abs(other) + scale);
        two.forEach((slope, i) => {
          const error = Math.abs(slope - three[i]) * params[i];
          expect(error).toBeLessThan(1e-11 * (1 + Math.abs(three[i] * params[i])) + scale);
        });
      }),
    );
  });

  it("have the gradient of their differences, and are finite, all over the box", () => {
    const likelihoodOf = fc.constantFrom(...Object.values(LIKELIHOODS));
    fc.assert(
      fc.property(likelihoodOf, fc.oneof(logs, corners), lives, (make, place, lifetimes) => {
        const likelihood = make(lifetimes);
        const gradient = new Float64Array(3);
        const scratch = new Float64Array(3);
        const value = likelihood(Float64Array.from(place, Math.exp), gradient);
        expect(value).toBeLessThanOrEqual(1e-9);
        expect(Number.isFinite(value)).toBe(true);
        place.forEach((_, i) => {
          const at = (log: number) =>
            likelihood(Float64Array.from(place.with(i, log), Math.exp), scratch);
          const step = 1e-4;
          const slope = gradient[i] * Math.exp(place[i]);
          const far = (at(place[i] + step) - at(place[i] - step)) / (2 * step);
          const near = (at(place[i] + step / 2) - at(place[i] - step / 2)) / step;
          const error = Math.abs((4 * near - far) / 3 - slope);
          const truncation = 0.1 * Math.abs(near - far);
          const noise = 1e-12 * (1 + Math.abs(value) + lifetimes.times[lifetimes.times.length - 1]);
          expect(error).toBeLessThan(1e-8 * (1 + Math.abs(slope)) + truncation + noise / step);
        });
      }),
      { numRuns: 300 },
    );
  });
});

describe("the fits", () => {
  it.each([
    ["High End", HIGH_END, 0.6680883511, 3.8060949641, -1611.15814739],
    ["Regular", REGULAR, 0.7040772985, 1.1820430262, -1680.26518846],
  ] as const)("of shifted beta geometric: %s", (_, data, alpha, beta, logLikelihood) => {
    const { params, fit, kind } = fitShiftedBetaGeometric(data);
    expect(Math.abs(params.alpha - alpha)).toBeLessThan(1e-9);
    expect(Math.abs(params.beta - beta)).toBeLessThan(1e-9);
    expect(Math.abs(fit.logLikelihood - logLikelihood)).toBeLessThan(1e-8);
    expect(kind).toBe("shifted-beta-geometric");
  });

  it.each([
    ["High End", HIGH_END, 0.2142533393, 1.4265748749, 1.7235648487, -1605.31421321],
    ["Regular", REGULAR, 0.4556139894, 0.7793255084, 1.2834512858, -1679.60283291],
  ] as const)("of beta-discrete-Weibull: %s", (_, data, alpha, beta, c, logLikelihood) => {
    const { params, fit, kind } = fitBetaDiscreteWeibull(data);
    expect(Math.abs(params.alpha - alpha)).toBeLessThan(1e-9);
    expect(Math.abs(params.beta - beta)).toBeLessThan(1e-9);
    expect(Math.abs(params.c - c)).toBeLessThan(1e-9);
    expect(Math.abs(fit.logLikelihood - logLikelihood)).toBeLessThan(1e-8);
    expect(kind).toBe("beta-discrete-weibull");
  });

  it.each(goldenContracts.fits)("of $model find the optimum of $data", (set) => {
    const { params, fit } = FITS[set.model](goldenData(set.data));
    for (const [name, value] of Object.entries(params)) {
      expectRelative(value, set.params[name], 1e-11);
    }
    for (const [name, value] of Object.entries(fit.standardErrors)) {
      expectRelative(value, set.standardErrors[name], 1e-7);
    }
    expectRelative(fit.logLikelihood, set.logLikelihood, 1e-13);
    expect(fit.verdict).toBe("optimum");
    expect(fit.newtonDecrement).toBeLessThan(3e-14);
  });

  it.each(BOTH)("of %s do not ask how the customers are told", (_, learn) => {
    const survivors = [40, 31, 22, 20, 17, 16];
    const lost = survivors
      .slice(1)
      .flatMap((there, i) =>
        Array.from({ length: survivors[i] - there }, () => ({ renewals: i, lost: true })),
      );
    const stays = Array.from({ length: 16 }, () => ({ renewals: 5, lost: false }));
    const customers = [...lost, ...stays].reverse();
    const columns = {
      renewals: Int32Array.from(customers, ({ renewals }) => renewals),
      lost: Uint8Array.from(customers, (customer) => (customer.lost ? 1 : 0)),
    };
    const patterns = {
      renewals: [0, 1, 2, 3, 4, 5],
      lost: [true, true, true, true, true, false],
      weight: [9, 9, 2, 3, 1, 16],
    };
    const [expected, ...others] = [
      learn({ timeUnit: "month", survivors }),
      learn({ timeUnit: "month", cohorts: [{ survivors }] }),
      learn({ timeUnit: "month", customers }),
      learn({ timeUnit: "month", customers: columns }),
      learn({ timeUnit: "month", ...patterns }),
    ];
    expect(expected.fit).toMatchObject({ customers: 40, patterns: 6 });
    for (const other of others) expect(other).toEqual(expected);
    expect(JSON.parse(JSON.stringify(expected))).toEqual(expected);
    expect(structuredClone(expected)).toEqual(expected);
  });

  it("find the same in ten million customers, with errors a hundred times smaller", () => {
    const many = HIGH_END.survivors.map((there) => there * 10_000);
    const one = fitBetaDiscreteWeibull(HIGH_END);
    const other = fitBetaDiscreteWeibull({ timeUnit: "year", survivors: many });
    for (const name of ["alpha", "beta", "c"] as const) {
      expectRelative(other.params[name], one.params[name], 1e-10);
      expectRelative(
        other.fit.standardErrors[name],
        (one.fit.standardErrors[name] ?? 0) / 100,
        1e-6,
      );
    }
    expect(other.fit.customers).toBe(1e7);
  });

  it("find what was simulated", () => {
    const truth = { alpha: 0.8, beta: 3, c: 1.3 };
    const data = simulateLifetimes(contractModel(truth), {
      customers: 30_000,
      periods: 15,
      seed: 3,
    });
    const { params, fit } = fitBetaDiscreteWeibull(data);
    for (const name of ["alpha", "beta", "c"] as const) {
      const error = fit.standardErrors[name] ?? 0;
      expect(error).toBeLessThan(0.2 * truth[name]);
      expect(Math.abs(params[name] - truth[name])).toBeLessThan(3.5 * error);
    }
  });

  it.each(BOTH)("of %s say that the mean is infinite, where it is", (_, learn) => {
    const codes = (data: ContractData) => learn(data).fit.warnings.map((warning) => warning.code);
    expect(codes(HIGH_END)).toEqual(["infinite_mean"]);
    const alike = Array.from({ length: 12 }, (_none, t) =>
      Math.round((1e6 * (5 * 6 * 7 * 8)) / ((5 + t) * (6 + t) * (7 + t) * (8 + t))),
    );
    expect(codes({ timeUnit: "year", survivors: alike })).toEqual([]);
  });

  describe.each(BOTH)("of %s say what is left open", (_, learn) => {
    it.each([
      ["nobody leaves", [100, 100, 100, 100]],
      ["all leave at once", [100, 0]],
      ["all leave at the second renewal", [100, 100, 0]],
      ["one renewal was seen", [1000, 631]],
      ["there is one customer", [1, 1, 0]],
      ["customers are alike", [1024, 512, 256, 128, 64, 32, 16, 8]],
    ])("where %s", (_case, survivors) => {
      const { params, fit: report } = learn({ timeUnit: "year", survivors });
      expect(report.verdict).not.toBe("optimum");
      expect(report.warnings.length).toBeGreaterThan(0);
      expect(Object.values(params).every((value) => value > 0 && Number.isFinite(value))).toBe(
        true,
      );
      expect(report.covariance).toBeNull();
    });

    it("but not where a year without losses lies between others", () => {
      const survivors = [1000, 700, 500, 500, 400, 330, 280, 245];
      expect(learn({ timeUnit: "year", survivors }).fit.verdict).toBe("optimum");
    });
  });
});

describe("hostile data", () => {
  const refused = (data: unknown, code: string, path: readonly (string | number)[]) => {
    for (const [, learn] of BOTH) {
      const call = () => Reflect.apply(learn, undefined, [data]);
      expect(call).toThrowError(expect.objectContaining({ code, path }));
    }
  };

  it.each([
    ["no data", undefined, "invalid_summary", []],
    ["no unit", { survivors: [3, 2] }, "invalid_option", ["timeUnit"]],
    ["no customers", { timeUnit: "day", survivors: [0, 0] }, "empty", []],
    ["no rows", { timeUnit: "day", customers: [] }, "empty", []],
    ["no renewals", { timeUnit: "day", survivors: [10] }, "no_renewals", []],
    [
      "new customers",
      { timeUnit: "day", customers: [{ renewals: 0, lost: false }] },
      "no_renewals",
      [],
    ],
    [
      "rising survivors",
      { timeUnit: "day", survivors: [9, 5, 6] },
      "invalid_summary",
      ["survivors", 2],
    ],
    ["shares", { timeUnit: "day", survivors: [1, 0.8] }, "out_of_range", ["survivors", 1]],
    ["NaN", { timeUnit: "day", survivors: [9, Number.NaN] }, "non_finite_value", ["survivors", 1]],
    ["no column", { timeUnit: "day", survivors: 9 }, "invalid_column", ["survivors"]],
    ["no cohorts", { timeUnit: "day", cohorts: 3 }, "invalid_summary", ["cohorts"]],
    [
      "a bad cohort",
      { timeUnit: "day", cohorts: [{ survivors: [2, 1] }, {}] },
      "invalid_column",
      ["cohorts", 1, "survivors"],
    ],
    [
      "half a renewal",
      { timeUnit: "day", customers: [{ renewals: 0.5, lost: true }] },
      "out_of_range",
      ["customers", 0, "renewals"],
    ],
    [
      "no fate",
      { timeUnit: "day", customers: [{ renewals: 1, lost: "no" }] },
      "invalid_summary",
      ["customers", 0, "lost"],
    ],
    ["no row", { timeUnit: "day", customers: [null] }, "invalid_summary", ["customers", 0, "lost"]],
    [
      "columns of two lengths",
      { timeUnit: "day", customers: { renewals: [1, 2], lost: [true] } },
      "length_mismatch",
      ["customers", "lost"],
    ],
    [
      "a weight of nothing",
      { timeUnit: "day", renewals: [1], lost: [true], weight: [0] },
      "out_of_range",
      [0, "weight"],
    ],
    ["no weights", { timeUnit: "day", renewals: [1], lost: [true] }, "invalid_column", ["weight"]],
  ] as const)("%s is refused", (_, data, code, path) => refused(data, code, path));
});
