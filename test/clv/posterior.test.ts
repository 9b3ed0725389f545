import { describe, expect, it, test } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import type { BgNbdModel } from "../../src/clv/bg-nbd/model.ts";
import { staticCovariates } from "../../src/clv/covariates/static-covariates.ts";
import { predictionInterval } from "../../src/clv/intervals/prediction-interval.ts";
import { robustCovariance } from "../../src/clv/intervals/robust-covariance.ts";
import { drawModel } from "../../src/clv/posterior/draw-model.ts";
import { samplePosterior } from "../../src/clv/posterior/sample-posterior.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import { groupPatterns } from "../../src/customers/group-patterns.ts";
import { parameterPriors } from "../../src/customers/parameter-priors.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";
import type { Prior } from "../../src/numeric/prior.ts";
import { sampleNormal } from "../../src/numeric/random/normal.ts";
import { seedRandom } from "../../src/numeric/random/seed.ts";
import { normalQuantile } from "../../src/numeric/special/normal.ts";
import { cdnowFolder, readCdnowSample } from "../cdnow.ts";
import { expectRelative } from "../expect-relative.ts";
import { golden } from "../golden.ts";
import { goldenPatterns } from "./golden-sets.ts";

const NAMES = ["r", "alpha", "a", "b"] as const;
const model: BgNbdModel = {
  kind: "bg-nbd",
  version: 1,
  timeUnit: "week",
  params: { r: 1, alpha: 1, a: 1, b: 1 },
};
const small = goldenPatterns("bg-nbd-small");
const FEW = { chains: 2, draws: 50, warmup: 60 } as const;

interface GoldenPosterior {
  readonly data: string;
  readonly priors: "default" | "informed";
  readonly probabilities: readonly number[];
  readonly parameters: Readonly<
    Record<
      string,
      {
        readonly mean: number;
        readonly meanError: number;
        readonly sd: number;
        readonly quantiles: readonly number[];
        readonly quantileErrors: readonly number[];
      }
    >
  >;
  readonly correlations: readonly (readonly number[])[];
}

/** Densities over the parameters themselves, in weeks. */
const INFORMED: Readonly<Record<(typeof NAMES)[number], Prior>> = {
  r: { distribution: "gamma", shape: 2, rate: 1 },
  alpha: { distribution: "half-normal", sd: 20 },
  a: { distribution: "half-cauchy", scale: 1 },
  b: { distribution: "exponential", rate: 0.5 },
};

