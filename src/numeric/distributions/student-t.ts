import { inverseRegularizedBeta, regularizedBeta } from "../special/incomplete-beta.ts";
import { normalCdf, normalQuantile } from "../special/normal.ts";

/** From here on a series in 1 / df is exact to float64, and the beta function begins to lose. */
const MANY_DF = 1000;

/**
 * P(T > t), T Student's t with df > 0 degrees of freedom; df = Infinity is the normal distribution.
 *
 * Abramowitz and Stegun (1964), 26.7.1.
 */
export function studentTTail(t: number, df: number): number {
  if (t < 0) return 1 - studentTTail(-t, df);
  if (df >= MANY_DF) return normalCdf(-normalEquivalent(t, df));
  const ratio = (t / df) * t;
  // Near the center the smaller side of the beta function keeps the digits; far out it has none.
  if (t < 1 && ratio < 1) return 0.5 - 0.5 * regularizedBeta(ratio / (1 + ratio), 0.5, 0.5 * df);
  return 0.5 * regularizedBeta(1 / (1 + ratio), 0.5 * df, 0.5);
}

/** The t of P(T <= t) = p, p in [0, 1]; infinite at its ends. */
export function studentTQuantile(p: number, df: number): number {
  if (p > 0.5) return upperQuantile(1 - p, df);
  return p === 0.5 ? 0 : -upperQuantile(p, df);
}

/** The t of P(T > t) = tail, tail < 1/2. */
function upperQuantile(tail: number, df: number): number {
  if (tail === 0) return Number.POSITIVE_INFINITY;
  if (df >= MANY_DF) return invertNormalEquivalent(-normalQuantile(tail), df);
  const x = inverseRegularizedBeta(2 * tail, 0.5 * df, 0.5);
  const t = Math.sqrt(df * ((1 - x) / x));
  if (t >= 1 || x <= 0.5) return t;
  const y = inverseRegularizedBeta(1 - 2 * tail, 0.5, 0.5 * df);
  return Math.sqrt(df * (y / (1 - y)));
}

/**
 * The z >= 0 with P(Z > z) = P(T > t), t >= 0, for many degrees of freedom.
 *
 * Hill (1970), Algorithm 395: Student's t-distribution, Comm. ACM 13(10).
 */
function normalEquivalent(t: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return t;
  const a = df - 0.5;
  const b = 48 * a * a;
  const square = a * Math.log1p((t / df) * t);
  const leading = Math.sqrt(square);
  // No tail is left from here on, and the powers below might overflow.
  if (leading > 40) return leading;
  const top = ((0.4 * square + 3.3) * square + 24) * square + 85.5;
  const correction = square + 3 - top / (0.8 * square * square + 100 + b);
  return leading * (1 + correction / b);
}

/** Newton's method with the slope of the leading part, which is all but the whole of it. */
function invertNormalEquivalent(z: number, df: number): number {
  if (df === Number.POSITIVE_INFINITY) return z;
  const a = df - 0.5;
  let t = df * Math.sqrt(Math.expm1((z * z) / a) / df);
  for (let step = 0; step < 30; step += 1) {
    const slope = ((a / (df + t * t)) * t) / Math.sqrt(a * Math.log1p((t / df) * t));
    const change = (z - normalEquivalent(t, df)) / slope;
    t += change;
    if (Math.abs(change) <= Number.EPSILON * t) break;
  }
  return t;
}
