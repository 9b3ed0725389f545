import { describe, expect, it } from "vitest";
import { sampleBeta } from "../../../src/numeric/random/beta.ts";
import { sampleBinomial } from "../../../src/numeric/random/binomial.ts";
import { sampleExponential } from "../../../src/numeric/random/exponential.ts";
import { sampleGamma, sampleLogGamma } from "../../../src/numeric/random/gamma.ts";
import { sampleGeometric } from "../../../src/numeric/random/geometric.ts";
import { sampleNormal } from "../../../src/numeric/random/normal.ts";
import { samplePoisson } from "../../../src/numeric/random/poisson.ts";
import { type Random, seedRandom } from "../../../src/numeric/random/seed.ts";

describe("all samplers", () => {
  it("regression: refuse parameters that they would loop on forever", () => {
    const random = seedRandom(1);
    for (const bad of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
      expect(() => sampleExponential(random, bad)).toThrow("rate");
      expect(() => sampleGamma(random, bad, 1)).toThrow("shape");
      expect(() => sampleGamma(random, 2, bad)).toThrow("rate");
      expect(() => sampleLogGamma(random, bad)).toThrow("shape");
      expect(() => sampleBeta(random, bad, 1)).toThrow("shape");
      expect(() => sampleBeta(random, 2, bad)).toThrow("shape");
      expect(() => samplePoisson(random, bad)).toThrow("mean");
      expect(() => sampleGeometric(random, bad)).toThrow("p");
      expect(() => sampleBinomial(random, 5, bad)).toThrow("p");
      expect(() => sampleBinomial(random, bad, 0.5)).toThrow("n");
    }
    expect(() => sampleGeometric(random, 0)).toThrow("p");
    expect(() => sampleGamma(random, 0, 1)).toThrow("shape");
    expect(() => sampleBinomial(random, 2.5, 0.5)).toThrow("n");
  });

  it.each<[string, (random: Random) => number, readonly number[]]>([
    ["normal", sampleNormal, [-0.8674110891017826, 0.5539439693719703, -0.7347790436167023]],
    [
      "exponential",
      (random) => sampleExponential(random, 2),
      [0.2712625699664207, 0.621888034217293, 0.45646302777475517],
    ],
    [
      "gamma",
      (random) => sampleGamma(random, 2.5, 3),
      [0.3747503982356573, 0.5802346730149809, 0.2901366591290255],
    ],
    [
      "gamma below shape 1",
      (random) => sampleGamma(random, 0.25, 3),
      [0.024007352134785165, 0.000020495993652523113, 0.00891627124349667],
    ],
    [
      "beta",
      (random) => sampleBeta(random, 0.8, 2.4),
      [0.25752952745708113, 0.3875570726496358, 0.2095895017436022],
    ],
    ["Poisson", (random) => samplePoisson(random, 3), [3, 2, 2]],
    ["large Poisson", (random) => samplePoisson(random, 300), [304, 295, 297]],
    ["geometric", (random) => sampleGeometric(random, 0.1), [6, 12, 9]],
    ["binomial", (random) => sampleBinomial(random, 100, 0.3), [31, 29, 29]],
  ])("does not drift: the first %s draws of seed 1", (_, sample, expected) => {
    const random = seedRandom(1);
    for (const value of expected) {
      // Engines may differ in the last place of a logarithm.
      expect(Math.abs(sample(random) / value - 1)).toBeLessThan(1e-13);
    }
  });
});
