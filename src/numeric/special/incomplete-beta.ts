import { logBeta } from "./log-beta.ts";
import { logGamma1p, logGammaDifference, STIRLING_FROM, stirlingError } from "./log-gamma.ts";
import { negativeDeviance } from "./log1p-minus-x.ts";
import { normalQuantile } from "./normal.ts";
import { solveLogTail } from "./solve-log-tail.ts";

/** I_x(a, b) for 0 <= x <= 1, a, b > 0: the probability that a Beta(a, b) variable is below x. */
export function regularizedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  return isLower(x, a, b) ? lowerTail(x, 1 - x, a, b) : complement(1 - x, x, b, a);
}

/** The x at which I_x(a, b) = p, for a, b > 0, 0 <= p <= 1. */
export function inverseRegularizedBeta(p: number, a: number, b: number): number {
  if (p <= 0) return 0;
  if (p >= 1) return 1;
  const log = logBeta(a, b);
  // I_x is at most x^a/(a B(a, b)), the odds in place of x, and just that for tiny x.
  const floor = (Math.log(p) + Math.log(a) + log) / a;
  const floorAbove = (Math.log1p(-p) + Math.log(b) + log) / b;
  if (floor < LOG_OF_LEAST) return 0;
  if (floorAbove < LOG_OF_LEAST) return 1;
  return p > 0.5
    ? 1 / (1 + Math.exp(logitOfTail(1 - p, b, a, floorAbove)))
    : 1 / (1 + Math.exp(-logitOfTail(p, a, b, floor)));
}

/** ln of the least positive double. */
const LOG_OF_LEAST = -744.44;

/** ln(x^a y^b/B(a, b)), y = 1 - x: the log-density of the log-odds of a Beta(a, b) variable. */
export function logBetaDensity(x: number, y: number, a: number, b: number): number {
  if (Math.min(a, b) < STIRLING_FROM) {
    const logX = y < 0.5 ? Math.log1p(-y) : Math.log(x);
    const logY = x < 0.5 ? Math.log1p(-x) : Math.log(y);
    return a * logX + b * logY - logBeta(a, b);
  }
  const excess = b * x - a * y;
  return (
    negativeDeviance(a, x * (a + b), excess) +
    negativeDeviance(b, y * (a + b), -excess) +
    0.5 * Math.log((a / (2 * Math.PI)) * (b / (a + b))) -
    (stirlingError(a) + stirlingError(b) - stirlingError(a + b))
  );
}

/** ln(x/(1 - x)) at I_x(a, b) = p, for p <= 1/2; never below `floor`. */
function logitOfTail(p: number, a: number, b: number, floor: number): number {
  const guess =
    Math.min(a, b) < 1 ? floor : Math.log(a / b) + normalQuantile(p) * Math.sqrt(1 / a + 1 / b);
  return solveLogTail(Math.log(p), guess, floor, (u) => {
    const x = 1 / (1 + Math.exp(-u));
    const y = 1 / (1 + Math.exp(u));
    const log = logBetaDensity(x, y, a, b);
    if (isLower(x, a, b)) {
      const ratio = lowerRatio(x, y, a, b);
      return { log: log + Math.log(ratio), ratio };
    }
    const tail = complement(y, x, b, a);
    return { log: Math.log(tail), ratio: tail / Math.exp(log) };
  });
}

/** Does the continued fraction converge fast here, rather than for the other tail? */
function isLower(x: number, a: number, b: number): boolean {
  return x * (a + b + 2) <= a + 1;
}

/** I_x(a, b), y = 1 - x, where {@link isLower} holds. */
function lowerTail(x: number, y: number, a: number, b: number): number {
  return a < SMALL_SHAPE
    ? Math.exp(logLowerTailOfSmall(x, y, a, b))
    : Math.exp(logBetaDensity(x, y, a, b)) * lowerRatio(x, y, a, b);
}

/** 1 - I_x(a, b), y = 1 - x, where {@link isLower} holds. */
function complement(x: number, y: number, a: number, b: number): number {
  return a < SMALL_SHAPE ? -Math.expm1(logLowerTailOfSmall(x, y, a, b)) : 1 - lowerTail(x, y, a, b);
}

/** Below this a tail can be so close to 1 that its logarithm is the better thing to compute. */
const SMALL_SHAPE = 0.5;

/** ln I_x(a, b) = ln(x^a/(a B(a, b)) (1 + a Σ …)) for small a: as exact as it is close to 0. */
function logLowerTailOfSmall(x: number, y: number, a: number, b: number): number {
  let power = 1;
  let sum = 0;
  for (let n = 1; Math.abs(power) > 1e-17; n++) {
    power *= ((n - b) * x) / n;
    sum += power / (a + n);
  }
  const logX = y < 0.5 ? Math.log1p(-y) : Math.log(x);
  return a * logX + logGammaDifference(b, a) - logGamma1p(a) + Math.log1p(a * sum);
}

/**
 * I_x(a, b) over the density above, by the continued fraction of DiDonato and Morris (1992), eq. 9,
 * whose parts stay positive where {@link isLower} holds and 1 < b, evaluated by Lentz's method.
 */
function lowerRatio(x: number, y: number, a: number, b: number): number {
  const lambda = a * y - b * x + 1;
  let c = 1e300;
  let d = (a + 1) / (a * lambda);
  let fraction = d;
  for (let n = 1, change = 0; Math.abs(change - 1) > 2e-16 && n < 1e5; n++) {
    const odd = a + 2 * n - 1;
    const step = (n * (b - n) * x) / odd;
    const above = (((a + n - 1) * (a + b + n - 1)) / odd) * step * x;
    const below = n + step + ((a + n) / (odd + 2)) * (lambda + n * (1 + y));
    d = 1 / (above * d + below);
    c = below + above / c;
    change = c * d;
    fraction *= change;
  }
  return fraction;
}
