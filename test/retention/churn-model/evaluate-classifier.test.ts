import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateClassifier } from "../../../src/retention/churn-model/evaluate/evaluate-classifier.ts";
import { expectRelative } from "../../expect-relative.ts";
import { reference } from "./reference.ts";

const row = fc.record({
  score: fc.integer({ min: 0, max: 8 }).map((eighths) => eighths / 8),
  outcome: fc.boolean(),
});
const rowsOf = fc.array(row, { minLength: 1, maxLength: 40 });
const columns = (rows: readonly { score: number; outcome: boolean }[]) =>
  [rows.map(({ score }) => score), rows.map(({ outcome }) => outcome)] as const;

describe("figures are those of R", () => {
  test.each(Object.keys(reference.evaluations))("%s", (name) => {
    const wanted = reference.evaluations[name];
    const found = evaluateClassifier(wanted.score, wanted.outcome);
    expectRelative(found.rocAuc.value, wanted.auc.value, 1e-13);
    expectRelative(found.rocAuc.standardError, wanted.auc.standardError, 1e-12);
    expectRelative(found.averagePrecision, wanted.averagePrecision, 1e-13);
    expectRelative(found.brierScore, wanted.brier, 1e-13);
    expectRelative(found.logLoss, wanted.logLoss, 1e-13);
    for (const part of ["slope", "intercept", "inTheLarge"] as const) {
      expectRelative(found.calibration?.[part].value, wanted[part][0], 1e-8);
      expectRelative(found.calibration?.[part].standardError, wanted[part][1], 1e-7);
    }
  });
});

describe("laws", () => {
  test("AUC counts pairs, ties half; turning scores round turns it round", () => {
    fc.assert(
      fc.property(rowsOf, (rows) => {
        const [scores, outcomes] = columns(rows);
        const { rocAuc, rocCurve } = evaluateClassifier(scores, outcomes);
        const left = rows.filter(({ outcome }) => outcome);
        const stayed = rows.filter(({ outcome }) => !outcome);
        if (left.length === 0 || stayed.length === 0) {
          expect(rocAuc.value).toBe(null);
          expect(rocCurve).toEqual([]);
          return;
        }
        const pairs = left.flatMap((one) =>
          stayed.map((other) => (Math.sign(one.score - other.score) + 1) / 2),
        );
        const share = pairs.reduce((sum, pair) => sum + pair, 0) / pairs.length;
        expect(rocAuc.value).toBeCloseTo(share, 12);
        const turned = evaluateClassifier(
          scores.map((score) => 1 - score),
          outcomes,
        );
        expect(turned.rocAuc.value).toBeCloseTo(1 - share, 12);
        // The curve's own area.
        const area = rocCurve.slice(1).reduce((sum, point, i) => {
          const before = rocCurve[i];
          const width = point.falsePositiveRate - before.falsePositiveRate;
          return sum + (width * (point.truePositiveRate + before.truePositiveRate)) / 2;
        }, 0);
        expect(area).toBeCloseTo(share, 12);
        expect(rocCurve.at(-1)).toMatchObject({ falsePositiveRate: 1, truePositiveRate: 1 });
      }),
    );
  });

  test("the order of rows makes no difference, and a weight is so many rows", () => {
    fc.assert(
      fc.property(rowsOf, fc.array(fc.nat(3), { minLength: 40, maxLength: 40 }), (rows, counts) => {
        const costs = { falsePositive: 1, falseNegative: 3 };
        const [scores, outcomes] = columns(rows);
        const weights = rows.map((_, i) => counts[i]);
        const weighted = evaluateClassifier(scores, outcomes, { weights, costs });
        const repeated = rows.flatMap((one, i) => Array.from({ length: counts[i] }, () => one));
        const { n: _, ...other } = evaluateClassifier(...columns(repeated.toReversed()), { costs });
        const { n: __, ...one } = weighted;
        expectClose(one, other);
      }),
    );
  });

  test("lift adds up, and starts above where it ends", () => {
    fc.assert(
      fc.property(rowsOf, fc.integer({ min: 1, max: 13 }), (rows, liftBins) => {
        const { lift, events, weight } = evaluateClassifier(...columns(rows), { liftBins });
        if (events === 0) {
          expect(lift).toEqual([]);
          return;
        }
        expect(lift).toHaveLength(liftBins);
        expect(lift.reduce((sum, bin) => sum + bin.events, 0)).toBeCloseTo(events, 9);
        expect(lift.reduce((sum, bin) => sum + bin.n, 0)).toBeCloseTo(weight, 9);
        expect(lift[liftBins - 1].gain).toBeCloseTo(1, 9);
        expect(lift[liftBins - 1].cumulativeLift).toBeCloseTo(1, 9);
      }),
    );
  });

  test("no threshold costs less than the best", () => {
    const cost = fc.integer({ min: -5, max: 9 });
    const costs = fc.record({
      falsePositive: cost,
      falseNegative: cost,
      truePositive: cost,
      trueNegative: cost,
    });
    fc.assert(
      fc.property(rowsOf, costs, (rows, prices) => {
        const { bestThreshold } = evaluateClassifier(...columns(rows), { costs: prices });
        const costAt = (threshold: number) =>
          rows.reduce((sum, { score, outcome }) => {
            const isFlagged = score >= threshold;
            if (outcome) return sum + (isFlagged ? prices.truePositive : prices.falseNegative);
            return sum + (isFlagged ? prices.falsePositive : prices.trueNegative);
          }, 0);
        const all = [2, ...rows.map(({ score }) => score)].map(costAt);
        expect(bestThreshold?.cost).toBe(Math.min(...all));
        expect(costAt(bestThreshold?.threshold ?? 2)).toBe(bestThreshold?.cost);
      }),
    );
  });

  test("calibration bins hold everybody once", () => {
    fc.assert(
      fc.property(rowsOf, fc.constantFrom("quantile", "width"), (rows, binning) => {
        const { calibration } = evaluateClassifier(...columns(rows), { binning, bins: 4 });
        const bins = calibration?.bins ?? [];
        expect(bins.reduce((sum, bin) => sum + bin.n, 0)).toBe(rows.length);
        expect(bins.length).toBeLessThanOrEqual(4);
        expect(bins.slice(1).every((bin, i) => bin.from > bins[i].to)).toBe(true);
      }),
    );
  });
});

