import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isClienteleError } from "../../src/core/errors.ts";
import { ROUNDING_MODES } from "../../src/money/rounding-mode.ts";
import { formatUnits, parseRatio, parseUnits, scaleUnits } from "../../src/money/scaled.ts";
import { spreadUnits } from "../../src/money/share-out.ts";
import { round, toWhole } from "../../src/money/whole.ts";
import { allocate } from "./oracle/allocate.ts";
import { divide } from "./oracle/decimal.ts";
import { fromMinorUnits, toMinorUnits } from "./oracle/minor-units.ts";
import { decimals, roundedQuotient } from "./rational.ts";

/** What a call gives, or the code with which it throws. */
function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (error) {
    if (isClienteleError(error)) return error.code;
    throw error;
  }
}

const scales = fc.integer({ min: 0, max: 6 });
const modes = fc.constantFrom(...ROUNDING_MODES);
const anyText = fc.oneof(
  decimals(18, 8),
  decimals(3, 2),
  decimals(30, 30),
  fc.string({ unit: fc.constantFrom("0", "1", "9", ".", "-", "+", " ", "e"), maxLength: 8 }),
);
const units = fc.oneof(fc.maxSafeInteger(), fc.integer({ min: -5000, max: 5000 }));

describe("parseUnits and formatUnits", () => {
  it("agree with decimal.js on every text, errors too", () => {
    fc.assert(
      fc.property(anyText, scales, (text, scale) => {
        expect(outcome(() => parseUnits(text, scale, []))).toEqual(
          outcome(() => toMinorUnits(text, scale, [])),
        );
      }),
      { numRuns: 5000 },
    );
  });

  it("agree with decimal.js on every number, and undo each other", () => {
    fc.assert(
      fc.property(units, scales, (value, scale) => {
        const text = formatUnits(value, scale);
        expect(text).toBe(fromMinorUnits(value, scale));
        expect(parseUnits(text, scale, [])).toBe(value);
      }),
    );
  });

  it.each([
    ["9007199254740991", 0, 9007199254740991],
    ["-90071992547409.91", 2, -9007199254740991],
    ["90071992547409.92", 2, "out_of_range"],
    ["1.10", 1, 11],
    ["-0.00", 2, 0],
    ["1.11", 1, "inexact"],
    [1.1, 1, "invalid_decimal"],
    [null, 1, "invalid_decimal"],
    [{ length: 1 }, 1, "invalid_decimal"],
    ["٣", 0, "invalid_decimal"],
    ["", 0, "invalid_decimal"],
    ["-", 0, "invalid_decimal"],
    ["1.", 2, "invalid_decimal"],
    [".5", 2, "invalid_decimal"],
    ["01", 2, "invalid_decimal"],
    ["1.2.3", 2, "invalid_decimal"],
    ["9".repeat(400), 2, "out_of_range"],
  ])("read %o at scale %d as %o", (text, scale, expected) => {
    expect(outcome(() => parseUnits(text, scale, ["amount"]))).toBe(expected);
  });

  it("say where the fault is", () => {
    expect(() => parseUnits("x", 2, ["lines", 0, "amount"])).toThrow(
      expect.objectContaining({ name: "InputError", path: ["lines", 0, "amount"] }),
    );
    expect(outcome(() => formatUnits(0.5, 2))).toBe("out_of_range");
  });
});

describe("parseRatio", () => {
  it.each([
    ["1.15", { num: 23n, den: 20n }],
    ["1/3", { num: 1n, den: 3n }],
    ["10/4", { num: 5n, den: 2n }],
    ["0", { num: 0n, den: 1n }],
    ["-0.5", { num: -1n, den: 2n }],
    [3, { num: 3n, den: 1n }],
    ["1/0", "division_by_zero"],
    ["1.5/2", "invalid_decimal"],
    ["1e3", "invalid_decimal"],
    [0.5, "invalid_decimal"],
    [Number.NaN, "invalid_decimal"],
    [1e308, "invalid_decimal"],
    [undefined, "invalid_decimal"],
    ["1".repeat(40), "out_of_range"],
    [`1/${"1".repeat(40)}`, "out_of_range"],
  ])("reads %o as %o", (value, expected) => {
    expect(outcome(() => parseRatio(value, []))).toEqual(expected);
  });
});

describe("scaleUnits and round", () => {
  const whole = fc.oneof(
    fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
    fc.bigInt({ min: -50n, max: 50n }),
  );
  const above = fc.oneof(fc.bigInt({ min: 1n, max: 10n ** 25n }), fc.bigInt({ min: 1n, max: 9n }));

  it("round as the definition of each mode says", () => {
    fc.assert(
      fc.property(whole, above, modes, (num, den, mode) => {
        const exact = Number(roundedQuotient(num, den, mode));
        const expected = Number.isSafeInteger(exact) ? exact : "out_of_range";
        expect(outcome(() => round(num, den, mode))).toBe(expected);
        expect(outcome(() => round(toWhole(num), toWhole(den), mode))).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });

  it("agree with decimal.js, by the fast way and by the exact one", () => {
    const factor = fc.oneof(fc.integer({ min: 0, max: 1000 }), fc.nat());
    const divisor = fc.oneof(fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1 }));
    fc.assert(
      fc.property(units, factor, divisor, modes, (value, num, den, mode) => {
        const exact = divide(String(BigInt(value) * BigInt(num)), String(den), 0, mode);
        const expected = Number.isSafeInteger(Number(exact)) ? Number(exact) : "out_of_range";
        expect(outcome(() => scaleUnits(value, num, den, mode))).toBe(expected);
        expect(outcome(() => scaleUnits(value, BigInt(num), BigInt(den), mode))).toBe(expected);
      }),
      { numRuns: 3000 },
    );
  });
});

describe("spreadUnits", () => {
  it("spreads as allocate does, over weights of any size", () => {
    const weight = fc.oneof(fc.nat(9), fc.nat(1e9), fc.maxSafeNat());
    fc.assert(
      fc.property(units, fc.array(weight, { maxLength: 12 }), (total, weights) => {
        const expected = outcome(() => allocate(total, weights));
        expect(outcome(() => spreadUnits(total, weights))).toEqual(expected);
        expect(outcome(() => spreadUnits(total, weights.map(BigInt)))).toEqual(expected);
      }),
      { numRuns: 2000 },
    );
  });
});
