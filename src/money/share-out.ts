import { InputError } from "../core/errors.ts";
import type { RoundingMode } from "./rounding-mode.ts";
import { add, divide, multiply, round, toSafe, type Whole } from "./whole.ts";

const FEW = 32;
const POINTS = ["points"];

/**
 * Rounds the sum of `values` over a common denominator, once, to at least 0, and shares the whole
 * number out among them: each gets its value cut down, and what is left over goes, one each, to
 * those that lost most; among equals to the first. Values may be below 0.
 *
 * @throws `out_of_range` for a sum that is no safe integer
 */
export function shareOut(values: readonly Whole[], den: Whole, mode: RoundingMode): number[] {
  let sum: Whole = 0;
  for (let index = 0; index < values.length; index++) sum = add(sum, values[index]);
  if (sum <= 0) return values.map(() => 0);
  if (den === 1) return values.map((value) => toSafe(value, POINTS));
  const parts: number[] = [];
  const lost: Whole[] = [];
  let left = round(sum, den, mode, POINTS);
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    const part = toSafe(divide(value, den), POINTS);
    parts.push(part);
    lost.push(add(value, multiply(-part, den)));
    left -= part;
  }
  return handOut(parts, lost, left);
}

/**
 * Spreads a whole number of units over weights by largest remainder: each gets its exact share cut
 * to whole units, and the units left over go, one each, to those whose share lost most; among equals
 * to the first. The parts sum to the total. A negative total is spread as its magnitude is.
 *
 * @throws `zero_total_weight` where no weight is above 0.
 */
export function spreadUnits(total: number, weights: readonly Whole[]): number[] {
  const sum = weights.reduce(add, 0);
  if (sum <= 0) {
    throw new InputError("zero_total_weight", "expected a weight above 0, got none", ["weights"]);
  }
  // The sum is the total to the unit: nothing is rounded.
  const values = weights.map((weight) => multiply(Math.abs(total), weight));
  const parts = shareOut(values, sum, "down");
  // Subtracted from 0, a part of 0 does not become -0, which JSON cannot hold.
  return total < 0 ? parts.map((part) => 0 - part) : parts;
}

/** One of what is left to each of those who lost most. */
function handOut(parts: number[], lost: Whole[], left: number): number[] {
  if (lost.length <= FEW) {
    // The largest again and again: for a handful, many times as fast as to sort.
    for (let turn = 0; turn < left; turn++) {
      let best = 0;
      let most = lost[0];
      for (let index = 1; index < lost.length; index++) {
        if (lost[index] <= most) continue;
        best = index;
        most = lost[index];
      }
      parts[best] += 1;
      lost[best] = -1;
    }
    return parts;
  }
  const order = lost.map((_, index) => index);
  order.sort((one, other) => {
    if (lost[one] > lost[other]) return -1;
    return lost[one] < lost[other] ? 1 : one - other;
  });
  for (let index = 0; index < left; index++) parts[order[index]] += 1;
  return parts;
}
