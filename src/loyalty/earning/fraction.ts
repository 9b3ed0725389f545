import { type Ratio, reduceRatio } from "../../money/scaled.ts";

export const NOTHING: Ratio = { num: 0n, den: 1n };
export const ONE: Ratio = { num: 1n, den: 1n };

export function whole(value: number): Ratio {
  return { num: BigInt(value), den: 1n };
}

export function plus(left: Ratio, right: Ratio): Ratio {
  if (left.den === right.den) return { num: left.num + right.num, den: left.den };
  return reduceRatio(left.num * right.den + right.num * left.den, left.den * right.den);
}

export function minus(left: Ratio, right: Ratio): Ratio {
  return plus(left, { num: -right.num, den: right.den });
}

export function times(left: Ratio, right: Ratio): Ratio {
  return reduceRatio(left.num * right.num, left.den * right.den);
}

/** Of what is above 0. */
export function over(left: Ratio, right: Ratio): Ratio {
  return reduceRatio(left.num * right.den, left.den * right.num);
}

export function isMore(left: Ratio, right: Ratio): boolean {
  return left.num * right.den > right.num * left.den;
}

export function sumOf(values: readonly Ratio[]): Ratio {
  return values.reduce(plus, NOTHING);
}

/** The same fractions over one denominator. */
export function aligned(values: readonly Ratio[]): { nums: bigint[]; den: bigint } {
  const common = values.reduce((least, value) => leastCommon(least, value.den), 1n);
  return { nums: values.map(({ num, den: own }) => num * (common / own)), den: common };
}

function leastCommon(one: bigint, other: bigint): bigint {
  return one * reduceRatio(other, one).num;
}

/** A fraction of safe integers; `den` above 0. */
export function reduced(num: number, den: number): Ratio {
  return reduceRatio(BigInt(num), BigInt(den));
}
