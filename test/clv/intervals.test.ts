import { describe, expect, it, test } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import { fitGammaGamma } from "../../src/clv/gamma-gamma/fit.ts";
import { predictionInterval } from "../../src/clv/intervals/prediction-interval.ts";
import { purchaseInterval } from "../../src/clv/intervals/purchase-interval.ts";
import { robustCovariance } from "../../src/clv/intervals/robust-covariance.ts";
import { samplePosterior } from "../../src/clv/posterior/sample-posterior.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import { probabilityAlive } from "../../src/clv/predict/probability-alive.ts";
import { purchaseProbabilities } from "../../src/clv/predict/purchase-probabilities.ts";
import { expectedSpend } from "../../src/clv/value/expected-spend.ts";
import { normalQuantile } from "../../src/numeric/special/normal.ts";
import { expectRelative } from "../expect-relative.ts";
import { golden } from "../golden.ts";
import { goldenPatterns, goldenSpend } from "./golden-sets.ts";

const small = goldenPatterns("bg-nbd-small");
const daily = goldenPatterns("bg-nbd-daily");
const fit = fitBgNbd(daily);
const newcomer = { frequency: 0, recency: 0, age: 0 };
const spend = fitGammaGamma({ customers: goldenSpend("gamma-gamma") });

describe("predictionInterval by the delta method", () => {
  it("is exp(log r ± z se/r) for a parameter itself", () => {
    const { r } = fit.params;
    const half = (normalQuantile(0.95) * (fit.fit.standardErrors.r ?? 0)) / r;
    const interval = predictionInterval(fit, (model) => model.params.r, { level: 0.9 });
    expectRelative(interval.lower, r * Math.exp(-half), 1e-9);
    expectRelative(interval.upper, r * Math.exp(half), 1e-9);
    expect(interval).toMatchObject({ estimate: r, level: 0.9, method: "delta", scale: "log" });
    expect(interval.source).toBe("parameters");
  });

  it("knows how parameters go together", () => {
    const { r, alpha } = fit.params;
    const [[rr, ra], [, aa]] = fit.fit.covariance ?? [[], []];
    const variance = rr / r ** 2 + aa / alpha ** 2 - (2 * ra) / (r * alpha);
    const half = normalQuantile(0.975) * Math.sqrt(variance);
    const rate = predictionInterval(fit, ({ params }) => params.r / params.alpha);
    expectRelative(rate.lower, (r / alpha) * Math.exp(-half), 1e-8);
    const difference = predictionInterval(fit, ({ params }) => params.r - params.alpha, {
      scale: "linear",
    });
    const wide = normalQuantile(0.975) * Math.sqrt(rr + aa - 2 * ra);
    expectRelative(difference.upper, r - alpha + wide, 1e-7);
  });

  it("keeps probabilities between 0 and 1 on the logit scale", () => {
    const share = ({ params: { a, b } }: typeof fit) => a / (a + b);
    const { lower, estimate, upper } = predictionInterval(fit, share, { scale: "logit" });
    const logit = (p: number) => Math.log(p / (1 - p));
    expectRelative(logit(upper) - logit(estimate), logit(estimate) - logit(lower), 1e-9);
    expect(lower).toBeGreaterThan(0);
  });

  it("agrees with draws where a model is well known", () => {
    const predict = (model: typeof fit) => expectedPurchases(model, newcomer, { horizon: 52 });
    const delta = predictionInterval(fit, predict);
    const drawn = predictionInterval(fit, predict, { method: "draws", seed: 1, draws: 2000 });
    const posterior = samplePosterior(fit, daily, {
      seed: 2,
      chains: 2,
      draws: 600,
      warmup: 200,
    });
    const bayesian = predictionInterval(fit, predict, { posterior });
    const width = delta.upper - delta.lower;
    for (const other of [drawn, bayesian]) {
      expect(other).toMatchObject({ method: "draws", source: "parameters" });
      expect(other).not.toHaveProperty("scale");
      expect(Math.abs(other.lower - delta.lower)).toBeLessThan(0.1 * width);
      expect(Math.abs(other.upper - delta.upper)).toBeLessThan(0.1 * width);
    }
  });

  it("has no width where parameters do not matter", () => {
    const none = predictionInterval(fit, (model) =>
      expectedPurchases(model, newcomer, { horizon: 0 }),
    );
    expect([none.lower, none.estimate, none.upper]).toEqual([0, 0, 0]);
    const alive = predictionInterval(fit, (model) => probabilityAlive(model, newcomer), {
      scale: "logit",
    });
    expect([alive.lower, alive.upper]).toEqual([1, 1]);
  });

  it("takes purchase and spend models together", () => {
    const value = predictionInterval(
      { purchases: fit, spend },
      (models) =>
        expectedPurchases(models.purchases, newcomer, { horizon: 52 }) *
        (expectedSpend(models.spend, { frequency: 0, monetaryValue: 0 }) ?? Number.NaN),
    );
    const alone = [
      predictionInterval(fit, (model) => expectedPurchases(model, newcomer, { horizon: 52 })),
      predictionInterval(
        spend,
        (model) => expectedSpend(model, { frequency: 0, monetaryValue: 0 }) ?? Number.NaN,
      ),
    ];
    // Independent of each other: relative variances add up.
    const widths = alone.map(({ lower, upper }) => Math.log(upper / lower));
    expectRelative(Math.log(value.upper / value.lower), Math.hypot(...widths), 1e-7);
  });
});

