import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareScores, compareWaves, type ScorePair, scoreNps } from "../../src/survey/index.ts";
import { expectRelative } from "../expect-relative.ts";
import { codeOf } from "./code-of.ts";
import { golden } from "./golden.ts";

const counted = (name: string, counts: Record<string, number>) => ({ name, answers: { counts } });
const rated = (name: string, [n1, n2, n3, n4, n5]: readonly number[]) =>
  counted(name, { 1: n1, 2: n2, 3: n3, 4: n4, 5: n5 });
const a = rated("a", [2, 5, 9, 20, 14]);
const b = rated("b", [6, 9, 12, 10, 3]);
const c = rated("c", [1, 4, 4, 9, 12]);
const mean = { kind: "csat", metric: "mean" } as const;
const share = { kind: "csat" } as const;

function numbersOf({ difference, statistic, pValue }: ScorePair) {
  return { difference, statistic, pValue };
}

describe("compareScores of two", () => {
  it("keeps the sign: 20/30/50 against 30/30/40", () => {
    const samples = [
      counted("now", { 0: 20, 8: 30, 10: 50 }),
      counted("before", { 0: 30, 8: 30, 10: 40 }),
    ];
    const [pair] = compareScores(samples).pairs;
    expect(pair.statistic?.toFixed(6)).toBe("1.732324");
    expect(pair.pValue?.toFixed(6)).toBe("0.083216");
    const [turned] = compareScores(samples.toReversed()).pairs;
    expect(turned.statistic).toBeCloseTo(-(pair.statistic ?? 0), 12);
    expect(turned.lower).toBeCloseTo(-(pair.upper ?? 0), 12);
    const [wald] = compareScores(samples, { method: "wald" }).pairs;
    expectRelative(wald.statistic, 0.2 / Math.sqrt((0.61 + 0.69) / 100), 1e-12);
  });

  it("means as R's t.test", () => {
    const [difference, error, df, t, p, lower, upper] = golden.welch;
    const [pair] = compareScores([a, b], { measure: mean }).pairs;
    expectRelative(pair.difference, difference, 1e-12);
    expectRelative(pair.standardError, error, 1e-12);
    expectRelative(pair.degreesOfFreedom, df, 1e-12);
    expectRelative(pair.statistic, t, 1e-12);
    expectRelative(pair.pValue, p, 1e-11);
    expectRelative(pair.lower, lower, 1e-12);
    expectRelative(pair.upper, upper, 1e-12);
  });

  it("shares as R's prop.test, with Newcombe's interval", () => {
    const [z, p] = golden.pooledZ;
    const [pair] = compareScores([a, b], { measure: share }).pairs;
    expectRelative(pair.statistic, z, 1e-12);
    expectRelative(pair.pValue, p, 1e-11);
    // Newcombe (1998), table II: 56/70 against 48/80 by method 10.
    const published = compareScores(
      [counted("x", { 1: 14, 5: 56 }), counted("y", { 1: 32, 5: 48 })],
      { measure: share },
    ).pairs[0];
    expect([published.lower?.toFixed(2), published.upper?.toFixed(2)]).toEqual(["5.24", "33.39"]);
  });

  it("shares by Agresti and Caffo", () => {
    const [pair] = compareScores([a, b], { measure: share, method: "agresti_caffo" }).pairs;
    const [p, q] = [35 / 52, 14 / 42];
    const error = Math.sqrt((p * (1 - p)) / 52 + (q * (1 - q)) / 42);
    expectRelative(pair.standardError, 100 * error, 1e-12);
    expectRelative(pair.statistic, (p - q) / error, 1e-12);
    expectRelative(pair.lower, 100 * (p - q - 1.959963984540054 * error), 1e-12);
    expectRelative(pair.difference, 100 * (34 / 50 - 13 / 40), 1e-12);
  });
});

