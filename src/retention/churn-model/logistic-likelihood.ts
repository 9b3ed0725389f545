import type { Design } from "./design.ts";

/** Log-likelihood with its slope and (negative) curvature; the intercept comes first. */
export interface Likelihood {
  readonly value: number;
  readonly gradient: Float64Array;
  /** n x n, row-major. */
  readonly information: Float64Array;
}

/** Rows taken at a time, feature by feature: few enough to stay in the nearest memory. */
const BLOCK = 512;

/** What each row of a block adds, before its features come in. */
interface Block {
  readonly eta: Float64Array;
  /** w (y - p) and w p (1 - p). */
  readonly miss: Float64Array;
  readonly curve: Float64Array;
  readonly part: Float64Array;
}

/** ℓ = Σ w (y η - log(1 + e^η)), η = b₀ + x'b, with Σ w (y - p) x and Σ w p (1 - p) xx'. */
export function logisticLikelihood(design: Design, beta: Float64Array): Likelihood {
  const size = design.width + 1;
  const gradient = new Float64Array(size);
  const information = new Float64Array(size * size);
  const block: Block = {
    eta: new Float64Array(BLOCK),
    miss: new Float64Array(BLOCK),
    curve: new Float64Array(BLOCK),
    part: new Float64Array(BLOCK),
  };
  let value = 0;
  for (let from = 0; from < design.length; from += BLOCK) {
    const count = Math.min(BLOCK, design.length - from);
    predict(design, beta, from, count, block.eta);
    value += weigh(design, from, count, block);
    for (let i = 0; i < count; i++) {
      gradient[0] += block.miss[i];
      information[0] += block.curve[i];
    }
    addFeatures(design, from, count, block, gradient, information);
  }
  for (let j = 0; j < size; j++) {
    for (let k = 0; k < j; k++) information[k * size + j] = information[j * size + k];
  }
  return { value, gradient, information };
}

function predict(
  { x, width, length, offset }: Design,
  beta: Float64Array,
  from: number,
  count: number,
  eta: Float64Array,
): void {
  const first = beta[0];
  for (let i = 0; i < count; i++) eta[i] = offset === undefined ? first : first + offset[from + i];
  for (let j = 0; j < width; j++) {
    const base = j * length + from;
    const slope = beta[j + 1];
    for (let i = 0; i < count; i++) eta[i] += slope * x[base + i];
  }
}

/** Σ w log p(y); everything is taken from e^-|η|, which loses no digits near 0 and 1. */
function weigh(
  { outcome, weight }: Design,
  from: number,
  count: number,
  { eta, miss, curve }: Block,
): number {
  let value = 0;
  let product = 1;
  for (let i = 0; i < count; i++) {
    const sign = 2 * outcome[from + i] - 1;
    const size = Math.abs(eta[i]);
    // Its own outcome's log odds, below 0 where the other outcome is likelier.
    const own = sign * eta[i];
    const rest = Math.exp(-size);
    const share = 1 / (1 + rest);
    const gap = own > 0 ? rest * share : share;
    const loss = own > 0 ? 0 : size;
    miss[i] = sign * gap;
    curve[i] = rest * share * share;
    if (weight === undefined) {
      value -= loss;
      // Products of numbers up to 2 cannot overflow within a block, and need one logarithm.
      product *= 1 + rest;
    } else {
      const times = weight[from + i];
      value -= times * (loss + Math.log1p(rest));
      miss[i] *= times;
      curve[i] *= times;
    }
  }
  return value - Math.log(product);
}

function addFeatures(
  { x, width, length }: Design,
  from: number,
  count: number,
  { miss, curve, part }: Block,
  gradient: Float64Array,
  information: Float64Array,
): void {
  const size = width + 1;
  for (let j = 0; j < width; j++) {
    const base = j * length + from;
    let slope = 0;
    let first = 0;
    for (let i = 0; i < count; i++) {
      const value = x[base + i];
      const curved = curve[i] * value;
      part[i] = curved;
      slope += miss[i] * value;
      first += curved;
    }
    const row = (j + 1) * size;
    gradient[j + 1] += slope;
    information[row] += first;
    // Two sums at a time: a processor adds them side by side.
    for (let k = 0; k <= j; k += 2) {
      const one = k * length + from;
      const other = k < j ? one + length : base;
      let left = 0;
      let right = 0;
      for (let i = 0; i < count; i++) {
        left += part[i] * x[one + i];
        right += part[i] * x[other + i];
      }
      information[row + k + 1] += left;
      if (k < j) information[row + k + 2] += right;
    }
  }
}
