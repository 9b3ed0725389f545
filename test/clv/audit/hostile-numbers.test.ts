import { describe, expect, it } from "vitest";
import { fitBgNbd } from "../../../src/clv/bg-nbd/fit.ts";
import type { BgNbdModel } from "../../../src/clv/bg-nbd/model.ts";
import { staticCovariates } from "../../../src/clv/covariates/static-covariates.ts";
import { calibrateAlive } from "../../../src/clv/evaluate/calibrate-alive.ts";
import { compareModels } from "../../../src/clv/evaluate/compare-models.ts";
import { evaluateHoldout } from "../../../src/clv/evaluate/evaluate-holdout.ts";
import { informationCriteria } from "../../../src/clv/evaluate/information-criteria.ts";
import { intervalCoverage } from "../../../src/clv/evaluate/interval-coverage.ts";
import { likelihoodRatioTest } from "../../../src/clv/evaluate/likelihood-ratio-test.ts";
import { predictionInterval } from "../../../src/clv/intervals/prediction-interval.ts";
import { purchaseInterval } from "../../../src/clv/intervals/purchase-interval.ts";
import type { PurchaseModel } from "../../../src/clv/model.ts";
import { fitParetoNbd } from "../../../src/clv/pareto-nbd/fit.ts";
import { drawModel } from "../../../src/clv/posterior/draw-model.ts";
import { samplePosterior } from "../../../src/clv/posterior/sample-posterior.ts";
import { expectedPurchases } from "../../../src/clv/predict/expected-purchases.ts";
import { probabilityAlive } from "../../../src/clv/predict/probability-alive.ts";
import { probabilityOfNoPurchase } from "../../../src/clv/predict/probability-of-no-purchase.ts";
import { purchaseProbabilities } from "../../../src/clv/predict/purchase-probabilities.ts";
import { residualTransactions } from "../../../src/clv/predict/residual-transactions.ts";
import { bootstrapModel } from "../../../src/clv/simulate/bootstrap-model.ts";
import { historicValue } from "../../../src/clv/value/historic-value.ts";
import { isClienteleError } from "../../../src/core/errors.ts";
import { wilsonInterval } from "../../../src/numeric/intervals.ts";
import { survivalCurve } from "../../../src/retention/survival-curve.ts";
import { patterns } from "./patterns.ts";

const bg: BgNbdModel = {
  kind: "bg-nbd",
  version: 1,
  timeUnit: "week",
  params: { r: 0.24, alpha: 4.4, a: 0.8, b: 2.4 },
};
const pareto = {
  kind: "pareto-nbd",
  version: 1,
  timeUnit: "week",
  params: { r: 0.24, alpha: 4.4, s: 0.8, beta: 2.4 },
} as const;
const ggompertz = {
  kind: "ggompertz-nbd",
  version: 1,
  timeUnit: "week",
  params: { r: 0.24, alpha: 4.4, b: 0.1, s: 0.8, beta: 2.4 },
} as const;
const cnbd = { ...bg, kind: "bg-cnbd-k", params: { ...bg.params, k: 2 } } as const;
const models: readonly PurchaseModel[] = [
  bg,
  { ...bg, kind: "mbg-nbd" },
  { kind: "nbd", version: 1, timeUnit: "week", params: { r: 1, alpha: 3 } },
  pareto,
  ggompertz,
  cnbd,
  { ...cnbd, kind: "mbg-cnbd-k" },
];
const customer = { frequency: 2, recency: 3, age: 5 };
const fitted = fitBgNbd(patterns);
const calibration = { timeUnit: "week", customers: [customer] } as const;

/** The code and path of the error; a raw one is thrown on. */
function faultOf(call: () => unknown): readonly unknown[] {
  try {
    call();
  } catch (error) {
    if (isClienteleError(error)) return [error.code, error.path];
    throw error;
  }
  return [];
}

/** A call as one without types can make it. */
const calling = (verb: (...options: never[]) => unknown, ...options: unknown[]) =>
  faultOf(() => Reflect.apply(verb, undefined, options));

