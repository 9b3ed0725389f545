import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { binomialLogPmf } from "../../src/numeric/distributions/log-pmf.ts";
import {
  agrestiCoullInterval,
  clopperPearsonInterval,
  criticalValue,
  jeffreysInterval,
  PROPORTION_METHODS,
  type ProportionMethod,
  proportionInterval,
  waldInterval,
  wilsonInterval,
} from "../../src/numeric/intervals.ts";
import { golden } from "./golden.ts";

const methods = PROPORTION_METHODS;

const counts = fc
  .tuple(fc.integer({ min: 1, max: 2000 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, share]) => ({ n, successes: Math.round(share * n) }));
const level = fc.constantFrom(0.5, 0.8, 0.9, 0.95, 0.99, 0.999);

describe("intervals of a proportion", () => {
  it.each([
    // Published to six digits; SciPy 1.17 agrees on Wilson, Clopper-Pearson and the beta quantiles.
    ["wilson", 0.711171, 0.866633],
    ["agresti_coull", 0.710412, 0.867392],
    ["clopper_pearson", 0.708157, 0.873344],
    ["jeffreys", 0.71372, 0.86921],
    ["wald", 0.721601, 0.878399],
  ] as const)("%s of 80 among 100", (method, lower, upper) => {
    const found = proportionInterval(method, 80, 100, 0.95);
    expect(Math.abs(found.lower - lower)).toBeLessThan(6e-7);
    expect(Math.abs(found.upper - upper)).toBeLessThan(6e-7);
  });

  it.each(golden.intervals)(
    "$method of $successes among $n at $level agrees with 60-digit arithmetic",
    ({ method, successes, n, level, ends }) => {
      const { lower, upper } = proportionInterval(method, successes, n, level);
      expect(Math.abs(lower - ends[0])).toBeLessThanOrEqual(2e-13 * ends[0]);
      expect(Math.abs(upper - ends[1])).toBeLessThanOrEqual(2e-13 * ends[1]);
    },
  );

  it("stands behind the named functions", () => {
    const direct = {
      wilson: wilsonInterval,
      agresti_coull: agrestiCoullInterval,
      clopper_pearson: clopperPearsonInterval,
      jeffreys: jeffreysInterval,
      wald: waldInterval,
    } satisfies Record<ProportionMethod, typeof wilsonInterval>;
    for (const method of methods) {
      expect(proportionInterval(method, 3, 7, 0.9)).toEqual(direct[method](3, 7, 0.9));
    }
  });

  it("surrounds the observed proportion, within [0, 1]", () => {
    fc.assert(
      fc.property(counts, level, fc.constantFrom(...methods), ({ n, successes }, level, method) => {
        const { lower, upper } = proportionInterval(method, successes, n, level);
        expect(lower).toBeGreaterThanOrEqual(0);
        expect(upper).toBeLessThanOrEqual(1);
        // Equal but for rounding where Wald's has no width.
        expect(lower).toBeLessThanOrEqual(successes / n + 1e-15);
        expect(upper).toBeGreaterThanOrEqual(successes / n - 1e-15);
      }),
    );
  });

  it("mirrors itself when successes and failures change places", () => {
    fc.assert(
      fc.property(counts, level, fc.constantFrom(...methods), ({ n, successes }, level, method) => {
        const one = proportionInterval(method, successes, n, level);
        const other = proportionInterval(method, n - successes, n, level);
        expect(one.lower).toBeCloseTo(1 - other.upper, 13);
        expect(one.upper).toBeCloseTo(1 - other.lower, 13);
      }),
    );
  });

  it("widens with the level and, Wald's aside, narrows with n", () => {
    fc.assert(
      fc.property(counts, fc.constantFrom(...methods), ({ n, successes }, method) => {
        const width = (x: number, size: number, level: number): number => {
          const { lower, upper } = proportionInterval(method, x, size, level);
          return upper - lower;
        };
        expect(width(successes, n, 0.9)).toBeLessThanOrEqual(width(successes, n, 0.95));
        expect(width(4 * successes, 4 * n, 0.95)).toBeLessThanOrEqual(width(successes, n, 0.95));
      }),
    );
  });

  it("is one-sided, exactly, where nobody or everybody succeeded", () => {
    for (const method of ["wilson", "clopper_pearson", "jeffreys"] as const) {
      expect(proportionInterval(method, 0, 7, 0.95).lower).toBe(0);
      expect(proportionInterval(method, 0, 7, 0.95).upper).toBeGreaterThan(0.2);
      expect(proportionInterval(method, 7, 7, 0.95).upper).toBe(1);
      expect(proportionInterval(method, 7, 7, 0.95).lower).toBeLessThan(0.8);
    }
    expect(waldInterval(0, 7, 0.95)).toEqual({ lower: 0, upper: 0 });
    // The rule of three's exact form: 1 - (alpha / 2)^(1 / n).
    expect(clopperPearsonInterval(0, 7, 0.95).upper).toBeCloseTo(1 - 0.025 ** (1 / 7), 14);
  });

  it("has ends that leave half the rest on either side (Clopper-Pearson)", () => {
    const { lower, upper } = clopperPearsonInterval(17, 60, 0.9);
    let above = 0;
    let below = 0;
    for (let k = 17; k <= 60; k += 1) above += Math.exp(binomialLogPmf(k, 60, lower));
    for (let k = 0; k <= 17; k += 1) below += Math.exp(binomialLogPmf(k, 60, upper));
    expect(above).toBeCloseTo(0.05, 13);
    expect(below).toBeCloseTo(0.05, 13);
  });

  it("loses no digit of a tiny lower end (Wilson)", () => {
    // Both ends multiply to x^2 / (n (n + z^2)).
    const { lower, upper } = wilsonInterval(1e-9, 12.5, 0.95);
    const product = 1e-18 / 12.5 / (12.5 + criticalValue(0.95) ** 2);
    expect(Math.abs((lower * upper) / product - 1)).toBeLessThan(1e-14);
  });

  it("takes weighted counts, rounding included", () => {
    expect(wilsonInterval(2.5, 2.5 * (1 - 1e-15), 0.95).upper).toBe(1);
    expect(() => wilsonInterval(2.6, 2.5, 0.95)).toThrow("successes: expected at most n = 2.5");
  });

  it("refuses what has no interval", () => {
    for (const method of methods) {
      expect(() => proportionInterval(method, 0, 0, 0.95)).toThrow("n: expected more than 0");
      expect(() => proportionInterval(method, -1, 5, 0.95)).toThrow(
        "successes: expected at least 0",
      );
      for (const level of [0, 1, 95, -0.5]) {
        expect(() => proportionInterval(method, 1, 5, level)).toThrow(
          "level: expected more than 0",
        );
      }
      expect(() => proportionInterval(method, 1, 5, Number.NaN)).toThrow("level");
    }
  });

  it("knows the critical values", () => {
    expect(criticalValue(0.95)).toBeCloseTo(1.959963984540054, 14);
    expect(criticalValue(0.9)).toBeCloseTo(1.6448536269514722, 14);
  });
});
