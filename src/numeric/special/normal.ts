const INVERSE_SQRT_TAU = 0.3989422804014327;
const HALF_LOG_TAU = 0.9189385332046727;
/** From here on the continued fraction is as quick as the series. */
const FAR = 2;
/** From here on the tail tells the quantile better than the area around 0. */
const TAIL_FROM = 1;
const MOST_STEPS = 50;

/** Φ(z), the standard normal distribution function, in full relative accuracy in the lower tail. */
export function normalCdf(z: number): number {
  const distance = Math.abs(z);
  if (distance > 39) return z < 0 ? 0 : 1;
  // Squaring a 24-bit number is exact, so that e^(-z²/2) keeps its digits far out.
  const short = Math.fround(distance);
  const density =
    INVERSE_SQRT_TAU *
    Math.exp(-0.5 * short * short) *
    Math.exp(-0.5 * (distance - short) * (distance + short));
  if (distance < FAR) return 0.5 + density * centralRatio(z);
  const tail = density * tailRatio(distance);
  return z < 0 ? tail : 1 - tail;
}

/**
 * The z at which Φ(z) = p, relative error below 2e-15; infinite at 0 and 1. By Halley's method, on
 * the area around 0 or on the logarithm of the tail.
 */
export function normalQuantile(p: number): number {
  const fromHalf = p - 0.5;
  const tail = fromHalf < 0 ? p : 1 - p;
  if (tail === 0) return fromHalf * Number.POSITIVE_INFINITY;
  const logTail = Math.log(tail);
  const t = Math.sqrt(-2 * logTail);
  // Within 5e-4: Abramowitz & Stegun 26.2.23.
  let z =
    t -
    (2.515517 + t * (0.802853 + t * 0.010328)) /
      (1 + t * (1.432788 + t * (0.189269 + t * 0.001308)));
  // What the step after one of so much would add is below rounding.
  for (let steps = 0, moved = z; Math.abs(moved) > 1e-6 * z && steps < MOST_STEPS; steps++) {
    const isTail = z > TAIL_FROM;
    const ratio = (isTail ? tailRatio : centralRatio)(z);
    const newton = isTail
      ? ratio * (Math.log(ratio) - 0.5 * z * z - HALF_LOG_TAU - logTail)
      : (Math.abs(fromHalf) / INVERSE_SQRT_TAU) * Math.exp(0.5 * z * z) - ratio;
    const bend = isTail ? z - 1 / ratio : z;
    moved = newton / (1 - 0.5 * newton * bend);
    z += moved;
  }
  return fromHalf < 0 ? -z : z;
}

/** (Φ(z) - Φ(0))/φ(z). */
function centralRatio(z: number): number {
  let term = z;
  let sum = z;
  for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return sum;
}

/** Φ(-z)/φ(z), Mills' ratio, by Laplace's continued fraction from below. */
function tailRatio(z: number): number {
  let fraction = z;
  for (let n = Math.ceil(8 + 400 / (z * z)); n > 0; n--) fraction = z + n / fraction;
  return 1 / fraction;
}
