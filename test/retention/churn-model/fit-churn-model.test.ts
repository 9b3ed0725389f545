import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fitChurnModel } from "../../../src/retention/churn-model/fit.ts";
import type { ChurnModel } from "../../../src/retention/churn-model/model.ts";
import { expectRelative } from "../../expect-relative.ts";
import { examplesOf, reference, ridge } from "./reference.ts";

const estimatesOf = (model: ChurnModel) => model.fit?.coefficients.map((row) => row.estimate) ?? [];
const errorsOf = (model: ChurnModel) =>
  model.fit?.coefficients.map((row) => row.standardError) ?? [];

function expectAlike(
  actual: readonly (number | null)[],
  expected: readonly (number | null)[],
  tolerance: number,
): void {
  expect(actual).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expectRelative(actual[i], value ?? 0, tolerance);
}

describe("the fit is that of R's glm", () => {
  test.each(Object.keys(reference.fits))("%s", (name) => {
    const wanted = reference.fits[name];
    const model = fitChurnModel(examplesOf(reference.sets[name]));
    expect(model.fit?.verdict).toBe("optimum");
    const estimates = estimatesOf(model);
    const errors = errorsOf(model);
    expect(estimates).toHaveLength(wanted.coefficients.length);
    wanted.coefficients.forEach((value, i) => {
      expectRelative(estimates[i], value, 1e-8);
      expectRelative(errors[i], wanted.standardErrors[i], 1e-7);
    });
    expectRelative(model.fit?.logLikelihood, wanted.logLikelihood, 1e-10);
    expectRelative(model.fit?.nullLogLikelihood, -wanted.nullDeviance / 2, 1e-10);
    wanted.covariance.forEach((row, i) => {
      row.forEach((value, j) => {
        const size = wanted.standardErrors[i] * wanted.standardErrors[j];
        expect(Math.abs((model.fit?.covariance[i][j] ?? 0) - value) / size).toBeLessThan(1e-7);
      });
    });
  });

  test.each(ridge.fits)("ridge $ridge on $data, standardize $standardize", (wanted) => {
    const data = examplesOf(reference.sets[wanted.data] ?? ridge.sets[wanted.data]);
    const model = fitChurnModel(data, { ridge: wanted.ridge, standardize: wanted.standardize });
    wanted.coefficients.forEach((value, i) => {
      expectRelative(estimatesOf(model)[i], value, 1e-8);
      expectRelative(errorsOf(model)[i], wanted.standardErrors[i], 1e-7);
    });
    expectRelative(model.fit?.logLikelihood, wanted.logLikelihood, 1e-9);
    expectRelative(model.fit?.effectiveParameters, wanted.effectiveParameters, 1e-9);
  });
});

