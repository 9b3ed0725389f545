import { normalCdf, normalQuantile } from "../../../numeric/special/normal.ts";

/** The distribution of z = (log t - μ)/σ: what tells one lifetime model from another. */
export interface Kernel {
  /** log P(Z > z), and its slope. */
  readonly logTail: (z: number) => number;
  readonly tailSlope: (z: number) => number;
  /** log of the density at z, and its slope. */
  readonly logDensity: (z: number) => number;
  readonly densitySlope: (z: number) => number;
  /** log of density over tail, also where both are beyond any number. */
  readonly logHazard: (z: number) => number;
  /** The z with P(Z > z) = p. */
  readonly upper: (p: number) => number;
}

/** Of a log Weibull lifetime: log S = -e^z. */
export const WEIBULL_KERNEL: Kernel = {
  logTail: (z) => -Math.exp(z),
  tailSlope: (z) => -Math.exp(z),
  logDensity: (z) => z - Math.exp(z),
  densitySlope: (z) => 1 - Math.exp(z),
  logHazard: (z) => z,
  upper: (p) => Math.log(-Math.log(p)),
};

/** log(1 + e^z). */
const softplus = (z: number) => (z > 0 ? z + Math.log1p(Math.exp(-z)) : Math.log1p(Math.exp(z)));
const logistic = (z: number) => 1 / (1 + Math.exp(-z));

/** Of a log-logistic lifetime: S = 1/(1 + e^z). */
export const LOGISTIC_KERNEL: Kernel = {
  logTail: (z) => -softplus(z),
  tailSlope: (z) => -logistic(z),
  logDensity: (z) => z - 2 * softplus(z),
  densitySlope: (z) => 1 - 2 * logistic(z),
  logHazard: (z) => -softplus(-z),
  upper: (p) => Math.log1p(-p) - Math.log(p),
};

const HALF_LOG_TAU = 0.9189385332046728;
/** From here on the tail of the normal distribution is below any double. */
const FAR = 37;

const normalLogDensity = (z: number) => -0.5 * z * z - HALF_LOG_TAU;
const normalLogTail = (z: number) => {
  if (z > FAR) return -0.5 * z * z - HALF_LOG_TAU - Math.log(z) - 1 / (z * z);
  return z < 0 ? Math.log1p(-normalCdf(z)) : Math.log(normalCdf(-z));
};

/** Of a log-normal lifetime: S = Φ(-z). */
export const NORMAL_KERNEL: Kernel = {
  logTail: normalLogTail,
  tailSlope: (z) => -Math.exp(-0.5 * z * z - HALF_LOG_TAU - normalLogTail(z)),
  logDensity: normalLogDensity,
  densitySlope: (z) => -z,
  logHazard: (z) => normalLogDensity(z) - normalLogTail(z),
  upper: (p) => -normalQuantile(p),
};