describe("compareScores of many", () => {
  it("tests all at once as R does", () => {
    const [f, df1, df2, p] = golden.welchF;
    const welch = compareScores([a, b, c], { measure: mean }).overall;
    expectRelative(welch?.statistic, f, 1e-12);
    expectRelative(welch?.degreesOfFreedom[0], df1, 1e-12);
    expectRelative(welch?.degreesOfFreedom[1], df2, 1e-12);
    expectRelative(welch?.pValue, p, 1e-11);
    const pearson = compareScores([a, b, c], { measure: share }).overall;
    expectRelative(pearson?.statistic, golden.pearson[0], 1e-12);
    expectRelative(pearson?.pValue, golden.pearson[2], 1e-11);
  });

  it("for two samples the chi-square is the squared z", () => {
    for (const method of ["adjusted_wald", "wald"] as const) {
      const { overall, pairs } = compareScores(
        [counted("a", { 0: 20, 8: 30, 10: 50 }), counted("b", { 0: 9, 10: 4 })],
        { method },
      );
      expectRelative(overall?.statistic, (pairs[0].statistic ?? 0) ** 2, 1e-12);
      expectRelative(overall?.pValue, pairs[0].pValue ?? 0, 1e-10);
    }
  });

  it.each([
    ["holm", "adjustholm"],
    ["bonferroni", "adjustbonferroni"],
    ["benjamini_hochberg", "adjustBH"],
  ] as const)("corrects by %s as p.adjust does", (correction, name) => {
    const { pairs } = compareScores([a, b, c], { measure: share, correction });
    for (const [at, pair] of pairs.entries()) {
      expectRelative(pair.adjustedPValue, golden[name][at], 1e-10);
      expect(pair.significant).toBe(golden[name][at] < 0.05);
    }
  });

  it("compares with a reference alone, and widens Bonferroni's intervals", () => {
    const found = compareScores([a, b, c], {
      measure: share,
      reference: "b",
      correction: "bonferroni",
    });
    expect(found.pairs.map(({ sample, against }) => [sample, against])).toEqual([
      ["a", "b"],
      ["c", "b"],
    ]);
    expect(found.intervalLevel).toBeCloseTo(0.975, 12);
    const plain = compareScores([a, b], { measure: share, level: 0.975 }).pairs[0];
    expect(found.pairs[0].lower).toBeCloseTo(plain.lower ?? 0, 10);
  });

  it("splits one set by segment or by period", () => {
    const rows = [
      { score: 9, segment: "x", at: "2026-01-10" },
      { score: 3, segment: "y", at: "2026-02-01" },
      { score: 8, segment: "x", at: "2026-02-11" },
      { score: 10, segment: "y", at: "2026-03-01" },
    ];
    const bySegment = compareScores(rows).samples;
    expect(bySegment.map(({ name, score }) => [name, score])).toEqual([
      ["x", 50],
      ["y", 0],
    ]);
    const byPeriod = compareScores(rows, {
      by: [
        { name: "february", from: "2026-02-01", to: "2026-03-01" },
        { name: "january", from: "2026-01-01", to: "2026-02-01" },
      ],
    }).samples;
    expect(byPeriod.map(({ name, n, score }) => [name, n, score])).toEqual([
      ["february", 2, -50],
      ["january", 1, 100],
    ]);
  });

  it("takes periods that adjoin, in any order, by the days of the zone", () => {
    const rows = [
      { score: 9, at: "2026-01-31T22:30:00Z" },
      { score: 3, at: "2026-01-31T23:30:00Z" },
    ];
    const january = { name: "january", from: "2026-01-01", to: "2026-02-01" };
    const february = { name: "february", from: "2026-02-01", to: "2026-03-01" };
    const scores = (by: (typeof january)[]) =>
      compareScores(rows, { by, timeZone: "Europe/Berlin" }).samples.map(({ score }) => score);
    expect(scores([january, february])).toEqual([100, -100]);
    expect(scores([february, january])).toEqual([-100, 100]);
  });

  it("scores samples as scoreNps does", () => {
    const answers = { counts: { 3: 4, 9: 5 } };
    const { name, ...score } = compareScores([
      { name: "a", answers },
      { name: "b", answers },
    ]).samples[0];
    expect(score).toEqual(scoreNps(answers));
    expect(name).toBe("a");
  });
});

describe("compareScores of the same people", () => {
  const people = (scores: readonly number[]) =>
    scores.map((score, at) => ({ customerId: `c${at}`, score }));
  const before = people([9, 10, 7, 3, 8, 9, 6, 10, 10, 2, 5, 9]);
  const after = people([10, 9, 9, 5, 9, 9, 8, 6, 10, 6, 7, 10]);
  const samples = [
    { name: "after", answers: after.toReversed() },
    { name: "before", answers: before },
  ];

  it("by the paired t of R", () => {
    const [difference, t, df, p, lower, upper] = golden.pairedT;
    const { pairs, respondents } = compareScores(samples, { paired: true });
    expectRelative(pairs[0].difference, 100 * difference, 1e-12);
    expectRelative(pairs[0].statistic, t, 1e-12);
    expectRelative(pairs[0].degreesOfFreedom, df, 1e-12);
    expectRelative(pairs[0].pValue, p, 1e-11);
    expectRelative(pairs[0].lower, 100 * lower, 1e-12);
    expectRelative(pairs[0].upper, 100 * upper, 1e-12);
    expect(respondents).toEqual({ both: 12, sampleOnly: 0, againstOnly: 0 });
  });

  it("by McNemar, shares", () => {
    // 30 satisfied twice, 14 won, 5 lost, 21 never.
    const pick = (first: number, won: number) => (at: number) =>
      at < 30 ? 5 : at < 44 ? won : at < 49 ? first : 1;
    const answers = (score: (at: number) => number) =>
      Array.from({ length: 70 }, (_, at) => ({ customerId: at, score: score(at) }));
    const [pair] = compareScores(
      [
        { name: "after", answers: answers(pick(1, 5)) },
        { name: "before", answers: answers(pick(5, 1)) },
      ],
      { paired: true, measure: share },
    ).pairs;
    expectRelative(pair.difference, (100 * 9) / 70, 1e-12);
    expectRelative(pair.statistic, golden.mcnemar[0], 1e-12);
    expectRelative(pair.pValue, golden.mcnemar[1], 1e-11);
    // Test and interval are one: at the level of the p-value the interval ends at 0.
    const [edge] = compareScores(
      [
        { name: "after", answers: answers(pick(1, 5)) },
        { name: "before", answers: answers(pick(5, 1)) },
      ],
      { paired: true, measure: share, level: 1 - golden.mcnemar[1] },
    ).pairs;
    expect(edge.lower).toBeCloseTo(0, 8);
  });

  it("movement between waves adds up", () => {
    const wave = fc.uniqueArray(
      fc.record({ customerId: fc.nat(20), score: fc.integer({ min: 0, max: 10 }) }),
      { selector: ({ customerId }) => customerId, maxLength: 15 },
    );
    fc.assert(
      fc.property(wave, wave, (first, second) => {
        const found = compareWaves(first, second);
        expect(found.n + found.dropped).toBe(first.length);
        expect(found.n + found.joined).toBe(second.length);
        expect(found.moves.reduce((sum, { n }) => sum + n, 0)).toBe(found.n);
        const both = (wave: typeof first, other: typeof first) =>
          wave.filter((it) => other.some(({ customerId }) => customerId === it.customerId));
        const promoters = (wave: typeof first) => scoreNps(wave).groups.promoters.n;
        expect(found.won.n - found.lost.n).toBe(
          promoters(both(second, first)) - promoters(both(first, second)),
        );
        const [one, two] = [scoreNps(both(second, first)), scoreNps(both(first, second))];
        if (found.n === 0) expect(found.change.difference).toBeNull();
        else {
          const expected = (one.score ?? 0) - (two.score ?? 0);
          expect(found.change.difference).toBeCloseTo(expected, 9);
        }
      }),
    );
  });

  it("takes ids in any kind of column", () => {
    const columns = (customerId: BigInt64Array | Int32Array) => ({
      score: Uint8Array.of(9, 3),
      customerId,
    });
    const found = compareWaves(columns(BigInt64Array.of(1n, 2n)), columns(Int32Array.of(2, 3)));
    expect([found.n, found.won.customerIds]).toEqual([1, [2]]);
  });
});

