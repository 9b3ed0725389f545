import { describe, expect, it, test } from "vitest";
import { fitBgBb } from "../../src/clv/bg-bb/fit.ts";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import { fitBgCnbdK } from "../../src/clv/cnbd-k/fit.ts";
import { informationCriteria } from "../../src/clv/evaluate/information-criteria.ts";
import { likelihoodRatioTest } from "../../src/clv/evaluate/likelihood-ratio-test.ts";
import { trackPurchases } from "../../src/clv/evaluate/track-purchases.ts";
import { fitGammaGamma } from "../../src/clv/gamma-gamma/fit.ts";
import { fitGgompertzNbd } from "../../src/clv/ggompertz-nbd/fit.ts";
import { fitNbd } from "../../src/clv/nbd/fit.ts";
import { fitParetoNbd } from "../../src/clv/pareto-nbd/fit.ts";
import { expectedSpend } from "../../src/clv/value/expected-spend.ts";
import { parameterPriors } from "../../src/customers/parameter-priors.ts";
import { expectRelative } from "../expect-relative.ts";
import { goldenPatterns } from "./golden-sets.ts";

const patterns = goldenPatterns("bg-nbd-small");
const spend = { frequency: [1, 2, 3, 4, 1], monetaryValue: [10, 20, 15, 30, 12] };
const donors = { timeUnit: "year", frequency: [0, 1, 2], recency: [0, 1, 3], age: [6, 6, 6] };

describe("options of a fit", () => {
  test.each([
    ["fitNbd", fitNbd, patterns],
    ["fitBgNbd", fitBgNbd, patterns],
    ["fitParetoNbd", fitParetoNbd, patterns],
    ["fitGgompertzNbd", fitGgompertzNbd, patterns],
    ["fitBgCnbdK", fitBgCnbdK, patterns],
    ["fitBgBb", fitBgBb, { ...donors, weight: [5, 3, 2] }],
    ["fitGammaGamma", fitGammaGamma, spend],
  ])("of %s are refused where there is none of the name", (_, fit, data) => {
    for (const [options, path] of [
      [{ prior: {} }, ["prior"]],
      [{ priors: { r: { distribution: "exponential", rate: 1 } } }, ["priors"]],
      [{ covariates: null }, ["covariates"]],
    ]) {
      expect(() => Reflect.apply(fit, undefined, [data, options])).toThrowError(
        expect.objectContaining({ code: "invalid_option", path }),
      );
    }
    expect(() => Reflect.apply(fit, undefined, [data, null])).toThrowError(
      expect.objectContaining({ code: "invalid_argument" }),
    );
  });

  it("may be undefined", () => {
    const options = { priors: undefined, covariates: undefined };
    expect(fitBgNbd(patterns, options)).toEqual(fitBgNbd(patterns));
    expect(
      fitBgNbd(patterns, { priors: parameterPriors({ r: undefined }) }).fit,
    ).not.toHaveProperty("logPrior");
  });
});

describe("a very tight prior", () => {
  test.each([1e-3, 1e-5, 1e-6])("of deviation %d holds a parameter, and is no ridge", (sdLog) => {
    const r = { distribution: "log-normal", median: 0.3, sdLog } as const;
    const { params, fit } = fitBgNbd(patterns, { priors: parameterPriors({ r }) });
    expect(fit.verdict).toBe("optimum");
    expect(fit.warnings).toEqual([]);
    expectRelative(params.r, 0.3, 1e-2);
    expectRelative(fit.standardErrors.r, 0.3 * sdLog, 0.05);
  });
});

describe("nearly equal spends", () => {
  const frequency = Array.from({ length: 500 }, (_, i) => 1 + (i % 5));
  const spends = (spread: number) => frequency.map((_, i) => 25 * (1 + spread * Math.sin(7 * i)));

  test.each([1e-9, 1e-6, 1e-4])("that spread by %d end at the bounds, and say so", (spread) => {
    const { fit } = fitGammaGamma({ frequency, monetaryValue: spends(spread) });
    expect(fit.verdict).toBe("boundary");
    expect(fit.warnings.map(({ code }) => code)).toContain("at_boundary");
  });

  test.each([1, 10, 500, 2000, 5000, 20_000, 50_000])(
    "that are equal, of %d buyers, fit at the bounds, whatever the price",
    (buyers) => {
      const often = Array.from({ length: buyers }, (_, i) => 1 + (i % 5));
      for (const price of [9.99, 25, 49.95, 100]) {
        const model = fitGammaGamma({
          frequency: often,
          monetaryValue: often.map(() => price),
        });
        expect(model.fit.verdict).toBe("boundary");
        expect(expectedSpend(model, { frequency: 0, monetaryValue: 0 })).toBeCloseTo(price, 4);
      }
    },
  );

  it("come to the bounds along a narrow valley", () => {
    const { fit } = fitGammaGamma({
      frequency: [1, 9, 2, 3, 4, 8, 1, 1],
      monetaryValue: [
        20.006345590433135, 19.992944508875446, 19.985150633702563, 20.00186615702258,
        19.98888114029007, 19.99018178652603, 19.98606343916497, 20.00241054879669,
      ],
    });
    expect(fit.verdict).toBe("boundary");
    expect(fit.evaluations).toBeLessThan(100);
  });
});

describe("damaged inputs", () => {
  const model = fitBgNbd(patterns);
  const damaged = (change: object) => ({ ...model, fit: { ...model.fit, ...change } });

  test.each([
    [{ logLikelihood: Number.NaN }, "non_finite_value", "logLikelihood"],
    [{ customers: undefined }, "not_a_number", "customers"],
    [{ customers: 0 }, "out_of_range", "customers"],
  ])("of a fit, %o, give no NaN", (change, code, field) => {
    expect(() => informationCriteria(damaged(change))).toThrowError(
      expect.objectContaining({ code, path: ["fit", field] }),
    );
    expect(() => likelihoodRatioTest(fitNbd(patterns), damaged(change))).toThrowError(
      expect.objectContaining({ code, path: ["full", "fit", field] }),
    );
  });

  it("of a trace give no NaN", () => {
    const day = { day: "2025-01-01", newCustomers: Number.NaN, repeatPurchases: 0 };
    const asOf = "2025-03-01";
    const trace = { asOf, timeZone: "UTC", customers: 1, repeatPurchases: 0, days: [day] };
    expect(() => trackPurchases(model, trace)).toThrowError(
      expect.objectContaining({ code: "non_finite_value", path: ["days", 0, "newCustomers"] }),
    );
  });
});
