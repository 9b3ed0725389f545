import { polynomial } from "./polynomial.ts";

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
  if (distance < 2) {
    let term = z;
    let sum = z;
    for (let odd = 3; Math.abs(term) > 1e-17 * Math.abs(sum); odd += 2) {
      term *= (z * z) / odd;
      sum += term;
    }
    return 0.5 + density * sum;
  }
  // Laplace's continued fraction of Mills' ratio, from below.
  let fraction = distance;
  for (let n = Math.ceil(8 + 400 / (z * z)); n > 0; n--) fraction = distance + n / fraction;
  return z < 0 ? density / fraction : 1 - density / fraction;
}

/**
 * The z at which Φ(z) = p, relative error below 1e-15; infinite at 0 and 1.
 *
 * Wichura (1988), Algorithm AS 241: The percentage points of the normal distribution, Applied
 * Statistics 37, 477-484: PPND16.
 */
export function normalQuantile(p: number): number {
  const fromHalf = p - 0.5;
  if (Math.abs(fromHalf) <= 0.425) {
    const r = 0.180625 - fromHalf * fromHalf;
    return (fromHalf * polynomial(CENTER_ABOVE, r)) / polynomial(CENTER_BELOW, r);
  }
  const tail = fromHalf < 0 ? p : 1 - p;
  const r = Math.sqrt(-Math.log(tail));
  const z =
    r === Number.POSITIVE_INFINITY
      ? r
      : r <= 5
        ? polynomial(TAIL_ABOVE, r - 1.6) / polynomial(TAIL_BELOW, r - 1.6)
        : polynomial(FAR_ABOVE, r - 5) / polynomial(FAR_BELOW, r - 5);
  return fromHalf < 0 ? -z : z;
}

/** 1/√(2π). */
const INVERSE_SQRT_TAU = 0.3989422804014327;

/** The published coefficients, rounded to doubles; highest power first. */
const CENTER_ABOVE = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946,
  1971.5909503065513, 133.14166789178438, 3.3871328727963665,
] as const;
const CENTER_BELOW = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751,
  687.1870074920579, 42.31333070160091, 1,
] as const;
const TAIL_ABOVE = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684,
  3.6478483247632045, 5.769497221460691, 4.630337846156546, 1.4234371107496835,
] as const;
const TAIL_BELOW = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008,
  0.6897673349851, 1.6763848301838038, 2.053191626637759, 1,
] as const;
const FAR_ABOVE = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124,
  0.29656057182850487, 1.7848265399172913, 5.463784911164114, 6.657904643501103,
] as const;
const FAR_BELOW = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133,
  0.014875361290850615, 0.1369298809227358, 0.599832206555888, 1,
] as const;
