import fc from "fast-check";
import { expect } from "vitest";

/** Numbers spread evenly over [low, high]. */
export function between(low: number, high: number): fc.Arbitrary<number> {
  return fc.integer({ min: 0, max: 2 ** 31 - 1 }).map((k) => low + (high - low) * (k / 2 ** 31));
}

/** Numbers whose logarithms are spread evenly, low > 0. */
export function logBetween(low: number, high: number): fc.Arbitrary<number> {
  return between(Math.log(low), Math.log(high)).map(Math.exp);
}

/** Fails unless `got` is within a relative error, or an absolute one, of `want`. */
export function agrees(got: number, want: number, relative: number, absolute = 0): void {
  if (Math.abs(got - want) <= relative * Math.abs(want) + absolute) return;
  expect.fail(`expected ${want}, got ${got}: relative error ${Math.abs(got / want - 1)}`);
}
