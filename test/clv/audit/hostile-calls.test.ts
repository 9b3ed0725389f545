import { describe, expect, it } from "vitest";
import { fitBgNbd } from "../../../src/clv/bg-nbd/fit.ts";
import type { BgNbdModel } from "../../../src/clv/bg-nbd/model.ts";
import { compareModels } from "../../../src/clv/evaluate/compare-models.ts";
import { evaluateHoldout } from "../../../src/clv/evaluate/evaluate-holdout.ts";
import { informationCriteria } from "../../../src/clv/evaluate/information-criteria.ts";
import { likelihoodRatioTest } from "../../../src/clv/evaluate/likelihood-ratio-test.ts";
import { trackPurchases } from "../../../src/clv/evaluate/track-purchases.ts";
import { fitGgompertzNbd } from "../../../src/clv/ggompertz-nbd/fit.ts";
import { predictionInterval } from "../../../src/clv/intervals/prediction-interval.ts";
import { purchaseInterval } from "../../../src/clv/intervals/purchase-interval.ts";
import type { NbdModel } from "../../../src/clv/nbd/model.ts";
import { drawModel } from "../../../src/clv/posterior/draw-model.ts";
import { expectedPurchases } from "../../../src/clv/predict/expected-purchases.ts";
import { nextPurchaseTime } from "../../../src/clv/predict/next-purchase.ts";
import { probabilityOfNoPurchase } from "../../../src/clv/predict/probability-of-no-purchase.ts";
import { bootstrapModel } from "../../../src/clv/simulate/bootstrap-model.ts";
import { expectedSpend } from "../../../src/clv/value/expected-spend.ts";
import { lifetimeValue } from "../../../src/clv/value/lifetime-value.ts";
import { isClienteleError } from "../../../src/core/errors.ts";
import { survivalCurve } from "../../../src/retention/survival-curve.ts";
import { patterns } from "./patterns.ts";

const bg: BgNbdModel = {
  kind: "bg-nbd",
  version: 1,
  timeUnit: "week",
  params: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
};
const nbd: NbdModel = {
  kind: "nbd",
  version: 1,
  timeUnit: "week",
  params: { r: 50, alpha: 1 },
};
const customer = { frequency: 3, recency: 5, age: 9 };
const fitted = fitBgNbd(patterns);

/** What a caller without types may give; `JSON.parse` is how it comes. */
function untyped(json: string) {
  return JSON.parse(json);
}

function codeOf(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (isClienteleError(error)) return error.code;
    throw error;
  }
  return "none";
}

describe("when a customer buys next", () => {
  it("a chance that 1 minus it does not know is refused, and does not run for ever", () => {
    for (const probability of [5e-324, 1e-300, 1e-17]) {
      expect(codeOf(() => nextPurchaseTime(bg, customer, { probability }))).toBe("out_of_range");
    }
  });

  it("a small chance comes soon", () => {
    const probability = 1e-9;
    const horizon = nextPurchaseTime(nbd, customer, { probability }) ?? Number.NaN;
    // The mean rate of a Gamma(r + x, alpha + T).
    expect(horizon / (probability / (53 / 10))).toBeCloseTo(1, 6);
    expect(probabilityOfNoPurchase(nbd, customer, { horizon })).toBeCloseTo(1 - probability, 15);
  });

  it("after all the time that numbers hold it is a number all the same, or never", () => {
    const longAgo = { frequency: 3, recency: 5, age: 1e308 };
    expect(nextPurchaseTime(bg, longAgo)).toBeNull();
    // (1 + t/T)^-53 = 1/2
    const halfway = (2 ** (1 / 53) - 1) * 1e308;
    expect((nextPurchaseTime(nbd, longAgo) ?? Number.NaN) / halfway).toBeCloseTo(1, 12);
  });
});

