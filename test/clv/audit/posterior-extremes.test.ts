import { describe, expect, it } from "vitest";
import type { BgNbdModel } from "../../../src/clv/bg-nbd/model.ts";
import { samplePosterior } from "../../../src/clv/posterior/sample-posterior.ts";
import { seedRandom } from "../../../src/numeric/random/seed.ts";
import { sampleChains } from "../../../src/numeric/sampler/sample-chain.ts";
import { patterns } from "./patterns.ts";

const model: BgNbdModel = {
  kind: "bg-nbd",
  version: 1,
  timeUnit: "week",
  params: { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 },
};
const short = { seed: 1, chains: 2, draws: 20, warmup: 20 } as const;

describe("posteriors at the end of the number line", () => {
  it.each([
    { ...patterns, age: [1e308, 38, 36, 38, 33, 37, 38] },
    { ...patterns, weight: [600, 1e308, 70, 40, 35, 10, 20] },
  ])("are refused rather than infinite", (data) => {
    expect(() => samplePosterior(model, data, short)).toThrow(
      expect.objectContaining({ name: "FitError", code: "no_convergence" }),
    );
  });

  it("are no counts of purchases beyond those that can be counted", () => {
    const data = { ...patterns, frequency: [0, 1e308, 1, 2, 3, 5, 8] };
    expect(() => samplePosterior(model, data, short)).toThrow(
      expect.objectContaining({ code: "invalid_summary", path: ["customers", 1, "frequency"] }),
    );
  });

  it.each([
    { ...patterns, recency: [0, 1e-308, 20, 9, 30, 12, 35] },
    { ...patterns, age: [1e100, 38, 36, 38, 33, 37, 38] },
  ])("are whole where numbers hold them", (data) => {
    const { acceptance, diagnostics } = samplePosterior(model, data, short);
    expect(acceptance).toBeGreaterThan(0.3);
    for (const { mean, sd } of Object.values(diagnostics)) {
      expect(Number.isFinite(mean) && Number.isFinite(sd)).toBe(true);
    }
  });

  it("one density that is no number spoils no other trajectory", () => {
    // A normal that nobody can tell beyond three deviations.
    const [chain] = sampleChains(
      {
        center: Float64Array.of(0),
        covariance: Float64Array.of(1),
        draws: 2000,
        warmup: 500,
        acceptance: 0.8,
        logDensity: ([x], gradient) => {
          const isKnown = Math.abs(x) < 3;
          gradient[0] = isKnown ? -x : Number.NaN;
          return isKnown ? -(x ** 2) / 2 : Number.NaN;
        },
      },
      seedRandom(7),
      1,
    );
    expect(chain.acceptance).toBeGreaterThan(0.5);
    expect(chain.divergences).toBeGreaterThan(0);
    const squares = chain.points.reduce((sum, [x]) => sum + x ** 2, 0);
    // The variance of a normal cut off at three: 1 - 6 φ(3) / (2 Φ(3) - 1).
    expect(squares / chain.points.length).toBeCloseTo(0.973, 0);
    expect(new Set(chain.points.map(([x]) => x)).size).toBeGreaterThan(1000);
  });
});
