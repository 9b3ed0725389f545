import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  logGamma,
  logGamma1p,
  logGammaDifference,
} from "../../../src/numeric/special/log-gamma.ts";
import { agrees, logBetween } from "./numbers.ts";

describe("logGamma", () => {
  it("is the logarithm of the factorials", () => {
    let factorial = 1;
    for (let n = 1; n <= 18; n++) {
      agrees(logGamma(n + 1), Math.log(factorial * n), 1e-15);
      factorial *= n;
    }
  });

  it("vanishes at 1 and 2, exactly", () => {
    expect(logGamma(1)).toBe(0);
    expect(logGamma(2)).toBe(0);
  });

  it("is infinite at both ends", () => {
    expect(logGamma(0)).toBe(Number.POSITIVE_INFINITY);
    expect(logGamma(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(logGamma(1e305)).toBeLessThan(Number.MAX_VALUE);
  });

  it("meets the recurrence ln Γ(x + 1) = ln Γ(x) + ln x", () => {
    fc.assert(
      fc.property(logBetween(1e-8, 1e8), (x) => {
        agrees(
          logGamma(x + 1),
          logGamma(x) + Math.log(x),
          1e-15,
          1e-15 * (1 + Math.abs(Math.log(x))),
        );
      }),
    );
  });

  it("meets the duplication formula", () => {
    fc.assert(
      fc.property(logBetween(1e-3, 1e6), (x) => {
        const rest = (1 - 2 * x) * Math.LN2 + 0.5 * Math.log(Math.PI);
        agrees(logGamma(2 * x) + rest, logGamma(x) + logGamma(x + 0.5), 1e-13, 1e-14);
      }),
    );
  });
});

describe("logGamma1p", () => {
  it("keeps its digits next to zero: ln Γ(1 + w) → -γ w", () => {
    agrees(logGamma1p(1e-200), -0.5772156649015329e-200, 1e-15);
    agrees(logGamma1p(-1e-200), 0.5772156649015329e-200, 1e-15);
  });
});

describe("logGammaDifference", () => {
  it("is a sum of logarithms for whole n", () => {
    fc.assert(
      fc.property(logBetween(1e-3, 1e12), fc.integer({ min: 1, max: 50 }), (x, n) => {
        let sum = 0;
        for (let k = 0; k < n; k++) sum += Math.log(x + k);
        agrees(logGammaDifference(x, n), sum, 1e-13, 1e-14);
      }),
    );
  });

  it("does not cancel where x is huge", () => {
    agrees(logGammaDifference(1e15, 1), Math.log(1e15), 1e-15);
    agrees(logGammaDifference(2 ** 60, 2), 120 * Math.LN2, 1e-15);
  });
});