describe("what a row stands for", () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({
    features: { x: Math.sin(i * 7), yearly: i % 3 === 0 },
    churned: Math.sin(i * 7) + Math.cos(i * 13) > 0.2,
  }));

  test("rows and columns, in any order, are one", () => {
    const columns = {
      features: {
        x: rows.map((row) => row.features.x),
        yearly: rows.map((row) => row.features.yearly),
      },
      churned: rows.map((row) => row.churned),
    };
    const model = fitChurnModel(rows);
    expect(fitChurnModel(columns)).toEqual(model);
    const back = fitChurnModel(rows.toReversed());
    expectAlike(estimatesOf(back), estimatesOf(model), 1e-11);
  });

  test("a weight is so many rows, and no weight is none", () => {
    const weighted = rows.map((row, i) => ({ ...row, weight: (i % 4) % 3 }));
    const repeated = rows.flatMap((row, i) => Array.from({ length: (i % 4) % 3 }, () => row));
    const one = fitChurnModel(weighted);
    const other = fitChurnModel(repeated);
    expectAlike(estimatesOf(one), estimatesOf(other), 1e-9);
    expectAlike(errorsOf(one), errorsOf(other), 1e-9);
    expect(one.fit?.n).toBe(30);
    expect(one.fit?.weight).toBe(45);
  });

  test("a feature in other units has a coefficient in other units, with and without ridge", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.constantFrom(0, 2),
        (unit, lambda) => {
          const scaled = rows.map((row) => ({
            ...row,
            features: { ...row.features, x: row.features.x * unit + unit },
          }));
          const own = fitChurnModel(rows, { ridge: lambda }).params.coefficients.x ?? 0;
          const other = fitChurnModel(scaled, { ridge: lambda }).params.coefficients.x ?? 0;
          expectRelative(other * unit, own, 1e-8);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("survives JSON", () => {
    const model = fitChurnModel(rows);
    expect(JSON.parse(JSON.stringify(model))).toEqual(model);
    expect(structuredClone(model)).toEqual(model);
  });

  test("covariances follow the order of the stored names, whatever the names", () => {
    const features = {
      b: rows.map((row) => row.features.x),
      7: rows.map((row) => row.features.yearly),
    };
    const churned = rows.map((row) => row.churned);
    const model = fitChurnModel({ features, churned }, { features: ["b", "7"] });
    const names = Object.keys(JSON.parse(JSON.stringify(model)).params.coefficients);
    expect(model.fit?.coefficients.slice(1).map((row) => row.feature)).toEqual(names);
    const own = fitChurnModel(rows);
    expectRelative(model.params.coefficients.b, own.params.coefficients.x ?? 0, 1e-9);
  });

  test("many rows begun by a part of them end where few do", () => {
    const many = 90_000;
    const x = Float64Array.from({ length: many }, (_, i) => Math.sin(i));
    const churned = Array.from(x, (value, i) => value + 2 * Math.sin(i * 1.37) > 1.2);
    const model = fitChurnModel({ features: { x }, churned });
    const doubled = fitChurnModel({
      features: { x: x.slice(0, 60_000) },
      churned: churned.slice(0, 60_000),
      weight: new Float64Array(60_000).fill(2),
    });
    const joined = fitChurnModel({
      features: { x: Float64Array.from([...x.slice(0, 60_000), ...x.slice(0, 60_000)]) },
      churned: [...churned.slice(0, 60_000), ...churned.slice(0, 60_000)],
    });
    expect(model.fit?.verdict).toBe("optimum");
    expectRelative(joined.params.coefficients.x, doubled.params.coefficients.x ?? 0, 1e-9);
    expectRelative(joined.params.intercept, doubled.params.intercept ?? 0, 1e-9);
  });
});

