/*
 * Math.exp and Math.expm1 take half of the time of a likelihood. On the ranges that they are for these
 * two, from a table and a short series, take half as long, to within a few units in the last place.
 */

/** Steps of the tables a unit: a power of two, so that what is left beside a step is exact. */
const STEPS = 32;
const LOWEST = -88;
const HIGHEST = 40;

/** eˣ at each step of [-88, 40], once it is asked for: an import would wait for it. */
let powers: Float64Array | undefined;
/** eˣ - 1 at each step of [0, 4]. */
const GROWTHS = /* @__PURE__ */ Float64Array.from({ length: 4 * STEPS + 1 }, (_, k) =>
  Math.expm1(k / STEPS),
);

/** eˣ for -88 <= x <= 40. */
export function exp(x: number): number {
  powers ??= new Float64Array(STEPS * (HIGHEST - LOWEST) + 1).map((_, k) =>
    Math.exp(k / STEPS + LOWEST),
  );
  const k = Math.floor(STEPS * x + 0.5);
  const power = powers[k - STEPS * LOWEST];
  return power + power * expm1Near(x - k / STEPS);
}

/** eˣ - 1 for 0 <= x <= 4. */
export function expm1Upward(x: number): number {
  const k = Math.floor(STEPS * x + 0.5);
  const growth = GROWTHS[k];
  return growth + (1 + growth) * expm1Near(x - k / STEPS);
}

/** eʳ - 1 for |r| <= 1/64. */
function expm1Near(r: number): number {
  const far = 1 + r * (1 / 5 + r * (1 / 30 + r / 210));
  return r * (1 + r * (1 / 2 + r * (1 / 6 + (r / 24) * far)));
}
