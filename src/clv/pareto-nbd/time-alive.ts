import { gaussLegendre } from "../../numeric/gauss-legendre.ts";

/** What is e^-42 of the rest is below rounding. */
const DEEPEST = 42;
/** In logarithmic time. */
const LONGEST_PANEL = 2;

/**
 * ∫ (B/(B+t))^s dt between two times: how long one is expected to live in between, whose drop-out
 * rate is Gamma(s, B). In v = ln(1 + t/B) it is ∫ B e^((1-s)v) dv; the textbook form, over s - 1,
 * loses its digits near s = 1.
 */
export function timeAlive(s: number, B: number, from: number, to: number): number {
  const start = Math.log1p(from / B);
  const length = Math.log1p((to - from) / (B + from));
  const exponent = (1 - s) * length;
  const mean = exponent === 0 ? 1 : Math.expm1(exponent) / exponent;
  return (B + from) * Math.exp(-s * start) * length * mean;
}

/** ∫₀ʰ e^(-δt) (B/(B+t))^s dt; h may be Infinity, and so may the outcome where δ is 0. */
export function discountedTimeAlive(s: number, B: number, delta: number, horizon: number): number {
  if (delta === 0) {
    if (horizon < Number.POSITIVE_INFINITY) return timeAlive(s, B, 0, horizon);
    return s > 1 ? B / (s - 1) : Number.POSITIVE_INFINITY;
  }
  const decay = delta * B;
  let end = Math.log1p(Math.min(horizon / B, DEEPEST / decay));
  if (s > 1) end = Math.min(end, DEEPEST / (s - 1));
  const panels = Math.ceil(end / LONGEST_PANEL);
  const width = end / Math.max(1, panels);
  let total = 0;
  for (let panel = 0; panel < panels; panel++) {
    const start = panel * width;
    const fall = decay * Math.exp(start) * Math.expm1(width) + Math.abs(1 - s) * width;
    const rule = gaussLegendre(Math.ceil(4 + 2.8 * Math.sqrt(fall) + 2 * width));
    for (let k = 0; k < rule.length; k += 2) {
      const v = start + width * rule[k];
      total += width * rule[k + 1] * Math.exp((1 - s) * v - decay * Math.expm1(v));
    }
  }
  return B * total;
}
