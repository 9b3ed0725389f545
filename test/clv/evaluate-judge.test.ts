import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitBgNbd } from "../../src/clv/bg-nbd/fit.ts";
import type { BgNbdModel } from "../../src/clv/bg-nbd/model.ts";
import { calibrateAlive } from "../../src/clv/evaluate/calibrate-alive.ts";
import { discrimination } from "../../src/clv/evaluate/discrimination.ts";
import { evaluateHoldout } from "../../src/clv/evaluate/evaluate-holdout.ts";
import { intervalCoverage } from "../../src/clv/evaluate/interval-coverage.ts";
import { purchaseProbabilities } from "../../src/clv/predict/purchase-probabilities.ts";
import { splitHoldout } from "../../src/customers/split-holdout.ts";
import { correlationOf } from "../../src/numeric/correlation.ts";
import { wilsonInterval } from "../../src/numeric/intervals.ts";
import { cdnowFolder, readCdnowSample } from "../cdnow.ts";
import { expectRelative } from "../expect-relative.ts";
import { bgNbd, simulatedColumns, simulatedSplit } from "./evaluate-worlds.ts";

const failsWith = (code: string) => expect.objectContaining({ code });

/** Any model with these params: as wrong as one likes. */
const withParams = (params: Partial<BgNbdModel["params"]>): BgNbdModel => ({
  ...bgNbd,
  params: { ...bgNbd.params, ...params },
});

const small = simulatedSplit(150, 21);
const large = simulatedColumns(6000, 22);
const empty = {
  calibration: { timeUnit: "week", customers: [] },
  holdout: { length: 4, timeUnit: "week", customers: [] },
} as const;

describe("calibrateAlive", () => {
  it("gathers the chances to buy, customer by customer", () => {
    const result = calibrateAlive(bgNbd, small, { bins: 5, level: 0.9 });
    const { length: horizon } = small.holdout;
    const rows = small.calibration.customers.map((customer, row) => ({
      predicted: 1 - purchaseProbabilities(bgNbd, customer, { horizon, maximum: 0 })[0],
      bought: small.holdout.customers[row].frequency > 0 ? 1 : 0,
    }));
    const mean = (of: (row: (typeof rows)[number]) => number, some = rows) =>
      some.reduce((sum, row) => sum + of(row), 0) / some.length;
    for (const [index, bin] of result.bins.entries()) {
      const within = rows.filter(({ predicted }) => Math.floor(predicted * 5) === index);
      expect([bin.low, bin.high, bin.customers]).toEqual([
        ...[index / 5, (index + 1) / 5, within.length],
      ]);
      if (within.length === 0) continue;
      expectRelative(
        bin.expected,
        mean(({ predicted }) => predicted, within),
        1e-12,
      );
      const bought = mean(({ bought }) => bought, within);
      expectRelative(bin.actual, bought, 1e-12);
      const { lower, upper } = wilsonInterval(bought * within.length, within.length, 0.9);
      expect(bin.lower).toBeCloseTo(lower, 12);
      expect(bin.upper).toBeCloseTo(upper, 12);
    }
    expectRelative(
      result.expected,
      mean(({ predicted }) => predicted),
      1e-12,
    );
    expectRelative(
      result.actual,
      mean(({ bought }) => bought),
      1e-12,
    );
    expectRelative(
      result.brierScore,
      mean((row) => (row.predicted - row.bought) ** 2),
      1e-12,
    );
    const surprise = (row: (typeof rows)[number]) =>
      -Math.log(row.bought === 1 ? row.predicted : 1 - row.predicted);
    expectRelative(result.logLoss, mean(surprise), 1e-12);
    let pairs = 0;
    let won = 0;
    for (const one of rows) {
      for (const other of rows) {
        if (one.bought <= other.bought) continue;
        pairs += 1;
        if (one.predicted > other.predicted) won += 1;
        else if (one.predicted === other.predicted) won += 0.5;
      }
    }
    expectRelative(result.discrimination, won / pairs, 1e-12);
  });

  it("finds a true model calibrated, and a wrong one not", () => {
    const { bins, actual, expected } = calibrateAlive(bgNbd, large, { level: 0.9999 });
    const off = (rows: typeof bins) =>
      rows.filter(
        ({ expected: mean, lower, upper }) =>
          mean !== null && lower !== null && upper !== null && (mean < lower || mean > upper),
      );
    expect(bins.reduce((sum, bin) => sum + bin.customers, 0)).toBe(6000);
    expect(off(bins)).toEqual([]);
    expect(Math.abs(actual - expected)).toBeLessThan(0.02);
    const immortal = calibrateAlive(withParams({ a: 0.01 }), large, { level: 0.9999 });
    expect(off(immortal.bins).length).toBeGreaterThan(3);
    const right = calibrateAlive(bgNbd, large);
    expect(immortal.brierScore).toBeGreaterThan(right.brierScore);
    expect(immortal.logLoss).toBeGreaterThan(right.logLoss);
  });

  it("stays finite where it was certain and wrong", () => {
    const certain = withParams({ r: 1e-9, alpha: 1e9 });
    const { logLoss, brierScore } = calibrateAlive(certain, {
      calibration: { timeUnit: "week", customers: [{ frequency: 0, recency: 0, age: 30 }] },
      holdout: { length: 1e-6, timeUnit: "week", customers: [{ frequency: 1 }] },
    });
    expect(brierScore).toBeCloseTo(1, 9);
    expect(logLoss).toBeCloseTo(-Math.log(1e-15), 9);
  });

  it("leaves undefined what is: bins of nobody, discrimination among equals", () => {
    const { bins, discrimination: area } = calibrateAlive(bgNbd, {
      calibration: { timeUnit: "week", customers: [{ frequency: 0, recency: 0, age: 30 }] },
      holdout: { length: 3, timeUnit: "week", customers: [{ frequency: 0 }] },
    });
    expect(area).toBeNull();
    expect(bins.filter((bin) => bin.customers === 0)).toHaveLength(9);
    expect(bins[9]).toEqual({
      ...{ low: 0.9, high: 1, customers: 0 },
      ...{ expected: null, actual: null, lower: null, upper: null },
    });
    expect(() => calibrateAlive(bgNbd, empty)).toThrow(failsWith("empty"));
    expect(() => calibrateAlive(bgNbd, small, { bins: 0 })).toThrow(failsWith("out_of_range"));
    expect(() => calibrateAlive(bgNbd, small, { level: 1 })).toThrow(failsWith("out_of_range"));
    const short = { ...small, holdout: { ...small.holdout, customers: [] } };
    expect(() => calibrateAlive(bgNbd, short)).toThrow(failsWith("length_mismatch"));
  });

  it("gives rows and columns the same", () => {
    expect(calibrateAlive(bgNbd, simulatedColumns(150, 21))).toEqual(calibrateAlive(bgNbd, small));
  });
});

