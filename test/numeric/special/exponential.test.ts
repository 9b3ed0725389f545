import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { exp, expm1Upward } from "../../../src/numeric/special/exponential.ts";

function within(low: number, high: number) {
  return fc.double({ min: low, max: high, noNaN: true });
}

describe("exp", () => {
  it("is the exponential to a few units in the last place from -88 to 40", () => {
    fc.assert(
      fc.property(within(-88, 40), (x) => {
        expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(8e-16);
      }),
      { numRuns: 2000 },
    );
    for (const x of [-88, 0, 40]) expect(exp(x)).toBe(Math.exp(x));
  });
});

describe("expm1Upward", () => {
  it("is e^x - 1 in full relative accuracy from 0 to 4", () => {
    fc.assert(
      fc.property(
        fc.oneof(within(Number.MIN_VALUE, 4), within(1e-300, 1e-3), within(0.01, 1 / 64)),
        (x) => {
          expect(Math.abs(expm1Upward(x) / Math.expm1(x) - 1)).toBeLessThan(8e-16);
        },
      ),
      { numRuns: 2000 },
    );
    expect(expm1Upward(0)).toBe(0);
  });
});
