import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatNumber } from "../../src/report/format-number.ts";
import type { NumberFormat } from "../../src/report/table.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });

describe("formatNumber", () => {
  test.each<[number, NumberFormat | undefined, string]>([
    [0, undefined, "0"],
    [-0, undefined, "0"],
    [1, undefined, "1"],
    [999, undefined, "999"],
    [1000, undefined, "1,000"],
    [-1000, undefined, "-1,000"],
    [1234567, undefined, "1,234,567"],
    [0.5, undefined, "0.5000"],
    [1 / 3, undefined, "0.3333"],
    [-2 / 3, undefined, "-0.6667"],
    [9.99996, undefined, "10.00"],
    [12345.678, undefined, "12,346"],
    [0.000001234567, undefined, "0.000001235"],
    [0.0000001234567, undefined, "1.235e-7"],
    [1e21, undefined, "1e+21"],
    [1.5e300, undefined, "1.5e+300"],
    [2024, "plain", "2024"],
    [-0, "plain", "0"],
    [0.1, "plain", "0.1"],
    [19.5, { decimals: 2 }, "19.50"],
    [1234.5678, { decimals: 1 }, "1,234.6"],
    [-0.001, { decimals: 2 }, "0.00"],
    [-0.5, { decimals: 0 }, "-1"],
    [-0.4, { decimals: 0 }, "0"],
    [0.421, { percent: 1 }, "42.1%"],
    [-0.024, { percent: 1 }, "-2.4%"],
    [12.5, { percent: 0 }, "1,250%"],
    [0, { significant: 3 }, "0.00"],
    [3, { significant: 4 }, "3.000"],
    [123456, { significant: 2 }, "123,456"],
  ])("shows %d as %j: %s", (value, format, shown) => {
    expect(formatNumber(value, format)).toBe(shown);
  });

  test("shows a value within half a unit of the last digit shown", () => {
    fc.assert(
      fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), fc.nat(9), (value, decimals) => {
        const shown = Number(formatNumber(value, { decimals }).replaceAll(",", ""));
        const rounding = Math.abs(value) * Number.EPSILON;
        expect(Math.abs(shown - value)).toBeLessThanOrEqual(0.5 * 10 ** -decimals + rounding);
      }),
    );
  });

  test("keeps significant digits and all whole ones", () => {
    const readable = fc.double({ min: -1e20, max: 1e20, noNaN: true });
    fc.assert(
      fc.property(readable, fc.integer({ min: 1, max: 17 }), (value, significant) => {
        const size = Math.abs(value);
        const shown = Number(formatNumber(value, { significant }).replaceAll(",", ""));
        const bound = Math.min(0.5, 0.5 * 10 ** (1 - significant) * size);
        expect(Math.abs(shown - value)).toBeLessThanOrEqual(bound + size * 2 * Number.EPSILON);
      }),
    );
  });

  test("writes numbers alike in every locale: digits, one point, commas between thousands", () => {
    fc.assert(
      fc.property(finite, (value) => {
        expect(formatNumber(value)).toMatch(
          /^-?(?:\d{1,3}(?:,\d{3})*(?:\.\d+)?|\d(?:\.\d+)?e[+-]\d+)$/,
        );
      }),
    );
  });
});
