/*
 * Math.exp and Math.expm1 take half of the time of a likelihood by quadrature. On the ranges that
 * they are for these two, from tables and a short series, take half as long, to within a few units
 * in the last place. A hot loop hands in the tables from local constants.
 */

/** 2^(k/64) - 1, up to 2^6 - 1. */
export const GROWTHS = /* @__PURE__ */ Float64Array.from({ length: 384 }, (_, k) =>
  Math.expm1((k * Math.LN2) / 64),
);
/** 2^(k - 127), up to 1. */
export const OCTAVES = /* @__PURE__ */ Float64Array.from({ length: 128 }, (_, k) => 2 ** (k - 127));

/** eˣ - 1 for 0 <= x <= 4. */
export function expm1Upward(x: number, growths: Float64Array): number {
  const k = nearestStep(x);
  const rest = expm1Near(x, k);
  const growth = growths[k | 0];
  return growth + (1 + growth) * rest;
}

/** eˣ for -88 <= x <= 0. */
export function expDownward(x: number, growths: Float64Array, octaves: Float64Array): number {
  const k = nearestStep(x);
  const rest = expm1Near(x, k);
  const whole = k | 0;
  const scale = (1 + growths[whole & 63]) * octaves[127 + (whole >> 6)];
  return scale + scale * rest;
}

/** The whole number k for which k ln 2/64 is next to x: 1.5 2^52, added and subtracted, rounds. */
function nearestStep(x: number): number {
  return x * (64 / Math.LN2) + 6755399441055744 - 6755399441055744;
}

/**
 * eʳ - 1 for r = x - k ln 2/64, |r| <= ln 2/128. The step is taken in two parts, the first of them of
 * 24 bits, so that k times it is exact.
 */
function expm1Near(x: number, k: number): number {
  const r = x - k * 0.010830424726009369 - k * (Math.LN2 / 64 - 0.010830424726009369);
  return r * (1 + r * (1 / 2 + r * (1 / 6 + r * (1 / 24 + r * (1 / 120)))));
}
