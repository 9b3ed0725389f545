import { describe, expect, it } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import type { BgNbdModel } from "../../src/clv/bg-nbd/model.ts";
import { historyLogLikelihoodOf } from "../../src/clv/fitting/history-log-likelihood.ts";
import { fitGammaGamma } from "../../src/clv/gamma-gamma/fit.ts";
import { ggompertzNbdFamily } from "../../src/clv/ggompertz-nbd/family.ts";
import { fitMbgNbd } from "../../src/clv/mbg-nbd/fit.ts";
import { paretoNbdFamily } from "../../src/clv/pareto-nbd/family.ts";
import { fitParetoNbd } from "../../src/clv/pareto-nbd/fit.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import { probabilityAlive } from "../../src/clv/predict/probability-alive.ts";
import { simulateOrders } from "../../src/clv/simulate/simulate-orders.ts";
import { expectedSpend } from "../../src/clv/value/expected-spend.ts";
import { lifetimeValue } from "../../src/clv/value/lifetime-value.ts";
import { parameterPriors } from "../../src/customers/parameter-priors.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";
import { summarizeOrders } from "../../src/customers/summarize-orders.ts";
import { expectRelative } from "../expect-relative.ts";
import { goldenFitsOf, goldenPatterns, goldenSpend } from "./golden-sets.ts";

/* Each of these faults was met in a published package. */

const weekly = (r: number, alpha: number, a: number, b: number): BgNbdModel => ({
  kind: "bg-nbd",
  version: 1,
  timeUnit: "week",
  params: { r, alpha, a, b },
});

describe("fault 1: a fit on correctly specified data runs away", () => {
  it.each([1, 2, 3, 4, 5, 6])("not here, simulation %i", (seed) => {
    const models = {
      purchases: weekly(0.25, 4.5, 0.8, 2.5),
      spend: { kind: "gamma-gamma", version: 1, params: { p: 6, q: 4, v: 15 } },
    } as const;
    const orders = simulateOrders(models, {
      customers: 1500,
      from: "2024-01-01",
      wonUntil: "2024-03-31",
      to: "2024-12-31",
      seed,
    });
    const model = fitBgNbd(summarizeOrders(orders, { asOf: "2024-12-31", timeUnit: "week" }));
    expect(model.fit.verdict).toBe("optimum");
    expect(model.fit.warnings).toEqual([]);
    // Merging purchases of one day biases a little, hence five standard errors and not three.
    for (const name of ["r", "alpha", "a", "b"] as const) {
      const error = Math.abs(model.params[name] - models.purchases.params[name]);
      expect(error).toBeLessThan(5 * (model.fit.standardErrors[name] ?? 0));
    }
  });
});

describe("fault 2: NaN for one-time buyers where a + b < 1", () => {
  it("gives the expectation, and a sum that nothing hides in", () => {
    const [params] = goldenFitsOf("bg-nbd")
      .filter((set) => set.data === "bg-nbd-a-plus-b-below-one")
      .map((set) => set.params);
    const model = weekly(params.r, params.alpha, params.a, params.b);
    expect(params.a + params.b).toBeLessThan(1);
    const expected = expectedPurchases(model, goldenPatterns("bg-nbd-a-plus-b-below-one"), {
      horizon: 39,
    });
    expect(expected.every((value) => value > 0 && Number.isFinite(value))).toBe(true);
  });

  it("is continuous through a = 1 and a + b = 1", () => {
    const oneTimer = { frequency: 0, recency: 0, age: 20 };
    const at = (a: number, b: number) =>
      expectedPurchases(weekly(0.5, 5, a, b), oneTimer, { horizon: 52 });
    expectRelative(at(1 + 1e-9, 2), at(1, 2), 1e-8);
    expectRelative(at(1 - 1e-9, 2), at(1, 2), 1e-8);
    expectRelative(at(0.4 + 1e-9, 0.6), at(0.4, 0.6), 1e-8);
  });
});