describe("the posterior of BG/NBD", () => {
  /** A long run of random-walk Metropolis in Python: scripts/golden/posterior_reference.py. */
  const records = golden<GoldenPosterior[]>("clv/posteriors.json");
  test.each(records.map((record) => [`${record.data}, ${record.priors}`, record] as const))(
    "is that of an independent sampler: %s priors",
    (_, { data, priors, probabilities, parameters, correlations }) => {
      const posterior = samplePosterior(model, goldenPatterns(data), {
        seed: 8,
        draws: 700,
        warmup: 300,
        ...(priors === "informed" && { priors: parameterPriors(INFORMED) }),
      });
      const logs = NAMES.map((name) => posterior.draws[name].map(Math.log));
      const deviationsOf = (i: number, { mean, sd }: { mean: number; sd: number }) =>
        logs[i].map((value) => (value - mean) / sd);
      NAMES.forEach((name, i) => {
        const { rHat, bulkEss, tailEss } = posterior.diagnostics[name];
        const expected = parameters[name];
        const size = Math.min(bulkEss ?? 0, tailEss ?? 0);
        expect(rHat).toBeLessThan(1.01);
        expect(size).toBeGreaterThan(400);
        const z = deviationsOf(i, expected);
        const mean = z.reduce((sum, value) => sum + value, 0) / z.length;
        const error = Math.hypot(1 / Math.sqrt(size), expected.meanError / expected.sd);
        expect(Math.abs(mean) / error).toBeLessThan(4);
        probabilities.forEach((probability, k) => {
          const cut = expected.quantiles[k];
          const share = logs[i].filter((value) => value <= cut).length / z.length;
          const chance = Math.sqrt((probability * (1 - probability)) / size);
          const blur = expected.quantileErrors[k] / expected.sd;
          expect(Math.abs(share - probability)).toBeLessThan(4 * (chance + 0.4 * blur));
        });
        NAMES.forEach((other, j) => {
          const w = deviationsOf(j, parameters[other]);
          const product = z.reduce((sum, value, k) => sum + value * w[k], 0) / z.length;
          const spread = Math.sqrt(
            z.reduce((sum, value, k) => sum + (value * w[k] - product) ** 2, 0) / z.length,
          );
          expect(Math.abs(product - correlations[i][j])).toBeLessThan(
            (5 * spread) / Math.sqrt(size),
          );
        });
      });
    },
    60_000,
  );

  it("surrounds the fit where data are many", () => {
    const data = goldenPatterns("bg-nbd-a-plus-b-below-one");
    const { params, fit } = fitBgNbd(data);
    const posterior = samplePosterior(model, data, { seed: 1, draws: 300, warmup: 200 });
    for (const name of NAMES) {
      const { mean, sd, median, mcse } = posterior.diagnostics[name];
      expect(Math.abs(median - params[name])).toBeLessThan(0.2 * sd);
      expectRelative(sd, fit.standardErrors[name] ?? 0, 0.1);
      expectRelative(mean, params[name], 0.05);
      expect(mcse).toBeLessThan(0.06 * sd);
    }
    // Half of twice the number of parameters below the maximum, in the mean.
    const { logLikelihood } = posterior;
    const mean = logLikelihood.reduce((sum, value) => sum + value, 0) / logLikelihood.length;
    expect(Math.abs(fit.logLikelihood - mean - 2)).toBeLessThan(0.3);
    expect(Math.max(...logLikelihood)).toBeLessThanOrEqual(fit.logLikelihood);
  });

  it("is the same in days as in weeks", () => {
    const inDays = {
      ...small,
      timeUnit: "day",
      recency: Array.from(small.recency, (time) => 7 * time),
      age: Array.from(small.age, (time) => 7 * time),
    } as const;
    const weeks = samplePosterior(model, small, { seed: 5, ...FEW });
    const days = samplePosterior({ ...model, timeUnit: "day" }, inDays, { seed: 5, ...FEW });
    expectRelative(days.draws.r[0], weeks.draws.r[0], 1e-6);
    expectRelative(days.draws.alpha[0], 7 * weeks.draws.alpha[0], 1e-6);
  });

  it("follows a prior that knows better", () => {
    const r = { distribution: "log-normal", median: 5, sdLog: 0.001 } as const;
    const priors = parameterPriors({ r });
    const posterior = samplePosterior(model, small, { seed: 5, ...FEW, priors });
    expectRelative(posterior.diagnostics.r.median, 5, 0.01);
    expect(posterior.priors.r).toEqual(r);
    expect(posterior.priors.alpha).toMatchObject({ distribution: "log-normal", sdLog: 2 });
  });
});

