import type { Ratio } from "./scaled.ts";
import {
  add,
  divide,
  greatestCommon,
  leastCommon,
  multiply,
  toWhole,
  type Whole,
} from "./whole.ts";

/** An exact fraction; `den` above 0. In lowest terms only where numbers grow large. */
export interface Fraction {
  readonly num: Whole;
  readonly den: Whole;
}

export const NOTHING: Fraction = { num: 0, den: 1 };
export const ONE: Fraction = { num: 1, den: 1 };

/** Of a rate that was read. */
export function fractionOf({ num, den }: Ratio): Fraction {
  return { num: toWhole(num), den: toWhole(den) };
}

export function whole(num: Whole): Fraction {
  return { num, den: 1 };
}

export function plus(left: Fraction, right: Fraction): Fraction {
  if (left.num === 0) return right;
  if (left.den === right.den) return tidy(add(left.num, right.num), left.den);
  const num = add(multiply(left.num, right.den), multiply(right.num, left.den));
  return tidy(num, multiply(left.den, right.den));
}

export function minus(left: Fraction, right: Fraction): Fraction {
  return plus(left, { num: multiply(right.num, -1), den: right.den });
}

export function times(left: Fraction, right: Fraction): Fraction {
  return tidy(multiply(left.num, right.num), multiply(left.den, right.den));
}

/** Of what is above 0. */
export function over(left: Fraction, right: Fraction): Fraction {
  return times(left, { num: right.den, den: right.num });
}

export function isMore(left: Fraction, right: Fraction): boolean {
  return multiply(left.num, right.den) > multiply(right.num, left.den);
}

export function sumOf(values: readonly Fraction[]): Fraction {
  return values.reduce(plus, NOTHING);
}

/** In lowest terms. */
function lowest({ num, den }: Fraction): Fraction {
  const common = greatestCommon(num, den);
  return { num: divide(num, common), den: divide(den, common) };
}

/** The same fractions over one denominator. */
export function aligned(values: readonly Fraction[]): { nums: Whole[]; den: Whole } {
  let den: Whole = 1;
  for (const value of values) den = leastCommon(value.den, den);
  const nums = values.map((value) =>
    value.den === den ? value.num : multiply(value.num, divide(den, value.den)),
  );
  return { nums, den };
}

function tidy(num: Whole, den: Whole): Fraction {
  return typeof num === "number" && typeof den === "number" ? { num, den } : lowest({ num, den });
}