describe("fault 6: Gamma-Gamma with an infinite mean gives negative values", () => {
  const { frequency, monetaryValue } = goldenSpend("gamma-gamma-infinite-mean");
  const spend = fitGammaGamma({ frequency, monetaryValue });

  it("warns at the fit", () => {
    expect(spend.params.q).toBeLessThan(1);
    expect(spend.fit.warnings.map((warning) => warning.code)).toContain("infinite_mean");
  });

  it("has no mean for a customer without repeat purchases, and a positive one for others", () => {
    expect(expectedSpend(spend, { frequency: 0, monetaryValue: 0 })).toBeNull();
    expect(expectedSpend(spend, { frequency: 3, monetaryValue: 20 })).toBeGreaterThan(0);
    const models = { purchases: weekly(0.25, 4.5, 0.8, 2.5), spend };
    const newcomer = { frequency: 0, recency: 0, age: 10, monetaryValue: 0 };
    expect(lifetimeValue(models, newcomer, { horizon: 52 })).toBeNull();
  });

  it("says so in columns: by an error, or in the mask", () => {
    const columns = { frequency: [3, 0], monetaryValue: [20, 0] };
    expect(() => expectedSpend(spend, columns)).toThrowError(
      expect.objectContaining({ code: "infinite_mean", path: ["customers", 1] }),
    );
    const valid = new Uint8Array(2);
    const values = expectedSpend(spend, columns, { valid });
    expect([...valid]).toEqual([1, 0]);
    expect(values[1]).toBe(0);
  });

  it("refuses spend of zero or less, or leaves it out and counts it", () => {
    const customers = [
      ...frequency.map((x, i) => ({ frequency: x, monetaryValue: monetaryValue[i] })),
      { frequency: 2, monetaryValue: 0 },
      { frequency: 1, monetaryValue: -5 },
    ];
    expect(() => fitGammaGamma({ customers })).toThrowError(
      expect.objectContaining({
        code: "non_positive_spend",
        path: ["customers", frequency.length, "monetaryValue"],
      }),
    );
    const model = fitGammaGamma({ customers }, { nonPositive: "exclude" });
    expect(model.params).toEqual(spend.params);
    expect(model.fit.warnings).toContainEqual(
      expect.objectContaining({ code: "excluded_customers", details: { count: 2 } }),
    );
  });

  it("says that few customers leave p open", () => {
    const few = fitGammaGamma({ customers: goldenSpend("gamma-gamma-few") });
    expect(few.fit.warnings.length).toBeGreaterThan(0);
    expect(few.fit.standardErrors.p).toBeNull();
  });
});

describe("fault 7: months of 30 days, years of 360, holdout money averaged by line", () => {
  const models = {
    purchases: weekly(0.2425945224, 4.413602019, 0.7929220172, 2.4259067768),
    spend: {
      kind: "gamma-gamma",
      version: 1,
      params: { p: 6.2495722713, q: 3.7442246671, v: 15.4435209626 },
    },
  } as const;
  const customer = { frequency: 2, recency: 213 / 7, age: 272 / 7, monetaryValue: 22.345 };

  it("has months of 30.4375 days, twelve to the year", () => {
    const months = expectedPurchases(models.purchases, customer, { horizon: { months: 12 } });
    const days = expectedPurchases(models.purchases, customer, { horizon: { days: 365.25 } });
    const years = expectedPurchases(models.purchases, customer, { horizon: { years: 1 } });
    expectRelative(months, days, 1e-14);
    expectRelative(years, days, 1e-14);
  });

  it("discounts by the year, not by twelve times the month", () => {
    const value = lifetimeValue(models, customer, {
      horizon: { months: 12 },
      discountRate: 1.01 ** 12 - 1,
    });
    expect(value?.toFixed(8)).toBe("36.29601548");
  });

  it("averages holdout money by day, as calibration money", () => {
    const orders = [
      { customerId: "a", at: "2025-01-01", value: 10 },
      { customerId: "a", at: "2025-02-01", value: 10 },
      { customerId: "a", at: "2025-02-01", value: 20 },
    ];
    const { holdout } = splitHoldout(orders, {
      calibrationEnd: "2025-01-31",
      holdoutEnd: "2025-02-28",
    });
    expect(holdout.customers[0].monetaryValue).toBe(30);
    expect(summarizeOrders(orders, { asOf: "2025-02-28" }).customers[0].monetaryValue).toBe(30);
  });
});

