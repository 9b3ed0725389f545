import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { accumulateSum, addCompensated, sum } from "../../src/numeric/sum.ts";

/** The exact sum in whole multiples of 2^-1074, and the float64 nearest to it (ties to even). */
function exactSum(values: readonly number[]): number {
  const view = new DataView(new ArrayBuffer(8));
  let total = 0n;
  for (const value of values) {
    view.setFloat64(0, value);
    const bits = view.getBigUint64(0);
    const exponent = (bits >> 52n) & 0x7ffn;
    const fraction = bits & 0xfffffffffffffn;
    const size = exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n);
    total += bits >> 63n === 0n ? size : -size;
  }
  const size = total < 0n ? -total : total;
  const shift = BigInt(Math.max(0, size.toString(2).length - 53));
  let kept = size >> shift;
  const rest = size - (kept << shift);
  const half = shift === 0n ? 1n : 1n << (shift - 1n);
  if (rest > half || (rest === half && kept % 2n === 1n)) kept += 1n;
  const power = Number(shift) - 1074;
  // In two steps, so that neither factor under- nor overflows on its own.
  const result = Number(kept) * 2 ** Math.floor(power / 2) * 2 ** (power - Math.floor(power / 2));
  return total < 0n ? -result : result;
}

/** The units in the last place between two numbers of one sign. */
function ulpsApart(a: number, b: number): number {
  const view = new DataView(new ArrayBuffer(16));
  view.setFloat64(0, a + 0);
  view.setFloat64(8, b + 0);
  const gap = view.getBigInt64(0) - view.getBigInt64(8);
  return Number(gap < 0n ? -gap : gap);
}

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e300, max: 1e300 });
const ordinary = fc.double({ noNaN: true, min: -1e6, max: 1e6 });
/** Numbers with their own negatives, so that nearly everything cancels. */
const canceling = fc
  .tuple(fc.array(finite, { maxLength: 20 }), fc.array(ordinary, { maxLength: 5 }))
  .map(([large, rest]) => [...large, ...rest, ...large.map((value) => -value)]);
const values = fc.oneof(fc.array(finite), fc.array(ordinary), canceling);

describe("sum", () => {
  it("keeps what plain addition loses", () => {
    expect(sum([1e100, 1, -1e100])).toBe(1);
    expect(sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(sum(Array.from({ length: 10 }, () => 0.1))).toBe(1);
    expect(sum([])).toBe(0);
    expect(sum([-0, -0])).toBe(0);
    expect(sum(Float32Array.of(1, 2, 3))).toBe(6);
  });

  it("regression: a second cancellation inside the correction (one compensation loses the 1)", () => {
    expect(sum([1, 1e16, 1e32, -1e32, -1e16])).toBe(1);
    expect(sum([1e16, 1, 1e32, 1e-20, -1e32, -1e16])).toBe(1);
    expect(sum([1e300, 1e200, 1e100, 1, 1e-100, -1e300, -1e200, -1e100, -1])).toBe(1e-100);
  });

  it("does not overflow on the way to a finite sum", () => {
    const max = Number.MAX_VALUE;
    expect(sum([max, max, -max])).toBe(max);
    expect(sum([max, max, -max, -max, 5e-324])).toBe(5e-324);
    expect(sum([-max, -max, max, max, max])).toBe(max);
    expect(sum([1e308, 1e308, -1e308, 3, -1e308])).toBe(3);
    expect(sum([max, 2 ** 969])).toBe(max);
    expect(sum([max, 2 ** 970])).toBe(Number.POSITIVE_INFINITY);
    expect(sum([-max, -max])).toBe(Number.NEGATIVE_INFINITY);
    const near = Array.from({ length: 2048 }, () => 2 ** 959);
    expect(sum([max, ...near])).toBe(Number.POSITIVE_INFINITY);
    expect(sum([...near, max, -max])).toBe(2 ** 970);
  });

  it("passes on what is not finite", () => {
    expect(sum([1, Number.POSITIVE_INFINITY])).toBe(Number.POSITIVE_INFINITY);
    expect(sum([1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])).toBeNaN();
    expect(sum([1, Number.NaN])).toBeNaN();
  });

  it("is within one unit in the last place of the exact sum", () => {
    fc.assert(
      fc.property(values, (list) => {
        expect(ulpsApart(sum(list), exactSum(list))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it("is rounded to nearest where everything cancels", () => {
    // An exact tie of the leading parts, tipped by a part far below.
    expect(sum([1e40, 2 ** 53, 1, 2 ** -60, -1e40])).toBe(2 ** 53 + 2);
    expect(sum([1e40, 2 ** 53, 1, -(2 ** -60), -1e40])).toBe(2 ** 53);
    expect(sum([1e40, 2 ** 53, 1, -1e40])).toBe(2 ** 53);
  });

  it("moves by at most one unit in the last place under permutation", () => {
    const shuffled = values.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray(list, { minLength: list.length, maxLength: list.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([list, moved]) => {
        expect(ulpsApart(sum(list), sum(moved))).toBeLessThanOrEqual(1);
      }),
      { numRuns: 500 },
    );
  });

  it("agrees with arithmetic series at length", () => {
    const list = Float64Array.from({ length: 1_000_000 }, (_, index) => (index + 1) / 10);
    expect(ulpsApart(sum(list), 50_000_050_000)).toBeLessThanOrEqual(1);
  });
});

describe("running sums", () => {
  it("keep what plain addition loses", () => {
    const running = accumulateSum();
    expect(running.total()).toBe(0);
    for (const value of [1e16, 1, 1, -1e16]) running.add(value);
    expect(running.total()).toBe(2);
    running.add(0.5);
    expect(running.total()).toBe(2.5);
  });

  it("stand side by side", () => {
    const high = new Float64Array(2);
    const low = new Float64Array(2);
    for (const [index, value] of [
      [0, 1e100],
      [1, 1e16],
      [0, 1],
      [1, 3],
      [0, -1e100],
      [1, -1e16],
    ] as const) {
      addCompensated(high, low, index, value);
    }
    expect(high[0] + low[0]).toBe(1);
    expect(high[1] + low[1]).toBe(3);
  });

  it("agree with the sum of all to the last places of the largest", () => {
    fc.assert(
      fc.property(fc.array(ordinary), (list) => {
        const running = accumulateSum();
        for (const value of list) running.add(value);
        const size = list.reduce((total, value) => total + Math.abs(value), 0);
        expect(Math.abs(running.total() - exactSum(list))).toBeLessThanOrEqual(
          // Both are rounded, and a tie may part them: one unit in the last place.
          Number.EPSILON * Math.abs(exactSum(list)) + 1e-28 * size,
        );
      }),
    );
  });
});
