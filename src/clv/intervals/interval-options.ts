import { checkFinite } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";

/** The probability of either tail beyond an interval of a level between 0 and 1. */
export function tailOf(level: number): number {
  checkFinite(level, ["level"]);
  if (level > 0 && level < 1) return (1 - level) / 2;
  throw new InputError("out_of_range", `expected more than 0, less than 1, got ${level}`, [
    "level",
  ]);
}

/** Indices of `wanted` of `count` draws, evenly apart; all of them where fewer are there. */
export function evenlyOf(count: number, wanted: number): number[] {
  const taken = Math.min(count, wanted);
  return Array.from({ length: taken }, (_, k) => Math.floor((k * count) / taken));
}

/** An option that the method cannot do without. */
export function required<Value>(value: Value | undefined, name: string): Value {
  if (value !== undefined) return value;
  throw new InputError("invalid_option", `expected ${name}: this method needs it`, [name]);
}
