import { logBetaDensity } from "./incomplete-beta.ts";
import { integrateLine } from "./integrate-line.ts";
import { logGamma, logGammaDifference } from "./log-gamma.ts";

/**
 * Gauss' hypergeometric function ₂F₁(a, b; c; z) for z < 1, a and b > -1 (one of them > 0), and
 * c > 0 above the smaller of them. Relative error below 2e-13, for parameters up to 1e4 and z down
 * to -1e6, unless the value leaves the range of doubles.
 *
 * With z = -y <= 0, w = y/(1 + y), B <= A the two parameters, there are two series in w (Abramowitz
 * & Stegun 15.3.4 and 15.3.5), two more in 1 - w for large y, and, for what these cannot sum, Euler's
 * integral (15.3.1):
 *
 *     F = (1 + y)^(-B) F(c - A, B; c; w) = (1 + y)^(-A) F(A, c - B; c; w)
 *     F = E[(1 + yt)^(-A)], t of distribution Beta(B, c - B)
 *
 * z > 0 is the same with w = z, c - B in place of B, and all of it times (1 + y)^A.
 */
export function gauss2F1(a: number, b: number, c: number, z: number): number {
  const large = Math.max(a, b);
  const small = Math.min(a, b);
  const y = z > 0 ? z / (1 - z) : -z;
  const w = z > 0 ? z : z / (z - 1);
  const shape = z > 0 ? c - small : small;
  const rate = Math.log1p(y);
  const power = z > 0 ? 0 : -large;
  let sum = -z > NEAREST + c ? connect(large, small, c, y) : Number.NaN;
  if (!Number.isNaN(sum)) return sum;
  // The first series has the smaller terms unless `shape` is large, but some negative if c < A.
  if (c < large ? (large - c) * shape * w < 4 * c : shape <= large) {
    sum = sumSeries(c - large, shape, c, w, (power + large - shape) * rate);
  }
  if (Number.isNaN(sum) && (c < large || shape > large)) {
    sum = sumSeries(large, c - shape, c, w, power * rate);
  }
  return Number.isNaN(sum) ? integrateEuler(large, shape, c, y, w, z > 0) : sum;
}

/** With c added: from here on powers of 1/(1 + y) fall fast. */
const NEAREST = 8;
/** Where A - B is nearer to a whole number, both powers are huge. */
const LEAST_FRACTION = 0.02;

/**
 * For large y the function is made of two powers of v = 1/(1 + y) (Abramowitz & Stegun 15.3.8),
 *
 *     Γ(c)Γ(A-B)/(Γ(A)Γ(c-B)) v^B F(B, c-A; B-A+1; v) + Γ(c)Γ(B-A)/(Γ(B)Γ(c-A)) v^A F(A, c-B; A-B+1; v),
 *
 * NaN where they cancel, as they do about a whole A - B, or where B is not above 0.
 */
function connect(a: number, b: number, c: number, y: number): number {
  const gap = a - b;
  if (!(b > 0 && gap > 0)) return Number.NaN;
  const rate = -Math.log1p(y);
  const v = 1 / (1 + y);
  // Γ(-gap)/Γ(c-a) by reflection, where its arguments are below 0.
  const rest = c - a;
  const ratio = rest > 0 ? -logGamma(rest) : logGamma(1 - rest);
  const near = logGammaDifference(c - b, b) - logGammaDifference(gap, b) + b * rate;
  const far = logGamma(c) - logGamma(b) - logGamma(1 + gap) + ratio + a * rate;
  const isNegligible = far < near - 80;
  if (!isNegligible && Math.abs(gap - Math.round(gap)) < LEAST_FRACTION) return Number.NaN;
  const first = sumSeries(b, rest, 1 - gap, v, near);
  if (isNegligible) return first;
  const turn = (rest > 0 ? Math.PI : Math.sin(Math.PI * rest)) / -Math.sin(Math.PI * gap);
  const second = turn * sumSeries(a, c - b, 1 + gap, v, far);
  const sum = first + second;
  return Math.abs(first) + Math.abs(second) < (MOST_CANCELLATION / 3) * sum ? sum : Number.NaN;
}

/** e^scale Σ (p)ₙ(q)ₙ/((c)ₙ n!) wⁿ; NaN where that takes too long or loses digits. */
function sumSeries(p: number, q: number, c: number, w: number, scale: number): number {
  if (Math.abs(scale) > 600) return Number.NaN;
  const enough = 1e-17 * (1 - w);
  let term = 1;
  let sum = 1;
  let size = 1;
  for (let n = 0; n < MOST_TERMS; n++) {
    term *= ((p + n) * (q + n) * w) / ((c + n) * (n + 1));
    sum += term;
    size += Math.abs(term);
    if (Math.abs(term) < enough * size) {
      return size < MOST_CANCELLATION * Math.abs(sum) ? sum * Math.exp(scale) : Number.NaN;
    }
  }
  return Number.NaN;
}

