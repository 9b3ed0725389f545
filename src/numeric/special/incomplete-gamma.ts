import { integrateHalfLine } from "./integrate-line.ts";
import { logGamma, logGamma1p, STIRLING_FROM, stirlingError } from "./log-gamma.ts";
import { log1pMinusX, negativeDeviance } from "./log1p-minus-x.ts";
import { normalQuantile } from "./normal.ts";
import { solveLogTail } from "./solve-log-tail.ts";

/** P(s, x) = γ(s, x)/Γ(s) for s > 0, x >= 0: the probability that a Gamma(s) variable is below x. */
export function regularizedGammaP(s: number, x: number): number {
  if (x <= 0) return 0;
  return x < s + 1 ? lowerTail(s, x) : 1 - Math.exp(logDensity(s, x)) * upperRatio(s, x);
}

/** Q(s, x) = 1 - P(s, x), in full relative accuracy however small it is. */
export function regularizedGammaQ(s: number, x: number): number {
  if (x <= 0) return 1;
  if (x >= s + 1) return Math.exp(logDensity(s, x)) * upperRatio(s, x);
  return s < SMALL_SHAPE ? -Math.expm1(logLowerTailOfSmall(s, x)) : 1 - lowerTail(s, x);
}

/** The x at which P(s, x) = p, for s > 0, 0 <= p <= 1. */
export function inverseRegularizedGammaP(p: number, s: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return Number.POSITIVE_INFINITY;
  // P is at most x^s/Γ(s + 1), and just that for tiny x.
  const floor = (Math.log(p) + logGamma(s + 1)) / s;
  if (floor < LOG_OF_LEAST) return 0;
  // Wilson and Hilferty: the cube root of a gamma variable is nearly normal.
  const root = 1 - 1 / (9 * s) + normalQuantile(p) / (3 * Math.sqrt(s));
  const guess = Math.log(s * Math.max(root, 0.01) ** 3);
  if (p > 0.5) {
    // Q is below e^(-t) at 2(s + t), by Chernoff's bound.
    const target = Math.log1p(-p);
    const v = solveLogTail(target, -guess, -Math.log(2 * (s - target)), (at) => {
      const x = Math.exp(-at);
      const log = logDensity(s, x);
      if (x < s + 1) {
        const tail = regularizedGammaQ(s, x);
        return { log: Math.log(tail), ratio: tail / Math.exp(log) };
      }
      const ratio = upperRatio(s, x);
      return { log: log + Math.log(ratio), ratio };
    });
    return Math.exp(-v);
  }
  const u = solveLogTail(Math.log(p), guess, floor, (at) => {
    const x = Math.exp(at);
    const ratio = lowerRatio(s, x);
    return { log: logDensity(s, x) + Math.log(ratio), ratio };
  });
  return Math.exp(u);
}

/** P(s, x) for 0 < x < s + 1. */
function lowerTail(s: number, x: number): number {
  return s < SMALL_SHAPE
    ? Math.exp(logLowerTailOfSmall(s, x))
    : Math.exp(logDensity(s, x)) * lowerRatio(s, x);
}

/** ln(x^s e^(-x)/Γ(s)): the log-density of ln X for a Gamma(s) variable X. */
function logDensity(s: number, x: number): number {
  if (s < STIRLING_FROM) return s * Math.log(x) - x - logGamma(s);
  return negativeDeviance(s, x, x - s) + 0.5 * Math.log(s / (2 * Math.PI)) - stirlingError(s);
}

/** ln of the least positive double. */
const LOG_OF_LEAST = -744.44;

/** Below this P can be so close to 1 that its logarithm is the better thing to compute. */
const SMALL_SHAPE = 0.5;

/** From this shape on a fixed number of integrand values beats the many terms of the expansions. */
const LARGE_SHAPE = 5000;

/** P(s, x) over the density above, by the series (Abramowitz & Stegun 6.5.29), for x about <= s. */
function lowerRatio(s: number, x: number): number {
  if (s > LARGE_SHAPE) return integrateTail(s, x, -1);
  let term = 1 / s;
  let sum = term;
  for (let n = 1; term > 1e-17 * sum; n++) {
    term *= x / (s + n);
    sum += term;
  }
  return sum;
}

/** Q(s, x) over the density, by the continued fraction (Abramowitz & Stegun 6.5.31), x >= s + 1. */
function upperRatio(s: number, x: number): number {
  if (s > LARGE_SHAPE) return integrateTail(s, x, 1);
  let below = x + 1 - s;
  let c = 1e300;
  let d = 1 / below;
  let fraction = d;
  for (let n = 1, change = 0; Math.abs(change - 1) > 2e-16 && n < 1e4; n++) {
    const above = n * (s - n);
    below += 2;
    d = 1 / (above * d + below);
    c = below + above / c;
    change = c * d;
    fraction *= change;
  }
  return fraction;
}

/**
 * Either tail over the density: ∫ (1 + m)^(s-1) e^(-xm) dm, m the distance from x relative to x,
 * on the side of `sign`.
 */
function integrateTail(s: number, x: number, sign: number): number {
  const slope = x - s + 1;
  return integrateHalfLine(
    (v) => (sign * v > -1 ? Math.exp((s - 1) * log1pMinusX(sign * v) - sign * slope * v) : 0),
    1 / (Math.abs(slope) + Math.sqrt(s)),
  );
}

/** ln P(s, x) = ln(x^s/Γ(s + 1) (1 + s Σ …)) for small s, x < s + 1: as exact as it is close to 0. */
function logLowerTailOfSmall(s: number, x: number): number {
  let power = 1;
  let sum = 0;
  for (let n = 1; Math.abs(power) > 1e-17; n++) {
    power *= -x / n;
    sum += power / (s + n);
  }
  return s * Math.log(x) - logGamma1p(s) + Math.log1p(s * sum);
}
