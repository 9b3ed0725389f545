import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { scoreRfm } from "../../src/rfm/score.ts";
import { SCORE_RFM_DEFAULTS, type ScoreRfmOptions } from "../../src/rfm/settings.ts";
import type { RfmScores, RfmTriple } from "../../src/rfm/types.ts";
import { anyBase, baseOf, columnsOf, type Measured } from "./bases.ts";
import { slowScores } from "./slow-scores.ts";

interface Golden {
  readonly customers: readonly Measured[];
  readonly together: {
    readonly cuts: RfmTriple<readonly number[]>;
    readonly scores: RfmTriple<readonly number[]>;
  };
  readonly spread: RfmTriple<readonly number[]>;
}

const golden: Golden = JSON.parse(
  readFileSync(new URL("../golden/rfm.json", import.meta.url), "utf8"),
);

const DIMENSIONS = ["r", "f", "m"] as const;

const anyTriple = fc.record({
  r: fc.integer({ min: 2, max: 6 }),
  f: fc.integer({ min: 2, max: 6 }),
  m: fc.oneof(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 13, max: 40 })),
});

/** Some bins, now and then more than are tried one by one. */
const anySettings = fc.record({
  frequency: fc.constantFrom("days", "orders", "repeats"),
  monetary: fc.constantFrom("sum", "mean"),
  bins: anyTriple,
  method: fc.constantFrom("quantile", "rank", "equalWidth"),
  quantileType: fc.constantFrom(1, 2, 4, 5, 6, 7, 8, 9),
  ties: fc.constantFrom("together", "spread"),
  nested: fc.constantFrom("independent", "nested"),
});

/** Five customers whose measures all rise in step, the last the best. */
const staircase = baseOf(
  [1, 2, 3, 4, 5].map((step) => ({
    daysSinceLast: 50 - 10 * step,
    days: step,
    revenue: step * 10,
  })),
);

const codes = (base: ReturnType<typeof baseOf>, options?: ScoreRfmOptions) =>
  scoreRfm(base, options).scores.map(({ code }) => code);

describe("against NumPy and pandas (scripts/golden/rfm.py)", () => {
  const base = baseOf(golden.customers);

  it("has customers to go by", () => expect(golden.customers.length).toBe(157));

  it.each(DIMENSIONS)("%s: cuts and scores", (dimension) => {
    const { scores, scorer } = scoreRfm(base);
    expect(scores.map((row) => row[dimension])).toEqual(golden.together.scores[dimension]);
    const [cuts] = scorer.thresholds[dimension];
    cuts.forEach((cut, i) => {
      expect(cut).toBeCloseTo(golden.together.cuts[dimension][i], 11);
    });
  });

  it.each(DIMENSIONS)("%s: scores with ties spread", (dimension) => {
    const { scores } = scoreRfm(base, { ties: "spread" });
    expect(scores.map((row) => row[dimension])).toEqual(golden.spread[dimension]);
  });
});

describe("against the definition word for word", () => {
  it("gives every customer the same scores, whatever the settings", () => {
    fc.assert(
      fc.property(anyBase, anySettings, (base, settings) => {
        const found = scoreRfm(base, settings).scores.map(({ r, f, m }) => ({ r, f, m }));
        expect(found).toEqual(slowScores(base, settings));
      }),
      { numRuns: 400 },
    );
  });

  it("gives the same in columns as in rows", () => {
    fc.assert(
      fc.property(anyBase, anySettings, (base, settings) => {
        const rows = scoreRfm(base, settings);
        const columns = scoreRfm(columnsOf(base), settings);
        expect(columns.scorer).toEqual(rows.scorer);
        expect(columns.warnings).toEqual(rows.warnings);
        const { customerId, code, extra, ...table } = columns.scores;
        expect(extra).toBeUndefined();
        expect(customerId).toEqual(rows.scores.map((row) => row.customerId));
        const isWide = Math.max(...Object.values(settings.bins)) > 9;
        rows.scores.forEach((row, i) => {
          const digits = row.code.replace(/\d+-?/g, (part) =>
            isWide ? part.replace("-", "").padStart(2, "0") : part,
          );
          expect(code[i]).toBe(Number(digits));
          for (const name of Object.keys(table) as (keyof typeof table)[]) {
            expect(table[name][i]).toBe(row[name]);
          }
        });
      }),
      { numRuns: 60 },
    );
  });
});

