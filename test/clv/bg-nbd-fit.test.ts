import { describe, expect, it } from "vitest";
import { bgNbdFamily } from "../../src/clv/bg-nbd/family.ts";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import { weightedHistoriesOf } from "../../src/clv/fitting/purchase-data.ts";
import type { PurchasePatterns } from "../../src/customers/summary.ts";
import { expectRelative } from "../expect-relative.ts";
import { goldenFits, goldenFitsOf, goldenPatterns } from "./golden-sets.ts";

function scaleTimes(patterns: PurchasePatterns, factor: number): PurchasePatterns {
  const times = (column: ArrayLike<number>) => Array.from(column, (time) => time * factor);
  return { ...patterns, recency: times(patterns.recency), age: times(patterns.age) };
}

describe("the BG/NBD likelihood", () => {
  it.each(goldenFitsOf("bg-nbd"))(
    "has the value and slope of $data away from the optimum",
    (set) => {
      const { r, alpha, a, b } = set.elsewhere.params;
      const parameters = Float64Array.of(r, alpha, a, b);
      const gradient = new Float64Array(4);
      const value = bgNbdFamily.logLikelihood(weightedHistoriesOf(goldenPatterns(set.data)))(
        parameters,
        gradient,
      );
      expectRelative(value, set.elsewhere.logLikelihood, 1e-13);
      set.elsewhere.gradientLog.forEach((slope, i) => {
        expectRelative(parameters[i] * gradient[i], slope, 1e-11);
      });
    },
  );
});

