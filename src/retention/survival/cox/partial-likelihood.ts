import type { Arranged } from "./arrange.ts";
import { type EventTime, linearPredictors, walkRisk } from "./walk-risk.ts";

export type ApproximateTies = "efron" | "breslow";

/** Log-likelihood with its slope and (negative) curvature. */
export interface Likelihood {
  readonly value: number;
  readonly gradient: Float64Array;
  /** n x n, row-major. */
  readonly information: Float64Array;
}

/**
 * What the denominators at a time add up to. Efron: each of d tied events meets the others with a
 * share f = 0, 1/d … (d-1)/d of them gone, and weighs the mean of their weights.
 */
export interface TieSums {
  /** Σ w/S, Σ w f/S, Σ w/S², Σ w f/S², Σ w f²/S², Σ w log S. */
  inverse: number;
  failing: number;
  square: number;
  failingSquare: number;
  failingTwice: number;
  log: number;
}

export function emptyTies(): TieSums {
  return { inverse: 0, failing: 0, square: 0, failingSquare: 0, failingTwice: 0, log: 0 };
}

export function sumTies(time: EventTime, ties: ApproximateTies, sums: TieSums): void {
  const { deaths, deathWeight } = time;
  const { total } = time.atRisk;
  if (ties === "breslow" || deaths === 1) {
    sums.inverse = deathWeight / total;
    sums.square = deathWeight / total / total;
    sums.log = deathWeight * Math.log(total);
    sums.failing = 0;
    sums.failingSquare = 0;
    sums.failingTwice = 0;
    return;
  }
  const weight = deathWeight / deaths;
  const gone = time.failing.total / deaths;
  let [inverse, failing, square, failingSquare, failingTwice, log] = [0, 0, 0, 0, 0, 0];
  for (let k = 0; k < deaths; k++) {
    const share = k / deaths;
    const left = total - k * gone;
    const one = 1 / left;
    inverse += one;
    failing += share * one;
    square += one * one;
    failingSquare += share * one * one;
    failingTwice += share * share * one * one;
    log += Math.log(left);
  }
  sums.inverse = weight * inverse;
  sums.failing = weight * failing;
  sums.square = weight * square;
  sums.failingSquare = weight * failingSquare;
  sums.failingTwice = weight * failingTwice;
  sums.log = weight * log;
}

/** Adds the curvature at a time, Σ w (S''/S - S'S''/S²), times a factor, to a lower triangle. */
export function addCurvature(
  { atRisk, failing }: EventTime,
  ties: TieSums,
  factor: number,
  triangle: Float64Array,
): void {
  const { first, second } = atRisk;
  const width = first.length;
  let cell = 0;
  if (ties.failing === 0) {
    const inverse = factor * ties.inverse;
    const square = factor * ties.square;
    for (let j = 0; j < width; j++) {
      const part = square * first[j];
      for (let k = 0; k <= j; k++, cell++)
        triangle[cell] += inverse * second[cell] - part * first[k];
    }
    return;
  }
  for (let j = 0; j < width; j++) {
    const all = first[j];
    const own = failing.first[j];
    for (let k = 0; k <= j; k++, cell++) {
      triangle[cell] +=
        factor *
        (ties.inverse * second[cell] -
          ties.square * all * first[k] -
          ties.failing * failing.second[cell] +
          ties.failingSquare * (all * failing.first[k] + own * first[k]) -
          ties.failingTwice * own * failing.first[k]);
    }
  }
}

/** The partial likelihood of Cox (1972) with tied events after Efron (1977) or Breslow (1974). */
export function partialLikelihood(
  arranged: Arranged,
  beta: Float64Array,
  ties: ApproximateTies,
): Likelihood {
  const { width, x, event, weight } = arranged;
  const eta = linearPredictors(arranged, beta);
  const gradient = new Float64Array(width);
  const triangle = new Float64Array((width * (width + 1)) / 2);
  const sums = emptyTies();
  let value = 0;
  walkRisk(arranged, eta, true, ties === "efron", (time) => {
    sumTies(time, ties, sums);
    value -= sums.log;
    value -= time.deathWeight * time.reference;
    for (let at = time.from; at < time.to; at++) {
      if (event[at] === 0) continue;
      value += weight[at] * eta[at];
      for (let j = 0; j < width; j++) gradient[j] += weight[at] * x[at * width + j];
    }
    const { atRisk, failing } = time;
    for (let j = 0; j < width; j++) {
      gradient[j] -= sums.inverse * atRisk.first[j] - sums.failing * failing.first[j];
    }
    addCurvature(time, sums, 1, triangle);
  });
  return { value, gradient, information: squareOf(triangle, width) };
}

/** The symmetric matrix of a lower triangle. */
export function squareOf(triangle: Float64Array, width: number): Float64Array {
  const square = new Float64Array(width * width);
  let cell = 0;
  for (let j = 0; j < width; j++) {
    for (let k = 0; k <= j; k++, cell++) {
      square[j * width + k] = triangle[cell];
      square[k * width + j] = triangle[cell];
    }
  }
  return square;
}
