import { describe, expect, it } from "vitest";
import { sampleBeta } from "../../../src/numeric/random/beta.ts";
import { sampleExponential } from "../../../src/numeric/random/exponential.ts";
import { SMALLEST_SAMPLE, sampleGamma, sampleLogGamma } from "../../../src/numeric/random/gamma.ts";
import { sampleNormal } from "../../../src/numeric/random/normal.ts";
import { seedRandom } from "../../../src/numeric/random/seed.ts";
import { regularizedBeta } from "../../../src/numeric/special/incomplete-beta.ts";
import { regularizedGammaP } from "../../../src/numeric/special/incomplete-gamma.ts";
import { logGamma } from "../../../src/numeric/special/log-gamma.ts";
import { normalCdf } from "../../../src/numeric/special/normal.ts";
import {
  checkNormal,
  draw,
  kolmogorovP,
  LARGEST_UNIFORM,
  LEAST_P,
  meanP,
  stuck,
} from "./goodness.ts";

const N = 20_000;
/** Enough to see a squeeze that is a tenth too wide. */
const MANY = 300_000;

describe("sampleNormal", () => {
  const random = seedRandom("normal");
  const sample = draw(5 * N, () => sampleNormal(random));

  it("is standard normal, far tails included", () => {
    expect(kolmogorovP(sample, normalCdf)).toBeGreaterThan(LEAST_P);
    checkNormal(sample);
    const far = sample.filter((x) => Math.abs(x) > 3).length;
    expect(Math.abs(far - 5 * N * 2 * normalCdf(-3))).toBeLessThan(4 * Math.sqrt(5 * N * 0.0027));
  });

  it("does not correlate from one draw to the next", () => {
    expect(
      meanP(
        sample.map((x, at) => x * (at === 0 ? 0 : sample[at - 1])),
        0,
        1,
      ),
    ).toBeGreaterThan(LEAST_P);
  });
});

describe("sampleExponential", () => {
  it.each([1e-300, 0.2, 1, 1e6])("has rate %d", (rate) => {
    const random = seedRandom(`exponential ${rate}`);
    const sample = draw(N, () => sampleExponential(random, rate));
    expect(kolmogorovP(sample, (x) => -Math.expm1(-rate * x))).toBeGreaterThan(LEAST_P);
    expect(
      meanP(
        sample.map((x) => x * rate),
        1,
        1,
      ),
    ).toBeGreaterThan(LEAST_P);
  });

  it("is above 0 and finite at the worst draws and rates", () => {
    for (const u of [2 ** -53, LARGEST_UNIFORM]) {
      for (const rate of [Number.MIN_VALUE, 1, 1e290]) {
        const value = sampleExponential(stuck(u), rate);
        expect(value > 0 && Number.isFinite(value)).toBe(true);
      }
    }
    // A uniform 0 has no logarithm and is drawn anew.
    const [zero, half] = [stuck(0), stuck(0.5)];
    let draws = 0;
    const once = { ...half, next: () => (draws++ === 0 ? zero.next() : half.next()) };
    expect(sampleExponential(once, 1)).toBe(Math.LN2);
  });
});

