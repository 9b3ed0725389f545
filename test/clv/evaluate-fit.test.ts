import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitBgBb } from "../../src/clv/bg-bb/fit.ts";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import type { BgNbdModel } from "../../src/clv/bg-nbd/model.ts";
import { fitBgCnbdK, fitMbgCnbdK } from "../../src/clv/cnbd-k/fit.ts";
import { compareModels } from "../../src/clv/evaluate/compare-models.ts";
import { evaluateHoldout } from "../../src/clv/evaluate/evaluate-holdout.ts";
import { frequencyHistogram } from "../../src/clv/evaluate/frequency-histogram.ts";
import { informationCriteria } from "../../src/clv/evaluate/information-criteria.ts";
import { likelihoodRatioTest } from "../../src/clv/evaluate/likelihood-ratio-test.ts";
import { fitGgompertzNbd } from "../../src/clv/ggompertz-nbd/fit.ts";
import { fitMbgNbd } from "../../src/clv/mbg-nbd/fit.ts";
import { fitNbd } from "../../src/clv/nbd/fit.ts";
import { fitParetoNbd } from "../../src/clv/pareto-nbd/fit.ts";
import { purchaseProbabilities } from "../../src/clv/predict/purchase-probabilities.ts";
import { FitError } from "../../src/core/errors.ts";
import type { FitReport } from "../../src/core/fit-report.ts";
import { groupPatterns } from "../../src/customers/group-patterns.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";
import { summarizeOrders } from "../../src/customers/summarize-orders.ts";
import { cdnowFolder, readCdnowSample } from "../cdnow.ts";
import { expectRelative } from "../expect-relative.ts";
import { bgNbd, simulatedColumns, simulatedOrders, simulatedSplit } from "./evaluate-worlds.ts";

const failsWith = (code: string) => expect.objectContaining({ code });

const history = fc
  .record({
    frequency: fc.integer({ min: 0, max: 12 }),
    recency: fc.constantFrom(1, 2, 7),
    age: fc.constantFrom(7, 9.5, 30),
  })
  .map(({ frequency, recency, age }) => ({
    frequency,
    recency: frequency === 0 ? 0 : recency,
    age,
  }));

describe("frequencyHistogram", () => {
  it("adds up the distributions of new customers, each over her own age", () => {
    const maximum = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(fc.array(history, { minLength: 1 }), maximum, (customers, most) => {
        const { bins } = frequencyHistogram(
          bgNbd,
          { timeUnit: "week", customers },
          { maximum: most },
        );
        const newcomer = { frequency: 0, recency: 0, age: 0 };
        const actual = Array.from({ length: most + 1 }, () => 0);
        const expected = actual.slice();
        for (const { frequency, age } of customers) {
          actual[Math.min(frequency, most)] += 1;
          const chances = purchaseProbabilities(bgNbd, newcomer, { horizon: age, maximum: 400 });
          for (const [n, chance] of chances.entries()) expected[Math.min(n, most)] += chance;
        }
        expect(bins.map((bin) => bin.actual)).toEqual(actual);
        for (const [n, bin] of bins.entries()) expect(bin.expected).toBeCloseTo(expected[n], 9);
        expect(bins.at(-1)?.frequency).toBe(`${most}+`);
      }),
      { numRuns: 30 },
    );
  });

  it("tells what a world of the model does from what it does not", () => {
    const base = summarizeOrders(simulatedOrders(4000, 7), { asOf: "2024-12-31" });
    const right = frequencyHistogram(bgNbd, base);
    expect(right.degreesOfFreedom).toBe(7);
    expect(right.pValue).toBeGreaterThan(0.001);
    const wrong: BgNbdModel = { ...bgNbd, params: { ...bgNbd.params, r: 0.4 } };
    expect(frequencyHistogram(wrong, base).pValue).toBeLessThan(1e-9);
  });

  it("takes estimated parameters from the degrees of freedom", () => {
    const base = summarizeOrders(simulatedOrders(800, 3), { asOf: "2024-12-31" });
    const model = fitBgNbd(base);
    expect(frequencyHistogram(model, base).degreesOfFreedom).toBe(3);
    expect(frequencyHistogram(model, groupPatterns(base))).toEqual(frequencyHistogram(model, base));
    const few = frequencyHistogram(model, base, { maximum: 4 });
    expect([few.degreesOfFreedom, few.pValue]).toEqual([null, null]);
    expect(few.chiSquare).toBeGreaterThan(0);
  });

  it("expects no more purchases under BG/BB than there were opportunities", () => {
    const data = {
      timeUnit: "year",
      frequency: [0, 6],
      recency: [0, 6],
      age: [6, 6],
      weight: [9901, 1203],
    } as const;
    for (let step = 0; step < 40; step++) {
      const params = { alpha: 1.2 + step / 300, beta: 0.75, gamma: 0.66, delta: 2.78 };
      const model = { kind: "bg-bb", version: 1, timeUnit: "year", params } as const;
      const { bins, degreesOfFreedom } = frequencyHistogram(model, data);
      expect(bins.map((bin) => bin.expected > 0)).toEqual([...Array(7).fill(true), false]);
      expect(degreesOfFreedom).toBe(6);
    }
  });

  it("has bins of nobody, and refuses what does not belong together", () => {
    const nobody = frequencyHistogram(bgNbd, { timeUnit: "week", customers: [] });
    expect(nobody.bins).toHaveLength(8);
    expect(nobody).toMatchObject({ customers: 0, chiSquare: 0, degreesOfFreedom: null });
    expect(() => frequencyHistogram(bgNbd, { timeUnit: "day", customers: [] })).toThrow(
      failsWith("unit_mismatch"),
    );
    const week = { timeUnit: "week", customers: [] } as const;
    expect(() => frequencyHistogram(bgNbd, week, { maximum: 0 })).toThrow(
      failsWith("out_of_range"),
    );
  });
});

