import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  mergeCounts,
  type SurveyResponse,
  scoreCes,
  scoreCsat,
  scoreNps,
} from "../../src/survey/index.ts";
import { expectRelative } from "../expect-relative.ts";
import { codeOf } from "./code-of.ts";
import { golden } from "./golden.ts";

const methods = ["wald", "adjusted_wald", "score"] as const;

describe("scoreNps agrees with R", () => {
  it.each(golden.net)("$counts", ({ counts: [detractors, passives, promoters], values, at90 }) => {
    const answers = { counts: { 2: detractors, 7: passives, 9: promoters } };
    for (const [level, expected] of [
      [0.95, values],
      [0.9, at90],
    ] as const) {
      for (const [at, method] of methods.entries()) {
        const { share } = scoreNps(answers, { method, level });
        expectRelative(share?.value, expected[0], 1e-12);
        expectRelative(share?.standardError, expected[1], 1e-12);
        // R's score interval comes from a numerical maximum, good to half the digits.
        const tolerance = method === "score" ? 1e-6 : 1e-12;
        expectRelative(share?.lower, Math.max(-1, expected[2 + 2 * at]), tolerance);
        expectRelative(share?.upper, Math.min(1, expected[3 + 2 * at]), tolerance);
      }
    }
  });

  it("with weights: Kish's size and the linearized error", () => {
    const scores = [10, 9, 3, 8, 7, 10, 6, 9];
    const weight = [1, 2, 0.5, 3, 1.5, 1, 2.5, 0.8];
    const [share, size, error] = golden.weighted;
    const kish = scoreNps({ score: scores, weight });
    expectRelative(kish.share?.value, share, 1e-12);
    expectRelative(kish.effectiveN, size, 1e-12);
    expectRelative(kish.designEffect, 8 / size, 1e-12);
    const linearized = scoreNps(
      scores.map((score, row) => ({ score, weight: weight[row] })),
      { effectiveSize: "linearized" },
    );
    expectRelative(linearized.share?.standardError, error, 1e-12);
  });
});

describe("the gold numbers of the field", () => {
  const answers = { counts: { 0: 20, 8: 30, 10: 50 } };

  it("NPS of 20 detractors, 30 passives, 50 promoters", () => {
    const ends = methods.map((method) => {
      const { share } = scoreNps(answers, { method });
      return [share?.lower?.toFixed(6), share?.upper?.toFixed(6)];
    });
    expect(ends).toEqual([
      ["0.146922", "0.453078"],
      ["0.140511", "0.442013"],
      ["0.139551", "0.443393"],
    ]);
    expect(scoreNps(answers).method).toBe("adjusted_wald");
    expect(scoreNps(answers).score).toBe(30);
  });

  it.each([
    ["wilson", "0.711171", "0.866633"],
    ["agresti_coull", "0.710412", "0.867392"],
    ["clopper_pearson", "0.708157", "0.873344"],
    ["jeffreys", "0.713720", "0.869210"],
    ["wald", "0.721601", "0.878399"],
  ] as const)("CSAT of 80 among 100 by %s", (method, lower, upper) => {
    const { share, score } = scoreCsat({ counts: { 2: 20, 5: 80 } }, { method });
    expect([share?.lower?.toFixed(6), share?.upper?.toFixed(6)]).toEqual([lower, upper]);
    expect(score).toBe(80);
  });

  it("a mean as R's t.test", () => {
    const [mean, error, lower, upper] = golden.mean;
    const found = scoreCsat({ counts: { 1: 3, 2: 4, 3: 10, 4: 22, 5: 11 } }, { metric: "mean" });
    expectRelative(found.score, mean, 1e-12);
    expectRelative(found.standardError, error, 1e-12);
    expectRelative(found.lower, lower, 1e-12);
    expectRelative(found.upper, upper, 1e-12);
    expect(found.share).toBeNull();
  });
});

