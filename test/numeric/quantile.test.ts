import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type QuantileType,
  quantile,
  quantilePosition,
  selectQuantiles,
} from "../../src/numeric/quantile.ts";

interface Golden {
  readonly probabilities: readonly number[];
  readonly cases: readonly {
    readonly name: string;
    readonly values: readonly number[];
    readonly quantiles: Readonly<Record<string, readonly number[]>>;
  }[];
}

const TYPES: readonly QuantileType[] = [1, 2, 4, 5, 6, 7, 8, 9];
const golden: Golden = JSON.parse(
  readFileSync(new URL("../golden/quantiles.json", import.meta.url), "utf8"),
);

/** Of any size and magnitude, or with ties throughout. */
const sample = fc.oneof(
  fc.array(fc.double({ noNaN: true, min: -1e300, max: 1e300 }), { minLength: 1, maxLength: 400 }),
  fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 400 }),
);

function sortedCopy(values: ArrayLike<number>): Float64Array {
  return Float64Array.from(values).sort();
}

/** Sorted order knows a negative zero from a positive one; equality does not. */
function withoutNegativeZero(values: readonly number[]): number[] {
  return values.map((value) => value + 0);
}

describe("quantile, against exact fractions that NumPy confirms (scripts/golden/quantiles.py)", () => {
  it("has cases to go by", () => {
    expect(golden.cases.length).toBe(7);
    expect(golden.probabilities.length).toBe(24);
  });

  for (const { name, values, quantiles } of golden.cases) {
    it.each(TYPES)(`${name}, type %i`, (type) => {
      const sorted = sortedCopy(values);
      golden.probabilities.forEach((probability, i) => {
        const expected = quantiles[type][i];
        const error = Math.abs(quantile(sorted, probability, type) - expected);
        expect(error, `p = ${probability}`).toBeLessThanOrEqual(4e-15 * Math.abs(expected));
      });
    });
  }

  it("takes type 7 unless told", () => {
    expect(quantile([1, 2, 4, 8], 0.5)).toBe(3);
    expect(selectQuantiles(Float64Array.of(8, 2, 4, 1), [0.5])).toEqual([3]);
  });
});

describe("quantilePosition", () => {
  it("is whole wherever k/bins of the sample is, whatever float64 makes of the product", () => {
    const faults: string[] = [];
    for (let bins = 2; bins <= 99; bins++) {
      for (let k = 1; k < bins; k++) {
        for (const groups of [1, 1009, 100_003]) {
          const place = groups * k;
          const found = [
            quantilePosition(groups * bins, k / bins, 1),
            quantilePosition(groups * bins, k / bins, 2) - 0.5,
            quantilePosition(groups * bins + 1, k / bins, 7) - 1,
            quantilePosition(groups * bins - 1, k / bins, 6),
          ];
          if (found.some((at) => at !== place)) faults.push(`${groups} * ${k} / ${bins}: ${found}`);
        }
      }
    }
    expect(faults).toEqual([]);
  });

  it("stays on the sample", () => {
    for (const type of TYPES) {
      expect(quantilePosition(5, 0, type)).toBe(1);
      expect(quantilePosition(5, 1, type)).toBe(5);
    }
  });
});

describe("a quantile between two neighbors", () => {
  it("never rounds up to the larger one, which lies above it", () => {
    const larger = 1 + 2 ** -52;
    expect(quantile([1, larger], 0.75)).toBe(1);
    expect(selectQuantiles(Float64Array.of(1, larger), [0.75])).toEqual([1]);
  });

  it("is exactly the tied value inside a tie", () => {
    for (const type of TYPES) {
      for (const p of [0.1, 0.3, 0.7]) expect(quantile([0.1, 0.1, 0.1, 0.1], p, type)).toBe(0.1);
    }
  });
});

describe("selectQuantiles", () => {
  it("equals the quantiles of the sorted sample, bit for bit", () => {
    fc.assert(
      fc.property(
        sample,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 9 }),
        fc.constantFrom(...TYPES),
        (values, probabilities, type) => {
          const sorted = sortedCopy(values);
          const expected = probabilities.map((p) => quantile(sorted, p, type));
          const found = selectQuantiles(Float64Array.from(values), probabilities, type);
          expect(withoutNegativeZero(found)).toEqual(withoutNegativeZero(expected));
        },
      ),
      { numRuns: 200 },
    );
  });

  it.each([
    ["sorted", (i: number) => i],
    ["reversed", (i: number) => -i],
    ["organ pipe", (i: number) => Math.min(i, 100_000 - i)],
    ["one bit apart", (i: number) => 1 + (i % 977) * 2 ** -52],
    ["of all magnitudes", (i: number) => (i % 2 === 0 ? 1 : -1) * 2 ** ((i % 1999) - 1000)],
    ["beyond float32", (i: number) => (i % 3 === 0 ? 1e-200 : 1e200) * ((i * 7919) % 1009)],
    ["all but constant", (i: number) => (i === 77_777 ? -1 : 3.3)],
  ])("finds order statistics where values are %s", (_, valueAt) => {
    const values = Float64Array.from({ length: 100_000 }, (_, i) => valueAt(i));
    const sorted = sortedCopy(values);
    const ranks = [99_999, 0, 1, 19_999, 20_000, 50_000, 79_999, 99_998];
    const found = selectQuantiles(
      values,
      ranks.map((rank) => rank / 99_999),
    );
    expect(found).toEqual(ranks.map((rank) => sorted[rank]));
  });

  it("leaves the values as they were", () => {
    const values = Float64Array.from({ length: 1000 }, (_, i) => (i * 7919) % 1009);
    const before = values.slice();
    selectQuantiles(values, [0.25, 0.5]);
    expect(values).toEqual(before);
  });

  it("reads a window of a larger buffer", () => {
    const buffer = Float64Array.from({ length: 3000 }, (_, i) => (i * 7919) % 3001);
    const window = buffer.subarray(1000, 2000);
    const expected = quantile(sortedCopy(window), 0.37);
    expect(selectQuantiles(window, [0.37])).toEqual([expected]);
  });
});
