import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { driverAnalysis } from "../../src/survey/index.ts";
import { expectRelative } from "../expect-relative.ts";
import { codeOf } from "./code-of.ts";
import { golden } from "./golden.ts";

/** R's data set attitude: a rating and six drivers of 30 departments. */
const names = ["complaints", "privileges", "learning", "raises", "critical", "advance"];
const responses = golden.attitude.map(([score, ...values]) => ({
  score,
  drivers: Object.fromEntries(names.map((name, at) => [name, values[at]])),
}));
const column = (at: number) => Float64Array.from(golden.attitude, (row) => row[at]);
const columns = {
  score: column(0),
  drivers: Object.fromEntries(names.map((name, at) => [name, column(at + 1)])),
};

describe("driverAnalysis agrees with R", () => {
  const { drivers, rSquared } = driverAnalysis(responses, {
    seed: 1,
    resamples: 0,
    drivers: names,
  });

  it.each(names.map((name, at) => [name, at] as const))("%s", (name, at) => {
    const driver = drivers.find((it) => it.driver === name);
    const [r, lower, upper] = golden.correlations[at];
    expectRelative(driver?.relativeWeight.value, golden.relativeWeights[at], 1e-10);
    expectRelative(
      driver?.importance.value,
      golden.relativeWeights[at] / golden.rSquared[0],
      1e-10,
    );
    expectRelative(driver?.correlation.value, r, 1e-12);
    expectRelative(driver?.correlation.lower, lower, 1e-12);
    expectRelative(driver?.correlation.upper, upper, 1e-12);
    expect(driver?.relativeWeight.lower).toBeNull();
  });

  it("in R²", () => {
    expectRelative(rSquared, golden.rSquared[0], 1e-12);
  });

  it("with two drivers in general dominance", () => {
    const score = [9, 10, 4, 7, 2, 6, 8, 5];
    const found = driverAnalysis(
      { score, drivers: { support: [5, 5, 2, 4, 1, 3, 4, 3], price: [3, 4, 3, 5, 2, 1, 4, 5] } },
      { seed: 1, resamples: 0 },
    );
    expectRelative(found.drivers[0].relativeWeight.value, golden.twoDrivers[0], 1e-10);
    expectRelative(found.drivers[1].relativeWeight.value, golden.twoDrivers[1], 1e-10);
  });
});