describe("scales and positive sets", () => {
  it.each([
    [5, [4, 5]],
    [6, [5, 6]],
    [7, [6, 7]],
    [10, [9, 10]],
  ] as const)("of %s points", (scale, positive) => {
    expect(scoreCsat([], { scale }).measure).toMatchObject({
      scale: { min: 1, max: scale },
      positive,
    });
  });

  it("can be the caller's own", () => {
    const found = scoreCsat([{ score: 0 }, { score: 2 }], {
      scale: { min: 0, max: 3 },
      positive: [2, 3],
    });
    expect(found.score).toBe(50);
  });

  it("of both versions of the effort score", () => {
    const v1 = { counts: { 1: 3, 2: 2, 3: 1, 4: 3, 5: 1 } };
    expect(scoreCes(v1, { version: "v1", metric: "net" }).score).toBe(10);
    expect(scoreCes(v1, { version: "v1", metric: "positive" }).score).toBe(50);
    expect(scoreCes(v1, { version: "v1" }).measure.better).toBe("low");
    const v2 = { counts: { 1: 2, 4: 1, 5: 3, 6: 3, 7: 1 } };
    expect(scoreCes(v2, { metric: "net" }).score).toBe(20);
    expect(scoreCes(v2, { metric: "positive" }).score).toBe(70);
    expect(scoreCes(v2).groups.hard.n).toBe(2);
  });

  it("counts every answer into its group", () => {
    const groups = (version: "v1" | "v2", metric: "net" | "positive", highest: number) =>
      Array.from({ length: highest }, (_, at) => {
        const { easy, hard } = scoreCes([{ score: at + 1 }], { version, metric }).groups;
        return easy.n - hard.n;
      });
    expect(groups("v1", "net", 5)).toEqual([1, 1, 0, -1, -1]);
    expect(groups("v2", "net", 7)).toEqual([-1, -1, -1, 0, 0, 1, 1]);
    expect(groups("v2", "positive", 7)).toEqual([-1, -1, -1, 0, 1, 1, 1]);
    const nps = Array.from({ length: 11 }, (_, score) => scoreNps([{ score }]).score);
    expect(nps).toEqual([-100, -100, -100, -100, -100, -100, -100, 0, 0, 100, 100]);
  });

  it("takes fractions of an NPS answer by the same cuts", () => {
    const { groups, distribution } = scoreNps([8.99, 9, 6.99, 7, 8.99].map((score) => ({ score })));
    expect([groups.promoters.n, groups.passives.n, groups.detractors.n]).toEqual([1, 3, 1]);
    expect(distribution.find(({ answer }) => answer === 8.99)?.n).toBe(2);
    expect(distribution.map(({ answer }) => answer)).toEqual(
      distribution.map(({ answer }) => answer).toSorted((a, b) => a - b),
    );
  });
});

