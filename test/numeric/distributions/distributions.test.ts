import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { betaQuantile } from "../../../src/numeric/distributions/beta.ts";
import { chiSquareTail } from "../../../src/numeric/distributions/chi-square.ts";
import { gammaQuantile } from "../../../src/numeric/distributions/gamma.ts";
import {
  binomialLogPmf,
  negativeBinomialLogPmf,
  poissonLogPmf,
} from "../../../src/numeric/distributions/log-pmf.ts";
import { studentTQuantile, studentTTail } from "../../../src/numeric/distributions/student-t.ts";
import { golden } from "../golden.ts";

const tables = golden.distributions;

/** The worst relative error of a function over a golden table. */
function worst(
  rows: readonly (readonly number[])[],
  f: (...row: [number, number, number]) => number,
): { error: number; at: readonly number[] } {
  let found = { error: 0, at: rows[0] };
  for (const row of rows) {
    const expected = row[row.length - 1];
    const error = Math.abs(f(row[0], row[1], row[2]) / expected - 1);
    // Also true where the error is NaN.
    if (!(error <= found.error)) found = { error, at: row };
  }
  return found;
}

describe("continuous distributions", () => {
  it.each([
    { name: "studentTTail", rows: tables.studentTTail, f: studentTTail, bound: 2e-13 },
    { name: "studentTQuantile", rows: tables.studentTQuantile, f: studentTQuantile, bound: 2e-13 },
    { name: "chiSquareTail", rows: tables.chiSquareTail, f: chiSquareTail, bound: 2e-13 },
    { name: "gammaQuantile", rows: tables.gammaQuantile, f: gammaQuantile, bound: 2e-13 },
    { name: "betaQuantile", rows: tables.betaQuantile, f: betaQuantile, bound: 2e-13 },
  ])("$name agrees with 60-digit arithmetic", ({ rows, f, bound }) => {
    expect(rows.length).toBeGreaterThan(10);
    const { error, at } = worst(rows, f);
    expect(error, `at ${at.join(", ")}`).toBeLessThan(bound);
  });

  it("knows the values that every textbook prints", () => {
    expect(chiSquareTail(3.841458820694124, 1)).toBeCloseTo(0.05, 14);
    expect(studentTQuantile(0.975, 10)).toBeCloseTo(2.2281388519862744, 12);
    expect(studentTQuantile(0.975, 1)).toBeCloseTo(12.706204736174707, 10);
    expect(studentTQuantile(0.975, Number.POSITIVE_INFINITY)).toBeCloseTo(1.959963984540054, 14);
  });

  it("has its ends", () => {
    expect(chiSquareTail(0, 3)).toBe(1);
    expect(chiSquareTail(-1, 3)).toBe(1);
    expect(studentTTail(0, 4)).toBe(0.5);
    expect(studentTTail(Number.POSITIVE_INFINITY, 4)).toBe(0);
    expect(studentTTail(Number.POSITIVE_INFINITY, 5000)).toBe(0);
    expect(studentTTail(1e150, 1e300)).toBe(0);
    expect(studentTTail(Number.NEGATIVE_INFINITY, 4)).toBe(1);
    expect(studentTQuantile(0.5, 4)).toBe(0);
    expect(studentTQuantile(0, 4)).toBe(Number.NEGATIVE_INFINITY);
    expect(studentTQuantile(1, 4000)).toBe(Number.POSITIVE_INFINITY);
    expect(gammaQuantile(0, 2)).toBe(0);
    expect(gammaQuantile(1, 2)).toBe(Number.POSITIVE_INFINITY);
    expect(gammaQuantile(0.1, 1e-5)).toBe(0);
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
  });

  it("inverts Student's tail at any number of degrees of freedom", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-12, max: 0.49, noNaN: true }),
        fc.double({ min: -1, max: 12, noNaN: true }),
        (tail, logDf) => {
          const df = 10 ** logDf;
          const t = studentTQuantile(tail, df);
          expect(t).toBeLessThan(0);
          expect(Math.abs(studentTTail(-t, df) / tail - 1)).toBeLessThan(5e-13);
        },
      ),
    );
  });

  it("has no seam where the series for many degrees of freedom takes over", () => {
    for (const t of [0.1, 1, 2, 5, 9]) {
      const [below, at] = [studentTTail(t, 1000 * (1 - 1e-14)), studentTTail(t, 1000)];
      expect(Math.abs(below / at - 1)).toBeLessThan(3e-13);
    }
  });
});

describe("log probabilities of counts", () => {
  // Logarithms are added to others: what counts is the error against 1, or against a larger value.
  const worstMixed = (
    rows: readonly (readonly number[])[],
    f: (...row: [number, number, number]) => number,
  ): number =>
    Math.max(
      ...rows.map((row) => {
        const expected = row[row.length - 1];
        return Math.abs(f(row[0], row[1], row[2]) - expected) / Math.max(1, Math.abs(expected));
      }),
    );

  it.each([
    { name: "poissonLogPmf", rows: tables.poissonLogPmf, f: poissonLogPmf },
    { name: "binomialLogPmf", rows: tables.binomialLogPmf, f: binomialLogPmf },
    {
      name: "negativeBinomialLogPmf",
      rows: tables.negativeBinomialLogPmf,
      f: negativeBinomialLogPmf,
    },
  ])("$name agrees with 60-digit arithmetic", ({ rows, f }) => {
    expect(rows.length).toBeGreaterThan(10);
    expect(worstMixed(rows, f)).toBeLessThan(1e-14);
  });

  it("adds up to one", () => {
    const total = (logPmf: (k: number) => number, top: number): number => {
      let sum = 0;
      for (let k = 0; k <= top; k += 1) sum += Math.exp(logPmf(k));
      return sum;
    };
    expect(total((k) => poissonLogPmf(k, 7.3), 100)).toBeCloseTo(1, 14);
    expect(total((k) => binomialLogPmf(k, 33, 0.27), 33)).toBeCloseTo(1, 14);
    expect(total((k) => negativeBinomialLogPmf(k, 0.4, 0.2), 500)).toBeCloseTo(1, 14);
  });

  it("says what cannot happen and what must", () => {
    const never = Number.NEGATIVE_INFINITY;
    expect([poissonLogPmf(-1, 2), poissonLogPmf(1, 0), poissonLogPmf(0, 0)]).toEqual([
      never,
      never,
      -0,
    ]);
    expect([binomialLogPmf(-1, 3, 0.5), binomialLogPmf(4, 3, 0.5)]).toEqual([never, never]);
    expect([binomialLogPmf(0, 3, 0), binomialLogPmf(3, 3, 1), binomialLogPmf(0, 0, 0.3)]).toEqual([
      -0, 0, 0,
    ]);
    expect([binomialLogPmf(1, 3, 0), binomialLogPmf(1, 3, 1)]).toEqual([never, never]);
    expect([negativeBinomialLogPmf(-1, 2, 0.5), negativeBinomialLogPmf(0, 2, 1)]).toEqual([
      never,
      0,
    ]);
    expect(negativeBinomialLogPmf(2, 2, 1)).toBe(never);
  });
});
