import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareScores, requiredSample, scoreCsat, scoreNps } from "../../src/survey/index.ts";
import { codeOf } from "./code-of.ts";

const csat = { kind: "csat" } as const;

describe("requiredSample", () => {
  it.each([
    // Cochran (1977): 384.15 at 5 points and 95 %; textbooks' 278 of 1000.
    [{ measure: csat, margin: 5 }, 385],
    [{ measure: csat, margin: 5, population: 1000 }, 278],
    [{ measure: csat, margin: 3, level: 0.99 }, 1844],
    [{ margin: 10 }, 385],
    [{ measure: csat, margin: 5, designEffect: 2 }, 769],
    [{ measure: csat, margin: 5, population: 100 }, 80],
  ])("%j", (options, n) => {
    expect(requiredSample(options).n).toBe(n);
  });

  it("for a difference of two shares, without continuity correction", () => {
    // (1.959964 + 0.841621)² (0.5 0.5 + 0.6 0.4) / 0.1² = 384.6.
    const found = requiredSample({
      measure: csat,
      difference: 10,
      expected: { positive: 0.5 },
      expectedAgainst: { positive: 0.6 },
    });
    expect([found.n, found.against]).toEqual([385, 385]);
    const uneven = requiredSample({
      difference: 10,
      ratio: 2,
      expected: { positive: 0.5, negative: 0.2 },
    });
    expect(uneven.exact).toBeCloseTo((2.801585218 ** 2 * 0.61 * 1.5) / 0.01, 5);
    expect(uneven.against).toBe(Math.ceil(2 * uneven.exact));
  });

  it("gives the margin that was asked for, and not one answer more", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 30 }),
        fc.integer({ min: 1, max: 9 }),
        (margin, tenths) => {
          const positive = tenths / 10;
          const { exact, n } = requiredSample({ measure: csat, margin, expected: { positive } });
          const error = 100 * Math.sqrt((positive * (1 - positive)) / exact);
          if (exact > 1) expect(1.959963984540054 * error).toBeCloseTo(margin, 9);
          expect(n - exact).toBeLessThan(1);
          expect(n).toBeGreaterThanOrEqual(exact * (1 - 1e-12));
        },
      ),
    );
  });

  it("agrees with the intervals of scores", () => {
    const { n } = requiredSample({ margin: 5, expected: { positive: 0.5, negative: 0.2 } });
    const answers = {
      counts: { 0: Math.round(0.2 * n), 8: Math.round(0.3 * n), 10: Math.round(0.5 * n) },
    };
    const { lower, upper } = scoreNps(answers, { method: "wald" });
    expect(((upper ?? 0) - (lower ?? 0)) / 2).toBeCloseTo(5, 1);
    const mean = { kind: "csat", metric: "mean" } as const;
    const needed = requiredSample({
      measure: mean,
      margin: 0.1,
      expected: { standardDeviation: 1 },
    });
    expect(needed.n).toBe(385);
    expect(scoreCsat({ counts: { 3: 200, 5: 200 } }, { metric: "mean" }).standardError).toBeCloseTo(
      0.05,
      3,
    );
  });

  it("has the chance that it promises to find the difference", () => {
    const shares = [
      { positive: 0.5, negative: 0.2 },
      { positive: 0.4, negative: 0.2 },
    ] as const;
    const { n } = requiredSample({
      difference: 10,
      expected: shares[0],
      expectedAgainst: shares[1],
    });
    // At just that difference the expected z is that of the level plus that of the power.
    const samples = shares.map(({ positive, negative }, at) => ({
      name: `${at}`,
      answers: {
        counts: {
          0: Math.round(negative * n),
          8: Math.round((1 - positive - negative) * n),
          10: Math.round(positive * n),
        },
      },
    }));
    const { statistic } = compareScores(samples, { method: "wald" }).pairs[0];
    expect(statistic).toBeCloseTo(1.96 + 0.8416, 1);
  });

  it.each([
    [() => requiredSample({ margin: 0 }), "out_of_range", ["margin"]],
    [() => requiredSample({ difference: 0 }), "out_of_range", ["difference"]],
    // @ts-expect-error one of the two
    [() => requiredSample({ margin: 5, difference: 5 }), "invalid_option", []],
    // @ts-expect-error one of the two
    [() => requiredSample({ margin: undefined }), "invalid_option", []],
    [
      () => requiredSample({ margin: 5, expected: { positive: 0.5 } }),
      "invalid_option",
      ["expected"],
    ],
    [
      () => requiredSample({ margin: 5, expected: { positive: 0.8, negative: 0.5 } }),
      "out_of_range",
      ["expected"],
    ],
    [() => requiredSample({ margin: 5, responseRate: 1.5 }), "out_of_range", ["responseRate"]],
    [() => requiredSample({ margin: 5, level: 95 }), "out_of_range", ["level"]],
    [() => requiredSample({ margin: 5, population: 0 }), "out_of_range", ["population"]],
  ])("%s", (work, code, path) => {
    expect(codeOf(work)).toEqual({ code, path });
  });
});