describe("bad input", () => {
  const wrong = (score: number): SurveyResponse[] => [{ score: 3 }, { score }];

  it.each([
    [() => scoreNps(wrong(11)), "out_of_scale", [1, "score"]],
    [() => scoreNps(wrong(-1)), "out_of_scale", [1, "score"]],
    [() => scoreNps(wrong(Number.NaN)), "not_a_number", [1, "score"]],
    [() => scoreNps({ score: Uint8Array.of(3, 4, 11) }), "out_of_scale", ["score", 2]],
    [() => scoreNps({ score: Float64Array.of(3, Number.NaN) }), "not_a_number", ["score", 1]],
    [() => scoreNps({ score: [3, 4, 99] }), "out_of_scale", ["score", 2]],
    [() => scoreNps({ counts: { 12: 1 } }), "out_of_scale", ["counts", "12"]],
    [() => scoreNps({ counts: { 9: -1 } }), "out_of_range", ["counts", "9"]],
    [() => scoreNps({ counts: { 9: 1.5 } }), "out_of_range", ["counts", "9"]],
    [() => scoreNps({ counts: { high: 1 } }), "not_a_number", ["counts", "high"]],
    [() => scoreNps([{ score: 9, weight: -1 }]), "negative_value", [0, "weight"]],
    [() => scoreNps({ score: [9], weight: [Infinity] }), "non_finite_value", ["weight", 0]],
    [() => scoreNps({ score: [9], weight: [1, 2] }), "length_mismatch", ["weight"]],
    [() => scoreCsat([{ score: 4.5 }]), "not_whole", [0, "score"]],
    [() => scoreCsat([{ score: 0 }]), "out_of_scale", [0, "score"]],
    [
      () => scoreNps([{ score: 9 }, { score: 4, scale: { min: 1, max: 5 } }]),
      "mixed_scales",
      [1, "scale"],
    ],
    [() => scoreNps({ score: [3], scale: { min: 0, max: 5 } }), "mixed_scales", ["scale"]],
    [() => scoreCsat([], { positive: [6] }), "out_of_range", ["positive", 0]],
    [() => scoreCsat([], { positive: [] }), "invalid_option", ["positive"]],
    [() => scoreCsat([], { metric: "mean", method: "wilson" }), "invalid_option", ["method"]],
    [
      () => Reflect.apply(scoreNps, undefined, [[], { effectiveSize: "big" }]),
      "invalid_option",
      ["effectiveSize"],
    ],
    [() => scoreNps([], { level: 1 }), "out_of_range", ["level"]],
    [() => scoreNps(wrong(4), { invited: 1 }), "out_of_range", ["invited"]],
    [() => scoreNps(wrong(4), { population: 1 }), "out_of_range", ["population"]],
  ])("%s", (work, code, path) => {
    expect(codeOf(work)).toEqual({ code, path });
  });

  it("is found wherever it is, in every kind of column", () => {
    const kinds = [
      (values: number[]) => Uint8Array.from(values),
      (values: number[]) => Float64Array.from(values),
      (values: number[]) => Int16Array.from(values),
      (values: number[]) => values,
    ];
    for (const column of kinds) {
      for (const wrong of [0, 6, 200]) {
        for (let row = 0; row < 7; row++) {
          const score = column(Array.from({ length: 7 }, (_, at) => (at === row ? wrong : 3)));
          expect(codeOf(() => scoreCsat({ score }))).toEqual({
            code: "out_of_scale",
            path: ["score", row],
          });
        }
      }
    }
  });

  it("is told from answers on scales of every width", () => {
    // Doubles are counted in pairs, by a table that is wider than most scales; and one by one beyond.
    const odd = [7.5, -0, 2 ** 31, 2 ** 32 + 3, -(2 ** 31), 1e300, Number.NaN, Infinity];
    const drawn = fc
      .constantFrom([0, 10], [1, 5], [1, 7], [-3, 4], [0, 100], [-200, 300])
      .chain(([min, max]) => {
        const good = fc.integer({ min, max });
        const any = fc.oneof(good, fc.constantFrom(min - 1, max + 1, ...odd));
        const score = fc.tuple(fc.array(good, { maxLength: 9 }), fc.array(any, { maxLength: 1 }));
        return score.map(([some, last]) => ({ min, max, score: [...last, ...some] }));
      });
    fc.assert(
      fc.property(drawn, ({ min, max, score }) => {
        const run = (given: number[] | Float64Array) => () =>
          scoreCsat({ score: given }, { scale: { min, max }, metric: "mean" });
        const fault = codeOf(run(score));
        expect(codeOf(run(Float64Array.from(score)))).toEqual(fault);
        if (fault === undefined) expect(run(Float64Array.from(score))()).toEqual(run(score)());
      }),
      { numRuns: 500 },
    );
  });

  it("warns of what is no error", () => {
    const codes = (counts: Record<string, number>) =>
      scoreNps({ counts }).warnings.map(({ code }) => code);
    expect(codes({})).toEqual(["no_answers"]);
    expect(codes({ 9: 1 })).toEqual(["one_answer"]);
    expect(codes({ 9: 4 })).toEqual(["all_equal"]);
    expect(codes({ 3: 12, 5: 8 })).toEqual(["suspected_scale"]);
    expect(codes({ 0: 1, 3: 12, 5: 8 })).toEqual([]);
    const uneven = scoreNps({ score: [9, 9, 3, 3], weight: [100, 1, 1, 1] });
    expect(uneven.warnings.map(({ code }) => code)).toEqual(["uneven_weights"]);
  });

  it("has null and n, never NaN, where nothing is defined", () => {
    const found = scoreNps([], { invited: 0 });
    expect(found).toMatchObject({ score: null, lower: null, upper: null, n: 0, effectiveN: null });
    expect(found.responseRate).toEqual({ value: null, lower: null, upper: null, n: 0 });
    const one = scoreCsat([{ score: 4 }], { metric: "mean" });
    expect(one).toMatchObject({ score: 4, lower: null, upper: null, standardError: null, n: 1 });
    const weightless = scoreNps({ score: [9, 3], weight: [0, 0] });
    expect(weightless).toMatchObject({ score: null, n: 2, weight: 0 });
    expect(scoreNps([], {}).distribution.every(({ share }) => share === null)).toBe(true);
  });
});

describe("a finite population", () => {
  it("shrinks Wald's error by (N - n) / (N - 1)", () => {
    const answers = { counts: { 0: 20, 8: 30, 10: 50 } };
    const free = scoreNps(answers, { method: "wald" });
    const bound = scoreNps(answers, { method: "wald", population: 150 });
    const ratio = (bound.standardError ?? 0) / (free.standardError ?? 1);
    expect(ratio).toBeCloseTo(Math.sqrt(50 / 149), 13);
    for (const method of methods) {
      const all = scoreNps(answers, { method, population: 100 });
      expect([all.lower, all.upper, all.standardError]).toEqual([30, 30, 0]);
    }
  });
});

