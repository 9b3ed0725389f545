import { describe, expect, it } from "vitest";
import type { FitReport } from "../../../src/core/fit-report.ts";
import { fitExponential } from "../../../src/retention/survival/lifetime/fit-exponential.ts";
import { fitLogLogistic } from "../../../src/retention/survival/lifetime/fit-log-logistic.ts";
import { fitLogNormal } from "../../../src/retention/survival/lifetime/fit-log-normal.ts";
import { fitWeibull } from "../../../src/retention/survival/lifetime/fit-weibull.ts";
import type { LifetimeModel } from "../../../src/retention/survival/lifetime/model.ts";
import { predictLifetime } from "../../../src/retention/survival/lifetime/predict-lifetime.ts";
import { durationsOf, expectNear, reference } from "./reference.ts";

const FITS = {
  exponential: fitExponential,
  weibull: fitWeibull,
  lognormal: fitLogNormal,
  loglogistic: fitLogLogistic,
};

/** Location and log-scale of log T, as R has them, from a model; with the errors that the delta method gives. */
function accelerated(model: LifetimeModel) {
  const { params, fit } = model as unknown as {
    params: Record<string, number>;
    fit: Omit<FitReport, "standardErrors"> & { standardErrors: Record<string, number> };
  };
  const scale = "median" in params ? "median" : "scale";
  const shape = "sigma" in params ? "sigma" : "shape" in params ? "shape" : undefined;
  return {
    intercept: Math.log(params[scale]),
    scale: shape === undefined ? 1 : shape === "sigma" ? params.sigma : 1 / params.shape,
    errors: [scale, ...(shape ? [shape] : [])].map(
      (name) => fit.standardErrors[name] / params[name],
    ),
    fit,
  };
}

const cases = Object.entries(reference.parametric).flatMap(([data, fits]) =>
  fits.map((wanted) => ({ data, ...wanted })),
);

describe("R's survreg", () => {
  it.each(cases)("agrees on $dist of $data to 1e-7", ({ data, dist, ...wanted }) => {
    const fitIt = FITS[dist as keyof typeof FITS];
    const found = accelerated(fitIt(durationsOf(data)));
    expect(found.fit.verdict).toBe("optimum");
    expectNear([found.intercept, found.scale], [wanted.intercept, wanted.scale], 1e-7);
    expectNear([found.fit.logLikelihood], [wanted.logLikelihood], 1e-10);
    const errors = wanted.variance.map((row, i) => Math.sqrt(row[i]));
    expectNear(found.errors, errors, 1e-6);
  });
});

