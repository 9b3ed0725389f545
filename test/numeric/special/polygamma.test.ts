import fc from "fast-check";
import { describe, it } from "vitest";
import { digamma } from "../../../src/numeric/special/digamma.ts";
import { logGammaDifference } from "../../../src/numeric/special/log-gamma.ts";
import { trigamma } from "../../../src/numeric/special/trigamma.ts";
import { agrees, logBetween } from "./numbers.ts";

describe("digamma", () => {
  it("knows Gauss' values", () => {
    const euler = 0.5772156649015329;
    agrees(digamma(1), -euler, 1e-15);
    agrees(digamma(0.5), -euler - 2 * Math.LN2, 1e-15);
    agrees(digamma(0.25), -euler - Math.PI / 2 - 3 * Math.LN2, 1e-15);
  });

  it("meets the recurrence ψ(x + 1) = ψ(x) + 1/x", () => {
    fc.assert(
      fc.property(logBetween(1e-3, 1e8), (x) => {
        agrees(digamma(x + 1), digamma(x) + 1 / x, 1e-15, 1e-15 * (1 + 1 / x));
      }),
    );
  });

  it("is the slope of ln Γ", () => {
    fc.assert(
      fc.property(logBetween(0.01, 1e4), (x) => {
        const step = 1e-4 * x;
        agrees(logGammaDifference(x - step / 2, step) / step, digamma(x), 3e-8, 3e-9);
      }),
    );
  });
});

describe("trigamma", () => {
  it("knows Euler's values", () => {
    agrees(trigamma(1), Math.PI ** 2 / 6, 1e-15);
    agrees(trigamma(0.5), Math.PI ** 2 / 2, 1e-15);
  });

  it("meets the recurrence ψ'(x + 1) = ψ'(x) - 1/x²", () => {
    fc.assert(
      fc.property(logBetween(1e-3, 1e8), (x) => {
        agrees(trigamma(x + 1) + 1 / x ** 2, trigamma(x), 2e-15);
      }),
    );
  });

  it("is the slope of ψ", () => {
    fc.assert(
      fc.property(logBetween(0.01, 1e3), (x) => {
        const step = 1e-4 * x;
        agrees((digamma(x + step / 2) - digamma(x - step / 2)) / step, trigamma(x), 1e-8);
      }),
    );
  });
});
