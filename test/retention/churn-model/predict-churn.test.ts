import { describe, expect, test } from "vitest";
import { churnDrivers } from "../../../src/retention/churn-model/drivers.ts";
import { explainChurn } from "../../../src/retention/churn-model/explain.ts";
import { fitChurnModel } from "../../../src/retention/churn-model/fit.ts";
import { churnInterval } from "../../../src/retention/churn-model/interval.ts";
import type { ChurnModel } from "../../../src/retention/churn-model/model.ts";
import { scoreChurn } from "../../../src/retention/churn-model/score.ts";
import { expectRelative } from "../../expect-relative.ts";
import { examplesOf, reference } from "./reference.ts";

const lung = examplesOf(reference.sets.lung);
const model = fitChurnModel(lung);
const rowOf = (i: number) => ({
  customerId: i,
  features: Object.fromEntries(
    Object.entries(lung.features).map(([name, column]) => [name, column[i]]),
  ),
});
const rows = Array.from({ length: lung.churned.length }, (_, i) => rowOf(i));

describe("scores", () => {
  test("are R's fitted values, one, many, in rows and in columns", () => {
    const columns = scoreChurn(model, lung);
    const many = scoreChurn(model, rows);
    reference.fits.lung.fitted.forEach((value, i) => {
      expectRelative(columns[i], value, 1e-9);
      expect(many[i].probability).toBe(columns[i]);
      expect(many[i].customerId).toBe(i);
      expectRelative(scoreChurn(model, rows[i]), columns[i], 1e-14);
    });
  });

  test("stay within 0 and 1 at any log odds, and keep small ones", () => {
    const steep: ChurnModel = {
      kind: "churn-logistic",
      version: 1,
      params: { intercept: 0, coefficients: { x: 1 }, means: { x: 0 } },
    };
    expect(scoreChurn(steep, { features: { x: -700 } })).toBeGreaterThan(0);
    expect(scoreChurn(steep, { features: { x: 1e300 } })).toBe(1);
    expect(scoreChurn(steep, { features: { x: -1e300 } })).toBe(0);
    expect(scoreChurn(steep, [])).toEqual([]);
    expect(scoreChurn(steep, { features: { x: [] } })).toEqual(new Float64Array(0));
  });

  test.each([
    ["nothing", undefined, "invalid_shape"],
    ["no features", {}, "invalid_shape"],
    ["a list of holes", new Array(2), "invalid_shape"],
    ["a missing one", { features: { age: 3 } }, "missing_feature"],
    ["text", { features: { age: "x", sex: 0, karno: 1, loss: 1 } }, "not_a_number"],
    [
      "NaN in a column",
      { features: { age: [Number.NaN], sex: [0], karno: [1], loss: [1] } },
      "non_finite_value",
    ],
    [
      "columns of two lengths",
      { features: { age: [1, 2], sex: [0], karno: [1], loss: [1] } },
      "length_mismatch",
    ],
    ["a row without features", [null], "invalid_shape"],
  ])("%s is refused", (_, data, code) => {
    const score: (model: ChurnModel, data: never) => unknown = scoreChurn;
    expect(() => score(model, data as never)).toThrow(expect.objectContaining({ code }));
  });

  test("a model without bound does not score", () => {
    const separated = fitChurnModel({ features: { x: [1, 2, 3, 4] }, churned: [0, 0, 1, 1] });
    expect(() => scoreChurn(separated, { features: { x: 3 } })).toThrow(
      expect.objectContaining({ code: "unbounded_coefficient" }),
    );
  });
});