describe("fault 8: an alarm where the optimum was reached, silence where nothing is known", () => {
  it("warns of nothing at a clean optimum", () => {
    const { fit } = fitBgNbd(goldenPatterns("bg-nbd-daily"));
    expect(fit.verdict).toBe("optimum");
    expect(fit.warnings).toEqual([]);
  });

  it("names a and b where all have one repeat at most", () => {
    const { fit } = fitBgNbd(goldenPatterns("bg-nbd-zero-one"));
    const named = fit.warnings.map(({ details }) => details?.parameters).join(", ");
    expect(named.split(", ").sort()).toEqual(["a", "b"]);
    expect(fit.standardErrors.a).toBeNull();
    expect(fit.standardErrors.r).toBeGreaterThan(0);
  });

  it("names what a loyal, homogeneous base leaves open", () => {
    const model = fitBgNbd(goldenPatterns("bg-nbd-loyal"));
    expect(model.fit.warnings.map(({ code }) => code)).toContain("at_boundary");
    const alive = probabilityAlive(model, goldenPatterns("bg-nbd-loyal"));
    expect(alive.every((value) => value > 0.9 && value <= 1)).toBe(true);
  });
});

describe("fault 3: NaN at frequencies of 300 and more", () => {
  const params = { r: 0.5143, alpha: 2.8845, s: 0.2856, beta: 14.1087 };
  const heavy = { r: 10.465, alpha: 0.00798565181, s: 3.0516, beta: 2.82 };
  it.each([
    [params, 221, 103.42857, 103.57143],
    [params, 254, 97.14286, 97.28571],
    [params, 161, 94.71429, 98],
    [params, 204, 98.57143, 99.42857],
    [heavy, 400, 5, 6],
    [heavy, 500, 1, 37],
    [heavy, 500, 4, 37],
    [params, 2000, 99, 100],
  ])("not here: %o, frequency %i", (world, frequency, recency, age) => {
    const model = { kind: "pareto-nbd", version: 1, timeUnit: "week", params: world } as const;
    const customer = { frequency, recency, age };
    const alive = probabilityAlive(model, customer);
    expect(alive).toBeGreaterThanOrEqual(0);
    expect(alive).toBeLessThanOrEqual(1);
    expect(expectedPurchases(model, customer, { horizon: 10 })).toBeLessThan(1000);
    const { logLikelihood } = fitParetoNbd({
      timeUnit: "week",
      customers: [
        customer,
        { frequency: 1, recency: 5, age: 50 },
        { frequency: 0, recency: 0, age: 9 },
      ],
    }).fit;
    expect(Number.isFinite(logLikelihood)).toBe(true);
  });
});

describe("fault 4: other parameters at each run, and no standard errors", () => {
  it("gives the same Pareto/NBD whatever the order of customers, with errors", () => {
    const { frequency, recency, age, weight } = goldenPatterns("pareto-nbd-daily");
    const rows = Array.from(frequency).flatMap((x, row) =>
      Array.from({ length: weight[row] }, () => ({
        frequency: x,
        recency: recency[row],
        age: age[row],
      })),
    );
    const one = fitParetoNbd({ timeUnit: "week", customers: rows });
    const other = fitParetoNbd({ timeUnit: "week", customers: rows.toReversed() });
    expect(other).toEqual(one);
    for (const error of Object.values(one.fit.standardErrors)) expect(error).toBeGreaterThan(0);
  });
});

