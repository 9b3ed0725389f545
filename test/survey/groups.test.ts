import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scoreBySegment, scoreNps, scoreOverTime, scoreTags } from "../../src/survey/index.ts";
import { codeOf } from "./code-of.ts";

const answer = fc.integer({ min: 0, max: 10 });

describe("scoreBySegment", () => {
  it("scores each segment as scoreNps scores its answers alone", () => {
    const row = fc.record({
      score: answer,
      segment: fc.constantFrom("web", "shop", "phone"),
      weight: fc.integer({ min: 0, max: 5 }),
    });
    fc.assert(
      fc.property(fc.array(row, { maxLength: 50 }), (rows) => {
        const { all, segments } = scoreBySegment(rows);
        expect(all).toEqual(scoreNps(rows));
        const names = [...new Set(rows.map(({ segment }) => segment))].toSorted();
        expect(segments.map(({ segment }) => segment)).toEqual(names);
        for (const { segment, ...score } of segments) {
          expect(score).toEqual(scoreNps(rows.filter((it) => it.segment === segment)));
        }
      }),
    );
  });

  it("reads dictionary columns", () => {
    const codes = Int8Array.of(1, 0, 1);
    const segment = { codes, dictionary: ["web", "shop"] };
    const { segments } = scoreBySegment({ score: [9, 3, 10], segment });
    expect(segments.map(({ segment, score }) => [segment, score])).toEqual([
      ["shop", 100],
      ["web", -100],
    ]);
  });

  it("never makes a segment of what has no name", () => {
    const rows = [{ score: 9, segment: "web" }, { score: 9 }];
    expect(codeOf(() => scoreBySegment(rows))).toEqual({
      code: "missing_field",
      path: [1, "segment"],
    });
    expect(codeOf(() => scoreBySegment({ score: [9], segment: [""] }))).toEqual({
      code: "invalid_segment",
      path: ["segment", 0],
    });
    expect(codeOf(() => scoreBySegment({ score: [9, 9], segment: ["a"] }))?.code).toBe(
      "length_mismatch",
    );
  });
});