describe("what has no bound is never a number", () => {
  test("complete separation", () => {
    const model = fitChurnModel({
      features: { x: [1, 2, 3, 4, 5, 6] },
      churned: [0, 0, 0, 1, 1, 1],
    });
    expect(model.fit?.verdict).toBe("boundary");
    expect(model.params).toMatchObject({ intercept: null, coefficients: { x: null } });
    expect(model.fit?.warnings[0]).toMatchObject({
      code: "separation",
      details: { features: "x", directions: "+" },
    });
  });

  test("quasi-complete separation leaves the others where they belong", () => {
    // All with a cancelled trial left: the others tell all of x and the intercept.
    const { churned, age, spontaneous } = reference.sets.infert;
    const trial = Array.from(churned, (left, i) => (left === 1 && i % 9 === 0 ? 1 : 0));
    const all = fitChurnModel({ features: { age, trial, spontaneous }, churned });
    const rest = Array.from(trial.keys()).filter((i) => trial[i] === 0);
    const pick = (column: readonly number[]) => rest.map((i) => column[i]);
    const limit = fitChurnModel({
      features: { age: pick(age), spontaneous: pick(spontaneous) },
      churned: pick(churned),
    });
    expect(all.fit?.warnings[0].details).toEqual({ features: "trial", directions: "+" });
    expect(all.params.coefficients.trial).toBe(null);
    expectRelative(all.params.intercept, limit.params.intercept ?? 0, 1e-7);
    expectRelative(all.params.coefficients.age, limit.params.coefficients.age ?? 0, 1e-7);
    const [, age1, , spont1] = errorsOf(all);
    const [, age2, spont2] = errorsOf(limit);
    expectRelative(age1, age2 ?? 0, 1e-6);
    expectRelative(spont1, spont2 ?? 0, 1e-6);
  });

  test("separation only by several features together is found", () => {
    const a = [1, 2, 3, 4, 5, 6, 7, 8];
    const b = [2, 1, 4, 3, 6, 5, 8, 7];
    // b - a tells it, neither alone does.
    const churned = a.map((value, i) => b[i] > value);
    const model = fitChurnModel({ features: { a, b }, churned });
    expect(model.fit?.warnings[0]).toMatchObject({
      code: "separation",
      details: { features: "a, b" },
    });
  });

  test.each([
    ["completely", { x: [0, 200, 1, 1], z: [2, 2, 0, 3] }, [1, 0, 0, 0], 0],
    // Two customers are alike but for what they did.
    ["but for two", { x: [3, 3, 0, 200, 0], z: [2, 2, 4, 0, 2] }, [1, 0, 0, 0, 1], -2 * Math.LN2],
  ])("separated %s, no feature has a bound, and the likelihood is that of the limit", (...one) => {
    const [, features, churned, height] = one;
    const { params, fit } = fitChurnModel({ features, churned });
    expect(params).toMatchObject({ intercept: null, coefficients: { x: null, z: null } });
    expect(fit?.coefficients.map((row) => row.standardError)).toEqual([null, null, null]);
    expect(fit?.logLikelihood).toBeCloseTo(height, 12);
    expect(fit?.verdict).toBe("boundary");
    expect(fit?.warnings[0].details).toMatchObject({ features: "x, z" });
  });

  test("data that almost separate are fitted, not refused", () => {
    const x = Array.from({ length: 400 }, (_, i) => i);
    const churned = x.map((value) => (value === 199 ? true : value === 201 ? false : value >= 200));
    const model = fitChurnModel({ features: { x }, churned });
    expect(model.fit?.verdict).toBe("optimum");
    expect(model.params.coefficients.x).toBeGreaterThan(0.5);
  });

  test("a ridge makes separated data fit to score", () => {
    const data = { features: { x: [1, 2, 3, 4, 5, 6] }, churned: [0, 0, 0, 1, 1, 1] };
    const model = fitChurnModel(data, { ridge: 0.01 });
    expect(model.fit?.verdict).toBe("optimum");
    expect(model.params.coefficients.x).toBeGreaterThan(1);
  });

  test("a ridge does so however small it is beside the weight of the data", () => {
    const data = { features: { x: [1, 2, 3, 4, 5, 6] }, churned: [0, 0, 0, 1, 1, 1] };
    const slopes = [1e-10, 1e-8, 1e-6].map((ridge) => {
      const model = fitChurnModel({ ...data, weight: new Float64Array(6).fill(1e5) }, { ridge });
      expect(model.fit?.verdict).toBe("optimum");
      expect(model.fit?.warnings).toEqual([]);
      return model.params.coefficients.x ?? 0;
    });
    // A smaller penalty leaves more of the slope.
    expect(slopes.toSorted((a, b) => b - a)).toEqual(slopes);
    expect(slopes[2]).toBeGreaterThan(20);
  });

  test("small data at random: an optimum with no slope left, or a separating plane", () => {
    const row = fc.record({
      x: fc.integer({ min: -3, max: 3 }),
      z: fc.constantFrom(0, 1),
      y: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 6, maxLength: 25 }), (rows) => {
        let model: ChurnModel;
        const data = rows.map(({ x, z, y }) => ({ features: { x, z }, churned: y }));
        try {
          model = fitChurnModel(data);
        } catch (error) {
          expect(error).toMatchObject({
            code: expect.stringMatching(/^(one_outcome|collinear_features)$/),
          });
          return;
        }
        const { intercept, coefficients } = model.params;
        const isBounded = intercept !== null && coefficients.x !== null && coefficients.z !== null;
        expect(model.fit?.verdict).toBe(isBounded ? "optimum" : "boundary");
        expect(separates(rows)).toBe(!isBounded);
        if (!isBounded) return;
        for (const of of [() => 1, (one: { x: number }) => one.x, (one: { z: number }) => one.z]) {
          const slope = rows.reduce((sum, one) => {
            const eta =
              (intercept ?? 0) + (coefficients.x ?? 0) * one.x + (coefficients.z ?? 0) * one.z;
            return sum + of(one) * (Number(one.y) - 1 / (1 + Math.exp(-eta)));
          }, 0);
          expect(Math.abs(slope)).toBeLessThan(1e-7);
        }
      }),
      { numRuns: 300 },
    );
  });
});

/** Is there a plane with all who left on one side or on it, others opposite, not all on it? By trying all. */
function separates(rows: readonly { x: number; z: number; y: boolean }[]): boolean {
  // Planes are spanned by points: on integers so few, small integers are enough.
  for (let a = -2; a <= 2; a++) {
    for (let b = -12; b <= 12; b++) {
      for (let c = -24; c <= 24; c++) {
        if (a === 0 && b === 0) continue;
        const sides = rows.map(({ x, z, y }) => (y ? 1 : -1) * (2 * a * x + b * z + c));
        if (sides.every((side) => side >= 0) && sides.some((side) => side > 0)) return true;
      }
    }
  }
  return false;
}