/** Beyond these terms the integral is cheaper. */
const MOST_TERMS = 1000;
/** Σ|terms| over |Σ terms|: how many units of rounding a sum may lose. */
const MOST_CANCELLATION = 30;

/**
 * E[(1 + yt)^(-A)] for t of distribution Beta(B, C - B), times (1 + y)^A where `growing`.
 *
 * Small B or C - B make tails in the log-odds of t too long to integrate, so the constant
 * (1 + y)^(-A) is split off and the rest integrated by parts. With s = 1 - t and 1 - ws =
 * (1 + yt)/(1 + y) that leaves, all of it positive,
 *
 *     E = (1 + y)^(-A) + Γ(C)/(Γ(B + 1) Γ(C - B)) ∫ t^B s^(C-B) (1 + yt)^(-A) k(t) dt,
 *     k = C (1 - (1 - ws)^A)/s + A y/(1 + yt)
 *
 * that is, a Beta(B + 1, C - B + 1) density.
 */
function integrateEuler(
  a: number,
  b: number,
  c: number,
  y: number,
  w: number,
  growing: boolean,
): number {
  const p = b + 1;
  const q = c - b + 1;
  const { odds, curvature } = tiltedMode(p, q, a, y);
  const t0 = odds / (1 + odds);
  const s0 = 1 / (1 + odds);
  const peak = logBetaDensity(t0, s0, p, q);
  const integral = integrateLine(
    (u) => {
      const moved = odds * Math.exp(u);
      const t = moved / (1 + moved);
      const s = 1 / (1 + moved);
      const rest = w * s < 0.5 ? Math.log1p(-w * s) : Math.log((1 + y * t) / (1 + y));
      const density = peak + p * u - (p + q) * Math.log1p(t0 * Math.expm1(u));
      const k = (a * y) / (1 + y * t) - (c * Math.expm1(a * rest)) / s;
      return k * Math.exp(density - a * (growing ? rest : Math.log1p(y * t)));
    },
    1 / Math.sqrt(Math.max(1, curvature)),
  );
  return (growing ? 1 : Math.exp(-a * Math.log1p(y))) + ((c - b) / (c * (c + 1))) * integral;
}

/** The odds of the mode of t^p (1-t)^q (1 + yt)^(-order) over the log-odds, and how sharp it is. */
function tiltedMode(p: number, q: number, order: number, scale: number) {
  // Beyond this its square would overflow, and there is no more to be told.
  const y = Math.min(scale, 1e100);
  const slope = q - p + (order - p) * y;
  const root = Math.sqrt(slope * slope + 4 * p * q * (1 + y));
  const odds = slope > 0 ? (2 * p) / (slope + root) : (root - slope) / (2 * q * (1 + y));
  const t = odds / (1 + odds);
  const tilted = (t + y * t) / (1 + y * t);
  const curvature = ((p + q - order) * t) / (1 + odds) + order * tilted * (1 - tilted);
  return { odds, curvature };
}

/** Nothing changes any more where a share is as small as this. */
const LEAST_SHARE = 1e-200;
/** Log-odds so far from the mode that nothing cancels any more. */
const FAR = 30;

/**
 * E[h(t)] for t of distribution Beta(a, b), where h is positive and analytic for t > 0 and nowhere
 * sharper than (1 + yt)^(-order), which tells where to look.
 *
 * By the trapezoidal rule over the log-odds u of t, and there over v with u = u₀ + σ sinh v: the long
 * tails of small a or b then end soon.
 */
export function expectBeta(
  a: number,
  b: number,
  h: (t: number) => number,
  order = 0,
  y = 0,
): number {
  const { odds, curvature } = tiltedMode(a + 1, b + 1, order, y);
  const t0 = odds / (1 + odds);
  const s0 = 1 / (1 + odds);
  const sigma = 1 / Math.sqrt(Math.max(1, curvature));
  const peak = logBetaDensity(t0, s0, a, b);
  const integral = integrateLine((v) => {
    const grown = Math.exp(v);
    const moved = (sigma / 2) * (grown - 1 / grown);
    const density =
      moved < -FAR || (t0 < 0.5 && moved < FAR)
        ? a * moved - (a + b) * Math.log1p(t0 * Math.expm1(moved))
        : -b * moved - (a + b) * Math.log1p(s0 * Math.expm1(-moved));
    const t = 1 / (1 + Math.exp(-moved) / odds);
    return (grown + 1 / grown) * Math.exp(peak + density) * h(Math.max(t, LEAST_SHARE));
  }, 0.125);
  return (sigma / 2) * integral;
}
