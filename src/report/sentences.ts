import { checkFinite } from "../core/checks.ts";
import type { Warning } from "../core/warning.ts";
import { formatNumber } from "./format-number.ts";
import type { NumberFormat } from "./table.ts";

/** A number within a sentence. */
export function say(value: number | null, format?: NumberFormat): string {
  return value === null ? "undefined" : formatNumber(checkFinite(value, []), format);
}

/** A confidence level of 0.95 as `95%`, without the last bits of the product. */
export function sayLevel(level: number): string {
  return `${Number((100 * checkFinite(level, ["level"])).toPrecision(6))}%`;
}

/** `1 customer`, `2,357 customers`. */
export function count(n: number, noun: string): string {
  return `${say(n)} ${noun}${n === 1 ? "" : "s"}`;
}

/** The doubts that come with a result, one a sentence. */
export function doubts(warnings: readonly Warning[] | undefined): string[] {
  return (warnings ?? []).map(({ code, message }) => `Warning ${code}: ${message}`);
}

/** How many rows were refused, where they were counted. */
export function rejections(rejected: readonly unknown[] | undefined): string[] {
  return rejected === undefined ? [] : [`${count(rejected.length, "row")} rejected.`];
}
