import { divideSafe } from "../../money/divide-safe.ts";
import type { RoundingMode } from "../../money/rounding-mode.ts";
import { roundRatio, roundSafe, safeNumber } from "../../money/scaled.ts";

const FEW = 32;

/**
 * Rounds the sum of `values` over a common denominator, once, to at least 0, and shares the whole
 * number out among them: each gets its value cut down, and what is left over goes, one each, to
 * those that lost most; among equals to the first. Values may be below 0: factors that lower.
 */
export function shareOut(values: readonly number[], den: number, mode: RoundingMode): number[] {
  let sum = 0;
  for (let index = 0; index < values.length; index++) sum += values[index];
  if (sum <= 0) return values.map(() => 0);
  const parts: number[] = [];
  const lost: number[] = [];
  let left = roundSafe(sum, den, mode);
  for (let index = 0; index < values.length; index++) {
    const value = values[index];
    const part = divideSafe(value, den);
    parts.push(part);
    lost.push(value - part * den);
    left -= part;
  }
  return handOut(parts, lost, left);
}

/** The same of numbers of any size. */
export function shareOutExact(
  values: readonly bigint[],
  den: bigint,
  mode: RoundingMode,
): number[] {
  const sum = values.reduce((before, value) => before + value, 0n);
  if (sum <= 0n) return values.map(() => 0);
  const parts: number[] = [];
  const lost: bigint[] = [];
  let left = safeNumber(roundRatio(sum, den, mode), ["points"]);
  for (const value of values) {
    const rest = value % den;
    const above = rest < 0n ? rest + den : rest;
    const part = safeNumber((value - above) / den, ["points"]);
    parts.push(part);
    lost.push(above);
    left -= part;
  }
  return handOut(parts, lost, left);
}

/** Cuts whole numbers down so that they sum to `total`, each in proportion. */
export function cutTo(points: readonly number[], total: number): number[] {
  let sum = 0;
  let most = 0;
  for (const value of points) {
    sum += value;
    most = Math.max(most, Math.abs(value));
  }
  // In proportion, the sum is `total` to the point: nothing is rounded.
  if (most * Math.max(total, points.length) <= Number.MAX_SAFE_INTEGER) {
    return shareOut(
      points.map((value) => value * total),
      sum,
      "down",
    );
  }
  return shareOutExact(
    points.map((value) => BigInt(value) * BigInt(total)),
    BigInt(sum),
    "down",
  );
}

function handOut<Loss extends number | bigint>(
  parts: number[],
  lost: readonly Loss[],
  left: number,
): number[] {
  if (left <= 0) return parts;
  if (left === 1) {
    let first = 0;
    for (let index = 1; index < lost.length; index++) if (lost[index] > lost[first]) first = index;
    parts[first] += 1;
    return parts;
  }
  if (lost.length <= FEW) {
    // The largest again and again: for a handful, many times as fast as to sort.
    const isTaken = lost.map(() => false);
    for (let round = 0; round < left; round++) {
      let best = -1;
      for (let index = 0; index < lost.length; index++) {
        if (!isTaken[index] && (best < 0 || lost[index] > lost[best])) best = index;
      }
      isTaken[best] = true;
      parts[best] += 1;
    }
    return parts;
  }
  const order = lost.map((_, index) => index);
  order.sort((one, other) => {
    if (lost[one] === lost[other]) return one - other;
    return lost[one] > lost[other] ? -1 : 1;
  });
  for (let index = 0; index < left; index++) parts[order[index]] += 1;
  return parts;
}