describe("laws", () => {
  it("does not depend on the order of the customers", () => {
    fc.assert(
      fc.property(
        anyBase.chain((base) =>
          fc.tuple(
            fc.constant(base),
            fc.shuffledSubarray([...base.customers], { minLength: base.customers.length }),
          ),
        ),
        fc.constantFrom("independent", "nested"),
        ([base, customers], nested) => {
          const key = (it: { customerId: string | number }) => `${it.customerId}`;
          const sort = (scores: RfmScores["scores"]) =>
            [...scores].sort((a, b) => key(a).localeCompare(key(b), "en"));
          const one = scoreRfm(base, { nested });
          const other = scoreRfm({ ...base, customers }, { nested });
          expect(sort(other.scores)).toEqual(sort(one.scores));
          expect(other.scorer).toEqual(one.scorer);
        },
      ),
      { numRuns: 60 },
    );
  });

  it("gives customers of equal measures to the same scores in any order, also where ties spread", () => {
    fc.assert(
      fc.property(
        anyBase.chain((base) =>
          fc.tuple(
            fc.constant(base),
            fc.shuffledSubarray([...base.customers], { minLength: base.customers.length }),
          ),
        ),
        anySettings,
        ([base, customers], settings) => {
          const read = (from: typeof base) =>
            scoreRfm(from, settings)
              .scores.map(({ daysSinceLast, frequency, monetary, code }) =>
                [daysSinceLast, frequency, monetary, code].join(" "),
              )
              .sort();
          expect(read({ ...base, customers })).toEqual(read(base));
        },
      ),
      { numRuns: 100 },
    );
  });

  it("never gives the better customer the lower score", () => {
    fc.assert(
      fc.property(anyBase, anySettings, (base, settings) => {
        const { scores } = scoreRfm(base, { ...settings, nested: "independent" });
        for (const a of scores) {
          for (const b of scores) {
            if (a.daysSinceLast < b.daysSinceLast) expect(a.r).toBeGreaterThanOrEqual(b.r);
            if (a.frequency > b.frequency) expect(a.f).toBeGreaterThanOrEqual(b.f);
            if (a.monetary > b.monetary) expect(a.m).toBeGreaterThanOrEqual(b.m);
          }
        }
      }),
      { numRuns: 30 },
    );
  });

  it("spreads customers evenly by rank: bins differ by one at most", () => {
    fc.assert(
      fc.property(anyBase, fc.integer({ min: 2, max: 7 }), (base, bins) => {
        const { scores } = scoreRfm(base, { bins, method: "rank", ties: "spread" });
        for (const dimension of DIMENSIONS) {
          const sizes = Array.from(
            { length: bins },
            (_, k) => scores.filter((row) => row[dimension] === k + 1).length,
          );
          expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it("makes a scorer that gives its own base the same scores", () => {
    fc.assert(
      fc.property(anyBase, anySettings, (base, settings) => {
        const first = scoreRfm(base, { ...settings, ties: "together" });
        const scorer = JSON.parse(JSON.stringify(first.scorer));
        expect(scorer).toEqual(first.scorer);
        expect(structuredClone(first.scorer)).toEqual(first.scorer);
        const again = scoreRfm(base, { scorer });
        expect(again.scores).toEqual(first.scores);
        expect(again.warnings).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it("makes a scorer that scores two bases as it scores them merged", () => {
    fc.assert(
      fc.property(anyBase, anyBase, anyBase, anySettings, (learned, one, two, settings) => {
        const { scorer } = scoreRfm(learned, settings);
        const merged = { ...one, customers: [...one.customers, ...two.customers] };
        expect(scoreRfm(merged, { scorer }).scores).toEqual([
          ...scoreRfm(one, { scorer }).scores,
          ...scoreRfm(two, { scorer }).scores,
        ]);
      }),
      { numRuns: 60 },
    );
  });
});

describe("edges", () => {
  it("counts a value that equals a cut to the bin below", () => {
    const options = { method: "custom", cuts: { r: [20], f: [2], m: [20, 30] } } as const;
    expect(codes(staircase, options)).toEqual(["111", "111", "222", "223", "223"]);
  });

  it("does not confuse cents that lie one apart", () => {
    const base = baseOf(
      [19.98, 19.99, 20, 20.01].map((revenue) => ({ daysSinceLast: 1, days: 1, revenue })),
    );
    const cuts = { r: [5], f: [5], m: [19.98, 19.99, 20] };
    const { scores } = scoreRfm(base, { method: "custom", cuts });
    expect(scores.map(({ m }) => m)).toEqual([1, 2, 3, 4]);
    expect(scoreRfm(base, { bins: 4 }).scores.map(({ m }) => m)).toEqual([1, 2, 3, 4]);
  });

  it.each([2, 3, 4, 5, 6, 7])("keeps a tie across every cut of %i bins together", (bins) => {
    const base = baseOf([
      { daysSinceLast: 9, days: 1, revenue: 1 },
      ...Array.from({ length: 60 }, () => ({ daysSinceLast: 5, days: 2, revenue: 0.1 + 0.2 })),
      { daysSinceLast: 1, days: 3, revenue: 2 },
    ]);
    const { scores, warnings, scorer } = scoreRfm(base, { bins });
    expect(new Set(scores.slice(1, -1).map(({ code }) => code)).size).toBe(1);
    expect(scorer.thresholds.m).toEqual([Array(bins - 1).fill(0.1 + 0.2)]);
    expect(scores[1]).toMatchObject({ r: bins, f: 1, m: 1 });
    expect(scores[61]).toMatchObject({ r: bins, f: bins, m: bins });
    expect(warnings).toEqual(
      bins === 2
        ? []
        : DIMENSIONS.map((dimension) => ({
            code: "collapsed_bins",
            message: `2 of ${bins} ${dimension} scores occur`,
            details: { dimension, cell: 0, bins, distinct: 2 },
          })),
    );
  });

  it("warns of a bin that ties leave empty though no two cuts are equal", () => {
    const base = baseOf(
      [1, 1, 2].map((days, i) => ({ daysSinceLast: i * 10, days, revenue: i * 10 })),
    );
    const { scorer, warnings } = scoreRfm(base, { bins: 3 });
    expect(new Set(scorer.thresholds.f[0]).size).toBe(2);
    expect(warnings.map(({ code, details }) => [code, details?.dimension])).toEqual([
      ["collapsed_bins", "f"],
    ]);
  });

  it.each(["quantile", "rank", "equalWidth"] as const)(
    "scores equal customers alike by %s",
    (method) => {
      const base = baseOf(
        Array.from({ length: 7 }, () => ({ daysSinceLast: 3, days: 2, revenue: 5 })),
      );
      const { scores, warnings } = scoreRfm(base, { method });
      expect(new Set(scores.map(({ code }) => code))).toEqual(new Set(["511"]));
      expect(warnings.map(({ code, details }) => [code, details?.distinct])).toEqual([
        ["collapsed_bins", 1],
        ["collapsed_bins", 1],
        ["collapsed_bins", 1],
      ]);
    },
  );

  it("scores one customer, and says that one is few", () => {
    const base = baseOf([{ daysSinceLast: 3, days: 2, revenue: 5 }]);
    const { scores, warnings } = scoreRfm(base);
    expect(scores[0].code).toBe("511");
    expect(warnings.map(({ code }) => code)).toEqual([
      "fewer_customers_than_bins",
      "fewer_customers_than_bins",
      "fewer_customers_than_bins",
    ]);
  });

  it("warns of no bins where the caller cut them", () => {
    const cuts = { r: [1, 2, 3], f: [7], m: [1] };
    expect(scoreRfm(staircase, { method: "custom", cuts }).warnings).toEqual([]);
  });

  it("breaks a full tie by row, the earlier being the better", () => {
    const base = baseOf(
      Array.from({ length: 5 }, () => ({ daysSinceLast: 3, days: 2, revenue: 5 })),
    );
    const { scores, warnings } = scoreRfm(base, { ties: "spread" });
    expect(scores.map(({ code }) => code)).toEqual(["555", "444", "333", "222", "111"]);
    expect(warnings).toEqual([]);
  });

  it("breaks a tie in one measure by the others", () => {
    const base = baseOf([
      { daysSinceLast: 3, days: 1, revenue: 5 },
      { daysSinceLast: 3, days: 1, revenue: 6 },
      { daysSinceLast: 2, days: 1, revenue: 5 },
      { daysSinceLast: 2, days: 1, revenue: 5.5 },
    ]);
    const { scores } = scoreRfm(base, { ties: "spread", bins: 4 });
    expect(scores.map(({ f }) => f)).toEqual([1, 2, 3, 4]);
    expect(scores.map(({ r }) => r)).toEqual([1, 2, 3, 4]);
    expect(scores.map(({ m }) => m)).toEqual([1, 4, 2, 3]);
  });
});

describe("nested scores", () => {
  it("gives a cell without customers the cuts of all", () => {
    const { scorer } = scoreRfm(staircase, { nested: "nested", bins: 2 });
    const all = scoreRfm(staircase, { bins: 2 }).scorer.thresholds.m[0];
    expect(scorer.thresholds.f.length).toBe(2);
    expect(scorer.thresholds.m.length).toBe(4);
    const base = baseOf([
      { daysSinceLast: 1, days: 1, revenue: 10 },
      { daysSinceLast: 1, days: 1, revenue: 20 },
    ]);
    const { thresholds } = scoreRfm(base, { nested: "nested", bins: 2 }).scorer;
    expect(thresholds.f).toEqual([[1], [1]]);
    expect(thresholds.m).toEqual([[15], [15], [15], [15]]);
    expect(all).toEqual([30]);
  });

  it.each(["together", "spread"] as const)(
    "warns of no cell without customers, ties %s",
    (ties) => {
      const base = baseOf(
        [1, 1, 1, 9, 9, 9].map((daysSinceLast) => ({ daysSinceLast, days: 1, revenue: 5 })),
      );
      const { warnings, scores } = scoreRfm(base, { nested: "nested", bins: 2, ties });
      const held = new Set(scores.map(({ r, f }) => 2 * r + f - 3));
      const cells = warnings.filter(({ details }) => details?.dimension === "m");
      expect(cells.every(({ details }) => held.has(Number(details?.cell)))).toBe(true);
      expect(cells.length).toBe(2);
    },
  );

  it("scores by the cell of the scorer even where other cells are empty", () => {
    const learned = baseOf([
      { daysSinceLast: 1, days: 1, revenue: 10 },
      { daysSinceLast: 1, days: 5, revenue: 20 },
      { daysSinceLast: 9, days: 10, revenue: 300 },
      { daysSinceLast: 9, days: 50, revenue: 400 },
    ]);
    const { scorer } = scoreRfm(learned, { nested: "nested", bins: 2 });
    expect(scorer.thresholds.f).toEqual([[30], [3]]);
    const newcomer = baseOf([{ daysSinceLast: 0, days: 5, revenue: 21 }]);
    expect(scoreRfm(newcomer, { scorer }).scores[0]).toMatchObject({ r: 2, f: 2, m: 2 });
    const lapsed = baseOf([{ daysSinceLast: 9, days: 5, revenue: 21 }]);
    expect(scoreRfm(lapsed, { scorer }).scores[0]).toMatchObject({ r: 1, f: 1, m: 1 });
  });
});

describe("results", () => {
  it("names the day of the base and the day of the cuts", () => {
    const { scorer } = scoreRfm(staircase);
    const later = scoreRfm({ ...staircase, asOf: "2024-07-31" }, { scorer });
    expect(later.asOf).toBe("2024-07-31");
    expect(later.scorer.asOf).toBe("2024-06-30");
  });

  it("states every setting in the scorer", () => {
    const { scorer } = scoreRfm(staircase);
    expect(scorer.settings).toEqual({ ...SCORE_RFM_DEFAULTS, bins: { r: 5, f: 5, m: 5 } });
    expect([scorer.kind, scorer.version]).toEqual(["rfm-scorer", 1]);
  });

  it("joins scores by dashes where a dimension has more than 9 bins", () => {
    const bins = { r: 2, f: 10, m: 2 };
    expect(codes(staircase, { bins })).toEqual(["1-1-1", "1-3-1", "2-5-1", "2-8-2", "2-10-2"]);
    const { code } = scoreRfm(columnsOf(staircase), { bins }).scores;
    expect([...code]).toEqual([10101, 10301, 20501, 20802, 21002]);
  });

  it("weighs the scores of the composite", () => {
    const options = { method: "custom", cuts: { r: [20], f: [6], m: [20, 30] } } as const;
    const composite = (weights?: RfmTriple) =>
      scoreRfm(staircase, { ...options, ...(weights && { weights }) }).scores[4];
    expect(composite()).toMatchObject({ code: "213", composite: 2 });
    expect(composite({ r: 1, f: 2, m: 3 }).composite).toBe(13 / 6);
    expect(composite({ r: 0, f: 1, m: 3 }).composite).toBe(10 / 4);
  });

  it("reads the measures that are asked for", () => {
    const base = baseOf([{ daysSinceLast: 3, days: 4, revenue: 10, orders: 7 }]);
    const read = (options: ScoreRfmOptions) => {
      const [{ daysSinceLast, frequency, monetary, revenue }] = scoreRfm(base, options).scores;
      return [daysSinceLast, frequency, monetary, revenue];
    };
    expect(read({})).toEqual([3, 4, 10, 10]);
    expect(read({ frequency: "orders" })).toEqual([3, 7, 10, 10]);
    expect(read({ frequency: "repeats", monetary: "mean" })).toEqual([3, 3, 2.5, 10]);
  });

  it("hands ids of columns on as they are", () => {
    const { customers, ...frame } = columnsOf(staircase);
    const customerId = { codes: Int32Array.of(0, 1, 2, 3, 4), dictionary: [..."abcde"] };
    const base = { ...frame, customers: { ...customers, customerId } };
    expect(scoreRfm(base).scores.customerId).toBe(customerId);
  });
});