describe("discrimination", () => {
  it("is the share of pairs in the right order, ties half", () => {
    const scored = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 1 })),
    );
    fc.assert(
      fc.property(scored, (rows) => {
        const ones = rows.filter(([, outcome]) => outcome === 1).map(([score]) => score);
        const zeros = rows.filter(([, outcome]) => outcome === 0).map(([score]) => score);
        const wins = ones.flatMap((one) => zeros.map((zero) => (Math.sign(one - zero) + 1) / 2));
        const area = discrimination(
          Float64Array.from(rows, ([score]) => score),
          Float64Array.from(rows, ([, outcome]) => outcome),
        );
        if (wins.length === 0) expect(area).toBeNull();
        else expectRelative(area, wins.reduce((a, b) => a + b, 0) / wins.length, 1e-12);
      }),
    );
  });
});

describe("intervalCoverage", () => {
  it("takes each customer's central interval", () => {
    const level = 0.8;
    const { length: horizon } = small.holdout;
    let nominal = 0;
    let within = 0;
    let below = 0;
    let width = 0;
    for (const [row, customer] of small.calibration.customers.entries()) {
      const chances = purchaseProbabilities(bgNbd, customer, { horizon, maximum: 300 });
      const cumulative = chances.map((_, n) => chances.slice(0, n + 1).reduce((a, b) => a + b, 0));
      const low = cumulative.findIndex((sum) => sum >= 0.1);
      const high = cumulative.findIndex((sum) => sum >= 0.9);
      nominal += cumulative[high] - (cumulative[low - 1] ?? 0);
      width += high - low + 1;
      const { frequency } = small.holdout.customers[row];
      if (frequency < low) below += 1;
      else if (frequency <= high) within += 1;
    }
    const n = small.calibration.customers.length;
    const coverage = intervalCoverage(bgNbd, small, { level });
    expectRelative(coverage.nominal, nominal / n, 1e-11);
    expect([coverage.observed, coverage.below]).toEqual([within / n, below / n]);
    expectRelative(coverage.meanWidth, width / n, 1e-12);
    const { lower, upper } = wilsonInterval(within, n, 0.95);
    expect([coverage.lower, coverage.upper]).toEqual([lower, upper]);
    expectRelative(coverage.observed + coverage.below + coverage.above, 1, 1e-12);
  });

  it.each([0.5, 0.8, 0.9, 0.99])("keeps its word of %d in a world of the model", (level) => {
    const coverage = intervalCoverage(bgNbd, large, { level });
    const { nominal, observed, nominalBelow, nominalAbove } = coverage;
    expect(nominal).toBeGreaterThanOrEqual(level);
    const error = Math.sqrt((nominal * (1 - nominal)) / 6000);
    expect(Math.abs(observed - nominal)).toBeLessThan(4 * error);
    expect(nominal + nominalBelow + nominalAbove).toBeCloseTo(1, 12);
    expect(Math.max(nominalBelow, nominalAbove)).toBeLessThanOrEqual((1 - level) / 2);
  });

  it("shows a model that is too sure of itself", () => {
    // Everyone alike: rates of the same mean, hardly spread.
    const alike = withParams({ r: 60, alpha: 600 });
    const coverage = intervalCoverage(alike, large, { level: 0.99 });
    expect(coverage.upper).toBeLessThan(coverage.nominal - 0.004);
    expect(coverage.above).toBeGreaterThan(3 * coverage.nominalAbove);
  });

  it("knows no interval beyond all measure, and nobody to judge by", () => {
    const frantic = withParams({ r: 1e4, alpha: 1e-4 });
    const one = {
      calibration: { timeUnit: "week", customers: [{ frequency: 0, recency: 0, age: 0 }] },
      holdout: { length: 40, timeUnit: "week", customers: [{ frequency: 0 }] },
    } as const;
    expect(() =>
      intervalCoverage({ ...frantic, params: { ...frantic.params, a: 1e-9 } }, one),
    ).toThrow(failsWith("out_of_range"));
    expect(() => intervalCoverage(bgNbd, empty)).toThrow(failsWith("empty"));
    expect(() => intervalCoverage(bgNbd, one, { level: 0 })).toThrow(failsWith("out_of_range"));
    expect(
      intervalCoverage(bgNbd, { ...one, holdout: { ...one.holdout, length: 0 } }),
    ).toMatchObject({ nominal: 1, observed: 1, meanWidth: 1 });
  });
});