const report = (logLikelihood: number, estimates: string[], customers = 50): FitReport => ({
  logLikelihood,
  customers,
  patterns: customers,
  verdict: "optimum",
  iterations: 1,
  evaluations: 1,
  gradientNorm: 0,
  newtonDecrement: 0,
  positiveDefinite: true,
  conditionNumber: 1,
  standardErrors: {},
  estimates,
  covariance: null,
  warnings: [],
});

describe("informationCriteria", () => {
  it("are those of the books", () => {
    expect(informationCriteria({ fit: report(-100, ["r", "alpha", "a", "b"]) })).toEqual({
      logLikelihood: -100,
      parameters: 4,
      customers: 50,
      aic: 208,
      aicc: 208 + 40 / 45,
      bic: 4 * Math.log(50) + 200,
    });
    expect(informationCriteria({ fit: report(-9, ["r", "alpha", "a", "b"], 5) }).aicc).toBeNull();
    expect(() => informationCriteria(bgNbd)).toThrow(failsWith("no_fit"));
  });
});

describe("likelihoodRatioTest", () => {
  const model = (kind: string, logLikelihood: number, ...estimates: string[]) =>
    ({ kind, timeUnit: "week", fit: report(logLikelihood, estimates) }) as const;
  const plain = model("bg-nbd", -100, "r", "alpha", "a", "b");

  it("is chi-square within a kind", () => {
    const moved = model(
      "bg-nbd",
      -100 + 3.841458820694124 / 2,
      "r",
      "alpha",
      "a",
      "b",
      "transaction.age",
    );
    const test = likelihoodRatioTest(plain, moved);
    // The 95 % point of chi-square with one degree of freedom.
    expectRelative(test.statistic, 3.841458820694124, 1e-13);
    expectRelative(test.pValue, 0.05, 1e-12);
    expect([test.degreesOfFreedom, test.atBoundary]).toEqual([1, false]);
  });

  it("halves at a boundary", () => {
    const pareto = model("pareto-nbd", -100, "r", "alpha", "s", "beta");
    const gompertz = (gain: number) =>
      model("ggompertz-nbd", -100 + gain, "r", "alpha", "b", "s", "beta");
    const test = likelihoodRatioTest(pareto, gompertz(3.841458820694124 / 2));
    expectRelative(test.pValue, 0.025, 1e-12);
    expect([test.degreesOfFreedom, test.atBoundary]).toEqual([1, true]);
    // Short of the Pareto/NBD by the search alone: no gain at all.
    expect(likelihoodRatioTest(pareto, gompertz(-0.001))).toMatchObject({
      statistic: 0,
      pValue: 1,
    });
    const nbd = model("nbd", -103, "r", "alpha");
    const two = likelihoodRatioTest(nbd, pareto);
    // P(χ²_2 > 6) = e^-3; P(χ²_1 > 6) = erfc(√3).
    expectRelative(two.pValue, (Math.exp(-3) + 0.014305878435429631) / 2, 1e-12);
    expect(two.degreesOfFreedom).toBe(2);
  });

  it("takes one coefficient for both processes as a case of two", () => {
    const equal = model("pareto-nbd", -100, "r", "alpha", "s", "beta", "equal.z");
    const both = ["transaction.z", "lifetime.z"];
    const apart = model("pareto-nbd", -99, "r", "alpha", "s", "beta", ...both);
    expect(likelihoodRatioTest(equal, apart).degreesOfFreedom).toBe(1);
    expect(() => likelihoodRatioTest(apart, equal)).toThrow(failsWith("not_nested"));
  });

  it("refuses what it cannot compare", () => {
    const pareto = model("pareto-nbd", -99, "r", "alpha", "s", "beta");
    expect(() => likelihoodRatioTest(plain, pareto)).toThrow(failsWith("not_nested"));
    expect(() => likelihoodRatioTest(plain, plain)).toThrow(failsWith("not_nested"));
    const other = model("bg-nbd", -99, "r", "alpha", "a", "b", "lifetime.z");
    const third = model("bg-nbd", -98, "r", "alpha", "a", "b", "transaction.z", "transaction.y");
    expect(() => likelihoodRatioTest(other, third)).toThrow(failsWith("not_nested"));
    const fewer = { ...other, fit: { ...other.fit, customers: 49 } };
    expect(() => likelihoodRatioTest(plain, fewer)).toThrow(failsWith("different_data"));
    expect(() => likelihoodRatioTest(plain, { ...other, timeUnit: "day" })).toThrow(
      failsWith("different_data"),
    );
    const regular = { ...plain, kind: "bg-cnbd-k" };
    expect(() =>
      likelihoodRatioTest(
        { ...regular, params: { k: 2 } },
        { ...other, kind: "bg-cnbd-k", params: { k: 3 } },
      ),
    ).toThrow(failsWith("not_nested"));
    const guessed = { ...other, fit: { ...other.fit, logPrior: -1 } };
    expect(() => likelihoodRatioTest(plain, guessed)).toThrow(failsWith("penalized_fit"));
    const worse = { ...other, fit: { ...other.fit, logLikelihood: -101 } };
    expect(() => likelihoodRatioTest(plain, worse)).toThrow(failsWith("not_an_optimum"));
    expect(() => likelihoodRatioTest({ kind: "nbd" }, plain)).toThrow(failsWith("no_fit"));
  });
});

