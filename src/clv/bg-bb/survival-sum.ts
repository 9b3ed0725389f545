import { integrateBy } from "../../numeric/gauss-legendre.ts";
import { digamma } from "../../numeric/special/digamma.ts";
import { logBeta } from "../../numeric/special/log-beta.ts";

/** Terms from here on change so little from one to the next that an integral sums them. */
const SMOOTH_FROM = 2048;
/** Beyond so many of its own lengths a discount leaves nothing. */
const NOTHING_LEFT = 45;
/** Panels of this length in log time keep 16 nodes exact to rounding. */
const PANEL = 1;

/**
 * P(still there after `steps` opportunities) where leaving at each has a probability spread as
 * Beta(gamma, base): B(γ, base+steps)/B(γ, base).
 */
export function stepsSurvived(gamma: number, base: number, steps: number): number {
  if (steps > SMOOTH_FROM) return Math.exp(logBeta(gamma, base + steps) - logBeta(gamma, base));
  let share = 1;
  for (let i = 0; i < steps; i++) share *= (base + i) / (base + gamma + i);
  return share;
}

/**
 * Σ e^(-delta i) P(still there after i-1 steps) over i = from+1 … to: term by term at first, then by
 * the Euler-Maclaurin formula from midpoints, whose next correction is below 1e-15. Infinite where `to`
 * is, delta is 0 and the mean lifetime infinite.
 */
export function sumSurvived(
  gamma: number,
  base: number,
  from: number,
  to: number,
  delta: number,
): number {
  let share = stepsSurvived(gamma, base, from);
  if (to === Number.POSITIVE_INFINITY && delta === 0) {
    return gamma > 1 ? share * ((base + from + gamma - 1) / (gamma - 1)) : Number.POSITIVE_INFINITY;
  }
  const direct = Math.max(from, Math.min(to, SMOOTH_FROM));
  let sum = 0;
  for (let i = from + 1; i <= direct; i++) {
    const term = share * Math.exp(-delta * i);
    sum += term;
    if (term < 1e-17 * delta * sum) return sum;
    share *= (base + i - 1) / (base + gamma + i - 1);
  }
  return to > direct ? sum + sumSmooth(gamma, base, direct + 0.5, to + 0.5, delta) : sum;
}

/** The same over the terms between two midpoints, the first far out. */
function sumSmooth(gamma: number, base: number, start: number, to: number, delta: number): number {
  const whole = logBeta(gamma, base);
  const term = (x: number) => Math.exp(logBeta(gamma, base + x - 1) - whole - delta * x);
  const slope = (x: number) =>
    -term(x) * (delta + digamma(base + gamma + x - 1) - digamma(base + x - 1));
  const end = Math.min(to, start + NOTHING_LEFT / delta, Number.MAX_VALUE);
  const length = Math.log(end / start);
  const panels = Math.ceil(length / PANEL);
  let integral = 0;
  for (let panel = 0; panel < panels; panel++) {
    integral += integrateBy(
      16,
      (logTime) => {
        const x = Math.exp(logTime);
        return x * term(x);
      },
      Math.log(start) + (panel * length) / panels,
      Math.log(start) + ((panel + 1) * length) / panels,
    );
  }
  return integral - (slope(end) - slope(start)) / 24;
}
