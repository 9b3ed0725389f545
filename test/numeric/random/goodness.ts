import { expect } from "vitest";
import { chiSquareTail } from "../../../src/numeric/distributions/chi-square.ts";
import type { Random } from "../../../src/numeric/random/xoshiro.ts";
import { normalCdf } from "../../../src/numeric/special/normal.ts";

/** Seeds are fixed, hence so are the p-values: a fault shows as one near zero. */
export const LEAST_P = 1e-4;

/**
 * The p-value of the Kolmogorov-Smirnov statistic of a sample against a continuous distribution,
 * by its limit for large samples with the correction of Stephens (1970), J. R. Statist. Soc. B 32.
 */
export function kolmogorovP(sample: Float64Array, cdf: (x: number) => number): number {
  const n = sample.length;
  let distance = 0;
  for (const [at, x] of sample.toSorted().entries()) {
    const p = cdf(x);
    distance = Math.max(distance, p - at / n, (at + 1) / n - p);
  }
  const scaled = distance * (Math.sqrt(n) + 0.12 + 0.11 / Math.sqrt(n));
  let p = 0;
  for (let k = 1; k <= 100; k += 1) {
    p += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * scaled * scaled);
  }
  return Math.min(1, p);
}

/**
 * The p-value of Pearson's chi-square of counts against log probabilities over 0, 1, 2 ..., with
 * neighbors pooled until at least 20 are expected.
 */
export function pearsonP(sample: Float64Array, logPmf: (k: number) => number): number {
  const counts = new Map<number, number>();
  let last = 0;
  for (const value of sample) {
    counts.set(value, (counts.get(value) ?? 0) + 1);
    last = Math.max(last, value);
  }
  let statistic = 0;
  let cells = 0;
  let [observed, expected, spent] = [0, 0, 0];
  for (let k = 0; k <= last; k += 1) {
    observed += counts.get(k) ?? 0;
    expected += sample.length * Math.exp(logPmf(k));
    const rest = sample.length - spent - expected;
    if (expected < 20 || rest < 20) continue;
    statistic += (observed - expected) ** 2 / expected;
    spent += expected;
    cells += 1;
    [observed, expected] = [0, 0];
  }
  for (const [value, count] of counts) if (value > last) observed += count;
  statistic += (observed - (sample.length - spent)) ** 2 / (sample.length - spent);
  return chiSquareTail(statistic, cells);
}

/** The two-sided p-value of a sample mean against the mean and variance that it should have. */
export function meanP(sample: Float64Array, mean: number, variance: number): number {
  const found = sample.reduce((total, value) => total + (value - mean), 0) / sample.length;
  return 2 * normalCdf(-Math.abs(found) / Math.sqrt(variance / sample.length));
}

/** n draws. */
export function draw(n: number, sample: () => number): Float64Array {
  return Float64Array.from({ length: n }, sample);
}

/** A stream that gives the same number again and again: the worst that can be drawn. */
export const stuck = (value: number): Random => ({
  next: () => value,
  uint32: () => value * 2 ** 32,
});

/** The largest number that a stream gives. */
export const LARGEST_UNIFORM = 1 - 2 ** -53;

/** Slices of equal probability, and the first four moments, for whatever lies within a slice. */
export function checkNormal(sample: Float64Array): void {
  const slices = sample.map((x) => Math.floor(32 * normalCdf(x)));
  const logShare = (k: number): number => (k < 32 ? -Math.log(32) : Number.NEGATIVE_INFINITY);
  expect(pearsonP(slices, logShare)).toBeGreaterThan(LEAST_P);
  const squares = sample.map((x) => x * x);
  const cubes = sample.map((x) => x * x * x);
  const fourths = squares.map((square) => square * square);
  expect(meanP(sample, 0, 1)).toBeGreaterThan(LEAST_P);
  expect(meanP(squares, 1, 2)).toBeGreaterThan(LEAST_P);
  expect(meanP(cubes, 0, 15)).toBeGreaterThan(LEAST_P);
  expect(meanP(fourths, 3, 96)).toBeGreaterThan(LEAST_P);
}