describe("fault 5: a penalty that means another thing in every model, and with every size of data", () => {
  const prior = { distribution: "log-normal", median: 2, sdLog: 0.1 } as const;
  const patterns = goldenPatterns("bg-nbd-daily");

  it("adds one prior to the whole log-likelihood, once, in every model", () => {
    for (const fitting of [fitBgNbd, fitMbgNbd, fitParetoNbd]) {
      const free = fitting(patterns).fit.logLikelihood;
      const { params, fit } = fitting(patterns, { priors: parameterPriors({ r: prior }) });
      const z = Math.log(params.r / 2) / 0.1;
      expectRelative(fit.logPrior, -(z * z) / 2 - Math.log(params.r), 1e-12);
      // Comparable between models, and to the fit without: the likelihood of the data alone.
      expect(fit.logLikelihood).toBeLessThan(free);
      expect(free - fit.logLikelihood).toBeLessThan(100);
    }
  });

  it("weighs less the more is known from data", () => {
    const tenfold = { ...patterns, weight: Array.from(patterns.weight, (count) => 10 * count) };
    const free = fitBgNbd(patterns).params.r;
    const few = fitBgNbd(patterns, { priors: parameterPriors({ r: prior }) }).params.r;
    const many = fitBgNbd(tenfold, { priors: parameterPriors({ r: prior }) }).params.r;
    expect(Math.abs(many - free)).toBeLessThan(0.5 * Math.abs(few - free));
  });

  it("means a prior on the data's own scale, not on the search's", () => {
    const days = {
      timeUnit: "day",
      frequency: patterns.frequency,
      recency: Array.from(patterns.recency, (time) => 7 * time),
      age: Array.from(patterns.age, (time) => 7 * time),
      weight: patterns.weight,
    } as const;
    const weekly = fitBgNbd(patterns, {
      priors: parameterPriors({ alpha: { ...prior, median: 20 } }),
    });
    const daily = fitBgNbd(days, {
      priors: parameterPriors({ alpha: { ...prior, median: 140 } }),
    });
    expectRelative(daily.params.alpha, 7 * weekly.params.alpha, 1e-8);
    expectRelative(daily.params.r, weekly.params.r, 1e-8);
  });
});

describe("fault 9: quadrature that is off by .027 in one customer's log-likelihood", () => {
  it("not here: a GGompertz/NBD without aging is a Pareto/NBD", () => {
    const b = 1e-12;
    const { r, alpha, s, beta } = { r: 0.55, alpha: 10.58, s: 0.61, beta: 11.67 };
    const slopes = new Float64Array(5);
    for (const [x, recency, age] of [
      [0, 0, 38],
      [26, 30.86, 31],
      [132, 200, 200],
      [1500, 3, 300],
      [3, 0.01, 400],
    ]) {
      const aging = Float64Array.of(r, alpha, b, s, beta * b);
      const steady = Float64Array.of(r, alpha, s, beta);
      const one = historyLogLikelihoodOf(ggompertzNbdFamily)(aging, x, recency, age, slopes);
      const other = historyLogLikelihoodOf(paretoNbdFamily)(
        steady,
        x,
        recency,
        age,
        new Float64Array(4),
      );
      expect(Math.abs(one - other)).toBeLessThan(1e-8 * Math.max(1, Math.abs(other) / 1000));
    }
    const params = { r, alpha, b: 3, s, beta: 1e-9 };
    const model = { kind: "ggompertz-nbd", version: 1, timeUnit: "week", params } as const;
    const horizon = { horizon: 5000 };
    expect(expectedPurchases(model, { frequency: 9, recency: 30, age: 400 }, horizon)).toBeLessThan(
      1,
    );
  });
});

describe("fault 10: gigabytes and minutes for the value of a few hundred thousand customers", () => {
  it("takes a second or two, not minutes", () => {
    const count = 200_000;
    const frequency = Float64Array.from({ length: count }, (_, row) => row % 23);
    const age = Float64Array.from({ length: count }, (_, row) => 1 + ((row * 7919) % 730) / 7);
    const recency = age.map((time, row) =>
      frequency[row] === 0 ? 0 : time * ((row % 97) / 97 + 0.01),
    );
    const monetaryValue = frequency.map((x) => (x === 0 ? 0 : 20 + x));
    const models = {
      purchases: weekly(0.25, 4.5, 0.8, 2.5),
      spend: { kind: "gamma-gamma", version: 1, params: { p: 6, q: 4, v: 15 } },
    } as const;
    const started = process.cpuUsage().user;
    const values = lifetimeValue(
      models,
      {
        frequency,
        recency: recency.map((time, row) => Math.min(time, age[row])),
        age,
        monetaryValue,
      },
      { horizon: { months: 12 }, discountRate: 0.1 },
    );
    expect((process.cpuUsage().user - started) / 1e6).toBeLessThan(3);
    expect(values.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
  });
});
