import { checkInteger, checkNonNegative } from "../../../src/core/checks.ts";
import { type ErrorPath, InputError } from "../../../src/core/errors.ts";
import { type Exact, powerOfTen, readDecimal, readNumber } from "./context.ts";

/**
 * Spreads a whole number of minor units over weights by largest remainder (Hamilton's method): each
 * gets its exact share cut to whole units, and the units left over go, one each, to those whose
 * share lost most; among equals to the first. The parts always sum to the total. A negative total
 * is spread as its magnitude is.
 *
 * Weights are decimal strings or numbers of at least 0; a number counts as the decimal it shows.
 *
 * @throws `zero_total_weight` where no weight is above 0, `negative_value`, `out_of_range`,
 * `invalid_decimal`, `non_finite_value`.
 */
export function allocate(total: number, weights: readonly (string | number)[]): number[] {
  checkInteger(total, ["total"], Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER);
  const units = BigInt(Math.abs(total));
  // Line totals in minor units, the usual weights, are whole already.
  const wholes = weights.every(isWhole) ? weights.map(BigInt) : toWholes(weights);
  const sum = wholes.reduce((left, right) => left + right, 0n);
  if (sum === 0n) {
    throw new InputError("zero_total_weight", "expected a weight above 0, got none", ["weights"]);
  }
  const shares = wholes.map((whole, index) => ({
    index,
    units: Number((units * whole) / sum),
    lost: (units * whole) % sum,
  }));
  const parts = shares.map((share) => share.units);
  const leftOver = Math.abs(total) - parts.reduce((left, right) => left + right, 0);
  shares.sort((one, other) => (one.lost === other.lost ? 0 : one.lost > other.lost ? -1 : 1));
  for (const { index } of shares.slice(0, leftOver)) parts[index] += 1;
  // Subtracted from 0, a part of 0 does not become -0, which JSON cannot hold.
  return total < 0 ? parts.map((part) => 0 - part) : parts;
}

function readWeight(weight: string | number, path: ErrorPath): Exact {
  if (typeof weight === "number") return readNumber(checkNonNegative(weight, path), path);
  const number = readDecimal(weight, path);
  if (number.isNegative() && !number.isZero()) {
    throw new InputError("negative_value", `expected at least 0, got "${weight}"`, path);
  }
  return number;
}

/** The same proportions in whole numbers. */
function toWholes(weights: readonly (string | number)[]): bigint[] {
  const numbers = weights.map((weight, index) => readWeight(weight, ["weights", index]));
  const scale = numbers.reduce((most, number) => Math.max(most, number.decimalPlaces()), 0);
  return numbers.map((number) => BigInt(number.times(powerOfTen(scale)).toFixed()));
}

function isWhole(weight: string | number): weight is number {
  return typeof weight === "number" && Number.isSafeInteger(weight) && weight >= 0;
}