describe("intervals", () => {
  test("follow from R's covariance", () => {
    const { coefficients, covariance } = reference.fits.lung;
    const x = [1, ...Object.values(rows[7].features).map(Number)];
    const eta = x.reduce((sum, value, j) => sum + value * coefficients[j], 0);
    const variance = x.reduce(
      (sum, value, j) => sum + value * x.reduce((s, other, k) => s + other * covariance[j][k], 0),
      0,
    );
    const one = churnInterval(model, rows[7], { level: 0.9 });
    const z = 1.6448536269514722;
    expectRelative(one.standardError, Math.sqrt(variance), 1e-6);
    expectRelative(one.lower, 1 / (1 + Math.exp(z * Math.sqrt(variance) - eta)), 1e-6);
    expectRelative(one.upper, 1 / (1 + Math.exp(-z * Math.sqrt(variance) - eta)), 1e-6);
    const columns = churnInterval(model, lung, { level: 0.9 });
    expectRelative(columns.lower[7], one.lower, 1e-12);
    expect(churnInterval(model, rows, { level: 0.9 })[7]).toEqual({
      customerId: 7,
      probability: columns.probability[7],
      standardError: columns.standardError[7],
      lower: columns.lower[7],
      upper: columns.upper[7],
    });
  });

  test("are refused where a stored covariance is none, or a feature is beyond all measure", () => {
    const stored = (covariance: unknown): ChurnModel =>
      JSON.parse(JSON.stringify({ ...model, fit: { ...model.fit, covariance } }));
    const length = model.fit?.covariance.length;
    for (const none of [
      null,
      {},
      { length },
      Array(length).fill(null),
      Array(length).fill({ length }),
    ]) {
      expect(() => churnInterval(stored(none), rows[0])).toThrow(
        expect.objectContaining({ code: "length_mismatch", path: ["fit", "covariance"] }),
      );
    }
    const huge = { features: { ...rows[0].features, age: 1e200 } };
    expect(() => churnInterval(model, huge)).toThrow(
      expect.objectContaining({ code: "non_finite_value", path: ["features"] }),
    );
  });

  test("need a fit", () => {
    const { fit: _, ...bare } = model;
    expect(() => churnInterval(bare, rows[0])).toThrow(
      expect.objectContaining({ code: "no_covariance" }),
    );
  });
});

describe("reasons", () => {
  test("add up to the log odds beyond the average customer's", () => {
    const { contributions, probability, averageProbability } = explainChurn(model, rows[3]);
    const sum = contributions.reduce((total, { contribution }) => total + contribution, 0);
    const logit = (p: number) => Math.log(p / (1 - p));
    expectRelative(sum, logit(probability) - logit(averageProbability), 1e-9);
    const sizes = contributions.map(({ contribution }) => Math.abs(contribution));
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
  });

  test("are of one customer", () => {
    const explain: (model: ChurnModel, data: never) => unknown = explainChurn;
    for (const several of [rows, lung]) {
      expect(() => explain(model, several as never)).toThrow(
        expect.objectContaining({ code: "invalid_shape" }),
      );
    }
  });
});

describe("drivers", () => {
  test.each(["lung", "infert", "scales"])(
    "average marginal effects of %s are those of R",
    (name) => {
      const data = examplesOf(reference.sets[name]);
      const drivers = churnDrivers(fitChurnModel(data), data);
      const z = 1.959963984540054;
      for (const { feature, value, standardError } of reference.fits[name].effects) {
        const driver = drivers.find((one) => one.feature === feature);
        expectRelative(driver?.averageMarginalEffect.value, value, 1e-8);
        const { lower, upper } = driver?.averageMarginalEffect ?? {};
        expectRelative(((upper ?? 0) - (lower ?? 0)) / 2 / z, standardError, 1e-7);
      }
    },
  );

  test("are ordered by what a standard deviation does, and say what is unclear", () => {
    const drivers = churnDrivers(model, lung);
    const sizes = drivers.map(({ oddsRatioPerDeviation }) =>
      Math.abs(Math.log(oddsRatioPerDeviation.value)),
    );
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    for (const { direction, oddsRatio, pValue, sentence } of drivers) {
      const isSure = (pValue ?? 1) < 0.05;
      expect(direction).toBe(isSure ? (oddsRatio.value > 1 ? "raises" : "lowers") : "unclear");
      expect(sentence.includes("not clear")).toBe(!isSure);
    }
    expect(drivers.find(({ feature }) => feature === "sex")?.sentence).toMatch(
      /^With sex the odds of leaving are 0\.\d+ \(95 %: 0\.\d+ to 0\.\d+\) times those without: on average \d+ points less\.$/,
    );
  });

  test("need customers", () => {
    expect(() => churnDrivers(model, [])).toThrow(expect.objectContaining({ code: "empty" }));
  });
});

test("numbers whose products are none are refused, with the feature", () => {
  const steep: ChurnModel = {
    kind: "churn-logistic",
    version: 1,
    params: { intercept: 0, coefficients: { x: 1e200 }, means: { x: 0 } },
  };
  const refused = expect.objectContaining({ code: "non_finite_value", path: ["features", "x"] });
  expect(() => explainChurn(steep, { features: { x: 1e200 } })).toThrow(refused);
  expect(() => churnDrivers(steep, { features: { x: [-1e308, 1e308] } })).toThrow(refused);
});
