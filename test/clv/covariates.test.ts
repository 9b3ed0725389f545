import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import type { CovariateOptions } from "../../src/clv/covariates/options.ts";
import { staticCovariates } from "../../src/clv/covariates/static-covariates.ts";
import { fitGammaGamma } from "../../src/clv/gamma-gamma/fit.ts";
import { fitGgompertzNbd } from "../../src/clv/ggompertz-nbd/fit.ts";
import { fitMbgNbd } from "../../src/clv/mbg-nbd/fit.ts";
import { fitParetoNbd } from "../../src/clv/pareto-nbd/fit.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import { probabilityAlive } from "../../src/clv/predict/probability-alive.ts";
import { simulateOrders } from "../../src/clv/simulate/simulate-orders.ts";
import { expectedSpend } from "../../src/clv/value/expected-spend.ts";
import { joinCovariates } from "../../src/customers/join-covariates.ts";
import { summarizeOrders } from "../../src/customers/summarize-orders.ts";
import { expectRelative } from "../expect-relative.ts";

interface Reference {
  readonly sets: Readonly<Record<string, ReferenceSet>>;
  readonly fits: readonly ReferenceFit[];
}

interface ReferenceSet {
  readonly frequency: readonly number[];
  readonly recency: readonly number[];
  readonly age: readonly number[];
  readonly monetaryValue: readonly number[];
  readonly covariates: Readonly<Record<string, readonly number[]>>;
}

interface ReferenceFit {
  readonly name: string;
  readonly data: string;
  readonly model: string;
  readonly options: CovariateOptions & { readonly spend: readonly string[] };
  readonly estimates: readonly string[];
  readonly values: readonly number[];
  readonly standardErrors: readonly (number | null)[];
  readonly objective: number;
}

const reference: Reference = JSON.parse(readFileSync("test/golden/clv/covariates.json", "utf8"));

function fitAs({ model, data, options }: ReferenceFit) {
  const customers = reference.sets[data];
  const base = { timeUnit: "week", customers } as const;
  const { spend, ...others } = options;
  if (model === "gamma-gamma") {
    return fitGammaGamma(base, { covariates: staticCovariates({ spend, ...others }) });
  }
  const covariates = staticCovariates(others);
  if (model === "pareto-nbd") return fitParetoNbd(base, { covariates });
  if (model === "ggompertz-nbd") return fitGgompertzNbd(base, { covariates });
  if (model === "bg-nbd") return fitBgNbd(base, { covariates });
  return fitMbgNbd(base, { covariates });
}

describe("fits with covariates agree with fits made independently", () => {
  it.each(reference.fits)("$name", (expected) => {
    const { params, covariates, fit } = fitAs(expected);
    const values: Readonly<Record<string, number>> = params;
    const effects = Object.entries<Readonly<Record<string, number>>>({ ...covariates });
    const errors: Readonly<Record<string, number | null>> = fit.standardErrors;
    expect(fit.logLikelihood + (fit.logPrior ?? 0)).toBeCloseTo(expected.objective, 5);
    expected.estimates.forEach((estimate, i) => {
      const [process, name] = estimate.split(".");
      const moved = effects.filter(([own]) => own === process || process === "equal");
      const found = name === undefined ? values[process] : moved[0][1][name];
      const error = name === undefined ? errors[process] : fit.covariateErrors?.[moved[0][0]][name];
      const expectedError = expected.standardErrors[i];
      const value = expected.values[i];
      expect(Math.abs((found ?? 0) - value)).toBeLessThanOrEqual(
        1e-5 * Math.max(0.1, Math.abs(value)),
      );
      if (expectedError !== null) expectRelative(error, expectedError, 1e-4);
    });
    expect(fit.verdict).toBe("optimum");
    expect(fit.estimates).toEqual(expected.estimates);
  });
});

