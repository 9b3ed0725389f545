import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { gauss2F1 } from "../../../src/numeric/special/hypergeometric.ts";
import { logGamma } from "../../../src/numeric/special/log-gamma.ts";
import { agrees, between, logBetween } from "./numbers.ts";

const parameter = logBetween(0.01, 300);
const negative = logBetween(1e-6, 1e5).map((y) => -y);

describe("gauss2F1", () => {
  it("is 1 at z = 0, and for b = 0", () => {
    expect(gauss2F1(3, 2, 4, 0)).toBe(1);
    expect(gauss2F1(3, 0, 4, -7)).toBe(1);
  });

  it("knows F(1, 1; 2; z) = -ln(1 - z)/z, far and near", () => {
    fc.assert(
      fc.property(fc.oneof(negative, between(0.001, 0.999999)), (z) => {
        agrees(gauss2F1(1, 1, 2, z), -Math.log1p(-z) / z, 1e-13);
      }),
    );
  });

  it("knows F(1/2, 1; 3/2; -z²) = arctan(z)/z", () => {
    fc.assert(
      fc.property(logBetween(1e-3, 1e3), (z) => {
        agrees(gauss2F1(0.5, 1, 1.5, -z * z), Math.atan(z) / z, 1e-14);
      }),
    );
  });

  it("knows F(a, b; b; z) = (1 - z)^(-a) for a < b", () => {
    fc.assert(
      fc.property(parameter, parameter, negative, (a, more, z) => {
        const log = -a * Math.log1p(-z);
        if (log > -600) agrees(gauss2F1(a, a + more, a + more, z), Math.exp(log), 2e-13);
      }),
    );
  });

  it("meets Gauss' value at 1, from below", () => {
    const [a, b, c] = [0.7, 1.3, 6.5];
    const log = logGamma(c) + logGamma(c - a - b) - logGamma(c - a) - logGamma(c - b);
    agrees(gauss2F1(a, b, c, 1 - 2 ** -53), Math.exp(log), 1e-13);
  });

  it("is symmetric in a and b", () => {
    fc.assert(
      fc.property(parameter, parameter, parameter, negative, (a, b, more, z) => {
        const c = Math.min(a, b) + more;
        expect(gauss2F1(a, b, c, z)).toBe(gauss2F1(b, a, c, z));
      }),
    );
  });

  it("falls from 1 towards 0 as z falls", () => {
    fc.assert(
      fc.property(parameter, parameter, parameter, negative, (a, b, more, z) => {
        const near = gauss2F1(a, b, Math.min(a, b) + more, z);
        expect(near).toBeLessThanOrEqual(1);
        expect(gauss2F1(a, b, Math.min(a, b) + more, 1.01 * z)).toBeLessThanOrEqual(near);
      }),
    );
  });

  it("meets Pfaff's transformation", () => {
    fc.assert(
      fc.property(parameter, parameter, parameter, between(0.001, 0.95), (a, b, more, w) => {
        const c = b + more;
        const scale = -a * Math.log1p(-w);
        const straight = gauss2F1(a, b, c, w);
        const mapped = gauss2F1(a, c - b, c, w / (w - 1));
        if (scale < 600 && mapped > 1e-250) agrees(Math.exp(scale) * mapped, straight, 1e-11);
      }),
    );
  });

  it("meets the contiguous relation in a, all of it positive for z <= 0", () => {
    // (c - a) F(a-1) + [2a - c + (b - a) z] F(a) = a (1 - z) F(a+1), Abramowitz & Stegun 15.2.10.
    fc.assert(
      fc.property(logBetween(1.01, 50), logBetween(0.01, 50), negative, (a, b, z) => {
        const c = 1.5 * a + b;
        const [low, mid, high] = [a - 1, a, a + 1].map((first) => gauss2F1(first, b, c, z));
        const left = (c - a) * (low ?? 0);
        const middle = (2 * a - c + (b - a) * z) * (mid ?? 0);
        const right = a * (1 - z) * (high ?? 0);
        agrees(left + middle - right, 0, 0, 1e-12 * (left + Math.abs(middle) + right));
      }),
    );
  });

  it("stays finite for frequencies of 2,000 and a horizon of 10,000 ages", () => {
    for (const x of [0, 1, 100, 2000]) {
      const value = gauss2F1(0.24 + x + 1, 0.79, 0.79 + 2.43 + x, -1e4);
      expect(value).toBeGreaterThan(0);
      expect(value).toBeLessThan(1);
    }
  });
});
