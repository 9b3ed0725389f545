import { expect, describe as group, it } from "vitest";
import { isClienteleError } from "../../src/core/errors.ts";
import { type Describable, describe } from "../../src/report/describe.ts";
import { toText } from "../../src/report/to-text.ts";
import { compareScores } from "../../src/survey/compare-scores.ts";
import { compareWaves } from "../../src/survey/compare-waves.ts";
import { scoreBySegment } from "../../src/survey/score-by-segment.ts";
import { scoreCes } from "../../src/survey/score-ces.ts";
import { scoreCsat } from "../../src/survey/score-csat.ts";
import { scoreNps } from "../../src/survey/score-nps.ts";
import { scoreOverTime } from "../../src/survey/score-over-time.ts";

const spring = { counts: { 0: 4, 3: 6, 6: 10, 7: 12, 8: 18, 9: 20, 10: 30 } };
const autumn = { counts: { 0: 8, 4: 12, 6: 10, 7: 14, 8: 16, 9: 20, 10: 20 } };
const visits = [
  { score: 10, at: "2026-01-05T10:00:00Z", segment: "web" },
  { score: 9, at: "2026-01-20T10:00:00Z", segment: "shop" },
  { score: 3, at: "2026-02-03T23:30:00Z", segment: "web" },
];
const first = [
  { customerId: "ann", score: 10 },
  { customerId: "bob", score: 7 },
  { customerId: "cyd", score: 3 },
  { customerId: "eve", score: 9 },
];
const second = [
  { customerId: "ann", score: 6 },
  { customerId: "bob", score: 9 },
  { customerId: "cyd", score: 4 },
  { customerId: "dan", score: 9 },
];

group("a score", () => {
  it("is shown with its groups, intervals and response rate", () => {
    expect(toText(describe(scoreNps(spring, { invited: 400 })))).toBe(
      [
        "Net Promoter Score",
        "==================",
        "",
        "Figure         Value  Lower 95%  Upper 95%    n",
        "-------------  -----  ---------  ---------  ---",
        "Score           30.0       14.1       44.2  100",
        "Promoters      50.0%      40.4%      59.6%   50",
        "Passives       30.0%      21.9%      39.6%   30",
        "Detractors     20.0%      13.3%      28.9%   20",
        "Response rate  25.0%      21.0%      29.5%  400",
        "",
        "Answers from 0 to 10, high is good. Interval of the score: adjusted_wald.",
        "",
      ]
        .join("\n")
        .trimEnd(),
    );
  });

  it("keeps its numbers unrounded", () => {
    const nps = scoreNps(spring, { level: 0.9 });
    const { rows, columns } = describe(nps);
    expect(rows[0]).toEqual([
      "Score",
      { value: nps.score, format: { decimals: 1 } },
      { value: nps.lower, format: { decimals: 1 } },
      { value: nps.upper, format: { decimals: 1 } },
      100,
    ]);
    expect(columns.map(({ name }) => name).slice(2, 4)).toEqual(["Lower 90%", "Upper 90%"]);
    expect(rows).toHaveLength(4);
  });

  it("says what its number is, and on which scale", () => {
    const answers = { counts: { 1: 2, 3: 2, 4: 4, 5: 2 } };
    const titles = [
      scoreCsat(answers),
      scoreCsat(answers, { metric: "mean" }),
      scoreCes(answers),
      scoreCes(answers, { metric: "positive" }),
      scoreCes(answers, { version: "v1", metric: "net" }),
    ].map((score) => describe(score));
    expect(titles.map(({ title }) => title)).toEqual([
      "Customer satisfaction, % satisfied",
      "Customer satisfaction, mean answer",
      "Customer effort, mean answer",
      "Customer effort, % easy",
      "Customer effort, % easy minus % hard",
    ]);
    expect(titles[1].rows[0][1]).toEqual({ value: 3.4, format: { decimals: 2 } });
    expect(titles[4].notes[0]).toContain("Answers from 1 to 5, low is good.");
  });

  it("tells its doubts, and what weights cost", () => {
    const table = describe(
      scoreNps([
        { score: 9, weight: 9 },
        { score: 3, weight: 1 },
      ]),
    );
    expect(table.notes[1]).toBe("Weighted: as informative as 1.2 answers of one weight.");
    expect(describe(scoreNps(spring)).notes).toHaveLength(1);
    expect(describe(scoreNps([{ score: 9 }])).notes[1]).toContain("Warning one_answer: ");
  });

  it("that there is not is undefined", () => {
    const { rows, notes } = describe(scoreNps([]));
    expect(rows[0]).toEqual(["Score", null, null, null, 0]);
    expect(notes[1]).toContain("no_answers");
  });
});