describe("compareModels", () => {
  const split = simulatedSplit(600, 5);
  const models = { BG: fitBgNbd, MBG: fitMbgNbd, given: bgNbd };

  it("lists each model with its own fit and forecast", () => {
    const { rows, horizon, timeUnit } = compareModels(split, { models });
    expect([timeUnit, horizon]).toEqual(["week", split.holdout.length]);
    expect(rows.map((row) => [row.model, row.kind, row.cohort])).toEqual([
      ["BG", "bg-nbd", null],
      ["MBG", "mbg-nbd", null],
      ["given", "bg-nbd", null],
    ]);
    const [bg, mbg, given] = rows;
    const fitted = fitBgNbd(split.calibration);
    expect(bg).toMatchObject({ ...informationCriteriaOf(fitted), verdict: fitted.fit.verdict });
    const { actual, expected, rootMeanSquareError } = evaluateHoldout(fitted, split);
    expect(bg).toMatchObject({ actual, expected, rootMeanSquareError, error: null });
    const least = Math.min(bg.aic ?? Number.NaN, mbg.aic ?? Number.NaN);
    expect(bg.deltaAic).toBe((bg.aic ?? Number.NaN) - least);
    expect(mbg.deltaAic).toBe((mbg.aic ?? Number.NaN) - least);
    expect([given.aic, given.deltaAic, given.verdict]).toEqual([null, null, null]);
    expect(given.expected).toBe(evaluateHoldout(bgNbd, split).expected);
    expect(JSON.parse(JSON.stringify(rows))).toEqual(rows);
  });

  function informationCriteriaOf(model: BgNbdModel) {
    const { logLikelihood, parameters, aic, bic } = informationCriteria(model);
    return { logLikelihood, parameters, aic, bic };
  }

  it("compares the likelihoods of BG/BB among themselves alone", () => {
    const yearly = {
      timeUnit: "year",
      frequency: [0, 1, 1, 2, 2, 4],
      recency: [0, 1, 4, 3, 6, 6],
      age: [6, 6, 6, 6, 6, 6],
      weight: [30, 9, 5, 8, 7, 11],
    } as const;
    const { rows } = compareModels(yearly, { models: { bb: fitBgBb, nbd: fitNbd, bg: fitBgNbd } });
    const [bb, nbd, bg] = rows;
    expect([bb.kind, bb.error, bb.deltaAic]).toEqual(["bg-bb", null, 0]);
    expect(bb.aic).toBeLessThan(Math.min(nbd.aic ?? 0, bg.aic ?? 0));
    expect(Math.min(nbd.deltaAic ?? Number.NaN, bg.deltaAic ?? Number.NaN)).toBe(0);
  });

  it("gives a failed fit a row, and lets other faults through", () => {
    const failing = () => {
      throw new FitError("no_convergence", "no optimum");
    };
    const { rows } = compareModels(split, { models: { failing, BG: fitBgNbd } });
    expect(rows[0]).toMatchObject({ model: "failing", error: "no_convergence", aic: null });
    expect(rows[1].deltaAic).toBe(0);
    const broken = () => {
      throw new TypeError("oh");
    };
    expect(() => compareModels(split, { models: { broken } })).toThrow(TypeError);
    const daily: BgNbdModel = { ...bgNbd, timeUnit: "day" };
    const [row] = compareModels(split, { models: { daily } }).rows;
    expect(row).toMatchObject({ error: "unit_mismatch", expected: null });
  });

  it("compares no likelihoods of different clocks, with a holdout and without", () => {
    const { customers } = split.calibration;
    const inDays = customers.map((customer) => ({
      ...customer,
      recency: customer.recency * 7,
      age: customer.age * 7,
    }));
    const daily = fitBgNbd({ ...split.calibration, timeUnit: "day", customers: inDays });
    const weekly = fitBgNbd(split.calibration);
    for (const data of [split, split.calibration]) {
      const { rows } = compareModels(data, { models: { daily, weekly } });
      expect(rows[0]).toMatchObject({ error: "unit_mismatch", aic: null, deltaAic: null });
      expect(rows[1]).toMatchObject({ error: null, deltaAic: 0 });
    }
    // In finer units a density is a smaller number: the same model would seem the worse one.
    const { rows } = compareModels(
      { ...split.calibration, timeUnit: "day", customers: inDays },
      {
        models: { daily, weekly },
      },
    );
    expect(rows.map((row) => row.deltaAic)).toEqual([0, null]);
  });

  it("does without a holdout, and says what was fitted to others", () => {
    const elsewhere = fitBgNbd(simulatedSplit(300, 9).calibration);
    const { rows, horizon } = compareModels(groupPatterns(split.calibration), {
      models: { BG: fitBgNbd, elsewhere },
    });
    expect(horizon).toBeNull();
    expect(rows[0]).toMatchObject({ customers: 600, deltaAic: 0, actual: null });
    expect(rows[1]).toMatchObject({ aic: null, warnings: ["fitted_to_other_data"] });
  });

  it("compares cohort by cohort, rows as columns", () => {
    const { rows } = compareModels(split, {
      models: { BG: fitBgNbd, given: bgNbd },
      cohorts: "month",
    });
    expect(rows.map((row) => row.cohort)).toEqual([
      ...[null, null, "2024-01", "2024-01", "2024-02", "2024-02", "2024-03", "2024-03"],
    ]);
    const part = (from: string, to: string) =>
      splitHoldout(simulatedOrders(600, 5), {
        calibrationEnd: "2024-09-30",
        holdoutEnd: "2024-12-31",
        cohort: { from, to },
      });
    const february = part("2024-02-01", "2024-03-01");
    const [fitted, judged] = rows.slice(4, 6);
    const model = fitBgNbd(february.calibration);
    expect(fitted.customers).toBe(february.calibration.customers.length);
    expectRelative(fitted.logLikelihood, model.fit.logLikelihood, 1e-12);
    expectRelative(fitted.expected, evaluateHoldout(model, february).expected, 1e-9);
    expect(judged.actual).toBe(evaluateHoldout(bgNbd, february).actual);
    expectRelative(judged.expected, evaluateHoldout(bgNbd, february).expected, 1e-12);
    const columns = compareModels(simulatedColumns(600, 5), {
      models: { BG: fitBgNbd, given: bgNbd },
      cohorts: "month",
    });
    expect(columns.rows.map((row) => row.customers)).toEqual(rows.map((row) => row.customers));
    for (const [index, row] of columns.rows.entries()) {
      expectRelative(row.expected, rows[index].expected ?? Number.NaN, 1e-9);
      expect(row.actual).toBe(rows[index].actual);
    }
    const labels = (cohorts: "quarter" | "year") =>
      compareModels(split, { models: { given: bgNbd }, cohorts }).rows.map((row) => row.cohort);
    expect(labels("quarter")).toEqual([null, "2024-Q1"]);
    expect(labels("year")).toEqual([null, "2024"]);
  });

  it("refuses what it cannot compare", () => {
    expect(() => compareModels(split, { models: {} })).toThrow(failsWith("invalid_option"));
    const one = { models: { given: bgNbd } };
    const short = { ...split, holdout: { ...split.holdout, customers: [] } };
    expect(() => compareModels(short, one)).toThrow(failsWith("length_mismatch"));
    const undated = {
      timeUnit: "week",
      customers: [{ frequency: 0, recency: 0, age: 3 }],
    } as const;
    expect(() => compareModels(undated, { ...one, cohorts: "month" })).toThrow(
      failsWith("missing_first_purchase"),
    );
    const columns = {
      timeUnit: "week",
      customers: { frequency: [0], recency: [0], age: [3] },
    } as const;
    expect(() => compareModels(columns, { ...one, cohorts: "month" })).toThrow(
      failsWith("missing_first_purchase"),
    );
    expect(() => compareModels(groupPatterns(undated), { ...one, cohorts: "month" })).toThrow(
      failsWith("missing_first_purchase"),
    );
  });
});

