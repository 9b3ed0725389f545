import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromMinorUnits, toMinorUnits } from "../../src/money/minor-units.ts";

const units = fc.maxSafeInteger();
const scales = fc.integer({ min: 0, max: 30 });

describe("toMinorUnits", () => {
  it.each([
    ["19.99", 2, 1999],
    ["19.990", 2, 1999],
    ["-0.5", 2, -50],
    ["1500", 0, 1500],
    ["1.234", 3, 1234],
    ["-0", 2, 0],
    ["90071992547409.91", 2, Number.MAX_SAFE_INTEGER],
    ["-90071992547409.91", 2, Number.MIN_SAFE_INTEGER],
  ])("(%s, %d) is %d", (amount, scale, expected) => {
    expect(toMinorUnits(amount, scale)).toBe(expected);
  });

  it.each([
    [["19.999", 2], "inexact", ["amount"]],
    [["0.5", 0], "inexact", ["amount"]],
    [["90071992547409.92", 2], "out_of_range", ["amount"]],
    [["-9007199254740992", 0], "out_of_range", ["amount"]],
    [["1e3", 2], "invalid_decimal", ["amount"]],
    [[19.99, 2], "invalid_decimal", ["amount"]],
    [["19.99", 31], "out_of_range", ["scale"]],
    [["19.999", 2, ["lines", 0, "price"]], "inexact", ["lines", 0, "price"]],
  ])("refuses %o", (args, code, path) => {
    expect(() => Reflect.apply(toMinorUnits, null, args)).toThrow(
      expect.objectContaining({ name: "InputError", code, path }),
    );
  });
});

describe("fromMinorUnits", () => {
  it.each([
    [1999, 2, "19.99"],
    [1990, 2, "19.90"],
    [-5, 2, "-0.05"],
    [0, 2, "0.00"],
    [-0, 2, "0.00"],
    [1500, 0, "1500"],
    [Number.MAX_SAFE_INTEGER, 2, "90071992547409.91"],
    [1, 30, "0.000000000000000000000000000001"],
  ])("(%d, %d) is %s", (value, scale, expected) => {
    expect(fromMinorUnits(value, scale)).toBe(expected);
  });

  it("is undone by toMinorUnits", () => {
    fc.assert(
      fc.property(units, fc.integer({ min: 0, max: 14 }), (value, scale) => {
        const amount = fromMinorUnits(value, scale);
        expect(toMinorUnits(amount, scale)).toBe(value);
        const digits = String(Math.abs(value)).padStart(scale + 1, "0");
        const cut = digits.length - scale;
        const plain = scale === 0 ? digits : `${digits.slice(0, cut)}.${digits.slice(cut)}`;
        expect(amount).toBe((value < 0 ? "-" : "") + plain);
      }),
    );
  });

  it("answers what JSON and structuredClone keep", () => {
    fc.assert(
      fc.property(units, scales, (value, scale) => {
        const pair = { amount: fromMinorUnits(value, scale), units: toMinorUnits("-0.00", 2) };
        expect(JSON.parse(JSON.stringify(pair))).toEqual(pair);
        expect(structuredClone(pair)).toEqual(pair);
      }),
    );
  });

  it.each([
    [[0.5, 2], "units"],
    [[2 ** 53, 2], "units"],
    [[Number.NaN, 2], "units"],
    [["1999", 2], "units"],
    [[1999, -1], "scale"],
  ])("refuses %o", (args, name) => {
    expect(() => Reflect.apply(fromMinorUnits, null, args)).toThrow(
      expect.objectContaining({ name: "InputError", path: [name] }),
    );
  });
});