describe("laws", () => {
  const answer = fc.integer({ min: 0, max: 10 });
  const counts = (scores: readonly number[]) => {
    const found: Record<string, number> = {};
    for (const score of scores) found[score] = (found[score] ?? 0) + 1;
    return { counts: found };
  };

  it("rows, columns of any kind and counts agree, in any order", () => {
    fc.assert(
      fc.property(fc.array(answer, { maxLength: 60 }), (scores) => {
        const expected = scoreNps(scores.map((score) => ({ score })));
        const shuffled = scores.toSorted((a, b) => ((a * 7) % 11) - ((b * 7) % 11));
        for (const column of [
          Uint8Array.from(shuffled),
          Float64Array.from(shuffled),
          Int16Array.from(shuffled),
          shuffled,
        ]) {
          expect(scoreNps({ score: column })).toEqual(expected);
        }
        expect(scoreNps(counts(scores))).toEqual(expected);
      }),
    );
  });

  it("merged counts score as all answers together", () => {
    fc.assert(
      fc.property(fc.array(fc.array(answer, { maxLength: 20 }), { maxLength: 5 }), (batches) => {
        const merged = mergeCounts(batches.map(counts));
        expect(scoreNps(merged)).toEqual(scoreNps({ score: batches.flat() }));
      }),
    );
  });

  it("weighted answers in any order, and equal weights as none", () => {
    const weighted = fc.record({
      score: answer,
      weight: fc.double({ min: 0.01, max: 50, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(weighted, { minLength: 2, maxLength: 40 }), (rows) => {
        const [one, two] = [scoreNps(rows), scoreNps(rows.toReversed())];
        expect(two.effectiveN).toBeCloseTo(one.effectiveN ?? Number.NaN, 9);
        expect(two.score).toBeCloseTo(one.score ?? Number.NaN, 10);
        const equal = scoreNps(rows.map(({ score }) => ({ score, weight: 3 })));
        const bare = scoreNps(rows.map(({ score }) => ({ score })));
        expect(equal.lower).toBeCloseTo(bare.lower ?? Number.NaN, 10);
        expect(equal.effectiveN).toBeCloseTo(rows.length, 9);
      }),
    );
  });

  it("every interval holds its estimate and stays on the scale", () => {
    const options = [
      ...methods.map((method) => (rows: SurveyResponse[]) => scoreNps(rows, { method })),
      (rows: SurveyResponse[]) => scoreNps(rows, { population: 100, method: "score" }),
    ];
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 50 }), (scores) => {
        const rows = scores.map((score) => ({ score }));
        for (const work of options) {
          const { score, lower, upper, method, n } = work(rows);
          if (score === null || lower === null || upper === null) return expect.fail("null");
          expect(lower).toBeGreaterThanOrEqual(-100);
          expect(upper).toBeLessThanOrEqual(100);
          // The center of the adjusted interval is nearer to 0 than the score.
          if (method === "adjusted_wald" && n === 1) continue;
          expect(lower).toBeLessThanOrEqual(score + 1e-9);
          expect(upper).toBeGreaterThanOrEqual(score - 1e-9);
        }
      }),
    );
  });

  it("turning the scale around turns the net score and its intervals around", () => {
    fc.assert(
      fc.property(fc.nat(30), fc.nat(30), fc.nat(30), (d, s, p) => {
        fc.pre(d + s + p > 0);
        for (const method of methods) {
          const one = scoreNps({ counts: { 0: d, 7: s, 10: p } }, { method });
          const two = scoreNps({ counts: { 0: p, 7: s, 10: d } }, { method });
          expect(one.lower).toBeCloseTo(-(two.upper ?? Number.NaN), 10);
        }
      }),
    );
  });

  it("agrees with a slow and obvious version", () => {
    fc.assert(
      fc.property(fc.array(answer, { minLength: 1, maxLength: 50 }), (scores) => {
        const worth = scores.map((score) => (score >= 9 ? 1 : score < 7 ? -1 : 0));
        const mean = worth.reduce((sum: number, one) => sum + one, 0) / scores.length;
        const squares = worth.reduce((sum: number, one) => sum + (one - mean) ** 2, 0);
        const found = scoreNps({ score: scores });
        expect(found.score).toBeCloseTo(100 * mean, 10);
        expect(found.standardError).toBeCloseTo((100 * Math.sqrt(squares)) / scores.length, 10);
      }),
    );
  });

  it("survives storage", () => {
    const found = scoreNps({ score: [9, 3, 10, 8] }, { invited: 10 });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
    expect(structuredClone(found)).toEqual(found);
  });
});
