import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { logBeta } from "../../../src/numeric/special/log-beta.ts";
import { agrees, logBetween } from "./numbers.ts";

const shape = logBetween(1e-8, 1e12);

describe("logBeta", () => {
  it("knows B(1, 1) = 1, B(1/2, 1/2) = π and B(1, b) = 1/b", () => {
    expect(logBeta(1, 1)).toBe(0);
    agrees(logBeta(0.5, 0.5), Math.log(Math.PI), 1e-15);
    for (const b of [1e-300, 1e-8, 0.5, 3, 40, 1e10, 1e300]) {
      agrees(logBeta(1, b), -Math.log(b), 2e-15);
    }
  });

  it("does not cancel where one argument is huge: B(a, b) → Γ(a)/b^a", () => {
    agrees(logBeta(1e300, 0.5), 0.5 * Math.log(Math.PI) - 150 * Math.log(10), 1e-15);
    agrees(logBeta(3, 1e200), Math.LN2 - 600 * Math.log(10), 1e-15);
  });

  it("is symmetric", () => {
    fc.assert(fc.property(shape, shape, (a, b) => logBeta(a, b) === logBeta(b, a)));
  });

  it("meets the recurrence B(a + 1, b) = B(a, b) a/(a + b)", () => {
    fc.assert(
      fc.property(shape, shape, (a, b) => {
        agrees(logBeta(a + 1, b), logBeta(a, b) - Math.log1p(b / a), 1e-14, 1e-14);
      }),
    );
  });
});