describe("fitBgNbd", () => {
  it.each(goldenFitsOf("bg-nbd"))("finds the optimum of $data", (set) => {
    const { params, fit } = fitBgNbd(goldenPatterns(set.data));
    for (const name of ["r", "alpha", "a", "b"] as const) {
      expectRelative(params[name], set.params[name], 1e-12);
      expectRelative(fit.standardErrors[name], set.standardErrors[name], 1e-7);
    }
    expectRelative(fit.logLikelihood, set.logLikelihood, 1e-13);
    expect(fit.verdict).toBe("optimum");
    expect(fit.warnings).toEqual([]);
    expect(fit.newtonDecrement).toBeLessThan(4e-14);
  });

  it("tells the covariance in the order of the parameters", () => {
    const [set] = goldenFitsOf("bg-nbd");
    const { fit } = fitBgNbd(goldenPatterns(set.data));
    set.covariance.forEach((row, i) => {
      row.forEach((covariance, j) => {
        const scale = Math.sqrt(set.covariance[i][i] * set.covariance[j][j]);
        const error = Math.abs((fit.covariance?.[i][j] ?? Number.NaN) - covariance) / scale;
        expect(error).toBeLessThan(1e-8);
      });
    });
  });

  it("calls an optimum what has a parameter far from 1 on its clock, but a curvature there", () => {
    const data = goldenPatterns("bg-nbd-daily");
    const { recency, age, weight, frequency } = data;
    const longest = fitBgNbd(data).params.alpha * Math.exp(13);
    const { params, fit } = fitBgNbd({
      timeUnit: "day",
      frequency: [...Array.from(frequency), 0],
      recency: [...Array.from(recency), 0],
      age: [...Array.from(age), longest],
      weight: [...Array.from(weight), 1e-6],
    });
    expect(params.alpha).toBeLessThan(longest * Math.exp(-12));
    expect(fit.verdict).toBe("optimum");
    expect(fit.positiveDefinite).toBe(true);
    expect(fit.covariance?.[1][1]).toBeGreaterThan(0);
    expect(fit.warnings).toEqual([]);
  });

  it("is the same model in days and in weeks", () => {
    const weekly = fitBgNbd(goldenPatterns("bg-nbd-daily"));
    const daily = fitBgNbd({
      ...scaleTimes(goldenPatterns("bg-nbd-daily"), 7),
      timeUnit: "day",
    });
    expectRelative(daily.params.r, weekly.params.r, 1e-12);
    expectRelative(daily.params.alpha, 7 * weekly.params.alpha, 1e-12);
    expectRelative(daily.params.a, weekly.params.a, 1e-12);
    expectRelative(daily.params.b, weekly.params.b, 1e-12);
    const { frequency, weight } = goldenPatterns("bg-nbd-daily");
    const purchases = Array.from(frequency).reduce((sum, x, i) => sum + x * weight[i], 0);
    expectRelative(
      daily.fit.logLikelihood,
      weekly.fit.logLikelihood - purchases * Math.log(7),
      1e-13,
    );
    expect(daily.timeUnit).toBe("day");
  });

  it("counts a weight as so many customers", () => {
    const { timeUnit, ...columns } = goldenPatterns("bg-nbd-small");
    const twice = { ...columns, timeUnit, weight: Array.from(columns.weight, (n) => 2 * n) };
    const customers = Array.from(columns.frequency).flatMap((frequency, i) => {
      const customer = { frequency, recency: columns.recency[i], age: columns.age[i] };
      return [customer, customer];
    });
    const one = fitBgNbd(twice);
    const other = fitBgNbd({ timeUnit, customers });
    expectRelative(one.params.b, other.params.b, 1e-10);
    expect(one.fit.customers).toBe(120);
    expect(other.fit.customers).toBe(120);
    expect(other.fit.patterns).toBe(one.fit.patterns);
  });

  it("does not depend on the order of customers", () => {
    const { timeUnit, ...columns } = goldenPatterns("bg-nbd-continuous");
    const reversed = (column: ArrayLike<number>) => Array.from(column).reverse();
    const one = fitBgNbd({ timeUnit, ...columns });
    const other = fitBgNbd({
      timeUnit,
      frequency: reversed(columns.frequency),
      recency: reversed(columns.recency),
      age: reversed(columns.age),
      weight: reversed(columns.weight),
    });
    expectRelative(one.params.a, other.params.a, 1e-11);
  });

  it("survives JSON", () => {
    const model = fitBgNbd(goldenPatterns("bg-nbd-daily"));
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    expect(structuredClone(model)).toEqual(model);
  });

  it.each(goldenFits.runaways.filter((set) => set.model === "bg-nbd"))(
    "says what $data leaves open, where the likelihood rises for ever",
    (set) => {
      const { params, fit } = fitBgNbd(goldenPatterns(set.data));
      expect(fit.verdict).not.toBe("optimum");
      expect(fit.warnings.map((warning) => warning.code)).toContain("weakly_identified");
      expect(fit.logLikelihood).toBeGreaterThan(set.supremum - 1e-3);
      expect(fit.covariance).toBeNull();
      expect(Object.values(params).every((value) => value > 0 && Number.isFinite(value))).toBe(
        true,
      );
    },
  );

  it("refuses what it cannot learn from", () => {
    const nobody = { timeUnit: "week", customers: [] } as const;
    expect(() => fitBgNbd(nobody)).toThrowError(expect.objectContaining({ code: "empty" }));
    const noRepeats = {
      timeUnit: "week",
      customers: [{ frequency: 0, recency: 0, age: 9 }],
    } as const;
    expect(() => fitBgNbd(noRepeats)).toThrowError(
      expect.objectContaining({ code: "no_repeat_purchases" }),
    );
  });

  it.each([
    ["recency beyond age", { frequency: 1, recency: 10, age: 9 }],
    ["a repeat purchase at age 0", { frequency: 1, recency: 0, age: 9 }],
    ["recency without a repeat purchase", { frequency: 0, recency: 3, age: 9 }],
    ["half a purchase", { frequency: 0.5, recency: 3, age: 9 }],
    ["a negative age", { frequency: 0, recency: 0, age: -1 }],
  ])("refuses %s", (_, customer) => {
    const fit = () => fitBgNbd({ timeUnit: "week", customers: [customer] });
    expect(fit).toThrowError(expect.objectContaining({ code: "invalid_summary" }));
  });

  it("refuses NaN with the row and field", () => {
    const customers = [
      { frequency: 1, recency: 3, age: 9 },
      { frequency: 1, recency: Number.NaN, age: 9 },
    ];
    expect(() => fitBgNbd({ timeUnit: "week", customers })).toThrowError(
      expect.objectContaining({ code: "non_finite_value", path: ["customers", 1, "recency"] }),
    );
  });
});
