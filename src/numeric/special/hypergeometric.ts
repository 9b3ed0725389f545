import { logBetaDensity } from "./incomplete-beta.ts";
import { integrateLine } from "./integrate-line.ts";

/**
 * Gauss' hypergeometric function ₂F₁(a, b; c; z) for z < 1, a and b > -1 (one of them > 0), and
 * c > 0 above the smaller of them. Relative error below 2e-13, for parameters up to 1e4 and z down
 * to -1e6, unless the value leaves the range of doubles.
 *
 * With z = -y <= 0, w = y/(1 + y), B <= A the two parameters, there are two series in w (Abramowitz
 * & Stegun 15.3.4 and 15.3.5) and, for what they cannot sum, Euler's integral (15.3.1):
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
  let sum = Number.NaN;
  // The first series has the smaller terms unless `shape` is large, but some negative if c < A.
  if (c < large ? (large - c) * shape * w < 4 * c : shape <= large) {
    sum = sumSeries(c - large, shape, c, w, (power + large - shape) * rate);
  }
  if (Number.isNaN(sum) && (c < large || shape > large)) {
    sum = sumSeries(large, c - shape, c, w, power * rate);
  }
  return Number.isNaN(sum) ? integrateEuler(large, shape, c, y, w, z > 0) : sum;
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
  // The mode of the integrand in the log-odds, but for k: a quadratic equation in the odds.
  const slope = q - p + (a - p) * y;
  const root = Math.sqrt(slope * slope + 4 * p * q * (1 + y));
  const odds = slope > 0 ? (2 * p) / (slope + root) : (root - slope) / (2 * q * (1 + y));
  const t0 = odds / (1 + odds);
  const s0 = 1 / (1 + odds);
  const tilted = (t0 + y * t0) / (1 + y * t0);
  const curvature = (p + q - a) * t0 * s0 + a * tilted * (1 - tilted);
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
