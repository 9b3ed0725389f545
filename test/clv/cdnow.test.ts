import { describe, expect, it } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import { evaluateHoldout } from "../../src/clv/evaluate/evaluate-holdout.ts";
import { fitGammaGamma } from "../../src/clv/gamma-gamma/fit.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import { expectedSpend } from "../../src/clv/value/expected-spend.ts";
import { lifetimeValue } from "../../src/clv/value/lifetime-value.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";
import { cdnowFolder, readCdnowSample } from "../cdnow.ts";
import { expectRelative } from "../expect-relative.ts";

/*
 * The 1/10 sample of CDNOW (brucehardie.com/datasets), in exact weeks, calibrated until 1997-09-30 and
 * held out until 1998-06-30. Reference: an independent exact-gradient Newton solver.
 */

describe.skipIf(cdnowFolder === undefined)("CDNOW", () => {
  const split = lazy(() =>
    splitHoldout(readCdnowSample(), {
      calibrationEnd: "1997-09-30",
      holdoutEnd: "1998-06-30",
      timeUnit: "week",
    }),
  );
  const fits = lazy(() => ({
    purchases: fitBgNbd(split().calibration),
    spend: fitGammaGamma(split().calibration),
  }));

  it("gives the BG/NBD fit", () => {
    const { purchases } = fits();
    expectRelative(purchases.params.r, 0.2425945224, 1e-9);
    expectRelative(purchases.params.alpha, 4.413602019, 1e-9);
    expectRelative(purchases.params.a, 0.7929220172, 1e-9);
    expectRelative(purchases.params.b, 2.4259067768, 1e-9);
    expect(purchases.fit.logLikelihood).toBeCloseTo(-9582.42920667, 8);
    expectRelative(purchases.fit.standardErrors.r, 0.012557, 5e-5);
    expectRelative(purchases.fit.standardErrors.alpha, 0.37822, 5e-5);
    expectRelative(purchases.fit.standardErrors.a, 0.18573, 5e-5);
    expectRelative(purchases.fit.standardErrors.b, 0.70541, 5e-5);
    expect(purchases.fit.patterns).toBe(1016);
  });

  it("gives the Gamma-Gamma fit over 946 repeat buyers", () => {
    const { spend } = fits();
    expect(spend.fit.customers).toBe(946);
    expectRelative(spend.params.p, 6.2495722713, 1e-9);
    expectRelative(spend.params.q, 3.7442246671, 1e-9);
    expectRelative(spend.params.v, 15.4435209626, 1e-9);
    expect(spend.fit.logLikelihood).toBeCloseTo(-4055.9176948, 8);
    expectRelative(spend.fit.standardErrors.p, 1.1901, 5e-5);
    expectRelative(spend.fit.standardErrors.q, 0.29013, 5e-5);
    expectRelative(spend.fit.standardErrors.v, 4.1594, 5e-5);
  });

  it("gives the fits to times and money rounded to two decimals", () => {
    const { calibration } = split();
    const customers = calibration.customers.map((customer) => ({
      frequency: customer.frequency,
      recency: Number(customer.recency.toFixed(2)),
      age: Number(customer.age.toFixed(2)),
      monetaryValue: Number(customer.monetaryValue.toFixed(2)),
    }));
    const { params, fit } = fitBgNbd({ timeUnit: "week", customers });
    expectRelative(params.r, 0.2425929072, 1e-9);
    expectRelative(params.alpha, 4.4135315612, 1e-9);
    expectRelative(params.a, 0.7928861481, 1e-9);
    expectRelative(params.b, 2.4257534365, 1e-9);
    expect(fit.logLikelihood).toBeCloseTo(-9582.42556057, 8);
  });

  it("forecasts the holdout", () => {
    const { purchases } = fits();
    const { calibration, holdout } = split();
    const evaluation = evaluateHoldout(purchases, { calibration, holdout });
    expect(evaluation.horizon).toBe(39);
    expect(evaluation.actual).toBe(1882);
    expect(evaluation.expected).toBeCloseTo(1653.4087, 4);
    expect(evaluation.byFrequency[0].customers).toBe(1411);
  });

  it("predicts the purchases of customers old and new", () => {
    const { purchases } = fits();
    const customer = { frequency: 2, recency: 30.43, age: 38.86 };
    expect(expectedPurchases(purchases, customer, { horizon: 39 }).toFixed(3)).toBe("1.226");
    const newcomer = { frequency: 0, recency: 0, age: 0 };
    const expected = [
      [0.1429, 0.0078],
      [1, 0.0532],
      [3, 0.1506],
      [31.8571, 1.0405],
      [32, 1.0437],
    ];
    for (const [horizon, count] of expected) {
      expect(expectedPurchases(purchases, newcomer, { horizon })).toBeCloseTo(count, 4);
    }
    // 45-digit arithmetic; 1.8576 circulates, and is no value of this fit.
    expect(expectedPurchases(purchases, newcomer, { horizon: 78 })).toBeCloseTo(1.8579584, 6);
  });

  it("predicts the spend of the first ten customers", () => {
    const { spend } = fits();
    const { calibration } = split();
    const first = calibration.customers.slice(0, 10).map((customer) => {
      return expectedSpend(spend, customer)?.toFixed(4);
    });
    const population = "35.1704";
    expect(first).toEqual([
      "24.6539",
      "18.9100",
      population,
      population,
      population,
      "71.4647",
      "18.9100",
      population,
      "27.2819",
      population,
    ]);
  });

  it("values the first customer", () => {
    const { purchases, spend } = fits();
    const { calibration } = split();
    const value = lifetimeValue({ purchases, spend }, calibration.customers[0], {
      horizon: { months: 12 },
      discountRate: 1.01 ** 12 - 1,
    });
    expect(value?.toFixed(7)).toBe("36.2960155");
  });
});

/** Made at the first call: a skipped suite has no data to make it from. */
function lazy<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
