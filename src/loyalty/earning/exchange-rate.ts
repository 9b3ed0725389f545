import { check } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { type Fraction, fractionOf } from "../../money/fraction.ts";
import { parseRatio } from "../../money/scaled.ts";
import { multiply, powerOfTen } from "../../money/whole.ts";

/**
 * What one of an order's money is in the program's.
 *
 * @throws InputError `missing_exchange_rate`, `invalid_decimal`, `out_of_range` for a rate that is not
 *   above 0
 */
export function exchangeRate(text: unknown): Fraction {
  const path = ["order", "exchangeRate"];
  if (text === undefined) {
    throw new InputError("missing_exchange_rate", "expected an exchange rate, got none", path);
  }
  const rate = fractionOf(parseRatio(text, path));
  check(rate.num > 0, "out_of_range", path, "a rate above 0", text);
  return rate;
}

/** The same of minor units; both moneys by their digits after the point. */
export function minorRate(text: unknown, from: number, to: number): Fraction {
  const { num, den } = exchangeRate(text);
  return { num: multiply(num, powerOfTen(to)), den: multiply(den, powerOfTen(from)) };
}
