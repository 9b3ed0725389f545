import * as cephes from "cephes";
import fc from "fast-check";
import { beforeAll, describe, it } from "vitest";
import { digamma } from "../../../src/numeric/special/digamma.ts";
import { gauss2F1 } from "../../../src/numeric/special/hypergeometric.ts";
import {
  inverseRegularizedBeta,
  regularizedBeta,
} from "../../../src/numeric/special/incomplete-beta.ts";
import {
  inverseRegularizedGammaP,
  regularizedGammaP,
  regularizedGammaQ,
} from "../../../src/numeric/special/incomplete-gamma.ts";
import { logBeta } from "../../../src/numeric/special/log-beta.ts";
import { logGamma } from "../../../src/numeric/special/log-gamma.ts";
import { normalCdf, normalQuantile } from "../../../src/numeric/special/normal.ts";
import { agrees, between, logBetween } from "./numbers.ts";

beforeAll(() => cephes.compiled);

/** Both functions on 1,000 random points, the same ones in every run. */
function compare<Numbers extends [number, ...number[]]>(
  arbitrary: fc.Arbitrary<Numbers>,
  ours: (...numbers: Numbers) => number,
  theirs: (...numbers: Numbers) => number,
  relative: number,
  absolute = 0,
): void {
  fc.assert(
    fc.property(arbitrary, (numbers) => {
      agrees(ours(...numbers), theirs(...numbers), relative, absolute);
    }),
    { seed: 1, numRuns: 1000 },
  );
}

describe("against cephes, where cephes is good", () => {
  it("logGamma", () => {
    compare(fc.tuple(logBetween(1e-6, 1e6)), logGamma, cephes.lgam, 1e-14, 1e-15);
  });

  it("digamma", () => {
    compare(fc.tuple(logBetween(1e-3, 1e6)), digamma, cephes.psi, 1e-14, 1e-15);
  });

  it("logBeta", () => {
    const shape = logBetween(1e-2, 100);
    compare(fc.tuple(shape, shape), logBeta, cephes.lbeta, 1e-13, 1e-13);
  });

  it("regularizedGammaP, regularizedGammaQ and the inverse", () => {
    const multiple = fc.tuple(logBetween(0.1, 100), logBetween(0.3, 3));
    const point = multiple.map(([s, k]): [number, number] => [s, k * s]);
    compare(point, regularizedGammaP, cephes.igam, 1e-12);
    compare(point, regularizedGammaQ, cephes.igamc, 1e-12);
    compare(
      fc.tuple(between(0.05, 0.95), logBetween(0.5, 100)),
      inverseRegularizedGammaP,
      (p, s) => cephes.igami(s, 1 - p),
      1e-12,
    );
  });

  it("regularizedBeta and its inverse", () => {
    const shape = logBetween(0.5, 100);
    compare(
      fc.tuple(between(0.01, 0.99), shape, shape),
      regularizedBeta,
      (x, a, b) => cephes.incbet(a, b, x),
      1e-12,
    );
    compare(
      fc.tuple(between(0.001, 0.999), shape, shape),
      inverseRegularizedBeta,
      (p, a, b) => cephes.incbi(a, b, p),
      1e-12,
    );
  });

  it("normalCdf and normalQuantile", () => {
    compare(fc.tuple(between(-8, 8)), normalCdf, cephes.ndtr, 1e-13);
    compare(fc.tuple(logBetween(1e-12, 0.999)), normalQuantile, cephes.ndtri, 1e-14);
  });

  it("gauss2F1", () => {
    compare(
      fc.tuple(logBetween(0.1, 5), logBetween(0.1, 5), logBetween(1, 20), between(-0.9, 0.8)),
      (a, b, more, z) => gauss2F1(a, b, Math.min(a, b) + more, z),
      (a, b, more, z) => cephes.hyp2f1(a, b, Math.min(a, b) + more, z),
      1e-11,
    );
  });
});
