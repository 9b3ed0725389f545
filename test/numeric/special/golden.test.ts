import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
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
import { logGamma, logGammaDifference } from "../../../src/numeric/special/log-gamma.ts";
import { normalCdf, normalQuantile } from "../../../src/numeric/special/normal.ts";
import { trigamma } from "../../../src/numeric/special/trigamma.ts";

/** Values of mpmath 1.3.0, computed with 120 digits: scripts/golden/special_functions.py. */
const golden: Record<string, unknown> = JSON.parse(
  readFileSync(new URL("../../golden/special-functions.json", import.meta.url), "utf8"),
);

type Special = (...numbers: [number, number, number, number]) => number;

interface Claim {
  readonly name: string;
  readonly f: Special;
  /** Greatest relative error. */
  readonly relative: number;
  /** Error allowed besides, where the value passes through zero between two large terms. */
  readonly absolute?: number;
  readonly atLeast: number;
}

const CLAIMS: readonly Claim[] = [
  { name: "logGamma", f: logGamma, relative: 1e-15, atLeast: 350 },
  { name: "logGammaDifference", f: logGammaDifference, relative: 5e-15, atLeast: 400 },
  { name: "digamma", f: digamma, relative: 1e-15, atLeast: 280 },
  { name: "trigamma", f: trigamma, relative: 1e-15, atLeast: 240 },
  { name: "logBeta", f: logBeta, relative: 1e-15, absolute: 2e-15, atLeast: 330 },
  { name: "regularizedGammaP", f: regularizedGammaP, relative: 5e-14, atLeast: 270 },
  { name: "regularizedGammaQ", f: regularizedGammaQ, relative: 1e-13, atLeast: 270 },
  { name: "inverseRegularizedGammaP", f: inverseRegularizedGammaP, relative: 2e-13, atLeast: 150 },
  { name: "regularizedBeta", f: regularizedBeta, relative: 2e-13, atLeast: 320 },
  { name: "inverseRegularizedBeta", f: inverseRegularizedBeta, relative: 1e-14, atLeast: 220 },
  { name: "normalCdf", f: normalCdf, relative: 1e-14, atLeast: 250 },
  { name: "normalQuantile", f: normalQuantile, relative: 1e-15, atLeast: 240 },
  { name: "gauss2F1", f: gauss2F1, relative: 2e-13, atLeast: 950 },
];

/** Rows are the arguments and, last, the value as a decimal string. */
function rowsOf(name: string): { numbers: number[]; value: number }[] {
  const rows = golden[name];
  if (!Array.isArray(rows)) throw new Error(`no golden values of ${name}`);
  return rows.map((row: unknown[]) => ({
    numbers: row.slice(0, -1).map(Number),
    value: Number(row.at(-1)),
  }));
}

describe("against mpmath", () => {
  it.each(CLAIMS)("$name stays within $relative", ({ name, f, relative, absolute, atLeast }) => {
    const rows = rowsOf(name);
    expect(rows.length).toBeGreaterThanOrEqual(atLeast);
    const misses = rows.flatMap(({ numbers, value }) => {
      const [a = 0, b = 0, c = 0, d = 0] = numbers;
      const got = f(a, b, c, d);
      // Written so that NaN counts as a miss.
      const within = Math.abs(got - value) <= relative * Math.abs(value) + (absolute ?? 0);
      return within ? [] : [{ numbers, value, got, error: Math.abs(got / value - 1) }];
    });
    expect(misses).toEqual([]);
  });
});