describe("what is no model, split or base is an error of the package", () => {
  it("no model of an interval", () => {
    for (const model of [undefined, null]) {
      expect(calling(purchaseInterval, model, customer, { horizon: 3 })).toEqual([
        "unknown_model",
        ["kind"],
      ]);
    }
  });

  it("no holdout", () => {
    for (const split of [{ calibration }, { calibration, holdout: null }]) {
      for (const judge of [calibrateAlive, intervalCoverage, evaluateHoldout]) {
        expect(calling(judge, bg, split)).toEqual(["invalid_argument", []]);
      }
      expect(calling(compareModels, split, { models: { bg } })).toEqual(["invalid_argument", []]);
    }
  });

  it("customers without ids or revenue", () => {
    expect(calling(historicValue, { customers: {} })).toEqual(["length_mismatch", ["customers"]]);
    const noIds = { customers: { revenue: [1] } };
    expect(calling(historicValue, noIds)).toEqual(["length_mismatch", ["customers"]]);
    const path = ["customers", 1, "customerId"];
    for (const [customerId, code] of [
      [undefined, "missing_id"],
      [null, "missing_id"],
      ["", "missing_id"],
      [Number.NaN, "invalid_id"],
      [{}, "invalid_id"],
    ]) {
      const rows = [
        { customerId: 1, revenue: 2 },
        { customerId, revenue: 3 },
      ];
      expect(calling(historicValue, { customers: rows })).toEqual([code, path]);
      const columns = { customerId: [1, customerId], revenue: [2, 3] };
      expect(calling(historicValue, { customers: columns })).toEqual([code, path]);
    }
    const coded = {
      customerId: { codes: Int32Array.of(0, 1), dictionary: ["a"] },
      revenue: [1, 2],
    };
    expect(calling(historicValue, { customers: coded })).toEqual(["missing_id", path]);
  });

  it("a posterior of no model, or of parameters without names", () => {
    const posterior = samplePosterior(bg, patterns, { seed: 1, chains: 2, draws: 5, warmup: 5 });
    expect(calling(drawModel, { ...posterior, model: undefined }, 0)).toEqual([
      "unknown_model",
      ["kind"],
    ]);
    expect(calling(drawModel, { ...posterior, parameters: [Symbol("r")] }, 0)).toEqual([
      "invalid_argument",
      ["parameters"],
    ]);
  });

  it("a fit that gives none, or another", () => {
    const options = { seed: 1, samples: 2 };
    for (const refit of [() => 1, () => null, () => ({}), () => fitParetoNbd(patterns)]) {
      expect(calling(bootstrapModel, fitted, patterns, refit, options)).toEqual([
        "invalid_argument",
        ["refit"],
      ]);
    }
    const lost = () => ({ ...bg, params: { ...bg.params, r: Number.NaN } });
    expect(calling(bootstrapModel, fitted, patterns, lost, options)).toEqual([
      "non_finite_value",
      ["params", "r"],
    ]);
  });

  it("estimates without names", () => {
    for (const name of [3, undefined, null, Symbol("alpha")]) {
      const fit = { ...fitted.fit, estimates: [name, "alpha", "a", "b"] };
      expect(calling(likelihoodRatioTest, { ...fitted, fit }, fitted)).toEqual([
        "invalid_argument",
        ["restricted", "fit", "estimates"],
      ]);
      const predict = (model: PurchaseModel) => expectedPurchases(model, customer, { horizon: 3 });
      expect(calling(predictionInterval, { ...fitted, fit }, predict)).toEqual([
        "invalid_argument",
        ["fit", "covariance"],
      ]);
    }
  });

  it("covariates without names", () => {
    for (const name of [Symbol("z"), 3, "", null]) {
      expect(calling(staticCovariates, { transaction: [name] })).toEqual([
        "invalid_option",
        ["covariates", "transaction"],
      ]);
    }
  });
});

