import { dividedDifference, polynomial, quotients } from "./polynomial.ts";

/**
 * ln Γ(x) for x > 0, relative error below 1e-14, near the zeros at 1 and 2 as well. Infinite at 0
 * and from 2.55e305 upward, where the value itself leaves the range of doubles.
 */
export function logGamma(x: number): number {
  if (x < 0.5) return logGammaAt2(x) - Math.log(x * (1 + x));
  if (x < 1.5) return logGamma1p(x - 1);
  if (x >= STIRLING_FROM) return (x - 0.5) * (Math.log(x) - 1) + HALF_LOG_TAU_E + stirlingError(x);
  let rest = x;
  let product = 1;
  while (rest >= 2.5) {
    rest -= 1;
    product *= rest;
  }
  return logGammaAt2(rest - 2) + Math.log(product);
}

/** ln Γ(1 + w) for |w| <= 1/2, exact in relative terms down to the tiniest w. */
export function logGamma1p(w: number): number {
  return logGammaAt2(w) - Math.log1p(w);
}

/**
 * ln Γ(x + n) - ln Γ(x) for x > 0, n >= 0, without the cancellation that subtracting suffers when
 * x is large or n is small.
 */
export function logGammaDifference(x: number, n: number): number {
  if (x < STIRLING_FROM) {
    if (n > 1) return logGamma(x + n) - logGamma(x);
    // Γ(x + n)/Γ(x) moves upward by factors 1 + n/(x + k), whose product less 1 is kept.
    let base = x;
    let excess = 0;
    for (; base < STIRLING_FROM; base += 1) excess += (1 + excess) * (n / base);
    return logGammaDifference(base, n) - Math.log1p(excess);
  }
  const end = x + n;
  const u = 1 / (x * x);
  const v = 1 / (end * end);
  const slope = (dividedDifference(STIRLING, v, u) * v * (x + end)) / x + polynomial(STIRLING, u);
  return (x - 0.5) * Math.log1p(n / x) + n * (Math.log(end) - 1 - slope / (x * end));
}

/** From here on the seven terms of Stirling's series below are exact to double precision. */
export const STIRLING_FROM = 10;

/** ln Γ(x) - [(x - 1/2) ln x - x + ln √(2π)] for x >= {@link STIRLING_FROM}. */
export function stirlingError(x: number): number {
  return polynomial(STIRLING, 1 / (x * x)) / x;
}

/** B₂ₖ/(2k(2k-1)), k = 7 … 1 (Abramowitz & Stegun 6.1.40). */
const STIRLING = /* @__PURE__ */ quotients(
  [1, -691, 1, -1, 1, -1, 1],
  [156, 360360, 1188, 1680, 1260, 360, 12],
);

/** ln √(2π) - 1/2. */
const HALF_LOG_TAU_E = 0.4189385332046727;

/** ln Γ(2 + w) for |w| <= 1/2, as w times a rational function with relative error below 3e-17. */
function logGammaAt2(w: number): number {
  return (w * polynomial(NEAR_2_ABOVE, w)) / polynomial(NEAR_2_BELOW, w);
}

/** Least squares on Chebyshev nodes in 60 digits: scripts/golden/log_gamma_coefficients.py. */
const NEAR_2_ABOVE = [
  4.912332896892856e-6, 0.001288749280807731, 0.028175508957452793, 0.20665053072796447,
  0.6510833241452973, 0.8941088003771798, 0.42278433509846713,
] as const;
const NEAR_2_BELOW = [
  0.0003698912704685907, 0.013370239866266741, 0.1459822841003036, 0.6680278525296839,
  1.352088333215871, 1,
] as const;