describe("a posterior", () => {
  const posterior = samplePosterior({ ...model, fit: fitBgNbd(small).fit }, small, {
    seed: "few",
    ...FEW,
  });

  it("is plain data", () => {
    expect(JSON.parse(JSON.stringify(posterior))).toEqual(posterior);
    expect(structuredClone(posterior)).toEqual(posterior);
    expect(posterior.model).toEqual(model);
    expect(posterior.parameters).toEqual(NAMES);
    expect(posterior.draws.alpha).toHaveLength(100);
  });

  it("says so when its draws are too few", () => {
    expect(posterior.warnings.map(({ code }) => code)).toContain("not_converged");
  });

  it("gives a model for each draw, with the log-likelihood of that model", () => {
    const drawn = drawModel(posterior, 70);
    expect(drawn.params).toEqual({
      r: posterior.draws.r[70],
      alpha: posterior.draws.alpha[70],
      a: posterior.draws.a[70],
      b: posterior.draws.b[70],
    });
    expect(drawn).not.toHaveProperty("fit");
    const newcomer = { frequency: 0, recency: 0, age: 0 };
    expect(expectedPurchases(drawn, newcomer, { horizon: 9 })).toBeGreaterThan(0);
    // A prior as narrow as this makes the fit the draw, and reports its log-likelihood.
    const around = (name: (typeof NAMES)[number]): Prior => ({
      distribution: "normal",
      mean: drawn.params[name],
      sd: 1e-7,
    });
    const [r, alpha, a, b] = NAMES.map(around);
    const priors = parameterPriors({ r, alpha, a, b });
    const { fit } = fitBgNbd(small, { priors });
    expect(posterior.logLikelihood[70]).toBeCloseTo(fit.logLikelihood, 4);
    expect(() => drawModel(posterior, 100)).toThrow(
      expect.objectContaining({ code: "out_of_range" }),
    );
  });

  it("is the same for the same seed", () => {
    const [one, other] = ["few", "some"].map((seed) =>
      samplePosterior(model, small, { seed, ...FEW }),
    );
    expect(one.draws).toEqual(posterior.draws);
    expect(other.draws.r[0]).not.toBe(posterior.draws.r[0]);
  });

  test.each([
    ["no seed", {}, "not_a_number"],
    ["no chains", { seed: 1, chains: 0 }, "out_of_range"],
    ["half a draw", { seed: 1, draws: 4.5 }, "out_of_range"],
    ["an acceptance of 1", { seed: 1, acceptance: 1 }, "out_of_range"],
    [
      "a prior of no parameter",
      { seed: 1, priors: parameterPriors({ s: INFORMED.r }) },
      "invalid_option",
    ],
    ["plain data for priors", { seed: 1, priors: { r: INFORMED.r } }, "invalid_option"],
    ["an option that is none", { seed: 1, draw: 100 }, "invalid_option"],
  ])("is not drawn with %s", (_, options, code) => {
    expect(() => samplePosterior(model, small, options as { seed: number })).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it("is not drawn from data of another unit", () => {
    expect(() => samplePosterior(model, { ...small, timeUnit: "day" }, { seed: 1 })).toThrow(
      expect.objectContaining({ code: "unit_mismatch" }),
    );
  });
});

describe("a model with covariates", () => {
  const random = seedRandom(3);
  const { frequency, recency, age } = goldenPatterns("bg-nbd-a-plus-b-below-one");
  const stride = Math.floor(frequency.length / 200);
  const customers = Array.from({ length: 200 }, (_, index) => {
    const row = index * stride;
    const income = 40 + 10 * sampleNormal(random) + frequency[row] / 5;
    return {
      frequency: frequency[row],
      recency: recency[row],
      age: age[row],
      covariates: { income },
    };
  });
  const data = { timeUnit: "week", customers } as const;
  const names = [...NAMES, "transaction.income", "lifetime.income"];
  const fitted = fitBgNbd(data, {
    covariates: staticCovariates({ transaction: ["income"], lifetime: ["income"] }),
  });
  const estimateOf = ({ params, covariates }: BgNbdModel) => [
    ...NAMES.map((name) => params[name]),
    covariates?.transaction?.income ?? 0,
    covariates?.lifetime?.income ?? 0,
  ];

  it("has a posterior around its fit", () => {
    const options = { seed: 6, chains: 2, draws: 400, warmup: 200 };
    const posterior = samplePosterior(fitted, data, options);
    expect(posterior.parameters).toEqual(names);
    estimateOf(fitted).forEach((estimate, i) => {
      const { median, sd } = posterior.diagnostics[names[i]];
      expect(Math.abs(median - estimate)).toBeLessThan(0.6 * sd);
    });
    const errors = fitted.fit.covariateErrors;
    for (const process of ["transaction", "lifetime"] as const) {
      const { sd } = posterior.diagnostics[`${process}.income`];
      expectRelative(sd, errors?.[process]?.income ?? 0, 0.2);
    }
    expect(estimateOf(drawModel(posterior, 3))).toEqual(
      names.map((name) => posterior.draws[name][3]),
    );
    const covariates = staticCovariates({ equal: ["income"] });
    const together = { ...options, draws: 4, warmup: 4, covariates };
    const equal = drawModel(samplePosterior(fitted, data, together), 0).covariates;
    expect(equal?.lifetime).toEqual(equal?.transaction);
  });

  it("has intervals that count its coefficients as uncertain", () => {
    const effect = fitted.covariates?.transaction?.income ?? 0;
    const error = fitted.fit.covariateErrors?.transaction?.income ?? 0;
    const interval = predictionInterval(
      fitted,
      (model) => model.covariates?.transaction?.income ?? Number.NaN,
      { scale: "linear" },
    );
    expectRelative(interval.estimate, effect, 1e-12);
    expectRelative((interval.upper - interval.lower) / (2 * normalQuantile(0.975)), error, 1e-6);
  });

  it("has a robust covariance of all estimates", () => {
    const { estimates, standardErrors } = robustCovariance(fitted, data);
    expect(estimates).toEqual(names);
    const own = fitted.fit.covariance ?? [];
    names.forEach((name, i) => {
      expectRelative(standardErrors[name], Math.sqrt(own[i][i]), 0.5);
    });
  });
});

describe.skipIf(cdnowFolder === undefined)("the posterior on CDNOW", () => {
  it("is worth 400 draws and more in each parameter", () => {
    const { calibration } = splitHoldout(readCdnowSample(), {
      calibrationEnd: "1997-09-30",
      holdoutEnd: "1998-06-30",
      timeUnit: "week",
    });
    const posterior = samplePosterior(model, groupPatterns(calibration), { seed: 1 });
    expect(posterior.warnings).toEqual([]);
    for (const name of NAMES) {
      const { rHat, bulkEss, tailEss } = posterior.diagnostics[name];
      expect(rHat).toBeLessThan(1.01);
      expect(bulkEss).toBeGreaterThan(1000);
      expect(tailEss).toBeGreaterThan(1000);
    }
  });
});
