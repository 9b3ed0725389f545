import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  inverseRegularizedBeta,
  regularizedBeta,
} from "../../../src/numeric/special/incomplete-beta.ts";
import { logBeta } from "../../../src/numeric/special/log-beta.ts";
import { agrees, between, logBetween } from "./numbers.ts";

const shape = logBetween(1e-3, 1e5);
/** Multiples of 2^-20: 1 - x is exact. */
const fraction = fc.integer({ min: 1, max: 2 ** 20 - 1 }).map((k) => k / 2 ** 20);

describe("regularizedBeta", () => {
  it("is 0 and 1 at the ends", () => {
    expect(regularizedBeta(0, 0.3, 4)).toBe(0);
    expect(regularizedBeta(1, 0.3, 4)).toBe(1);
  });

  it("knows the closed forms: x^a, 1 - (1 - x)^b, arcsine", () => {
    fc.assert(
      fc.property(fraction, logBetween(1e-10, 500), (x, a) => {
        agrees(regularizedBeta(x, a, 1), Math.exp(a * Math.log(x)), 1e-11);
        agrees(regularizedBeta(x, 1, a), -Math.expm1(a * Math.log1p(-x)), 1e-13);
        agrees(
          regularizedBeta(x, 0.5, 0.5),
          (2 / Math.PI) * Math.atan2(Math.sqrt(x), Math.sqrt(1 - x)),
          1e-14,
        );
      }),
    );
  });

  it("is a binomial tail for whole shapes", () => {
    const x = 0.3;
    const n = 20;
    for (let k = 1; k <= n; k++) {
      let tail = 0;
      for (let j = k; j <= n; j++) {
        const choose = -Math.log(n + 1) - logBeta(j + 1, n - j + 1);
        tail += Math.exp(choose + j * Math.log(x) + (n - j) * Math.log1p(-x));
      }
      agrees(regularizedBeta(x, k, n - k + 1), tail, 1e-13);
    }
  });

  it("meets the reflection I_x(a, b) = 1 - I_(1-x)(b, a)", () => {
    fc.assert(
      fc.property(fraction, shape, shape, (x, a, b) => {
        agrees(regularizedBeta(x, a, b) + regularizedBeta(1 - x, b, a), 1, 1e-14);
      }),
    );
  });

  it("meets the recurrence I_x(a, b) = I_x(a + 1, b) + x^a (1-x)^b/(a B(a, b))", () => {
    fc.assert(
      fc.property(fraction, logBetween(0.01, 100), logBetween(0.01, 100), (x, a, b) => {
        const log = a * Math.log(x) + b * Math.log1p(-x) - Math.log(a) - logBeta(a, b);
        agrees(
          regularizedBeta(x, a, b),
          regularizedBeta(x, a + 1, b) + Math.exp(log),
          1e-12,
          1e-300,
        );
      }),
    );
  });

  it("grows with x, within [0, 1]", () => {
    fc.assert(
      fc.property(between(0, 0.99), shape, shape, (x, a, b) => {
        const near = regularizedBeta(x, a, b);
        const far = regularizedBeta(x + 0.01, a, b);
        expect(near).toBeGreaterThanOrEqual(0);
        expect(far).toBeLessThanOrEqual(1);
        expect(far).toBeGreaterThanOrEqual(near);
      }),
    );
  });
});

describe("inverseRegularizedBeta", () => {
  it("reaches both ends", () => {
    expect(inverseRegularizedBeta(0, 2, 3)).toBe(0);
    expect(inverseRegularizedBeta(1, 2, 3)).toBe(1);
  });

  it("gives the Clopper-Pearson and Jeffreys limits of 80 in 100", () => {
    // scipy 1.17.1, betaincinv.
    agrees(inverseRegularizedBeta(0.025, 80, 21), 0.7081573109113719, 1e-14);
    agrees(inverseRegularizedBeta(0.975, 81, 20), 0.8733444478980441, 1e-14);
    agrees(inverseRegularizedBeta(0.025, 80.5, 20.5), 0.7137204271726825, 1e-14);
    agrees(inverseRegularizedBeta(0.975, 80.5, 20.5), 0.8692095845813153, 1e-14);
  });

  it("is 0 or 1 where the quantile is nearer to that than any double", () => {
    expect(inverseRegularizedBeta(0.3, 1e-4, 1)).toBe(0);
    expect(inverseRegularizedBeta(0.6, 1e-4, 1)).toBe(0);
    expect(inverseRegularizedBeta(0.4, 1, 1e-4)).toBe(1);
    expect(inverseRegularizedBeta(0.6, 1, 1e-4)).toBe(1);
  });

  it("undoes regularizedBeta, from either tail", () => {
    fc.assert(
      fc.property(logBetween(1e-12, 1), logBetween(0.05, 1e6), logBetween(1, 1e6), (p, a, b) => {
        agrees(regularizedBeta(inverseRegularizedBeta(p, a, b), a, b), p, 1e-9);
      }),
    );
  });

  it("is the reflection of the quantile of the other tail", () => {
    fc.assert(
      fc.property(fraction, logBetween(0.2, 1e4), logBetween(0.2, 1e4), (p, a, b) => {
        agrees(inverseRegularizedBeta(p, a, b) + inverseRegularizedBeta(1 - p, b, a), 1, 1e-14);
      }),
    );
  });
});
