import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  inverseRegularizedGammaP,
  regularizedGammaP,
  regularizedGammaQ,
} from "../../../src/numeric/special/incomplete-gamma.ts";
import { logGamma } from "../../../src/numeric/special/log-gamma.ts";
import { normalCdf } from "../../../src/numeric/special/normal.ts";
import { agrees, between, logBetween } from "./numbers.ts";

const shape = logBetween(1e-3, 1e5);
/** x as a multiple of the shape, most of them where neither tail is negligible. */
const multiple = logBetween(0.2, 5);

describe("regularizedGammaP and regularizedGammaQ", () => {
  it("are 0 and 1 at x = 0", () => {
    expect(regularizedGammaP(0.3, 0)).toBe(0);
    expect(regularizedGammaQ(0.3, 0)).toBe(1);
  });

  it("are exponential for s = 1, and normal for s = 1/2", () => {
    fc.assert(
      fc.property(logBetween(1e-10, 300), (x) => {
        agrees(regularizedGammaP(1, x), -Math.expm1(-x), 1e-14);
        agrees(regularizedGammaQ(1, x), Math.exp(-x), 1e-13);
        agrees(regularizedGammaQ(0.5, x), 2 * normalCdf(-Math.sqrt(2 * x)), 2e-13);
      }),
    );
  });

  it("add up to 1, each within [0, 1]", () => {
    fc.assert(
      fc.property(shape, multiple, (s, k) => {
        const p = regularizedGammaP(s, k * s);
        const q = regularizedGammaQ(s, k * s);
        expect(Math.min(p, q)).toBeGreaterThanOrEqual(0);
        expect(Math.max(p, q)).toBeLessThanOrEqual(1);
        agrees(p + q, 1, 1e-14);
      }),
    );
  });

  it("meet the recurrence Q(s + 1, x) = Q(s, x) + x^s e^(-x)/Γ(s + 1)", () => {
    fc.assert(
      fc.property(logBetween(1e-3, 100), multiple, (s, k) => {
        const x = k * s;
        const step = Math.exp(s * Math.log(x) - x - logGamma(s + 1));
        agrees(regularizedGammaQ(s + 1, x), regularizedGammaQ(s, x) + step, 1e-12);
      }),
    );
  });

  it("join smoothly where integrals take over from expansions, at s = 5000", () => {
    for (const x of [4800, 5000, 5200]) {
      const before = regularizedGammaP(5000, x);
      const after = regularizedGammaP(5000.000000001, x);
      expect(after).toBeLessThan(before);
      agrees(after, before, 1e-9);
    }
  });

  it("grow with x", () => {
    fc.assert(
      fc.property(shape, multiple, (s, k) => {
        const near = regularizedGammaP(s, k * s);
        expect(regularizedGammaP(s, k * s * 1.001)).toBeGreaterThanOrEqual(near);
      }),
    );
  });
});

describe("inverseRegularizedGammaP", () => {
  it("reaches both ends", () => {
    expect(inverseRegularizedGammaP(0, 2)).toBe(0);
    expect(inverseRegularizedGammaP(1, 2)).toBe(Number.POSITIVE_INFINITY);
  });

  it("is 0 where the quantile is below the least double", () => {
    expect(inverseRegularizedGammaP(0.3, 1e-4)).toBe(0);
    expect(inverseRegularizedGammaP(0.6, 1e-4)).toBe(0);
  });

  it("knows the chi-square quantiles of the tables", () => {
    agrees(2 * inverseRegularizedGammaP(0.95, 0.5), 3.841458820694124, 1e-14);
    agrees(2 * inverseRegularizedGammaP(0.99, 5), 23.209251158954356, 1e-14);
  });

  it("undoes regularizedGammaP, and regularizedGammaQ above the median", () => {
    fc.assert(
      fc.property(logBetween(1e-12, 1), logBetween(0.05, 1e4), (tail, s) => {
        agrees(regularizedGammaP(s, inverseRegularizedGammaP(tail, s)), tail, 1e-11);
        const q = 1 - (1 - tail);
        agrees(regularizedGammaQ(s, inverseRegularizedGammaP(1 - q, s)), q, 1e-11);
      }),
    );
  });

  it("grows with p", () => {
    fc.assert(
      fc.property(between(0.001, 0.99), logBetween(0.01, 1e4), (p, s) => {
        const x = inverseRegularizedGammaP(p, s);
        expect(inverseRegularizedGammaP(p + 1e-3, s)).toBeGreaterThan(x);
      }),
    );
  });
});