describe.skipIf(cdnowFolder === undefined)("CDNOW", () => {
  const split = lazy(() =>
    splitHoldout(readCdnowSample(), { calibrationEnd: "1997-09-30", holdoutEnd: "1998-06-30" }),
  );

  it("compares the whole family", () => {
    const { rows } = compareModels(split(), {
      models: {
        nbd: fitNbd,
        bg: fitBgNbd,
        mbg: fitMbgNbd,
        pareto: fitParetoNbd,
        ggompertz: fitGgompertzNbd,
        bgK: fitBgCnbdK,
        mbgK: fitMbgCnbdK,
        bb: fitBgBb,
      },
    });
    const byName = Object.fromEntries(rows.map((row) => [row.model, row]));
    expect(byName.bg.expected).toBeCloseTo(1653.4087, 3);
    expect(byName.mbg.expected).toBeCloseTo(1576.7283, 3);
    expect(byName.pareto.expected).toBeCloseTo(1665.5132, 3);
    expect(byName.nbd.logLikelihood).toBeCloseTo(-9763.65761467, 6);
    expect(byName.ggompertz.logLikelihood).toBeCloseTo(-9594.976, 2);
    expect(byName.ggompertz.verdict).toBe("boundary");
    // 2 (9582.42920667 - 9582.13571555); with k = 1 the CNBD-k are these models again.
    expect(byName.bg.deltaAic?.toFixed(6)).toBe("0.586982");
    expect(byName.bgK.aic).toBeCloseTo(byName.bg.aic ?? Number.NaN, 6);
    expect(byName.mbgK.deltaAic).toBeCloseTo(0, 6);
    expect(byName.pareto.parameters).toBe(4);
    // Weeks in fractions are no opportunities.
    expect(byName.bb).toMatchObject({ error: "invalid_summary", aic: null });
    expect(rows.map(({ actual, error }) => actual ?? error)).toEqual([
      ...Array.from({ length: 7 }, () => 1882),
      "invalid_summary",
    ]);
  });

  it("tests for churn, and for an ageing that is not there", () => {
    const { calibration } = split();
    const pareto = fitParetoNbd(calibration);
    const churn = likelihoodRatioTest(fitNbd(calibration), pareto);
    // 2 (9763.65761467 - 9594.97617894)
    expect(churn.statistic).toBeCloseTo(337.36287146, 5);
    expect(churn.pValue).toBeLessThan(1e-72);
    const ageing = likelihoodRatioTest(pareto, fitGgompertzNbd(calibration));
    expect(ageing.statistic).toBeLessThan(0.01);
    expect(ageing.pValue).toBeGreaterThan(0.45);
  });

  it("shows 1,411 customers without, 439 with one repeat purchase …", () => {
    const { calibration } = split();
    const { bins } = frequencyHistogram(fitBgNbd(calibration), calibration);
    expect(bins.map((bin) => bin.actual)).toEqual([1411, 439, 214, 100, 62, 38, 29, 64]);
    for (const bin of bins) expect(Math.abs(bin.expected / bin.actual - 1)).toBeLessThan(0.15);
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