describe("numbers that no history, fit or model can have", () => {
  it("more purchases than can be counted", () => {
    const frequent = { ...customer, frequency: 1e300 };
    for (const model of models) {
      for (const verb of [probabilityOfNoPurchase, purchaseProbabilities, probabilityAlive]) {
        const asked = verb === probabilityAlive ? {} : { horizon: 3 };
        expect(calling(verb, model, frequent, asked)).toEqual(["invalid_summary", ["frequency"]]);
      }
    }
    const many = { calibration: { timeUnit: "week", customers: [frequent] } };
    const holdout = { length: 3, timeUnit: "week", customers: [{ frequency: 1 }] };
    expect(calling(calibrateAlive, bg, { ...many, holdout })).toEqual([
      "invalid_summary",
      ["customers", 0, "frequency"],
    ]);
  });

  it("parameters and log-likelihoods at the end of the number line", () => {
    for (const name of ["alpha", "beta"]) {
      const lost = { ...ggompertz, params: { ...ggompertz.params, [name]: 5e-324 } };
      expect(calling(probabilityAlive, lost, customer)).toEqual(["out_of_range", ["params", name]]);
    }
    const contract = { kind: "shifted-beta-geometric", version: 1, timeUnit: "year" };
    const params = { alpha: 1e308, beta: 3 };
    expect(calling(survivalCurve, { ...contract, params }, { periods: 5 })).toEqual([
      "out_of_range",
      ["params", "alpha"],
    ]);
    const huge = { ...fitted, fit: { ...fitted.fit, logLikelihood: 1e308 } };
    expect(calling(informationCriteria, huge)).toEqual(["out_of_range", ["fit", "logLikelihood"]]);
    expect(calling(likelihoodRatioTest, huge, fitted)).toEqual([
      "out_of_range",
      ["restricted", "fit", "logLikelihood"],
    ]);
  });

  it("no interval of a share is NaN, however low its level", () => {
    expect(wilsonInterval(0, 4, 5e-324)).toEqual({ lower: 0, upper: 0 });
  });
});

describe("extremes that a formula can say something of", () => {
  const gone = (model: PurchaseModel, at: { recency: number; age: number }, ahead: number) =>
    purchaseProbabilities(model, { frequency: 2, ...at }, { horizon: ahead, maximum: 3 });

  it("counts depend on ratios of times alone", () => {
    const scaled = { ...pareto, params: { ...pareto.params, alpha: 4.4e-180, beta: 2.4e-180 } };
    const far = gone(scaled, { recency: 3e-180, age: 5e-180 }, 2e-180);
    const near = gone(pareto, { recency: 3, age: 5 }, 2);
    near.forEach((chance, n) => {
      expect(far[n]).toBeCloseTo(chance, 14);
    });
    for (const chance of gone(pareto, { recency: 3, age: 1e300 }, 3)) {
      expect(chance >= 0 && chance <= 1).toBe(true);
    }
  });

  it("a purchase rate beyond all others ends and is that of the simpler model", () => {
    const often = { frequency: 1e15, recency: 5, age: 5 };
    const asked = { discountRate: 0.1, horizon: 3 };
    const plain = residualTransactions(bg, often, asked) ?? Number.NaN;
    const once: PurchaseModel = { ...cnbd, params: { ...bg.params, k: 1 } };
    expect((residualTransactions(once, often, asked) ?? 0) / plain).toBeCloseTo(1, 8);
    const eager = { ...cnbd, params: { ...cnbd.params, r: 1e15 } };
    expect(residualTransactions(eager, { ...often, frequency: 2 }, asked)).toBeGreaterThan(0);
    expect(residualTransactions(cnbd, { ...customer, frequency: 1e15 }, asked)).toBe(0);
  });

  it("in no time nothing is bought", () => {
    for (const model of models) {
      const counts = purchaseProbabilities(model, customer, { horizon: 5e-324, maximum: 2 });
      expect(counts).toEqual([1, expect.closeTo(0, 300), expect.closeTo(0, 300)]);
      expect(purchaseInterval(model, customer, { horizon: 5e-324 }).upper).toBe(0);
    }
  });

  it("who is gone at once buys nothing", () => {
    const brief = { ...ggompertz, params: { ...ggompertz.params, s: 3, beta: 1e-200 } };
    const newcomer = { frequency: 0, recency: 0, age: 0 };
    expect(probabilityOfNoPurchase(brief, newcomer, { horizon: 2 })).toBeCloseTo(1, 12);
  });

  it("lives of almost no scale have chances between 0 and 1", () => {
    const customers = [{ frequency: 0, recency: 0, age: 0 }, customer];
    for (const least of [1e-30, 1e-200]) {
      const extremes: readonly PurchaseModel[] = [
        { ...pareto, params: { ...pareto.params, alpha: least } },
        { ...pareto, params: { ...pareto.params, beta: least } },
        { ...ggompertz, params: { ...ggompertz.params, alpha: least } },
        { ...ggompertz, params: { ...ggompertz.params, beta: least } },
      ];
      for (const horizon of [2, 1000, 3000, 1e100]) {
        const chances = extremes.flatMap((model) =>
          customers.flatMap((one) => purchaseProbabilities(model, one, { horizon, maximum: 3 })),
        );
        expect(chances.every((chance) => chance >= 0 && chance <= 1)).toBe(true);
      }
    }
  });
});