describe("sampleGamma", () => {
  it.each([
    [0.05, 1],
    [0.3, 4.4],
    [1, 1],
    [1.5, 1e-6],
    [12, 3],
    [1e5, 2],
    [1e12, 1e12],
  ])("has shape %d and rate %d", (shape, rate) => {
    const random = seedRandom(`gamma ${shape}`);
    const sample = draw(N, () => sampleGamma(random, shape, rate));
    expect(kolmogorovP(sample, (x) => regularizedGammaP(shape, rate * x))).toBeGreaterThan(LEAST_P);
    expect(
      meanP(
        sample.map((x) => x * rate),
        shape,
        shape,
      ),
    ).toBeGreaterThan(LEAST_P);
  });

  it.each([1, 1.2, 3])("has the moments of shape %d, far ones included", (shape) => {
    const random = seedRandom(`moments ${shape}`);
    const sample = draw(MANY, () => sampleGamma(random, shape, 1));
    const moment = (k: number): number => Math.exp(logGamma(shape + k) - logGamma(shape));
    for (const k of [1, 2, 3]) {
      const variance = moment(2 * k) - moment(k) ** 2;
      expect(
        meanP(
          sample.map((x) => x ** k),
          moment(k),
          variance,
        ),
      ).toBeGreaterThan(LEAST_P);
    }
  });

  it.each([1e-300, 1e-8, 1e-3])("keeps the distribution of shape %d by its logarithm", (shape) => {
    const random = seedRandom(`log gamma ${shape}`);
    const sample = draw(N, () => sampleLogGamma(random, shape));
    expect(sample.every(Number.isFinite)).toBe(true);
    // Far below 1, P(X <= x) is x^shape / Gamma(1 + shape).
    const scaled = sample
      .filter((log) => log < -40)
      .map((log) => shape * log - logGamma(1 + shape));
    expect(scaled.length).toBeGreaterThan(0.9 * N);
    const top = Math.exp(-40 * shape - logGamma(1 + shape));
    expect(kolmogorovP(scaled, (log) => Math.exp(log) / top)).toBeGreaterThan(LEAST_P);
  });

  it("regression: a tiny shape underflows to a small number, never to 0", () => {
    const random = seedRandom("tiny");
    for (const shape of [Number.MIN_VALUE, 1e-300, 1e-5]) {
      for (let at = 0; at < 100; at += 1) {
        const value = sampleGamma(random, shape, 1);
        expect(value).toBeGreaterThanOrEqual(SMALLEST_SAMPLE);
        expect(Number.isFinite(1 / value)).toBe(true);
        expect(Number.isFinite(sampleLogGamma(random, shape))).toBe(true);
      }
    }
  });

  it("ends at huge shapes, where it is all but a point", () => {
    const random = seedRandom("huge");
    for (const shape of [1e16, 1e25, 1e100, 1e300, Number.MAX_VALUE]) {
      for (let at = 0; at < 50; at += 1) {
        expect(Math.abs(sampleGamma(random, shape, 1) / shape - 1)).toBeLessThan(
          10 / Math.sqrt(shape) + 1e-15,
        );
      }
    }
    // The spread is that of the square root still where no digit of the density is left.
    const spread = draw(2000, () => (sampleGamma(random, 1e20, 1) - 1e20) / 1e10);
    expect(kolmogorovP(spread, normalCdf)).toBeGreaterThan(LEAST_P);
  });
});

describe("sampleBeta", () => {
  it.each([
    [0.5, 0.5],
    [0.79, 2.43],
    [3, 0.2],
    [1, 1],
    [2.5, 700],
    [1e6, 1e6],
  ])("has parameters %d and %d", (a, b) => {
    const random = seedRandom(`beta ${a} ${b}`);
    const sample = draw(N, () => sampleBeta(random, a, b));
    expect(kolmogorovP(sample, (x) => regularizedBeta(x, a, b))).toBeGreaterThan(LEAST_P);
    expect(meanP(sample, a / (a + b), (a * b) / (a + b) ** 2 / (a + b + 1))).toBeGreaterThan(
      LEAST_P,
    );
  });

  it.each([
    [1e-4, 1e-4],
    [1e-5, 3e-5],
    [1e-300, 1e-300],
    [Number.MIN_VALUE, Number.MIN_VALUE],
  ])("tosses a coin at tiny parameters %d and %d", (a, b) => {
    const random = seedRandom(`coin ${a}`);
    const sample = draw(4000, () => sampleBeta(random, a, b));
    expect(sample.every((p) => p >= SMALLEST_SAMPLE && p <= 1)).toBe(true);
    if (a < 1e-300) return;
    // Nothing is left of it but the end that it is near to.
    const share = a / (a + b);
    expect(meanP(sample.map(Math.round), share, share * (1 - share))).toBeGreaterThan(LEAST_P);
  });

  it("stays in (0, 1] at lopsided and huge parameters", () => {
    const random = seedRandom("lopsided");
    for (const [a, b] of [
      [1e-3, 1e300],
      [1e300, 1e-3],
      [1e308, 1e308],
      [1, 1e308],
      [1e308, 1],
    ]) {
      for (let at = 0; at < 100; at += 1) {
        const p = sampleBeta(random, a, b);
        expect(p > 0 && p <= 1).toBe(true);
      }
    }
  });
});
