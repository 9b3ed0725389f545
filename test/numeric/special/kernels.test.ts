import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { integrateHalfLine, integrateLine } from "../../../src/numeric/special/integrate-line.ts";
import { log1pMinusX, negativeDeviance } from "../../../src/numeric/special/log1p-minus-x.ts";
import { dividedDifference, polynomial } from "../../../src/numeric/special/polynomial.ts";
import { solveLogTail } from "../../../src/numeric/special/solve-log-tail.ts";
import { agrees, between, logBetween } from "./numbers.ts";

describe("polynomial and dividedDifference", () => {
  it("read the highest power first", () => {
    expect(polynomial([2, 3, 5], 10)).toBe(235);
    expect(dividedDifference([2, 3, 5], 10, 4)).toBe((235 - 49) / 6);
  });

  it("give the derivative where both points are one", () => {
    expect(dividedDifference([2, 3, 5], 10, 10)).toBe(43);
  });
});

describe("log1pMinusX", () => {
  it("is -x²/2 + x³/3 - … for small x", () => {
    for (const x of [1e-3, -1e-3, 1e-8, -1e-8]) {
      const series = -(x ** 2) * (1 / 2 - x * (1 / 3 - x * (1 / 4 - x * (1 / 5 - x / 6))));
      agrees(log1pMinusX(x), series, 1e-15);
    }
  });

  it("is the plain difference where that is exact, on both sides of the seam", () => {
    fc.assert(
      fc.property(fc.oneof(between(0.3, 20), between(-0.99, -0.3)), (x) => {
        agrees(log1pMinusX(x), Math.log1p(x) - x, 2e-15);
      }),
    );
  });
});

describe("negativeDeviance", () => {
  it("is n (ln(k/n) + 1 - k/n)", () => {
    fc.assert(
      fc.property(logBetween(0.1, 1e3), logBetween(1.1, 1e3), (n, ratio) => {
        for (const k of [n * ratio, n / ratio]) {
          agrees(negativeDeviance(n, k, k - n), n * (Math.log(k / n) + 1 - k / n), 1e-12);
        }
      }),
    );
  });
});

describe("integrateLine and integrateHalfLine", () => {
  it("know the normal, logistic and gamma integrals", () => {
    agrees(
      integrateLine((u) => Math.exp(-u * u), 1),
      Math.sqrt(Math.PI),
      1e-15,
    );
    agrees(
      integrateLine((u) => 0.25 / Math.cosh(u / 2) ** 2, 1),
      1,
      1e-14,
    );
    agrees(
      integrateLine((u) => Math.exp(3 * u - Math.exp(u)), 0.5),
      2,
      1e-14,
    );
    agrees(
      integrateHalfLine((v) => Math.exp(-v), 1),
      1,
      1e-14,
    );
    agrees(
      integrateHalfLine((v) => Math.exp(-v * v), 0.3),
      Math.sqrt(Math.PI) / 2,
      1e-14,
    );
  });
});

describe("solveLogTail", () => {
  it("finds logistic quantiles from any start", () => {
    const tail = (u: number) => ({ log: -Math.log1p(Math.exp(-u)), ratio: 1 + Math.exp(u) });
    fc.assert(
      fc.property(logBetween(1e-200, 0.5), between(-800, 30), (p, guess) => {
        const u = solveLogTail(Math.log(p), guess, Math.log(p), tail);
        agrees(u, Math.log(p) - Math.log1p(-p), 1e-14, 1e-14);
      }),
    );
  });
});
