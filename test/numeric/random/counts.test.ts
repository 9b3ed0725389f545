import { describe, expect, it } from "vitest";
import {
  binomialLogPmf,
  negativeBinomialLogPmf,
  poissonLogPmf,
} from "../../../src/numeric/distributions/log-pmf.ts";
import { sampleBinomial } from "../../../src/numeric/random/binomial.ts";
import { sampleGeometric } from "../../../src/numeric/random/geometric.ts";
import { samplePoisson } from "../../../src/numeric/random/poisson.ts";
import { seedRandom } from "../../../src/numeric/random/seed.ts";
import { normalCdf } from "../../../src/numeric/special/normal.ts";
import {
  checkNormal,
  draw,
  kolmogorovP,
  LARGEST_UNIFORM,
  LEAST_P,
  meanP,
  pearsonP,
  stuck,
} from "./goodness.ts";

const N = 20_000;
/** Enough to see a squeeze that is a tenth too wide. */
const MANY = 300_000;

describe("samplePoisson", () => {
  it.each([1e-3, 0.7, 4, 9.99, 10, 10.5, 33.3, 250, 12_345])("has mean %d", (mean) => {
    const random = seedRandom(`poisson ${mean}`);
    const sample = draw(N, () => samplePoisson(random, mean));
    expect(pearsonP(sample, (k) => poissonLogPmf(k, mean))).toBeGreaterThan(LEAST_P);
    expect(meanP(sample, mean, mean)).toBeGreaterThan(LEAST_P);
    expect(
      meanP(
        sample.map((k) => (k - mean) ** 2),
        mean,
        mean + 2 * mean * mean,
      ),
    ).toBeGreaterThan(LEAST_P);
  });

  it.each([10, 14])("has mean %d, to the last cell", (mean) => {
    const random = seedRandom(`many ${mean}`);
    const sample = draw(MANY, () => samplePoisson(random, mean));
    expect(pearsonP(sample, (k) => poissonLogPmf(k, mean))).toBeGreaterThan(LEAST_P);
  });

  it("is a normal number in effect at mean 1e8", () => {
    const random = seedRandom("normal in effect");
    checkNormal(draw(MANY, () => (samplePoisson(random, 1e8) - 1e8) / 1e4));
  });

  it.each([1e9, 1e14, 1e20, 1e300])("is normal in effect at mean %d", (mean) => {
    const random = seedRandom(`poisson ${mean}`);
    const sample = draw(2000, () => samplePoisson(random, mean));
    expect(sample.every(Number.isInteger)).toBe(true);
    // Beyond 2^53 counts are coarser than 1; at 1e300, coarser than the spread.
    if (mean < 1e30) {
      expect(
        kolmogorovP(
          sample.map((k) => (k - mean) / Math.sqrt(mean)),
          normalCdf,
        ),
      ).toBeGreaterThan(LEAST_P);
    }
  });

  it("knows its ends", () => {
    expect(samplePoisson(seedRandom(1), 0)).toBe(0);
    expect(samplePoisson(seedRandom(1), Number.MIN_VALUE)).toBe(0);
    expect(samplePoisson(stuck(LARGEST_UNIFORM), 9.999)).toBeLessThan(60);
  });
});

describe("sampleGeometric", () => {
  it.each([1e-3, 0.1, 0.5, 0.99])("has probability %d", (p) => {
    const random = seedRandom(`geometric ${p}`);
    const sample = draw(N, () => sampleGeometric(random, p));
    const failures = sample.map((trials) => trials - 1);
    expect(pearsonP(failures, (k) => negativeBinomialLogPmf(k, 1, p))).toBeGreaterThan(LEAST_P);
    expect(meanP(sample, 1 / p, (1 - p) / p ** 2)).toBeGreaterThan(LEAST_P);
  });

  it("is exponential in effect at tiny probabilities", () => {
    const random = seedRandom("rare");
    for (const p of [1e-9, 1e-100]) {
      const sample = draw(N, () => p * sampleGeometric(random, p));
      expect(kolmogorovP(sample, (x) => -Math.expm1(-x))).toBeGreaterThan(LEAST_P);
    }
    expect(sampleGeometric(stuck(2 ** -53), Number.MIN_VALUE)).toBe(Number.MAX_VALUE);
  });

  it("needs one trial where success is sure", () => {
    expect(sampleGeometric(seedRandom(1), 1)).toBe(1);
    expect(sampleGeometric(stuck(LARGEST_UNIFORM), 1e-300)).toBeGreaterThanOrEqual(1);
  });
});

describe("sampleBinomial", () => {
  it.each([
    [1, 0.3],
    [12, 0.5],
    [12, 0.93],
    [40, 0.25],
    [1000, 0.004],
    [1000, 0.5],
    [5000, 0.97],
    [1_000_000, 0.3],
  ])("has %d trials of probability %d", (n, p) => {
    const random = seedRandom(`binomial ${n}`);
    const sample = draw(N, () => sampleBinomial(random, n, p));
    expect(sample.every((k) => Number.isInteger(k) && k >= 0 && k <= n)).toBe(true);
    // Counted from the smallest one that occurs, so as not to walk through a million empty cells.
    const least = sample.reduce((a, b) => Math.min(a, b));
    const base = least > 1000 ? least - 50 : 0;
    expect(
      pearsonP(
        sample.map((k) => k - base),
        (k) => binomialLogPmf(k + base, n, p),
      ),
    ).toBeGreaterThan(LEAST_P);
    expect(meanP(sample, n * p, n * p * (1 - p))).toBeGreaterThan(LEAST_P);
  });

  it.each([
    [20, 0.5],
    [45, 0.3],
  ])("has %d trials of probability %d, to the last cell", (n, p) => {
    const random = seedRandom(`many ${n}`);
    const sample = draw(MANY, () => sampleBinomial(random, n, p));
    expect(pearsonP(sample, (k) => binomialLogPmf(k, n, p))).toBeGreaterThan(LEAST_P);
  });

  it("is a normal number in effect at 4e8 trials", () => {
    const random = seedRandom("normal in effect");
    checkNormal(draw(MANY, () => (sampleBinomial(random, 4e8, 0.5) - 2e8) / 1e4));
  });

  it("knows its ends and takes huge n", () => {
    const random = seedRandom("ends");
    expect(sampleBinomial(random, 0, 0.5)).toBe(0);
    expect(sampleBinomial(random, 9, 0)).toBe(0);
    expect(sampleBinomial(random, 9, 1)).toBe(9);
    const sample = draw(2000, () => sampleBinomial(random, 2 ** 53 - 1, 0.5));
    expect(
      kolmogorovP(
        sample.map((k) => (k - 2 ** 52) / 2 ** 25.5),
        normalCdf,
      ),
    ).toBeGreaterThan(LEAST_P);
    const rare = draw(N, () => sampleBinomial(random, 1e15, 3e-15));
    expect(pearsonP(rare, (k) => poissonLogPmf(k, 3))).toBeGreaterThan(LEAST_P);
  });
});
