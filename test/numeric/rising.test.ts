import { describe, expect, it } from "vitest";
import { logRising, risingCurvature } from "../../src/numeric/rising.ts";
import { digamma } from "../../src/numeric/special/digamma.ts";
import { logGammaDifference } from "../../src/numeric/special/log-gamma.ts";
import { trigamma } from "../../src/numeric/special/trigamma.ts";
import { expectRelative } from "../expect-relative.ts";

function risingAt(start: number, counts: readonly number[]) {
  return logRising(start, Float64Array.from(counts));
}

describe("logRising", () => {
  it.each([1e-6, 0.24, 1, 7.5, 1e4, 1e7])("is ln Γ(s+n)/Γ(s) and its slope at s = %d", (start) => {
    const counts = [1, 2, 3, 10, 48, 49, 100, 2000, 2001, 1_000_000];
    const { values, slopes } = risingAt(start, counts);
    counts.forEach((count, i) => {
      expectRelative(values[i], logGammaDifference(start, count), 2e-13);
      if (start < 1e4) expectRelative(slopes[i], digamma(start + count) - digamma(start), 1e-12);
    });
  });

  it("is zero at zero", () => {
    const { values, slopes } = risingAt(0.5, [0]);
    expect([values[0], slopes[0]]).toEqual([0, 0]);
  });

  it("does not overflow where the product would", () => {
    const { values } = risingAt(1e16, [47]);
    expectRelative(values[0], 47 * Math.log(1e16), 1e-13);
  });

  it.each([1e15, 1e40, 1e140])("keeps to n ln s where s = %d is all there is", (start) => {
    const counts = [1, 7, 48, 60, 300];
    const { values, slopes } = risingAt(start, counts);
    counts.forEach((count, i) => {
      expectRelative(values[i], count * Math.log(start), 1e-12);
      expectRelative(slopes[i], count / start, 1e-12);
    });
  });
});

describe("risingCurvature", () => {
  it.each([1e-6, 0.24, 1, 7.5, 300, 1e4])("is ψ'(s+n) - ψ'(s) at s = %d", (start) => {
    const counts = Float64Array.of(0, 1, 2, 10, 199, 200, 201, 1000, 1_000_000, 2e9);
    for (const more of [0, 1]) {
      risingCurvature(start, counts, more).forEach((curvature, i) => {
        const expected = trigamma(start + counts[i] + more) - trigamma(start);
        if (expected === 0) expect(curvature + 0).toBe(0);
        // The difference of two that are alike loses digits.
        else expectRelative(curvature, expected, 1e-10 + (1e-15 * start) / (counts[i] + more));
      });
    }
  });
});