describe("covariates", () => {
  const set = reference.sets.beta;
  const base = { timeUnit: "week", customers: set } as const;
  const options = {
    covariates: staticCovariates({ transaction: ["app"], lifetime: ["app"] }),
  };

  it("give the same model whatever their unit and origin", () => {
    const { app } = set.covariates;
    const moved = {
      ...base,
      customers: { ...set, covariates: { app: app.map((value) => 3 + 10 * value) } },
    };
    const one = fitBgNbd(base, options);
    const other = fitBgNbd(moved, options);
    expectRelative(other.fit.logLikelihood, one.fit.logLikelihood, 1e-12);
    const customer = { frequency: 3, recency: 20, age: 30 };
    expectRelative(
      expectedPurchases(other, { ...customer, covariates: { app: 13 } }, { horizon: 39 }),
      expectedPurchases(one, { ...customer, covariates: { app: 1 } }, { horizon: 39 }),
      1e-8,
    );
  });

  it("of patterns weigh as the customers they stand for", () => {
    const rows = set.frequency.slice(0, 200).map((frequency, row) => ({
      frequency,
      recency: set.recency[row],
      age: set.age[row],
      covariates: { app: set.covariates.app[row] },
    }));
    const twice = fitBgNbd({ timeUnit: "week", customers: [...rows, ...rows] }, options);
    const weighted = fitBgNbd(
      {
        timeUnit: "week",
        frequency: rows.map((row) => row.frequency),
        recency: rows.map((row) => row.recency),
        age: rows.map((row) => row.age),
        covariates: { app: rows.map((row) => row.covariates.app) },
        weight: rows.map(() => 2),
      },
      options,
    );
    expectRelative(weighted.fit.logLikelihood, twice.fit.logLikelihood, 1e-12);
    expect(twice.fit.customers).toBe(400);
    expect(twice.fit.patterns).toBeLessThanOrEqual(200);
  });

  it("that cannot be told apart are named, and do not stop the fit", () => {
    const { app, basket } = set.covariates;
    const covariates = { app, twin: app.map((value) => 2 * value - 1), basket };
    const data = { timeUnit: "week", customers: { ...set, covariates } } as const;
    const { fit } = fitBgNbd(data, {
      covariates: staticCovariates({ transaction: ["app", "twin", "basket"] }),
    });
    const doubt = fit.warnings.find((warning) => warning.code === "collinear_covariates");
    expect(doubt?.details).toEqual({ covariates: "app, twin" });
    expect(fit.verdict).toBe("ridge");
  });

  it("that are the same for all are named", () => {
    const covariates = { one: set.frequency.map(() => 1) };
    const data = { timeUnit: "week", customers: { ...set, covariates } } as const;
    const { fit } = fitBgNbd(data, {
      covariates: staticCovariates({ transaction: ["one"] }),
    });
    expect(fit.warnings.map((warning) => warning.code)).toContain("collinear_covariates");
  });

  it("must be there, be numbers, and belong to a process of the model", () => {
    const customers = [
      { frequency: 1, recency: 2, age: 3, covariates: { app: 1 } },
      { frequency: 2, recency: 2, age: 3, covariates: {} },
    ];
    const fitting = (names: string[]) => () =>
      fitBgNbd(
        { timeUnit: "week", customers: customers as never },
        { covariates: staticCovariates({ transaction: names }) },
      );
    expect(fitting(["app"])).toThrowError(
      expect.objectContaining({
        code: "missing_covariate",
        path: ["customers", 1, "covariates", "app"],
      }),
    );
    expect(() =>
      fitBgNbd(base, {
        covariates: staticCovariates({ transaction: ["app"], equal: ["app"] }),
      }),
    ).toThrowError(expect.objectContaining({ code: "invalid_option" }));
    const model = fitBgNbd(base, options);
    expect(() => probabilityAlive(model, { frequency: 1, recency: 2, age: 3 })).toThrowError(
      expect.objectContaining({ code: "missing_covariate", path: ["covariates", "app"] }),
    );
    expect(() => probabilityAlive(model, { frequency: [1], recency: [2], age: [3] })).toThrowError(
      expect.objectContaining({ code: "missing_covariate" }),
    );
  });

  it("give columns what they give single customers, to the bit", () => {
    const model = fitBgNbd(base, options);
    const many = expectedPurchases(model, base, { horizon: { months: 6 } });
    const single = set.frequency.map((frequency, row) =>
      expectedPurchases(
        model,
        {
          frequency,
          recency: set.recency[row],
          age: set.age[row],
          covariates: { app: set.covariates.app[row] },
        },
        { horizon: { months: 6 } },
      ),
    );
    expect([...many]).toEqual(single);
    const spend = fitGammaGamma(base, { covariates: staticCovariates({ spend: ["app"] }) });
    const mean = (app: number) =>
      expectedSpend(spend, { frequency: 0, monetaryValue: 0, covariates: { app } }) ?? 0;
    expectRelative(mean(1) / mean(0), Math.exp(spend.covariates?.spend.app ?? 0), 1e-12);
  });

  it("are found back in orders simulated with them", () => {
    const app = Array.from({ length: 1500 }, (_, index) => index % 2);
    const orders = simulateOrders(
      {
        purchases: {
          kind: "pareto-nbd",
          version: 1,
          timeUnit: "day",
          params: { r: 0.9, alpha: 42, s: 0.8, beta: 100 },
          covariates: { transaction: { app: 0.6 }, lifetime: { app: -0.5 } },
        },
        spend: {
          kind: "gamma-gamma",
          version: 1,
          params: { p: 6, q: 4, v: 15 },
          covariates: { spend: { app: 0.4 } },
        },
      },
      { customers: 1500, from: "2024-01-01", to: "2025-12-31", seed: 3, covariates: { app } },
    );
    const data = joinCovariates(
      summarizeOrders(orders, { asOf: "2025-12-31" }),
      app.map((value, index) => ({ customerId: `c${index + 1}`, covariates: { app: value } })),
    );
    const { covariates, fit } = fitParetoNbd(data, options);
    const found = (process: "transaction" | "lifetime", truth: number) => {
      const error = fit.covariateErrors?.[process].app ?? 0;
      expect(Math.abs((covariates?.[process]?.app ?? 0) - truth)).toBeLessThan(3 * error);
    };
    found("transaction", 0.6);
    found("lifetime", -0.5);
    const spend = fitGammaGamma(data, { covariates: staticCovariates({ spend: ["app"] }) });
    const error = spend.fit.covariateErrors?.spend.app ?? 0;
    expect(Math.abs((spend.covariates?.spend.app ?? 0) - 0.4)).toBeLessThan(3 * error);
  });

  it("are refused as plain data, and by models without them", () => {
    const plain = { covariates: { transaction: ["app"] } };
    for (const fit of [fitBgNbd, fitParetoNbd, fitGammaGamma]) {
      expect(() => Reflect.apply(fit, undefined, [base, plain])).toThrowError(
        expect.objectContaining({
          code: "invalid_option",
          path: ["covariates"],
          message: expect.stringContaining("staticCovariates"),
        }),
      );
    }
    const foreign = { covariates: staticCovariates({ spend: ["app"] }) };
    expect(() => Reflect.apply(fitBgNbd, undefined, [base, foreign])).toThrowError(
      expect.objectContaining({ code: "invalid_option", path: ["covariates"] }),
    );
  });

  it("are refused where they lie so far from 0 that no prediction could start there", () => {
    const patterns = (zero: number) =>
      ({
        timeUnit: "week",
        frequency: [0, 1, 3, 6, 0, 1, 2, 4],
        recency: [0, 9, 20, 35, 0, 7, 15, 33],
        age: [38, 38, 38, 38, 36, 38, 38, 38],
        weight: [300, 50, 30, 25, 400, 40, 15, 8],
        covariates: { year: [1, 1, 1, 1, 0, 0, 0, 0].map((year) => year + zero) },
      }) as const;
    const covariates = staticCovariates({ transaction: ["year"] });
    for (const toFit of [fitBgNbd, fitMbgNbd, fitParetoNbd]) {
      const near = toFit(patterns(0), { covariates });
      const off = toFit(patterns(-10), { covariates });
      expectRelative(off.fit.logLikelihood, near.fit.logLikelihood, 1e-12);
      expect(() => toFit(patterns(2024), { covariates })).toThrowError(
        expect.objectContaining({
          code: "out_of_range",
          path: ["covariates"],
          message: expect.stringContaining("subtract"),
        }),
      );
    }
    const spend = {
      customers: {
        frequency: [1, 2, 1, 4, 3, 2, 6, 1, 2, 1],
        monetaryValue: [22.5, 31, 80.4, 28.2, 55, 19.9, 35.3, 41, 120, 8],
        covariates: { year: [2023, 2023, 2024, 2023, 2024, 2023, 2023, 2024, 2024, 2023] },
      },
    };
    const spends = staticCovariates({ spend: ["year"] });
    expect(() => fitGammaGamma(spend, { covariates: spends })).toThrowError(
      expect.objectContaining({ code: "out_of_range", path: ["covariates"] }),
    );
  });

  it("leave a fit without them as if customers carried none", () => {
    const { covariates: _, ...bare } = set;
    const model = fitBgNbd(base);
    expect(model).toEqual(fitBgNbd({ timeUnit: "week", customers: bare }));
    expect(fitBgNbd(base, { covariates: staticCovariates({}) })).toEqual(model);
  });
});
