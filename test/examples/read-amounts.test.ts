import { expect, it, test } from "vitest";
import { amountFormatFor } from "../../examples/shop-report/read-amounts.ts";

test.each([
  ["1,234.50", ".", 1234.5, ""],
  ["1'234.50", ".", 1234.5, ""],
  ["$1,234.50", ".", 1234.5, "$"],
  ["US$ 12.50", ".", 12.5, "US$"],
  ["CHF 1’234.50", ".", 1234.5, "CHF"],
  ["-$5.00", ".", -5, "$"],
  ["$-5.00", ".", -5, "$"],
  [".5", ".", 0.5, ""],
  ["(9.84)", ".", -9.84, ""],
  ["($9.84)", ".", -9.84, "$"],
  ["$(1,009.84)", ".", -1009.84, "$"],
  ["(9.84 USD)", ".", -9.84, "USD"],
  ["66,55-", ",", -66.55, ""],
  ["1.066,55- EUR", ",", -1066.55, "EUR"],
  ["€ 66,55−", ",", -66.55, "€"],
  ["1.234,56", ",", 1234.56, ""],
  ["1.234.567,8 EUR", ",", 1234567.8, "EUR"],
  ["1 234,56 €", ",", 1234.56, "€"],
  ["1\u202f234,56\u00a0€", ",", 1234.56, "€"],
  ["−12,5 kr", ",", -12.5, "kr"],
  ["99,90 zł", ",", 99.9, "zł"],
  ["\\85,030", ".", 85030, "\\"],
])("%s is read with decimal %s", (text, decimal, value, currency) => {
  expect(amountFormatFor([], decimal).read(text)).toEqual({ value, currency });
});

test.each([
  ["1.234,56", "."],
  ["1,234.56", ","],
  ["1.23.456", ","],
  ["1.234 567", ","],
  ["12,50", "."],
  ["12.50", ","],
  ["--5", "."],
  ["-5-", "."],
  ["(-5)", "."],
  ["((5))", "."],
  ["(5", "."],
  ["CHF 12.-", "."],
  ["$5 EUR", "."],
  ["5 pieces", "."],
  ["EUR", "."],
  ["", "."],
  ["1e3", "."],
  ["Infinity", "."],
])("%s is no amount with decimal %s", (text, decimal) => {
  expect(amountFormatFor([], decimal).read(text).value).toBeNaN();
});

it("is guessed from amounts that can be read in one way alone", () => {
  const decimalOf = (...sample: string[]) => amountFormatFor(sample, undefined).decimal;
  expect(decimalOf("12.50", "1.234")).toBe(".");
  expect(decimalOf("12,50", "1.234")).toBe(",");
  expect(decimalOf("12", "7")).toBe(".");
  expect(decimalOf("12", "0.500")).toBe(".");
  expect(decimalOf("12", "0,500")).toBe(",");
  expect(() => decimalOf("12", "1.234")).toThrow("--decimal");
});
