import { polynomial, quotients } from "./polynomial.ts";

/** ψ'(x) for x > 0, relative error below 1e-14. Infinite below 1e-154, where 1/x² overflows. */
export function trigamma(x: number): number {
  let sum = 0;
  let high = x;
  for (; high < 10; high += 1) sum += 1 / (high * high);
  const inverse = 1 / high;
  return sum + inverse * (1 + inverse * (0.5 + inverse * polynomial(SERIES, inverse * inverse)));
}

/** B₂ₖ, k = 7 … 1 (Abramowitz & Stegun 6.4.12). */
const SERIES = /* @__PURE__ */ quotients([7, -691, 5, -1, 1, -1, 1], [6, 2730, 66, 30, 42, 30, 6]);
