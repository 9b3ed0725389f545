import { check, checkInteger, checkObject } from "../../core/checks.ts";
import type { ErrorPath } from "../../core/errors.ts";
import { parseRatio, parseUnits, type Ratio } from "../../money/scaled.ts";

const MOST_SCALE = 12;

/** What points are worth: `{ points: 100, amount: "1.00" }`. */
export interface PointValue {
  readonly points: number;
  readonly amount: string;
}

/** Digits after the point of a money; 2 where none are named. */
export function readScale(scale: number | undefined): number {
  return scale === undefined ? 2 : checkInteger(scale, ["scale"], 0, MOST_SCALE);
}

/** An amount of at least 0, in minor units. */
export function readAmount(amount: unknown, scale: number, path: ErrorPath): number {
  const units = parseUnits(amount, scale, path);
  check(units >= 0, "negative_value", path, "at least 0", amount);
  return units;
}

/** A fraction from 0 to 1. */
export function readFraction(value: unknown, path: ErrorPath): Ratio {
  const fraction = parseRatio(value, path);
  check(
    fraction.num >= 0n && fraction.num <= fraction.den,
    "out_of_range",
    path,
    "from 0 to 1",
    value,
  );
  return fraction;
}

/** So many minor units for so many points. */
export function readValue(
  value: PointValue,
  scale: number,
): { readonly points: number; readonly units: number } {
  checkObject(value, "the value of points");
  return {
    points: checkInteger(value.points, ["value", "points"], 1),
    units: readAmount(value.amount, scale, ["value", "amount"]),
  };
}
