import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ROUNDING_MODES, type RoundingMode, roundDecimal } from "../../src/money/rounding.ts";
import { decimals, roundedQuotient, scaled, written } from "./rational.ts";

const VALUES = ["2.4", "2.5", "2.6", "3.5", "-2.4", "-2.5", "-2.6", "-3.5"];
// The table of the doc comment, from the definitions.
const TABLE: Record<RoundingMode, readonly number[]> = {
  down: [2, 2, 2, 3, -2, -2, -2, -3],
  up: [3, 3, 3, 4, -3, -3, -3, -4],
  floor: [2, 2, 2, 3, -3, -3, -3, -4],
  ceil: [3, 3, 3, 4, -2, -2, -2, -3],
  halfUp: [2, 3, 3, 4, -2, -3, -3, -4],
  halfDown: [2, 2, 3, 3, -2, -2, -3, -3],
  halfEven: [2, 2, 3, 4, -2, -2, -3, -4],
};
const values = decimals(12, 12);
const places = fc.integer({ min: 0, max: 12 });
const modes = fc.constantFrom(...ROUNDING_MODES);
const negated = (text: string) => (text.startsWith("-") ? text.slice(1) : `-${text}`);

describe("roundDecimal", () => {
  it.each(ROUNDING_MODES)("%s, mode by mode as the table says", (mode) => {
    expect(VALUES.map((value) => roundDecimal(value, 0, mode))).toEqual(TABLE[mode].map(String));
  });

  it("lists every mode that there is", () => {
    expect([...ROUNDING_MODES].sort()).toEqual(Object.keys(TABLE).sort());
  });

  it("agrees with BigInt arithmetic", () => {
    fc.assert(
      fc.property(values, places, modes, (value, scale, mode) => {
        const { units, places: own } = scaled(value);
        const top = units * 10n ** BigInt(scale);
        const rounded = roundedQuotient(top, 10n ** BigInt(own), mode);
        expect(roundDecimal(value, scale, mode)).toBe(written({ units: rounded, places: scale }));
      }),
      { numRuns: 2000 },
    );
  });

  it("treats both signs alike, floor and ceil as each other's mirror", () => {
    const mirror = (mode: RoundingMode): RoundingMode =>
      mode === "floor" ? "ceil" : mode === "ceil" ? "floor" : mode;
    fc.assert(
      fc.property(values, places, modes, (value, scale, mode) => {
        const rounded = roundDecimal(value, scale, mode);
        const expected = rounded === "0" ? "0" : negated(rounded);
        expect(roundDecimal(negated(value), scale, mirror(mode))).toBe(expected);
      }),
    );
  });

  it("never answers -0, and leaves alone what is short enough", () => {
    expect(roundDecimal("-0.4", 0, "down")).toBe("0");
    expect(roundDecimal("-0.4", 0, "halfUp")).toBe("0");
    expect(roundDecimal("-0.4", 0, "ceil")).toBe("0");
    expect(roundDecimal("1.10", 2, "up")).toBe("1.1");
    expect(roundDecimal("9.995", 2, "halfUp")).toBe("10");
  });

  it.each([
    [["1e3", 2, "down"], "invalid_decimal", "value"],
    [["1", -1, "down"], "out_of_range", "scale"],
    [["1", 0.5, "down"], "out_of_range", "scale"],
    [["1", 2, "HALF_UP"], "invalid_option", "rounding"],
    [["1", 2, "toString"], "invalid_option", "rounding"],
    [["1", 2, undefined], "invalid_option", "rounding"],
  ])("refuses %o", (args, code, name) => {
    expect(() => Reflect.apply(roundDecimal, null, args)).toThrow(
      expect.objectContaining({ name: "InputError", code, path: [name] }),
    );
  });
});