describe("driverAnalysis", () => {
  it("reads rows and columns alike, the same for the same seed", () => {
    const options = { seed: "x", resamples: 50, drivers: names };
    expect(driverAnalysis(columns, options)).toEqual(driverAnalysis(responses, options));
    const other = driverAnalysis(columns, { ...options, seed: "y" });
    expect(other).not.toEqual(driverAnalysis(columns, options));
  });

  it("has intervals about its weights", () => {
    const { drivers } = driverAnalysis(responses, { seed: 3, resamples: 400 });
    const [first] = drivers;
    expect(first.driver).toBe("complaints");
    const { value, lower, upper } = first.relativeWeight;
    expect([(lower ?? 0) < (value ?? 0), (value ?? 0) < (upper ?? 0)]).toEqual([true, true]);
    expect(lower).toBeGreaterThan(0.1);
    expect(upper).toBeLessThan(0.7);
    for (const { importance } of drivers) {
      expect(importance.lower).toBeGreaterThanOrEqual(0);
      expect(importance.upper).toBeLessThanOrEqual(1);
    }
  });

  it("counts a weight of 2 like two answers, and scale and origin for nothing", () => {
    const rows = responses.map((row, at) => ({ ...row, weight: 1 + (at % 2) }));
    const repeated = rows.flatMap((row) =>
      Array.from({ length: row.weight }, () => ({ ...row, weight: 1 })),
    );
    const moved = repeated.map(({ score, drivers }) => ({
      score: 1e6 + 1e-3 * score,
      drivers: Object.fromEntries(names.map((name, at) => [name, drivers[name] * 10 ** at - 1e4])),
    }));
    const [one, two, three] = [rows, repeated, moved].map(
      (given) => driverAnalysis(given, { seed: 1, resamples: 0 }).drivers,
    );
    for (const [at, { relativeWeight }] of one.entries()) {
      expectRelative(two[at].relativeWeight.value, relativeWeight.value ?? 0, 1e-10);
      expectRelative(three[at].relativeWeight.value, relativeWeight.value ?? 0, 1e-6);
    }
  });

  it("shares R² out: never below 0, adding up to it", () => {
    const rating = fc.integer({ min: 1, max: 5 });
    const row = fc.record({
      score: rating,
      drivers: fc.record({ a: rating, b: rating, c: rating }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        fc.pre(rows.length > 0);
        const { rSquared, drivers } = driverAnalysis(rows, { seed: 1, resamples: 3 });
        const parts = drivers.map(({ relativeWeight }) => relativeWeight.value ?? 0);
        for (const part of parts) expect(part).toBeGreaterThanOrEqual(0);
        const sum = parts.reduce((total, part) => total + part, 0);
        if (rSquared !== null) expect(sum).toBeCloseTo(rSquared, 9);
        expect(JSON.stringify(drivers)).not.toContain("NaN");
        for (const { correlation, relativeWeight, importance } of drivers) {
          for (const { value, lower, upper } of [correlation, relativeWeight, importance]) {
            for (const number of [value, lower, upper]) {
              expect(number === null || Number.isFinite(number)).toBe(true);
            }
          }
        }
      }),
    );
  });

  it("warns of answers and drivers that tell nothing", () => {
    const rows = [1, 2, 3, 4, 5].map((score) => ({
      score,
      drivers: { same: 3, twin: score % 3, other: score % 3, gap: score === 5 ? null : score },
    }));
    const found = driverAnalysis(rows, { seed: 1, resamples: 10 });
    expect(found.warnings.map(({ code }) => code)).toEqual([
      "incomplete_answers",
      "too_few_answers",
      "constant_driver",
      "collinear_drivers",
    ]);
    expect([found.n, found.incomplete]).toEqual([4, 1]);
    const by = (name: string) => found.drivers.find(({ driver }) => driver === name);
    expect(by("same")?.correlation.value).toBeNull();
    expect(by("twin")?.relativeWeight.value).toBeCloseTo(
      by("other")?.relativeWeight.value ?? 9,
      10,
    );
    const flat = driverAnalysis([{ score: 3, drivers: { a: 1 } }], { seed: 1 });
    expect(flat.rSquared).toBeNull();
    expect(flat.warnings.map(({ code }) => code)).toContain("constant_score");
  });

  it.each([
    [() => driverAnalysis([], { seed: 1 }), "missing_field", ["drivers"]],
    [
      () => driverAnalysis({ score: [1], drivers: { a: [1, 2] } }, { seed: 1 }),
      "length_mismatch",
      ["drivers", "a"],
    ],
    [
      () => driverAnalysis({ score: [1], drivers: { a: [Infinity] } }, { seed: 1 }),
      "non_finite_value",
      ["drivers", "a", 0],
    ],
    [
      () => driverAnalysis([{ score: 3, drivers: { price: 1 } }], { seed: 1, drivers: ["prise"] }),
      "missing_field",
      ["drivers", "prise"],
    ],
    [
      () => driverAnalysis([{ score: Number.NaN, drivers: { a: 1 } }], { seed: 1 }),
      "non_finite_value",
      [0, "score"],
    ],
    [() => driverAnalysis(responses, { seed: 1, resamples: -1 }), "out_of_range", ["resamples"]],
    [() => driverAnalysis(responses, { seed: Number.NaN }), "non_finite_value", ["seed"]],
  ])("%s", (work, code, path) => {
    expect(codeOf(work)).toEqual({ code, path });
  });
});