describe("evaluateHoldout", () => {
  it("has the same correlation at any scale, denormal numbers and huge ones", () => {
    const value = fc.double({ min: -1, max: 1, noNaN: true });
    const rows = fc.array(fc.tuple(value, value), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(rows, fc.integer({ min: -900, max: 1020 }), (pairs, power) => {
        // No rounding on the way: 20 bits are left at any scale.
        const round = (x: number) => Math.round(x * 2 ** 20) / 2 ** 20;
        const left = Float64Array.from(pairs, ([x]) => round(x));
        const right = Float64Array.from(pairs, ([, y]) => round(y));
        const plain = correlationOf(left, right);
        const scaled = correlationOf(
          left.map((x) => x * 2 ** power),
          right,
        );
        if (plain === null) expect(scaled).toBeNull();
        else expect(scaled).toBeCloseTo(plain, 12);
      }),
    );
    const denormal = Float64Array.of(1, 2, 3).map((x) => x * 5e-324);
    expect(correlationOf(denormal, Float64Array.of(2, 4, 6))).toBeCloseTo(1, 12);
    for (const unit of [1, 5e-324, 4e307]) {
      const left = Float64Array.of(1, 2, 4).map((x) => x * unit);
      // By hand: deviations (-4, -1, 5)/3 and (-1, 1, 0).
      const byHand = 3 / Math.sqrt(42 * 2);
      expect(correlationOf(left, Float64Array.of(1, 3, 2))).toBeCloseTo(byHand, 12);
    }
    expect(correlationOf(Float64Array.of(1, 1), Float64Array.of(1, 3))).toBeNull();
  });

  it("correlates forecasts too small to square", () => {
    const { correlation } = evaluateHoldout(withParams({ r: 1e-180, alpha: 1e15 }), small);
    expect(correlation).not.toBeNull();
    expect(Math.abs(correlation ?? Number.NaN)).toBeGreaterThan(0.1);
  });

  it("refuses errors that no number can hold", () => {
    const frantic = withParams({ r: 1e160, alpha: 1e-40, a: 1e-300 });
    const newcomer = {
      calibration: { timeUnit: "week", customers: [{ frequency: 0, recency: 0, age: 0 }] },
      holdout: { length: 40, timeUnit: "week", customers: [{ frequency: 0 }] },
    } as const;
    expect(() => evaluateHoldout(frantic, newcomer)).toThrow(failsWith("out_of_range"));
  });
});

describe.skipIf(cdnowFolder === undefined)("CDNOW", () => {
  it("is calibrated to some percent", () => {
    const split = splitHoldout(readCdnowSample(), {
      calibrationEnd: "1997-09-30",
      holdoutEnd: "1998-06-30",
    });
    const model = fitBgNbd(split.calibration);
    const calibration = calibrateAlive(model, split);
    const buyers = split.holdout.customers.filter(({ frequency }) => frequency > 0).length;
    expect(calibration.actual).toBe(buyers / 2357);
    expect(Math.abs(calibration.expected - calibration.actual)).toBeLessThan(0.03);
    expect(calibration.brierScore).toBeLessThan(calibration.actual * (1 - calibration.actual));
    expect(calibration.discrimination).toBeGreaterThan(0.75);
    const coverage = intervalCoverage(model, split);
    expect(coverage.nominal).toBeGreaterThan(0.9);
    expect(Math.abs(coverage.observed - coverage.nominal)).toBeLessThan(0.03);
  });
});
