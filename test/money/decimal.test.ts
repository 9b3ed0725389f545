import { Decimal } from "decimal.js";
import fc from "fast-check";
import { afterEach, describe, expect, it, vi } from "vitest";
import {
  add,
  compare,
  divide,
  formatDecimal,
  multiply,
  parseDecimal,
  subtract,
} from "../../src/money/decimal.ts";
import { ROUNDING_MODES } from "../../src/money/rounding.ts";
import { aligned, decimals, roundedQuotient, scaled, written } from "./rational.ts";

const DIGITS_30 = "123456789012345678901234567890";
const fitting = decimals(14, 14);

describe("parseDecimal", () => {
  it.each([
    ["19.99", "19.99"],
    ["-0.5", "-0.5"],
    ["7", "7"],
    ["1.10", "1.1"],
    ["100.00", "100"],
    ["100", "100"],
    ["0", "0"],
    ["-0", "0"],
    ["-0.00", "0"],
    ["0.000000000000000000000000000001", "0.000000000000000000000000000001"],
    [DIGITS_30, DIGITS_30],
    ["-12345678901234567890.1234567890", "-12345678901234567890.123456789"],
  ])("reads %s as %s", (text, canonical) => {
    expect(parseDecimal(text, [])).toBe(canonical);
  });

  it.each([
    "",
    " ",
    " 1",
    "1 ",
    "1\n",
    "+1",
    "--1",
    ".5",
    "5.",
    "-.5",
    "-",
    "00.5",
    "007",
    "1e3",
    "1E3",
    "1,5",
    "1_000",
    "1.2.3",
    "0x10",
    "NaN",
    "Infinity",
    "-Infinity",
    "١٢",
    "12€",
    19.99,
    0,
    10n,
    null,
    undefined,
    {},
    ["1"],
  ])("refuses %o", (text) => {
    expect(() => Reflect.apply(parseDecimal, null, [text, ["lines", 2, "price"]])).toThrow(
      expect.objectContaining({
        name: "InputError",
        code: "invalid_decimal",
        path: ["lines", 2, "price"],
      }),
    );
  });

  it.each([`${DIGITS_30}1`, `${DIGITS_30}.1`, `0.${DIGITS_30}1`, `1${"0".repeat(30)}`])(
    "refuses the 31 digits of %s",
    (text) => {
      expect(() => parseDecimal(text, ["price"])).toThrow(
        expect.objectContaining({ name: "InputError", code: "out_of_range", path: ["price"] }),
      );
    },
  );

  it("is quick with long garbage", () => {
    expect(() => parseDecimal(`${"1".repeat(1e6)}x`, [])).toThrow(/invalid|expected/);
  });
});

describe("formatDecimal", () => {
  it.each([
    ["19.9", 2, "19.90"],
    ["19.90", 1, "19.9"],
    ["-0", 2, "0.00"],
    ["5", 0, "5"],
    ["-0.05", 3, "-0.050"],
  ])("(%s, %d) is %s", (value, scale, expected) => {
    expect(formatDecimal(value, scale)).toBe(expected);
  });

  it("loses no digit", () => {
    expect(() => formatDecimal("19.999", 2)).toThrow(
      expect.objectContaining({ name: "InputError", code: "inexact", path: ["value"] }),
    );
  });

  it.each([-1, 31, 1.5, Number.NaN])("refuses a scale of %d", (scale) => {
    expect(() => formatDecimal("1", scale)).toThrow(
      expect.objectContaining({ name: "InputError", path: ["scale"] }),
    );
  });
});

describe("add, subtract, multiply, compare", () => {
  it("are exact where floats are not", () => {
    expect(add("0.1", "0.2")).toBe("0.3");
    expect(subtract("1.1", "1.1")).toBe("0");
    expect(subtract("0", "0")).toBe("0");
    expect(multiply("1.15", "100")).toBe("115");
    expect(multiply("-1", "0")).toBe("0");
    expect(compare("0.10", "0.1")).toBe(0);
    expect(compare("-0", "0")).toBe(0);
    expect(compare("-2", "1")).toBe(-1);
  });

  it("agree with BigInt arithmetic", () => {
    fc.assert(
      fc.property(fitting, fitting, (left, right) => {
        const [one, other, places] = aligned(scaled(left), scaled(right));
        expect(add(left, right)).toBe(written({ units: one + other, places }));
        expect(subtract(left, right)).toBe(written({ units: one - other, places }));
        expect(compare(left, right)).toBe(one < other ? -1 : one > other ? 1 : 0);
      }),
      { numRuns: 1000 },
    );
    fc.assert(
      fc.property(decimals(7, 7), decimals(8, 8), (left, right) => {
        const [one, other] = [scaled(left), scaled(right)];
        const product = { units: one.units * other.units, places: one.places + other.places };
        expect(multiply(left, right)).toBe(written(product));
      }),
      { numRuns: 1000 },
    );
  });

  it("throw rather than round what does not fit", () => {
    const tooLong = expect.objectContaining({ name: "InputError", code: "out_of_range" });
    expect(() => add(`1${"0".repeat(29)}`, "0.1")).toThrow(tooLong);
    expect(() => subtract(`1${"0".repeat(29)}`, `0.${"0".repeat(29)}1`)).toThrow(tooLong);
    expect(() => multiply(DIGITS_30, DIGITS_30)).toThrow(tooLong);
    expect(() => multiply("0.0000000000000001", "0.000000000000001")).toThrow(tooLong);
  });

  it.each([
    [add, "left"],
    [subtract, "left"],
    [multiply, "left"],
    [compare, "left"],
  ])("check what they are given: %o", (verb, name) => {
    expect(() => verb("1e3", "1")).toThrow(
      expect.objectContaining({ code: "invalid_decimal", path: [name] }),
    );
    expect(() => verb("1", "NaN")).toThrow(
      expect.objectContaining({ code: "invalid_decimal", path: ["right"] }),
    );
  });
});