describe("what cannot be fitted is refused by name", () => {
  const churned = [0, 1, 0, 1, 1, 0];
  const x = [1, 4, 2, 3, 5, 3];
  test.each([
    ["nobody left", { features: { x }, churned: [0, 0, 0, 0, 0, 0] }, "one_outcome"],
    ["everybody left", { features: { x }, churned: [1, 1, 1, 1, 1, 1] }, "one_outcome"],
    [
      "who left weighs nothing",
      { features: { x }, churned, weight: [1, 0, 1, 0, 0, 1] },
      "one_outcome",
    ],
    ["nothing weighs", { features: { x }, churned, weight: [0, 0, 0, 0, 0, 0] }, "no_data"],
    ["no rows", { features: { x: [] }, churned: [] }, "no_data"],
    ["no features", { features: {}, churned }, "empty"],
    ["a constant", { features: { x, c: [7, 7, 7, 7, 7, 7] }, churned }, "collinear_features"],
    ["a double", { features: { x, c: x.map((v) => 3 - 2 * v) }, churned }, "collinear_features"],
    ["NaN", { features: { x: [1, 4, Number.NaN, 3, 5, 3] }, churned }, "non_finite_value"],
    ["too short", { features: { x: [1, 4] }, churned }, "length_mismatch"],
    [
      "a weight below 0",
      { features: { x }, churned, weight: [1, 1, 1, -1, 1, 1] },
      "negative_value",
    ],
    ["no outcome", { features: { x }, churned: [0, 1, 0, 1, 1, 2] }, "invalid_event"],
  ])("%s", (_, data, code) => {
    expect(() => fitChurnModel(data)).toThrow(expect.objectContaining({ code }));
  });

  test.each([
    [{ a: [1e308, -1e308, 5e299, 0, 1e299] }, {}, "out_of_range", ["features", "a"]],
    [{ a: [1e-310, -1e-310, 5e-311, 0, 1e-311] }, {}, "out_of_range", ["features", "a"]],
    [
      { a: [1, 2, 3, 4, 2] },
      { weight: [1e308, 1e308, 1e308, 1e308, 1] },
      "sum_overflow",
      ["weight"],
    ],
  ])("numbers at the end of all numbers: %j", (features, more, code, path) => {
    expect(() => fitChurnModel({ features, churned: [1, 0, 0, 1, 1], ...more })).toThrow(
      expect.objectContaining({ code, path }),
    );
  });

  test("a ridge beyond all measure leaves the share of all, and large numbers are no matter", () => {
    const held = fitChurnModel({ features: { x }, churned }, { ridge: 1e300 });
    expect(Math.abs(held.params.coefficients.x ?? 1)).toBeLessThan(1e-200);
    expect(held.params.intercept).toBeCloseTo(0, 12);
    const own = fitChurnModel({ features: { x }, churned });
    const large = fitChurnModel({ features: { x: x.map((value) => value * 1e200) }, churned });
    expectRelative(
      (large.params.coefficients.x ?? 0) * 1e200,
      own.params.coefficients.x ?? 0,
      1e-9,
    );
  });

  test("rows point to the row at fault", () => {
    const good = { features: { x: 1 }, churned: true };
    const path = (row: object) => {
      try {
        fitChurnModel([good, Object.assign({}, good, row)]);
      } catch (error) {
        return error;
      }
      return undefined;
    };
    expect(path({ features: {} })).toMatchObject({
      code: "missing_feature",
      path: [1, "features", "x"],
    });
    expect(path({ features: { x: 1, y: 2 } })).toMatchObject({ path: [1, "features", "y"] });
    expect(path({ churned: "yes" })).toMatchObject({ code: "invalid_event", path: [1, "churned"] });
    expect(path({ features: null })).toMatchObject({ code: "invalid_shape", path: [1] });
    expect(path({ weight: Number.NaN })).toMatchObject({
      code: "non_finite_value",
      path: [1, "weight"],
    });
  });

  test("names of prototypes are no features", () => {
    const rows = [
      { features: { x: 1 }, churned: true },
      { features: { x: 2 }, churned: false },
    ];
    for (const name of ["constructor", "toString", "__proto__", ""]) {
      expect(() => fitChurnModel(rows, { features: [name] })).toThrow(
        expect.objectContaining({ name: "InputError" }),
      );
    }
  });

  test.each([
    [{ ridge: -1 }, "negative_value"],
    [{ ridge: Number.NaN }, "non_finite_value"],
    [{ level: 1 }, "out_of_range"],
    [{ level: 95 }, "out_of_range"],
  ])("%j", (options, code) => {
    expect(() => fitChurnModel({ features: { x }, churned }, options)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
