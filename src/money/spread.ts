import { InputError } from "../core/errors.ts";
import { divideSafe } from "./divide-safe.ts";

/**
 * Spreads a whole number of units over weights by largest remainder: each gets its exact share cut
 * to whole units, and the units left over go, one each, to those whose share lost most; among equals
 * to the first. The parts sum to the total. A negative total is spread as its magnitude is.
 *
 * Weights are safe integers of at least 0.
 *
 * @throws `zero_total_weight` where no weight is above 0.
 */
export function spreadUnits(total: number, weights: readonly number[]): number[] {
  let sum = 0;
  let most = 0;
  for (const weight of weights) {
    sum += weight;
    if (weight > most) most = weight;
  }
  const size = Math.abs(total);
  if (sum > Number.MAX_SAFE_INTEGER || size * most > Number.MAX_SAFE_INTEGER) {
    return spreadExact(total, weights.map(BigInt));
  }
  if (sum === 0) throw noWeight();
  const parts: number[] = [];
  const lost: number[] = [];
  let left = size;
  for (const weight of weights) {
    const product = size * weight;
    const part = divideSafe(product, sum);
    parts.push(part);
    lost.push(product - part * sum);
    left -= part;
  }
  return handOut(parts, lost, left, total < 0);
}

/** The same over weights of any size. */
export function spreadExact(total: number, weights: readonly bigint[]): number[] {
  const sum = weights.reduce((before, weight) => before + weight, 0n);
  if (sum === 0n) throw noWeight();
  const size = Math.abs(total);
  const units = BigInt(size);
  const parts: number[] = [];
  const lost: bigint[] = [];
  let left = size;
  for (const weight of weights) {
    const part = Number((units * weight) / sum);
    parts.push(part);
    lost.push((units * weight) % sum);
    left -= part;
  }
  return handOut(parts, lost, left, total < 0);
}

/** One of what is left to each of those who lost most. */
function handOut<Loss extends number | bigint>(
  parts: number[],
  lost: readonly Loss[],
  left: number,
  isNegative: boolean,
): number[] {
  if (left === 1) {
    let first = 0;
    for (let index = 1; index < lost.length; index++) if (lost[index] > lost[first]) first = index;
    parts[first] += 1;
  } else if (left > 1) {
    const order = lost.map((_, index) => index);
    order.sort((one, other) =>
      lost[one] === lost[other] ? one - other : lost[one] > lost[other] ? -1 : 1,
    );
    for (let index = 0; index < left; index++) parts[order[index]] += 1;
  }
  // Subtracted from 0, a part of 0 does not become -0, which JSON cannot hold.
  return isNegative ? parts.map((part) => 0 - part) : parts;
}

function noWeight(): InputError {
  return new InputError("zero_total_weight", "expected a weight above 0, got none", ["weights"]);
}