describe("divide", () => {
  const nonZero = decimals(10, 12).filter((text) => scaled(text).units !== 0n);

  it("rounds the exact quotient once, in every mode", () => {
    const mode = fc.constantFrom(...ROUNDING_MODES);
    fc.assert(
      fc.property(
        decimals(10, 6),
        nonZero,
        fc.integer({ min: 0, max: 6 }),
        mode,
        (dividend, divisor, places, rounding) => {
          const [top, bottom] = aligned(scaled(dividend), scaled(divisor));
          const units = roundedQuotient(top * 10n ** BigInt(places), bottom, rounding);
          expect(divide(dividend, divisor, places, rounding)).toBe(written({ units, places }));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it("tells a tie from its closest neighbors", () => {
    // 0.5 and 10^-57 or so on either side of it.
    const half = "500000000000000000000000000000";
    const whole = "1000000000000000000000000000000".slice(0, -1);
    const ninth = "99999999999999999999999999999";
    expect(divide(half.slice(0, -1), whole, 0, "halfDown")).toBe("0");
    expect(divide(half.slice(0, -1), ninth, 0, "halfDown")).toBe("1");
    expect(divide(half.slice(0, -1), whole, 0, "halfUp")).toBe("1");
    expect(divide(`4${ninth.slice(1)}`, whole, 0, "halfUp")).toBe("0");
    expect(divide("-1", DIGITS_30, 0, "up")).toBe("-1");
    expect(divide("-1", DIGITS_30, 0, "down")).toBe("0");
    expect(divide("1", DIGITS_30, 30, "up")).toBe("0.000000000000000000000000000009");
    expect(divide("-1", "3", 2, "floor")).toBe("-0.34");
    expect(divide("2", "3", 30, "down")).toBe(`0.${"6".repeat(30)}`);
  });

  it("refuses a divisor of zero and a quotient that does not fit", () => {
    expect(() => divide("1", "-0.0", 2, "down")).toThrow(
      expect.objectContaining({ code: "division_by_zero", path: ["divisor"] }),
    );
    expect(() => divide("20", "3", 30, "down")).toThrow(
      expect.objectContaining({ code: "out_of_range" }),
    );
    expect(() => divide("1", "3", 31, "down")).toThrow(
      expect.objectContaining({ path: ["scale"] }),
    );
    expect(() => Reflect.apply(divide, null, ["1", "3", 2, "nearest"])).toThrow(
      expect.objectContaining({ code: "invalid_option", path: ["rounding"] }),
    );
  });
});

describe("decimal.js settings of the host", () => {
  const before = { ...Decimal };
  afterEach(() => {
    Decimal.set({ defaults: true });
  });

  it("do not reach the arithmetic", () => {
    Decimal.set({ precision: 3, rounding: 0, toExpPos: 2, toExpNeg: -1 });
    expect(new Decimal("123456").plus(1).toString()).toBe("1.24e+5");
    expect(add("123456", "1")).toBe("123457");
    expect(divide("1", "3", 10, "down")).toBe("0.3333333333");
    expect(parseDecimal("0.0001", [])).toBe("0.0001");
  });

  it("do not reach it either when made before it is loaded", async () => {
    Decimal.set({ precision: 3, maxE: 4, minE: -2 });
    vi.resetModules();
    const fresh = await import("../../src/money/decimal.ts");
    expect(new Decimal("12345").times(10).toString()).toBe("Infinity");
    expect(fresh.multiply("12345", "10")).toBe("123450");
    expect(fresh.parseDecimal("0.00001", [])).toBe("0.00001");
  });

  it("nor does the arithmetic reach them", () => {
    divide("1", "3", 20, "up");
    expect({ ...Decimal }).toEqual(before);
  });
});