describe("what predictionInterval refuses", () => {
  const r = (model: typeof fit) => model.params.r;
  test.each([
    ["a level of 1", () => predictionInterval(fit, r, { level: 1 }), "out_of_range"],
    [
      "robust without data",
      () => predictionInterval(fit, r, { method: "robust" }),
      "invalid_option",
    ],
    [
      "robust of a spend model alone, whose covariance would be the fit's own",
      () => predictionInterval(spend, (model) => model.params.p, { method: "robust", data: daily }),
      "invalid_option",
    ],
    [
      "draws without a seed",
      () => predictionInterval(fit, r, { method: "draws" }),
      "invalid_option",
    ],
    [
      "a probability of 1 on a scale without it",
      () =>
        predictionInterval(fit, (model) => 1 - Math.min(0, model.params.r - 2), { scale: "logit" }),
      "out_of_range",
    ],
    [
      "a prediction that is no number",
      () => predictionInterval(fit, () => Number.NaN),
      "non_finite_value",
    ],
    [
      "a negative prediction on the log scale",
      () => predictionInterval(fit, (model) => -model.params.r),
      "out_of_range",
    ],
    [
      "a fit on a ridge",
      () => predictionInterval(fitBgNbd(goldenPatterns("bg-nbd-loyal")), r),
      "no_covariance",
    ],
  ])("%s", (_, call, code) => {
    expect(call).toThrow(expect.objectContaining({ code }));
  });

  it("a posterior of another unit", () => {
    const posterior = samplePosterior(fitBgNbd(small), small, {
      seed: 1,
      chains: 1,
      draws: 10,
      warmup: 20,
    });
    const inDays = { ...fit, timeUnit: "day" } as const;
    const call = () => predictionInterval(inDays, (model) => model.params.r, { posterior });
    expect(call).toThrow(expect.objectContaining({ code: "invalid_option" }));
  });
});

interface GoldenRobust {
  readonly data: string;
  readonly covariance: readonly (readonly number[])[];
  readonly standardErrors: Readonly<Record<string, number>>;
}

describe("robustCovariance", () => {
  /** In 40-digit arithmetic: scripts/golden/robust_reference.py. */
  test.each(
    golden<GoldenRobust[]>("clv/robust.json").map((record) => [record.data, record] as const),
  )("on %s", (_, record) => {
    const data = goldenPatterns(record.data);
    const { estimates, covariance, standardErrors } = robustCovariance(fitBgNbd(data), data);
    expect(estimates).toEqual(["r", "alpha", "a", "b"]);
    estimates.forEach((name, i) => {
      expectRelative(standardErrors[name], record.standardErrors[name], 1e-6);
      estimates.forEach((other, j) => {
        const scale = standardErrors[name] * standardErrors[other];
        expect(Math.abs(covariance[i][j] - record.covariance[i][j]) / scale).toBeLessThan(1e-6);
      });
    });
  });

  it("is near the model's own where the model is true", () => {
    const { standardErrors } = robustCovariance(fit, daily);
    for (const name of ["r", "alpha", "a", "b"] as const) {
      expectRelative(standardErrors[name], fit.fit.standardErrors[name] ?? 0, 0.15);
    }
  });

  it("widens intervals by its own measure", () => {
    const robust = robustCovariance(fit, daily).standardErrors.r / fit.params.r;
    const { lower, upper } = predictionInterval(fit, (model) => model.params.r, {
      method: "robust",
      data: daily,
    });
    expectRelative(Math.log(upper / lower), 2 * normalQuantile(0.975) * robust, 1e-8);
  });

  it("refuses a ridge, and data of another unit", () => {
    const loyal = goldenPatterns("bg-nbd-loyal");
    expect(() => robustCovariance(fitBgNbd(loyal), loyal)).toThrow(
      expect.objectContaining({ code: "no_covariance" }),
    );
    expect(() => robustCovariance(fit, { ...daily, timeUnit: "day" })).toThrow(
      expect.objectContaining({ code: "unit_mismatch" }),
    );
  });
});