describe("how many purchases one customer makes", () => {
  it("between the last round number and the limit", () => {
    const { median, lower, upper } = purchaseInterval(nbd, customer, { horizon: 9400 });
    expect(upper).toBeGreaterThan(60_000);
    expect(lower).toBeLessThan(median);
    // Gamma(53, 10) times the horizon, whose quantiles scipy.stats.gamma has.
    expect([lower, median, upper].map((n) => (n / 9400).toFixed(2))).toEqual([
      "3.97",
      "5.27",
      "6.82",
    ]);
  });

  it("beyond the limit it says so, about the horizon", () => {
    expect(() => purchaseInterval(nbd, customer, { horizon: 1e6 })).toThrow(
      expect.objectContaining({ code: "out_of_range", path: ["horizon"] }),
    );
  });

  it("columns that are none are refused for what they are", () => {
    const many = untyped('{"frequency":[0,3],"recency":[0],"age":[4,9]}');
    expect(codeOf(() => purchaseInterval(bg, many, { horizon: 3 }))).toBe("length_mismatch");
    const hollow = untyped('{"customers":[null]}');
    expect(codeOf(() => purchaseInterval(bg, hollow, { horizon: 3 }))).toBe("unit_mismatch");
  });
});

describe("calls without types", () => {
  it.each([-1, 1.5, Number.POSITIVE_INFINITY, Number.NaN])("a column of length %d", (length) => {
    const columns = { frequency: { length }, recency: [0], age: [1] };
    expect(codeOf(() => expectedPurchases(bg, columns, { horizon: 1 }))).toBe("invalid_column");
  });

  it("a mask that is none", () => {
    const models = {
      purchases: bg,
      spend: { kind: "gamma-gamma", version: 1, params: { p: 6, q: 4, v: 15 } },
    } as const;
    const columns = { frequency: [3], recency: [5], age: [9], monetaryValue: [20] };
    for (const valid of [untyped("null"), untyped('"x"'), untyped("[1]")]) {
      expect(codeOf(() => lifetimeValue(models, columns, { horizon: 3, valid }))).toBe(
        "invalid_option",
      );
    }
  });

  it("weights beyond all customers", () => {
    expect(() => fitGgompertzNbd({ ...patterns, weight: [1e308, 90, 70, 40, 35, 10, 20] })).toThrow(
      expect.objectContaining({ name: "FitError" }),
    );
  });

  it("a holdout of no customers at all, and no model", () => {
    const calibration = { timeUnit: "week", customers: [customer] } as const;
    for (const customers of [untyped("null"), untyped("{}"), untyped("[null]")]) {
      const split = { calibration, holdout: { length: 3, timeUnit: "week", customers } } as const;
      expect(codeOf(() => evaluateHoldout(bg, split))).not.toBe("none");
    }
    const split = { calibration, holdout: { length: 3, timeUnit: "week", customers: [customer] } };
    expect(codeOf(() => evaluateHoldout(untyped("null"), untyped(JSON.stringify(split))))).toBe(
      "invalid_argument",
    );
  });

  it("a comparison of what are no models has a row for each, with its error", () => {
    const models = {
      good: fitted,
      nothing: untyped("null"),
      unknown: untyped('{"kind":5}'),
      unfitted: untyped(JSON.stringify({ ...bg, fit: null })),
      damaged: untyped(JSON.stringify({ ...fitted, fit: { customers: 865, logLikelihood: -1 } })),
    };
    const { rows } = compareModels(patterns, { models });
    expect(rows.map(({ error }) => error)).toEqual([
      null,
      "unknown_model",
      "unknown_model",
      null,
      "invalid_argument",
    ]);
    expect(codeOf(() => compareModels(untyped("null"), { models }))).toBe("invalid_argument");
  });

  it("a fit whose parts are lost", () => {
    const lost = (part: string) =>
      untyped(JSON.stringify({ ...fitted, fit: { ...fitted.fit, [part]: undefined } }));
    expect(codeOf(() => informationCriteria(lost("estimates")))).toBe("invalid_argument");
    const predict = (model: BgNbdModel) => expectedPurchases(model, customer, { horizon: 3 });
    expect(codeOf(() => predictionInterval(lost("estimates"), predict))).toBe("invalid_argument");
    const { covariance } = fitted.fit;
    for (const damaged of [[], covariance?.slice(1), covariance?.map((row) => row.slice(1))]) {
      const fit = { ...fitted.fit, covariance: damaged };
      expect(
        codeOf(() => predictionInterval(untyped(JSON.stringify({ ...fitted, fit })), predict)),
      ).toBe("invalid_argument");
    }
    expect(codeOf(() => predictionInterval(fitted, untyped("null")))).toBe("invalid_argument");
    expect(
      codeOf(() => predictionInterval({ ...fitted, params: untyped("{}") }, () => 1)),
    ).not.toBe("none");
  });

  it("no bound of an interval is infinite", () => {
    const steep = { ...fitted, params: { ...fitted.params, a: 1e-199 } };
    const predict = (model: BgNbdModel) => expectedPurchases(model, customer, { horizon: 3 });
    expect(codeOf(() => predictionInterval(steep, predict))).toBe("non_finite_value");
  });

  it("a bootstrap without options, or without a way to fit", () => {
    const nothing = untyped("null");
    expect(codeOf(() => bootstrapModel(fitted, patterns, fitBgNbd, nothing))).toBe(
      "invalid_argument",
    );
    expect(codeOf(() => bootstrapModel(fitted, patterns, nothing, { seed: 1 }))).toBe(
      "invalid_argument",
    );
  });

  it("a model or a posterior of another version, or in parts", () => {
    const spend = untyped('{"kind":"gamma-gamma","version":2,"params":{"p":6,"q":4,"v":15}}');
    const someone = { frequency: 1, monetaryValue: 5 };
    expect(codeOf(() => expectedSpend(spend, someone))).toBe("unsupported_version");
    const contract = untyped(
      '{"kind":"shifted-beta-geometric","version":2,"timeUnit":"year","params":{"alpha":1,"beta":2}}',
    );
    expect(codeOf(() => survivalCurve(contract, { periods: 2 }))).toBe("unsupported_version");
    const posterior = untyped(JSON.stringify({ kind: "posterior", model: bg, parameters: ["r"] }));
    for (const parts of [{}, { logLikelihood: [1] }, { logLikelihood: [1], draws: {} }]) {
      const damaged = { ...posterior, ...parts };
      expect(codeOf(() => drawModel(damaged, 0))).not.toBe("none");
      expect(
        codeOf(() => purchaseInterval(bg, customer, { horizon: 3, posterior: damaged })),
      ).not.toBe("none");
    }
  });

  it("a kind that every object has", () => {
    const full = { ...fitted, kind: "__proto__" };
    expect(codeOf(() => likelihoodRatioTest(fitted, full))).toBe("not_nested");
    const nothing = { ...fitted, kind: Object.create(null) };
    expect(codeOf(() => likelihoodRatioTest(fitted, nothing))).toBe("not_nested");
    const holes = { ...fitted, fit: { ...fitted.fit, estimates: new Array(3) } };
    expect(codeOf(() => likelihoodRatioTest(fitted, holes))).toBe("invalid_argument");
  });

  it("a trace out of order, or beyond its own end", () => {
    const trace = {
      asOf: "2026-01-31",
      timeZone: "UTC",
      customers: 2,
      repeatPurchases: 1,
      days: [
        { day: "2026-01-05", newCustomers: 1, repeatPurchases: 0 },
        { day: "2026-01-12", newCustomers: 1, repeatPurchases: 1 },
      ],
    };
    expect(trackPurchases(bg, trace).periods.length).toBeGreaterThan(3);
    const unitless = { ...bg, timeUnit: Object.create(null) };
    expect(codeOf(() => trackPurchases(unitless, trace))).toBe("invalid_option");
    expect(codeOf(() => trackPurchases(bg, { ...trace, days: trace.days.toReversed() }))).toBe(
      "out_of_range",
    );
    expect(codeOf(() => trackPurchases(bg, { ...trace, asOf: "2026-01-11" }))).toBe("out_of_range");
    expect(codeOf(() => trackPurchases(bg, { ...trace, days: untyped("[null]") }))).not.toBe(
      "none",
    );
    expect(codeOf(() => trackPurchases(bg, trace, untyped("null")))).toBe("invalid_argument");
  });
});
