import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allocate } from "../../src/money/allocate.ts";

const sum = (parts: readonly number[]) => parts.reduce((left, right) => left + right, 0);
const totals = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -200, max: 200 }));
const weightLists = fc
  .array(fc.oneof(fc.nat(9), fc.nat(1e9)), { minLength: 1, maxLength: 12 })
  .filter((weights) => weights.some((weight) => weight > 0));

describe("allocate", () => {
  it.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [101, [1, 1, 1], [34, 34, 33]],
    [-100, [1, 1, 1], [-34, -33, -33]],
    [5, ["0.5", "0.25", "0.25"], [3, 1, 1]],
    [10, [0, 1, 0], [0, 10, 0]],
    [-10, [0, 1, 0], [0, -10, 0]],
    [0, [3, 4], [0, 0]],
    [7, ["19.99", "5.00", "0.01"], [6, 1, 0]],
    [3, [0.1, 0.2], [1, 2]],
    [1, [1e-7, 2e-7], [0, 1]],
    [Number.MAX_SAFE_INTEGER, [1, 1], [4503599627370496, 4503599627370495]],
    // Quotas 2.25, 4.65, 3.1: the second lost most.
    [10, [225, 465, 310], [2, 5, 3]],
  ])("spreads %d over %o as %o", (total, weights, expected) => {
    expect(allocate(total, weights)).toEqual(expected);
  });

  it("sums to the total, and gives each its exact share but for less than one unit", () => {
    fc.assert(
      fc.property(totals, weightLists, (total, weights) => {
        const parts = allocate(total, weights);
        expect(parts.reduce((left, part) => left + BigInt(part), 0n)).toBe(BigInt(total));
        const whole = weights.reduce((left, weight) => left + BigInt(weight), 0n);
        parts.forEach((part, index) => {
          const off = BigInt(part) * whole - BigInt(total) * BigInt(weights[index]);
          expect(off < 0n ? -off < whole : off < whole).toBe(true);
          if (weights[index] === 0) expect(part).toBe(0);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it("gives the odd units to the largest remainders, and among equals to the first", () => {
    fc.assert(
      fc.property(totals, weightLists, (total, weights) => {
        const magnitude = BigInt(Math.abs(total));
        const whole = weights.reduce((left, weight) => left + BigInt(weight), 0n);
        const quotas = weights.map((weight) => magnitude * BigInt(weight));
        const odd = allocate(total, weights).map(
          (part, index) => BigInt(Math.abs(part)) - quotas[index] / whole,
        );
        for (const [index, one] of odd.entries()) {
          for (const [later, other] of odd.entries()) {
            const [lost, otherLost] = [quotas[index] % whole, quotas[later] % whole];
            if (lost > otherLost || (lost === otherLost && index < later)) {
              expect(one).toBeGreaterThanOrEqual(other);
            }
          }
        }
      }),
    );
  });

  it("spreads a negative total as its magnitude", () => {
    fc.assert(
      fc.property(totals, weightLists, (total, weights) => {
        const mirrored = allocate(-total, weights).map((part) => 0 - part);
        expect(mirrored).toEqual(allocate(total, weights));
      }),
    );
  });

  it("reads only the proportions, as numbers or as decimals", () => {
    fc.assert(
      fc.property(totals, weightLists, (total, weights) => {
        const parts = allocate(total, weights);
        expect(allocate(total, weights.map(String))).toEqual(parts);
        expect(
          allocate(
            total,
            weights.map((weight) => `${weight}.${"0".repeat(weight % 4)}0`),
          ),
        ).toEqual(parts);
        const hundredths = weights.map((weight) => `0.${String(weight).padStart(12, "0")}`);
        expect(allocate(total, hundredths)).toEqual(parts);
      }),
    );
  });

  it("answers what JSON keeps: no -0", () => {
    const parts = allocate(-1, [1, 1, 0]);
    expect(JSON.parse(JSON.stringify(parts))).toEqual(parts);
    expect(allocate(-0, [1])).toEqual([0]);
  });

  it("leaves its input alone", () => {
    const weights = Object.freeze([3, 1, 2]);
    expect(sum(allocate(100, weights))).toBe(100);
    expect(weights).toEqual([3, 1, 2]);
  });

  it.each([
    [[1, []], "zero_total_weight", ["weights"]],
    [[0, [0, "0.00"]], "zero_total_weight", ["weights"]],
    [[1, [1, -1]], "negative_value", ["weights", 1]],
    [[1, [1, "-0.01"]], "negative_value", ["weights", 1]],
    [[1, [Number.NaN]], "non_finite_value", ["weights", 0]],
    [[1, [Number.POSITIVE_INFINITY]], "non_finite_value", ["weights", 0]],
    [[1, [1e40]], "out_of_range", ["weights", 0]],
    [[1, ["1e3"]], "invalid_decimal", ["weights", 0]],
    [[1, [null]], "invalid_decimal", ["weights", 0]],
    [[0.5, [1]], "out_of_range", ["total"]],
    [[2 ** 53, [1]], "out_of_range", ["total"]],
    [["100", [1]], "not_a_number", ["total"]],
  ])("refuses %o", (args, code, path) => {
    expect(() => Reflect.apply(allocate, null, args)).toThrow(
      expect.objectContaining({ name: "InputError", code, path }),
    );
  });
});