describe("bad input", () => {
  const one = [{ score: 9, customerId: "x" }];
  const pair = (answers: typeof one, against = one) => [
    { name: "a", answers },
    { name: "b", answers: against },
  ];

  it.each([
    [() => compareScores([a]), "too_few_samples", ["samples"]],
    [() => compareScores([a, a], { measure: share }), "duplicate_name", ["samples", 1]],
    [
      () => compareScores([a, b], { measure: share, reference: "z" }),
      "invalid_option",
      ["reference"],
    ],
    [
      () => compareScores([a, b], { measure: share, method: "welch" }),
      "invalid_option",
      ["method"],
    ],
    [
      () =>
        compareScores([a, rated("b", [1, 1, 1, 1, 1])], {
          measure: { kind: "ces", version: "v1" },
          level: 2,
        }),
      "out_of_range",
      ["level"],
    ],
    [
      () => compareScores([counted("a", { 4: 1 }), counted("b", { 11: 1 })]),
      "out_of_scale",
      ["b", "counts", "11"],
    ],
    [
      () => compareScores(pair([...one, ...one]), { paired: true }),
      "duplicate_customer",
      ["a", 1, "customerId"],
    ],
    [
      () => compareScores(pair([{ score: 9, customerId: "" }]), { paired: true }),
      "invalid_id",
      ["a", 0, "customerId"],
    ],
    [
      () => compareScores([a, b, c], { measure: share, paired: true }),
      "invalid_option",
      ["paired"],
    ],
    [
      () => compareScores([a, b], { measure: share, paired: true }),
      "missing_field",
      ["a", "customerId"],
    ],
    [
      () =>
        compareScores([{ score: 9, at: "2026-01-01" }], {
          by: [
            { name: "x", from: "2026-01-01", to: "2026-02-01" },
            { name: "y", from: "2026-01-31", to: "2026-03-01" },
          ],
        }),
      "overlapping_periods",
      ["by", 1],
    ],
    [
      () => compareWaves(one, [{ score: 90, customerId: "x" }]),
      "out_of_scale",
      ["after", 0, "score"],
    ],
  ])("%s", (work, code, path) => {
    expect(codeOf(work)).toEqual({ code, path });
  });

  it("says null and why where there is no test", () => {
    const same = compareScores([counted("a", { 9: 3 }), counted("b", { 9: 2 })], {
      method: "wald",
    });
    expect(same.pairs[0]).toMatchObject({ difference: 0, pValue: null, significant: null });
    expect(same.warnings.map(({ code }) => code)).toEqual(["no_variation"]);
    expect(same.overall).toBeNull();
    const none = compareScores([counted("a", { 9: 3 }), counted("b", {})]);
    expect(none.pairs[0]).toMatchObject({ difference: null, pValue: null });
    expect(none.warnings.map(({ code }) => code)).toEqual(["no_answers"]);
    expect(JSON.parse(JSON.stringify(none))).toEqual(none);
    for (const { score } of none.samples) expect(score).not.toBeNaN();
    expect(numbersOf(none.pairs[0]).statistic).toBeNull();
  });
});