describe("scoreOverTime", () => {
  const day = 86_400_000;
  const start = Date.UTC(2026, 0, 1);

  it("agrees with scoring each window alone", () => {
    const row = fc.record({ score: answer, offset: fc.integer({ min: 0, max: 99 }) });
    const period = fc.constantFrom(
      "day" as const,
      "week" as const,
      "month" as const,
      { days: 28 },
      { days: 7, every: 7 },
    );
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), period, (rows, period) => {
        const answers = rows.map(({ score, offset }) => ({ score, at: start + offset * day }));
        const { periods, outside } = scoreOverTime(answers, {
          asOf: "2026-03-20",
          from: "2026-01-05",
          period,
        });
        for (const { from, to, complete, ...score } of periods) {
          const within = answers.filter(({ at }) => {
            const date = new Date(at).toISOString().slice(0, 10);
            return date >= from && date < to && date >= "2026-01-05" && date <= "2026-03-20";
          });
          expect(score).toEqual(scoreNps(within));
          expect(complete).toBe(from >= "2026-01-05" && to <= "2026-03-21");
        }
        const counted = rows.filter(({ offset }) => offset >= 4 && offset <= 78).length;
        expect(outside).toBe(rows.length - counted);
        if (typeof period === "string") {
          expect(periods.reduce((sum, { n }) => sum + n, 0)).toBe(counted);
        }
      }),
      { numRuns: 60 },
    );
  });

  it("lays calendar periods without a gap, and shows empty ones", () => {
    const rows = [
      { score: 9, at: "2026-01-31" },
      { score: 3, at: "2026-04-01" },
    ];
    const { periods } = scoreOverTime(rows, { asOf: "2026-04-30" });
    expect(periods.map(({ from, n, score }) => [from, n, score])).toEqual([
      ["2026-01-01", 1, 100],
      ["2026-02-01", 0, null],
      ["2026-03-01", 0, null],
      ["2026-04-01", 1, -100],
    ]);
  });

  it("ends rolling windows at asOf and so many days apart", () => {
    const rows = [{ score: 9, at: "2026-01-01" }];
    const period = { days: 7, every: 3 };
    const { periods } = scoreOverTime(rows, { asOf: "2026-01-13", period });
    expect(periods.map(({ from, to }) => [from, to])).toEqual([
      ["2026-01-01", "2026-01-08"],
      ["2026-01-04", "2026-01-11"],
      ["2026-01-07", "2026-01-14"],
    ]);
  });

  it("has no rolling window that ends before the first day, where they lie apart", () => {
    const period = { days: 4, every: 18 };
    const windows = (at: string) =>
      scoreOverTime([{ score: 9, at }], { asOf: "2026-02-05", period }).periods.map(
        ({ from, n, complete }) => [from, n, complete],
      );
    expect(windows("2026-01-19")).toEqual([["2026-02-02", 0, true]]);
    expect(windows("2026-01-18")).toEqual([
      ["2026-01-15", 1, false],
      ["2026-02-02", 0, true],
    ]);
  });

  it("starts weeks where it is told to", () => {
    const rows = [{ score: 9, at: "2026-01-07" }];
    const first = (weekStartsOn: 0 | 1) =>
      scoreOverTime(rows, { asOf: "2026-01-07", period: "week", weekStartsOn }).periods[0].from;
    expect([first(0), first(1)]).toEqual(["2026-01-04", "2026-01-05"]);
  });

  it("reads columns of days and of epoch seconds alike", () => {
    const score = Uint8Array.of(9, 3);
    const days = { score, at: Int32Array.of(20_454, 20_490), atUnit: "day" } as const;
    const seconds = {
      score,
      at: Float64Array.of(20_454 * 86_400, 20_490 * 86_400),
      atUnit: "s",
    } as const;
    const options = { asOf: "2026-02-28" };
    expect(scoreOverTime(days, options)).toEqual(scoreOverTime(seconds, options));
    expect(scoreOverTime(days, options).periods.map(({ n }) => n)).toEqual([1, 1]);
  });

  it("refuses what it cannot place", () => {
    const options = { asOf: "2026-02-28" };
    expect(codeOf(() => scoreOverTime([{ score: 9 }], options))).toEqual({
      code: "missing_field",
      path: [0, "at"],
    });
    expect(codeOf(() => scoreOverTime([{ score: 9, at: "2026-01-05T10:00" }], options))).toEqual({
      code: "missing_offset",
      path: [0, "at"],
    });
    expect(codeOf(() => scoreOverTime([], { ...options, timeZone: "Mars/Base" }))?.code).toBe(
      "unknown_time_zone",
    );
    expect(scoreOverTime([], options).periods).toEqual([]);
  });
});

describe("scoreTags", () => {
  const row = fc.record({
    score: answer,
    tags: fc.uniqueArray(fc.constantFrom("price", "speed", "staff")),
    weight: fc.integer({ min: 1, max: 3 }),
  });

  it("agrees with scoring the answers with and without each tag", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 40 }), (rows) => {
        const { all, tags } = scoreTags(rows);
        expect(all).toEqual(scoreNps(rows));
        for (const { tag, n, score, scoreWithout, impact } of tags) {
          const has = (it: { readonly tags: readonly string[] }) => it.tags.includes(tag);
          const own = rows.filter(has);
          const other = rows.filter((it) => !has(it));
          expect(n).toBe(own.length);
          expect(score).toBe(scoreNps(own).score);
          expect(scoreWithout).toBe(scoreNps(other).score);
          if (other.length === 0) expect(impact).toBeNull();
          else expect(impact).toBeCloseTo((all.score ?? 0) - (scoreWithout ?? 0), 10);
        }
      }),
    );
  });

  it("refuses tags that are none, or twice the same", () => {
    expect(codeOf(() => scoreTags([{ score: 9, tags: ["a", "a"] }]))).toEqual({
      code: "duplicate_tag",
      path: [0, "tags", 1],
    });
    expect(codeOf(() => scoreTags([{ score: 9, tags: [""] }]))?.code).toBe("invalid_row");
  });
});
