import { gaussLegendre } from "../../numeric/gauss-legendre.ts";
import { logCount } from "../nbd/log-count.ts";
import { logSinceLastSeen } from "./since-last-seen.ts";

/** An integrand below e^-38 of the largest is lost in its rounding. */
const DEEPEST = 38;
/** In logarithmic time. */
const LONGEST_PANEL = 3;

const unused = /* @__PURE__ */ new Float64Array(4);

/**
 * P(n purchases within the horizon h) for n = 0 … maximum, of a customer now alive whose purchase
 * rate is Gamma(shape, A) and drop-out rate Gamma(s, B): with N(n, u) the probability of n purchases
 * in a time u of one who cannot leave,
 *
 *     N(n, h) (B/(B+h))^s + ∫₀ʰ N(n, u) s (B/(B+u))^s du/(B+u)
 *
 * of those who stay and of those who leave at time u. Fader & Hardie's sum for the second (2006,
 * Deriving an expression for P(X(t)=x) under the Pareto/NBD model) loses its digits where terms
 * cancel; the integral is of positive things, one a count.
 */
export function countProbabilities(
  shape: number,
  A: number,
  s: number,
  B: number,
  horizon: number,
  maximum: number,
): Float64Array {
  const chances = new Float64Array(maximum + 1);
  const ratio = horizon / A;
  const logA = Math.log1p(ratio);
  const logB = Math.log1p(horizon / B);
  const none = logSinceLastSeen(shape, A, s, B, horizon, logA, logB, unused);
  chances[0] = Math.min(1, Math.exp(none));
  if (ratio === 0) return chances;
  for (let n = 1; n <= maximum; n++) {
    const staying = Math.exp(logCount(n, shape, ratio) - s * logB);
    chances[n] = Math.min(1, staying + leavingAfter(n, shape, s, B / A, ratio));
  }
  return chances;
}

/**
 * The integral on a clock on which A is 1, in y = ln u: its logarithm is concave, with its peak at the
 * root of (s+p) u² + (s-n + (p-1)B) u = (n+1) B, p being the shape, or at the horizon before that.
 */
function leavingAfter(n: number, p: number, s: number, B: number, horizon: number): number {
  const linear = s - n + (p - 1) * B;
  const constant = (n + 1) * B;
  const root = Math.hypot(linear, 2 * Math.sqrt((s + p) * constant));
  const mode = linear > 0 ? (2 * constant) / (linear + root) : (root - linear) / (2 * (s + p));
  const peak = Math.min(mode, horizon);
  const shareOfA = peak / (1 + peak);
  const shareOfB = peak / (B + peak);
  /** The logarithm of the integrand over that at the peak. */
  const relative = (y: number) => {
    const fallA = (p + n) * logGrowth(shareOfA, 1 / (1 + peak), y);
    return (n + 1) * y - fallA - (s + 1) * logGrowth(shareOfB, B / (B + peak), y);
  };
  const level = logCount(n, p, peak) - s * Math.log1p(peak / B);
  const before = integrateFrom(relative, -1 / (n + 1), Number.POSITIVE_INFINITY);
  const after = integrateFrom(relative, 1 / (s + p), Math.log(horizon / peak));
  return s * shareOfB * Math.exp(level) * (before + after);
}

/** ln(rest + share e^y), where share and rest make 1. */
function logGrowth(share: number, rest: number, y: number): number {
  const grown = share * Math.expm1(y);
  return grown > -0.5 ? Math.log1p(grown) : Math.log(rest + share * Math.exp(y));
}

/** ∫ e^f outward from 0, where the concave f has its peak, in steps' direction, as far as it counts. */
function integrateFrom(f: (y: number) => number, step: number, limit: number): number {
  let length = DEEPEST * Math.abs(step);
  const sign = Math.sign(step);
  while (length < limit && f(sign * length) > -DEEPEST) length *= 1.5;
  length = Math.min(length, limit);
  const panels = Math.ceil(length / LONGEST_PANEL);
  const width = length / Math.max(1, panels);
  let total = 0;
  let reached = 0;
  for (let panel = 0; panel < panels && reached > -DEEPEST; panel++) {
    const before = reached;
    reached = f(sign * width * (panel + 1));
    const rule = gaussLegendre(Math.ceil(4 + 2.8 * Math.sqrt(before - reached) + 2 * width));
    for (let k = 0; k < rule.length; k += 2) {
      total += width * rule[k + 1] * Math.exp(f(sign * width * (panel + rule[k])));
    }
  }
  return total;
}