describe("purchaseInterval", () => {
  const customer = { frequency: 6, recency: 30, age: 35 };
  const horizon = 26;

  it("is central: neither tail has more than its half", () => {
    for (const level of [0.5, 0.8, 0.95, 0.999]) {
      const { lower, median, upper, probability } = purchaseInterval(fit, customer, {
        horizon,
        level,
      });
      const counts = purchaseProbabilities(fit, customer, { horizon, maximum: 200 });
      const upTo = (n: number) => counts.slice(0, n + 1).reduce((sum, p) => sum + p, 0);
      const tail = (1 - level) / 2;
      expect(upTo(lower)).toBeGreaterThanOrEqual(tail);
      if (lower > 0) expect(upTo(lower - 1)).toBeLessThan(tail);
      expect(upTo(upper)).toBeGreaterThanOrEqual(1 - tail);
      expect(upTo(upper - 1)).toBeLessThan(1 - tail);
      expect(upTo(median)).toBeGreaterThanOrEqual(0.5);
      expectRelative(probability, upTo(upper) - (lower > 0 ? upTo(lower - 1) : 0), 1e-12);
      expect(probability).toBeGreaterThanOrEqual(level);
    }
  });

  it("finds far quantiles of frequent buyers", () => {
    const busy = { frequency: 900, recency: 34.9, age: 35 };
    const { lower, upper } = purchaseInterval(fit, busy, { horizon: 52 });
    expect(upper).toBeGreaterThan(1000);
    expect(lower).toBeLessThan(upper);
  });

  it("is zero at horizon 0", () => {
    const { lower, median, upper, probability } = purchaseInterval(fit, customer, { horizon: 0 });
    expect([lower, median, upper, probability]).toEqual([0, 0, 0, 1]);
  });

  it("gives each customer of columns, and of a base, her own interval to the bit", () => {
    const model = fitBgNbd(small);
    const posterior = samplePosterior(model, small, { seed: 4, chains: 2, draws: 200 });
    const rows = [customer, { frequency: 0, recency: 0, age: 35 }, { ...customer, frequency: 90 }];
    const many = {
      frequency: rows.map(({ frequency }) => frequency),
      recency: rows.map(({ recency }) => recency),
      age: rows.map(({ age }) => age),
    };
    const base = {
      asOf: "2026-01-01",
      timeUnit: "week",
      timeZone: "UTC",
      customers: many,
    } as const;
    for (const options of [{ horizon }, { horizon, level: 0.5, posterior, draws: 20 }]) {
      const columns = purchaseInterval(model, many, options);
      expect(purchaseInterval(model, base, options)).toEqual(columns);
      for (const [row, one] of rows.entries()) {
        const { level, source, median, lower, upper, probability } = columns;
        expect({
          median: median[row],
          lower: lower[row],
          upper: upper[row],
          probability: probability[row],
          level,
          source,
        }).toEqual(purchaseInterval(model, one, options));
      }
    }
    expect(
      purchaseInterval(model, { frequency: [], recency: [], age: [] }, { horizon }).lower,
    ).toEqual(new Float64Array(0));
  });

  it("mixes over draws of the parameters", () => {
    const model = fitBgNbd(small);
    const posterior = samplePosterior(model, small, { seed: 4, chains: 2, draws: 200 });
    const alone = purchaseInterval(model, customer, { horizon });
    const mixed = purchaseInterval(model, customer, { horizon, posterior });
    expect(alone.source).toBe("purchases");
    expect(mixed.source).toBe("purchases and parameters");
    const one = { ...posterior, draws: posterior.draws };
    expect(purchaseInterval(model, customer, { horizon, posterior: one, draws: 20 }).level).toBe(
      0.95,
    );
    expect(mixed.upper - mixed.lower).toBeGreaterThanOrEqual(alone.upper - alone.lower);
  });
});
