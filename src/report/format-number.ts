import type { NumberFormat } from "./table.ts";

const DEFAULT_DIGITS = 4;

/** A finite number as text: a point for decimals, commas between thousands, whatever the locale. */
export function formatNumber(value: number, format?: NumberFormat): string {
  if (format === "plain") return String(value + 0);
  if (format === undefined) {
    return Number.isInteger(value) ? fixed(value, 0) : significant(value, DEFAULT_DIGITS);
  }
  if ("decimals" in format) return fixed(value, format.decimals);
  if ("percent" in format) return `${fixed(value * 100, format.percent)}%`;
  return significant(value, format.significant);
}

/** Of whole digits none is rounded away; numbers too small to be read that way get an exponent. */
function significant(value: number, digits: number): string {
  const [, exponent] = value.toExponential(digits - 1).split("e");
  const magnitude = value === 0 ? 0 : Number(exponent);
  return magnitude < -6 || magnitude >= 21
    ? value.toExponential(digits - 1)
    : fixed(value, Math.max(0, digits - 1 - magnitude));
}

function fixed(value: number, decimals: number): string {
  const text = value.toFixed(decimals);
  // From 1e21 on the text has an exponent and no thousands to part.
  if (text.includes("e")) return text;
  const [whole, fraction] = text.split(".");
  const grouped = whole.replaceAll(/\B(?=(?:\d{3})+$)/g, ",");
  const shown = fraction === undefined ? grouped : `${grouped}.${fraction}`;
  // What rounds to zero has no sign.
  return /[1-9]/.test(shown) ? shown : shown.replace("-", "");
}
