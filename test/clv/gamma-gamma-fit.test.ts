import { describe, expect, it } from "vitest";
import { fitGammaGamma } from "../../src/clv/gamma-gamma/fit.ts";
import { gammaGammaLogLikelihood } from "../../src/clv/gamma-gamma/likelihood.ts";
import { expectRelative } from "../expect-relative.ts";
import { goldenFits, goldenFitsOf, goldenSpend } from "./golden-sets.ts";

describe("the Gamma-Gamma likelihood", () => {
  it.each(goldenFitsOf("gamma-gamma"))(
    "has the value and slope of $data away from the optimum",
    (set) => {
      const { frequency, monetaryValue } = goldenSpend(set.data);
      const { p, q, v } = set.elsewhere.params;
      const parameters = Float64Array.of(p, q, v);
      const gradient = new Float64Array(3);
      const value = gammaGammaLogLikelihood({
        frequency: Float64Array.from(frequency),
        monetaryValue: Float64Array.from(monetaryValue),
        weight: new Float64Array(frequency.length).fill(1),
        covariates: [],
      })(parameters, gradient);
      expectRelative(value, set.elsewhere.logLikelihood, 1e-13);
      set.elsewhere.gradientLog.forEach((slope, i) => {
        expectRelative(parameters[i] * gradient[i], slope, 1e-11);
      });
    },
  );
});

describe("fitGammaGamma", () => {
  it("searches few customers once as well: of thousands of sets none had another hill", () => {
    const { frequency, monetaryValue } = goldenSpend(goldenFitsOf("gamma-gamma")[0].data);
    for (const customers of [500, 700, 900]) {
      const { fit } = fitGammaGamma({
        frequency: frequency.slice(0, customers),
        monetaryValue: monetaryValue.slice(0, customers),
      });
      expect(fit.verdict).toBe("optimum");
      expect(fit.evaluations).toBeLessThan(22);
    }
  });

  it.each(goldenFitsOf("gamma-gamma"))("finds the optimum of $data", (set) => {
    const { params, fit } = fitGammaGamma({ customers: goldenSpend(set.data) });
    for (const name of ["p", "q", "v"] as const) {
      expectRelative(params[name], set.params[name], 1e-11);
      expectRelative(fit.standardErrors[name], set.standardErrors[name], 1e-7);
    }
    expectRelative(fit.logLikelihood, set.logLikelihood, 1e-13);
    expect(fit.verdict).toBe("optimum");
    expect(fit.newtonDecrement).toBeLessThan(3e-14);
  });

  it("scales with the currency", () => {
    const { frequency, monetaryValue } = goldenSpend("gamma-gamma");
    const euros = fitGammaGamma({ frequency, monetaryValue });
    const cents = fitGammaGamma({ frequency, monetaryValue: monetaryValue.map((m) => 100 * m) });
    expectRelative(cents.params.p, euros.params.p, 1e-10);
    expectRelative(cents.params.v, 100 * euros.params.v, 1e-10);
    expectRelative(
      cents.fit.logLikelihood,
      euros.fit.logLikelihood - frequency.length * Math.log(100),
      1e-13,
    );
  });

  it("leaves customers without a repeat purchase out of account", () => {
    const { frequency, monetaryValue } = goldenSpend("gamma-gamma");
    const alone = fitGammaGamma({ frequency, monetaryValue });
    const among = fitGammaGamma({
      frequency: [...frequency, 0, 0],
      monetaryValue: [...monetaryValue, 0, 7],
    });
    expect(among.params).toEqual(alone.params);
    expect(among.fit.customers).toBe(frequency.length);
  });

  it("counts a weight as so many customers", () => {
    const customers = [
      { frequency: 1, monetaryValue: 20 },
      { frequency: 2, monetaryValue: 31 },
      { frequency: 1, monetaryValue: 77 },
      { frequency: 5, monetaryValue: 24 },
      { frequency: 3, monetaryValue: 48 },
    ];
    const twice = fitGammaGamma({ customers: [...customers, ...customers] });
    const weighted = fitGammaGamma({
      frequency: customers.map((customer) => customer.frequency),
      monetaryValue: customers.map((customer) => customer.monetaryValue),
      weight: customers.map(() => 2),
    });
    expectRelative(weighted.fit.logLikelihood, twice.fit.logLikelihood, 1e-12);
    expectRelative(weighted.params.q, twice.params.q, 1e-8);
    expect(weighted.fit.customers).toBe(10);
  });

  it.each(goldenFits.runaways.filter((set) => set.model === "gamma-gamma"))(
    "says what $data leaves open, where the likelihood rises for ever",
    (set) => {
      const { fit } = fitGammaGamma({ customers: goldenSpend(set.data) });
      expect(fit.verdict).not.toBe("optimum");
      expect(fit.warnings.length).toBeGreaterThan(0);
      expect(fit.logLikelihood).toBeGreaterThan(set.supremum - 1e-3);
    },
  );

  it("survives JSON", () => {
    const model = fitGammaGamma({ customers: goldenSpend("gamma-gamma") });
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
  });

  it("refuses what it cannot learn from", () => {
    expect(() => fitGammaGamma({ customers: [] })).toThrowError(
      expect.objectContaining({ code: "empty" }),
    );
    const orders = JSON.parse('[{"customerId":"a","at":"2026-01-05","value":20}]');
    expect(() => fitGammaGamma(orders)).toThrowError(/a customer base from summarizeOrders/);
    expect(() => fitGammaGamma({ frequency: [1, 2], monetaryValue: [3] })).toThrowError(
      expect.objectContaining({ code: "length_mismatch" }),
    );
  });
});
