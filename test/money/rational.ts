import fc from "fast-check";
import type { RoundingMode } from "../../src/money/rounding-mode.ts";

/** A decimal as an integer and a number of places: the oracle's arithmetic is BigInt's alone. */
export interface Scaled {
  readonly units: bigint;
  readonly places: number;
}

export function scaled(text: string): Scaled {
  const [whole, fraction = ""] = text.split(".");
  return { units: BigInt(whole + fraction), places: fraction.length };
}

/** Shortest decimal string of units / 10^places. */
export function written({ units, places }: Scaled): string {
  const sign = units < 0n ? "-" : "";
  const digits = magnitude(units)
    .toString()
    .padStart(places + 1, "0");
  const whole = digits.slice(0, digits.length - places);
  const fraction = digits.slice(digits.length - places).replace(/0+$/, "");
  return sign + whole + (fraction === "" ? "" : `.${fraction}`);
}

/** Both over the same power of ten. */
export function aligned(left: Scaled, right: Scaled): [bigint, bigint, number] {
  const places = Math.max(left.places, right.places);
  const lift = ({ units, places: own }: Scaled) => units * 10n ** BigInt(places - own);
  return [lift(left), lift(right), places];
}

/** numerator / denominator as a whole number, by the definition of each mode. */
export function roundedQuotient(
  numerator: bigint,
  denominator: bigint,
  mode: RoundingMode,
): bigint {
  const negative = numerator < 0n !== denominator < 0n && numerator !== 0n;
  const top = magnitude(numerator);
  const bottom = magnitude(denominator);
  const cut = top / bottom;
  const rest = top % bottom;
  const twice = 2n * rest;
  const away = {
    down: false,
    up: rest > 0n,
    floor: negative && rest > 0n,
    ceil: !negative && rest > 0n,
    halfUp: twice >= bottom,
    halfDown: twice > bottom,
    halfEven: twice > bottom || (twice === bottom && cut % 2n === 1n),
  }[mode];
  const rounded = away ? cut + 1n : cut;
  return negative ? -rounded : rounded;
}

/** Decimals as people write them, up to so many digits on either side of the point. */
export function decimals(wholeDigits: number, places: number): fc.Arbitrary<string> {
  const whole = fc.bigInt({ min: 0n, max: 10n ** BigInt(wholeDigits) - 1n }).map(String);
  const digit = fc.integer({ min: 0, max: 9 });
  const fraction = fc.array(digit, { maxLength: places }).map((digits) => digits.join(""));
  const small = fc.constantFrom("0", "1", "2", "9", "10", "100");
  return fc.tuple(fc.boolean(), fc.oneof(whole, small), fraction).map(([negative, left, right]) => {
    return (negative ? "-" : "") + left + (right === "" ? "" : `.${right}`);
  });
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}