group("scores by segment and over time", () => {
  it("are a row each, with all of them at the end", () => {
    const scores = scoreBySegment(visits);
    const { rows, title, notes } = describe(scores);
    expect(title).toBe("Net Promoter Score by segment");
    expect(rows.map(([name, n, score]) => [name, n, score])).toEqual([
      ["shop", 1, 100],
      ["web", 2, 0],
      ["All", 3, scores.all.score],
    ]);
    expect(notes[1]).toContain("shop: Warning one_answer: ");
  });

  it("say which periods are complete, and what is in none", () => {
    const scores = scoreOverTime(visits, { asOf: "2026-02-28", from: "2026-01-06" });
    const { rows, title, notes } = describe(scores);
    expect(title).toBe("Net Promoter Score as of 2026-02-28");
    expect(rows.map((row) => [...row.slice(0, 4), row.at(-1)])).toEqual([
      ["2026-01-01", "2026-02-01", 1, 100, "no"],
      ["2026-02-01", "2026-03-01", 1, -100, "yes"],
    ]);
    expect(notes[1]).toBe("1 answer before the first day or after the last.");
  });
});

group("comparisons", () => {
  it("of samples: the differences, with what they are taken of", () => {
    const compared = compareScores([
      { name: "spring", answers: spring },
      { name: "autumn", answers: autumn },
    ]);
    const [pair] = compared.pairs;
    const { rows, notes, title } = describe(compared);
    expect(title).toBe("Net Promoter Score, compared");
    expect(rows).toEqual([
      [
        ...["spring", "autumn", pair.difference, pair.lower, pair.upper],
        ...[pair.pValue, pair.adjustedPValue, "no"],
      ],
    ]);
    expect(notes[0]).toBe("spring: 30.0 (14.1 to 44.2) of 100 answers.");
    expect(notes.at(-1)).toContain("By adjusted_wald, corrected by holm.");
  });

  it("of many samples: the level of the intervals, and whether all are alike", () => {
    const answers = [spring, autumn, { counts: { 3: 80, 10: 20 } }];
    const compared = compareScores(
      answers.map((counts, k) => ({ name: `s${k}`, answers: counts })),
      { correction: "bonferroni" },
    );
    const { columns, notes, rows } = describe(compared);
    expect(columns[3].name).toBe("Lower 98.3333%");
    expect(rows.map((row) => row.at(-1))).toEqual(["no", "yes", "yes"]);
    expect(notes[3]).toMatch(/^All alike: chi-square 68\.09, df 2, p 1\.64e-15\.$/);
  });

  it("of the same people", () => {
    const paired = compareScores(
      [
        { name: "first", answers: first },
        { name: "second", answers: second },
      ],
      { paired: true },
    );
    expect(describe(paired).notes).toContain("Paired: 3 in both, 1 and 1 in one alone.");
  });

  it("of waves: who moved where", () => {
    const { rows, notes, title } = describe(compareWaves(first, second));
    expect(title).toBe("Net Promoter Score, two waves");
    expect(rows).toHaveLength(9);
    expect(rows[2]).toEqual(["promoters", "detractors", 1, 1]);
    expect(notes[0]).toBe("3 answered both waves, 1 the first alone, 1 the second alone.");
    expect(notes[1]).toBe("1 came to the promoters, 1 left them.");
    expect(notes[2]).toMatch(/^Change of the score: -33\.3 \(.* with 95%\), p \d/);
  });
});

group("what came back damaged from where it was stored", () => {
  const whole: Readonly<Record<string, Describable>> = {
    score: scoreNps(spring, { invited: 400 }),
    segments: scoreBySegment(visits),
    periods: scoreOverTime(visits, { asOf: "2026-02-28" }),
    comparison: compareScores([
      { name: "spring", answers: spring },
      { name: "autumn", answers: autumn },
    ]),
    waves: compareWaves(first, second),
  };

  it.each(Object.keys(whole))("%s: any part may be lost, nothing raw is thrown", (name) => {
    for (const part of Object.keys(whole[name])) {
      for (const left of [undefined, null, 0, "x", [], [null], {}]) {
        const damaged = JSON.parse(JSON.stringify({ ...whole[name], [part]: left }));
        try {
          const text = toText(describe(damaged));
          expect(text).not.toMatch(/NaN/);
        } catch (error) {
          if (!isClienteleError(error)) throw error;
        }
      }
    }
  });

  it.each(Object.keys(whole))("%s is the same after a journey through JSON", (name) => {
    expect(describe(JSON.parse(JSON.stringify(whole[name])))).toEqual(describe(whole[name]));
  });
});
