import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { normalCdf, normalQuantile } from "../../../src/numeric/special/normal.ts";
import { agrees, between, logBetween } from "./numbers.ts";

describe("normalCdf", () => {
  it("is 0, 1/2 and 1 where it should be", () => {
    expect(normalCdf(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(normalCdf(0)).toBe(0.5);
    expect(normalCdf(Number.POSITIVE_INFINITY)).toBe(1);
  });

  it("is symmetric", () => {
    fc.assert(fc.property(between(-10, 10), (z) => agrees(normalCdf(z) + normalCdf(-z), 1, 3e-16)));
  });

  it("grows with z", () => {
    fc.assert(
      fc.property(between(-38, 8), (z) => {
        expect(normalCdf(z + 1e-3)).toBeGreaterThanOrEqual(normalCdf(z));
      }),
    );
  });
});

describe("normalQuantile", () => {
  it("knows the quantiles of the tables", () => {
    agrees(normalQuantile(0.975), 1.959963984540054, 1e-15);
    agrees(normalQuantile(0.95), 1.6448536269514722, 1e-15);
    expect(normalQuantile(0.5)).toBe(0);
  });

  it("is infinite at 0 and 1", () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
  });

  it("is undone by normalCdf", () => {
    fc.assert(
      fc.property(logBetween(1e-300, 1), (p) => {
        const z = normalQuantile(p);
        // One unit of rounding in z is z² of them in the tail.
        agrees(normalCdf(z), p, 1e-14 + 1e-15 * z * z);
      }),
    );
  });
});