describe("edges", () => {
  test("one outcome has no AUC, but a Brier score", () => {
    const { rocAuc, averagePrecision, brierScore, brierSkill, warnings } = evaluateClassifier(
      [0.1, 0.2],
      [0, 0],
    );
    expect(rocAuc).toEqual({ value: null, standardError: null, lower: null, upper: null });
    expect(averagePrecision).toBe(null);
    expect(brierScore).toBeCloseTo(0.025, 15);
    expect(brierSkill).toBe(null);
    expect(warnings.map(({ code }) => code)).toEqual(["one_outcome"]);
  });

  test("nobody at all is no error", () => {
    const found = evaluateClassifier([], [], { costs: { falsePositive: 1, falseNegative: 1 } });
    expect(found).toMatchObject({ n: 0, brierScore: null, lift: [], bestThreshold: null });
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });

  test("scores that put all in order have an AUC of 1 and no interval", () => {
    const { rocAuc, calibration } = evaluateClassifier([0.1, 0.2, 0.8, 0.9], [0, 0, 1, 1]);
    expect(rocAuc).toEqual({ value: 1, standardError: null, lower: null, upper: null });
    expect(calibration?.slope.value).toBe(null);
  });

  test("certainty that is wrong costs much, not infinity", () => {
    const { logLoss } = evaluateClassifier([0, 1, 0.5], [1, 0, 1]);
    expect(logLoss).toBeGreaterThan(20);
    expect(logLoss).toBeLessThan(35);
  });

  test("any score can be judged by its order", () => {
    const found = evaluateClassifier([-3, 12, 5, 40], [0, 1, 0, 1]);
    expect(found).toMatchObject({ rocAuc: { value: 1 }, calibration: null, logLoss: null });
    expect(found.warnings.map(({ code }) => code)).toEqual(["not_probabilities"]);
  });

  test("curves of many are thinned, from the first to the last", () => {
    const scores = Float64Array.from({ length: 5000 }, (_, i) => ((i * 7919) % 5000) / 5000);
    const outcomes = Array.from(scores, (score, i) => score + Math.sin(i) > 0.7);
    const { rocCurve, precisionRecallCurve } = evaluateClassifier(scores, outcomes, {
      curvePoints: 50,
    });
    expect(rocCurve.length).toBeGreaterThan(45);
    expect(rocCurve.length).toBeLessThan(55);
    expect(rocCurve[0]).toEqual({ threshold: null, falsePositiveRate: 0, truePositiveRate: 0 });
    expect(precisionRecallCurve.at(-1)?.recall).toBe(1);
  });

  test.each([
    [[0.1], [1, 0], {}, "length_mismatch"],
    [[Number.NaN], [1], {}, "non_finite_value"],
    [[0.1], [2], {}, "invalid_event"],
    [[0.1], [1], { weights: [-1] }, "negative_value"],
    [[0.1], [1], { bins: 0 }, "out_of_range"],
    [[0.1], [1], { level: 2 }, "out_of_range"],
    [[0.1], [1], { costs: { falsePositive: Number.NaN, falseNegative: 1 } }, "non_finite_value"],
    [[0.1, 0.2], [1, 0], { weights: [1e308, 1e308] }, "sum_overflow"],
  ])("%j %j %j", (scores, outcomes, options, code) => {
    expect(() => evaluateClassifier(scores, outcomes, options)).toThrow(
      expect.objectContaining({ code }),
    );
  });
});

/** Equal but for rounding. */
function expectClose(one: unknown, other: unknown): void {
  if (typeof one === "number" && typeof other === "number") {
    expect(Math.abs(one - other)).toBeLessThanOrEqual(1e-6 * Math.max(1, Math.abs(other)));
  } else if (
    typeof one === "object" &&
    one !== null &&
    typeof other === "object" &&
    other !== null
  ) {
    expect(Object.keys(one)).toEqual(Object.keys(other));
    const right = new Map(Object.entries(other));
    for (const [key, value] of Object.entries(one)) expectClose(value, right.get(key));
  } else expect(one).toEqual(other);
}