describe("lifetimes", () => {
  const models: LifetimeModel[] = [
    { kind: "exponential", version: 1, timeUnit: "day", params: { scale: 40 } },
    { kind: "weibull", version: 1, timeUnit: "day", params: { shape: 0.7, scale: 40 } },
    { kind: "log-normal", version: 1, timeUnit: "day", params: { median: 30, sigma: 1.2 } },
    { kind: "log-logistic", version: 1, timeUnit: "day", params: { median: 30, shape: 0.9 } },
  ];

  it.each(models)("$kind: hazard, quantile and mean follow from survival", (model) => {
    const at = (time: number, age = 0) =>
      predictLifetime(model, { times: [time], age }).survival[0].survival;
    const [{ hazard }] = predictLifetime(model, { times: [10] }).survival;
    expect(hazard).toBeCloseTo(-(Math.log(at(10.001)) - Math.log(at(9.999))) / 0.002, 7);
    expect(at(7, 5)).toBeCloseTo(at(12) / at(5), 13);
    const { quantiles } = predictLifetime(model, { age: 5, probabilities: [0.1, 0.5, 0.9] });
    for (const { probability, time } of quantiles) {
      expect(at(time ?? 0, 5)).toBeCloseTo(1 - probability, 12);
    }
    const steps = 200_000;
    let sum = 0;
    for (let i = 0; i < steps; i++) sum += at(((i + 0.5) * 60) / steps);
    const mean = predictLifetime(model, { horizon: 60 }).restrictedMean;
    expect(mean).toBeCloseTo((sum * 60) / steps, 4);
  });

  it("knows the hazard at birth", () => {
    const birth = models.map((model) => predictLifetime(model, { times: [0] }).survival[0]);
    expect(birth.map(({ survival }) => survival)).toEqual([1, 1, 1, 1]);
    expectNear(
      birth.map(({ hazard }) => hazard),
      [1 / 40, null, 0, null],
      1e-12,
    );
  });

  it("knows what is left of those who should long be gone", () => {
    const sure: LifetimeModel = {
      kind: "weibull",
      version: 1,
      timeUnit: "day",
      params: { shape: 8_886_110, scale: 10 },
    };
    const late = predictLifetime(sure, { age: 11, times: [0, 1], horizon: 5 });
    expect(late.survival.map(({ survival }) => survival)).toEqual([1, 0]);
    expect(late.survival[0].hazard).toBeNull();
    expect(late.restrictedMean).toBe(0);
    const steep = { ...sure, params: { shape: 50, scale: 1 } };
    // h = 50 t^49, where neither density nor survival is a number any more.
    const [{ hazard }] = predictLifetime(steep, { age: 1000, times: [0] }).survival;
    expectNear([hazard], [50e147], 1e-11);
  });

  it("is unmoved by who entered late, where the risk does not change", () => {
    const late = fitExponential({ time: [5, 8, 12], event: [1, 0, 1], entry: [2, 0, 7] });
    expect(late.params.scale).toBeCloseTo((3 + 8 + 5) / 2, 9);
  });

  it("finds a Weibull that has been cut off on the left", () => {
    const law: LifetimeModel = {
      kind: "weibull",
      version: 1,
      timeUnit: "day",
      params: { shape: 1.6, scale: 50 },
    };
    const shares = Array.from({ length: 2000 }, (_, i) => (i + 0.5) / 2000);
    const rows = [0, 20, 45].flatMap((age) =>
      predictLifetime(law, { age, probabilities: shares }).quantiles.map(({ time }) => ({
        time: age + (time ?? 0),
        event: true,
        entry: age,
      })),
    );
    const { params } = fitWeibull(rows, { timeUnit: "week" });
    expect(params.shape).toBeCloseTo(1.6, 2);
    expect(params.scale).toBeCloseTo(50, 0);
  });

  it("takes close times for what they are, on any clock", () => {
    const time = [1, 2, 3, 5, 8, 13, 21, 34];
    const event = time.map(() => 1);
    const [day, ...others] = [1, 1e-9, 1e9].map((scale) =>
      fitWeibull({ time: time.map((value) => value * scale), event }),
    );
    for (const { params, fit } of others) {
      expect(fit?.verdict).toBe("optimum");
      expect(params.shape).toBeCloseTo(day.params.shape, 12);
    }
    const wide = [1, 2, 5, 20, 1e3, 1e5, 1e9];
    const logs = wide.map(Math.log);
    const mean = logs.reduce((sum, log) => sum + log) / logs.length;
    const spread = Math.hypot(...logs.map((log) => log - mean)) / Math.sqrt(logs.length);
    const { params } = fitLogNormal({ time: wide, event: event.slice(1) });
    expect(params.median).toBeCloseTo(Math.exp(mean), 6);
    expect(params.sigma).toBeCloseTo(spread, 9);
  });

  // Found in 40 digits by mpmath, as the time when four in a million are gone.
  it.each([
    ["weibull", 5.24403817088356e28, 0.194733254635298, -52.93077094200862, 32.016550355],
    ["loglogistic", 5.24356349443016e28, 0.194733494787969, -52.93076974455816, 32.0164882087],
    ["lognormal", 1.64069682865416e48, 0.0410695800492491, -52.87437356656995, 53.0678877471],
  ] as const)(
    "finds the maximum of %s where half stay beyond all measure",
    (name, scale, shape, height, error) => {
      const early = { time: [0.001, 0.02, 0.3, 2, 10], event: [1, 1, 1, 1, 0] };
      const found = accelerated(FITS[name]({ ...early, weight: [1, 1, 1, 1, 1e6] }));
      expect(found.fit.verdict).toBe("optimum");
      expectNear([found.intercept, 1 / found.scale], [Math.log(scale), shape], 1e-9);
      expectNear([found.fit.logLikelihood], [height], 1e-11);
      expectNear([found.errors[0]], [error], 1e-6);
      expect(found.fit.warnings.map(({ code }) => code)).toEqual(["weakly_identified"]);
    },
  );

  it.each(["weibull", "loglogistic", "lognormal"] as const)(
    "says that a single event, the last of ever so many, leaves %s no maximum",
    (name) => {
      const last = { time: [2, 1], event: [1, 0], weight: [1, 5e8] };
      const { fit } = accelerated(FITS[name](last));
      expect(fit.verdict).toBe("boundary");
      expect(fit.warnings.map(({ code }) => code)).toContain("at_boundary");
    },
  );

  it("refuses what it cannot fit or read", () => {
    const fault = (run: () => unknown, code: string) =>
      expect(run).toThrow(expect.objectContaining({ code }));
    fault(() => fitWeibull({ time: [1, 2], event: [0, 0] }), "no_events");
    fault(() => fitWeibull([]), "no_events");
    fault(() => fitWeibull({ time: [1], event: [1], weight: [1e200] }), "sum_overflow");
    fault(() => fitLogNormal({ time: [0, 2], event: [1, 0] }), "out_of_range");
    fault(
      () => fitWeibull({ time: [1], event: [1] }, { timeUnit: "hour" as never }),
      "invalid_option",
    );
    fault(() => predictLifetime({ ...models[0], kind: "gamma" } as never), "unknown_model");
    fault(() => predictLifetime(models[0], { probabilities: [0] }), "out_of_range");
    fault(() => predictLifetime(models[0], { age: -1 }), "negative_value");
    fault(() => predictLifetime({ ...models[0], params: { scale: 0 } } as never), "out_of_range");
  });
});
