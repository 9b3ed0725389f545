import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { BgBbParams } from "../../src/clv/bg-bb/model.ts";
import { bgBbPredictor } from "../../src/clv/bg-bb/predict.ts";
import { expectRelative } from "../expect-relative.ts";
import { golden } from "../golden.ts";

interface GoldenDonor {
  readonly frequency: number;
  readonly recency: number;
  readonly age: number;
  readonly probabilityAliveNext: number;
  readonly expected: readonly { readonly horizon: number; readonly expectedPurchases: number }[];
  readonly discounted: { readonly discountRate: number; readonly discountedPurchases: number };
}

interface GoldenCustomer {
  readonly model: string;
  readonly frequency: number;
  readonly recency: number;
  readonly age: number;
  readonly alive: number;
  readonly survival: readonly [number, number][];
  readonly purchases: readonly [number, number, number][];
  readonly discounted: readonly [number, number | null, number][];
  readonly counts: readonly [number, number, number][];
}

const { donations } = golden<{ donations: readonly GoldenDonor[] }>("clv/predictions.json");
const extremes = golden<{
  readonly models: Readonly<Record<string, BgBbParams>>;
  readonly customers: readonly GoldenCustomer[];
}>("clv/bg-bb-predictions.json");

const DONORS = {
  alpha: 1.2035223516,
  beta: 0.7497163582,
  gamma: 0.6567182084,
  delta: 2.7834422326,
};
const donor = bgBbPredictor(DONORS);

const PATTERNS = [
  [0, 0, 3464],
  ...[[1, 1, 1091] as const, [1, 2, 277] as const, [1, 3, 129] as const, [1, 4, 78] as const],
  ...[[1, 5, 119] as const, [1, 6, 129] as const, [2, 2, 613] as const, [2, 3, 255] as const],
  ...[[2, 4, 155] as const, [2, 5, 173] as const, [2, 6, 234] as const, [3, 3, 322] as const],
  ...[[3, 4, 181] as const, [3, 5, 225] as const, [3, 6, 357] as const, [4, 4, 240] as const],
  ...[[4, 5, 284] as const, [4, 6, 512] as const, [5, 5, 335] as const, [5, 6, 728] as const],
  [6, 6, 1203],
] as const;

describe("predictions of the paper (Fader, Hardie & Shang 2010)", () => {
  it("tells who is alive in period 7", () => {
    expect(donor.alive(0, 0, 6).toFixed(2)).toBe("0.11");
    expect(donor.alive(2, 4, 6).toFixed(2)).toBe("0.59");
    expect(donor.alive(6, 6, 6).toFixed(2)).toBe("0.93");
  });

  it("expects 12,884.2 donations over five years", () => {
    const expected = PATTERNS.reduce(
      (sum, [x, last, count]) =>
        sum + count * donor.alive(x, last, 6) * donor.purchasesBetween(x, last, 6, 0, 5),
      0,
    );
    expect(expected.toFixed(1)).toBe("12884.2");
  });

  it("expects of a new donor what table 4 does", () => {
    const expected = Array.from({ length: 11 }, (_, i) =>
      (donor.alive(0, 0, 0) * donor.purchasesBetween(0, 0, 0, 0, i + 1)).toFixed(4),
    );
    expect(expected.join(" ")).toBe(
      "0.4985 0.9233 1.2969 1.6323 1.9381 2.2202 2.4826 2.7285 2.9603 3.1798 3.3887",
    );
  });

  it("values a donor by discounted donations", () => {
    const discounted = donor.discountedPurchases(4, 5, 6, Math.log(1.1), Number.POSITIVE_INFINITY);
    expect((donor.alive(4, 5, 6) * discounted).toFixed(8)).toBe("3.19709148");
  });
});

describe("predictions against 30-digit arithmetic", () => {
  it.each(donations)("for ($frequency, $recency, $age)", (record) => {
    const { frequency, recency, age } = record;
    const alive = donor.alive(frequency, recency, age);
    expectRelative(alive, record.probabilityAliveNext, 1e-13);
    for (const { horizon, expectedPurchases } of record.expected) {
      const purchases = donor.purchasesBetween(frequency, recency, age, 0, horizon);
      expectRelative(alive * purchases, expectedPurchases, 1e-13);
    }
    const { discountRate, discountedPurchases } = record.discounted;
    const discounted = donor.discountedPurchases(
      ...([frequency, recency, age, Math.log1p(discountRate)] as const),
      Number.POSITIVE_INFINITY,
    );
    expectRelative(alive * discounted, discountedPurchases, 1e-13);
  });

  it.each(extremes.customers)("of $model for ($frequency, $recency, $age)", (record) => {
    const { frequency, recency, age } = record;
    const predictor = bgBbPredictor(extremes.models[record.model]);
    const at = [frequency, recency, age] as const;
    expectRelative(predictor.alive(...at), record.alive, 1e-12);
    for (const [ahead, expected] of record.survival) {
      expectTight(predictor.survival(...at, ahead), expected, 1e-11);
    }
    for (const [from, to, expected] of record.purchases) {
      expectTight(predictor.purchasesBetween(...at, from, to), expected, 1e-11);
    }
    for (const [rate, horizon, expected] of record.discounted) {
      const end = horizon ?? Number.POSITIVE_INFINITY;
      expectTight(predictor.discountedPurchases(...at, rate, end), expected, 1e-12);
    }
    for (const [horizon, count, expected] of record.counts) {
      expectTight(predictor.probabilities(...at, horizon, count)[count], expected, 1e-10);
    }
  });
});

/** Relative, but for what is below every double that has all its digits. */
function expectTight(actual: number, expected: number, tolerance: number): void {
  if (expected > 1e-290) expectRelative(actual, expected, tolerance);
  else expect(actual).toBeLessThan(1e-280);
}

describe("laws of the BG/BB predictor", () => {
  const shape = fc.double({ min: 0.01, max: 50, noNaN: true });
  const models = fc.record({ alpha: shape, beta: shape, gamma: shape, delta: shape });
  const histories = fc
    .tuple(fc.nat(12), fc.nat(10), fc.nat(10))
    .map(([x, missed, since]): [number, number, number] =>
      x === 0 ? [0, 0, since] : [x, x + missed, x + missed + since],
    );

  it("has probabilities that sum to 1, whose mean is the expectation", () => {
    fc.assert(
      fc.property(models, histories, fc.nat(30), (params, history, horizon) => {
        const predictor = bgBbPredictor(params);
        const probabilities = predictor.probabilities(...history, horizon, horizon + 3);
        let sum = 0;
        let mean = 0;
        probabilities.forEach((probability, n) => {
          expect(probability).toBeGreaterThanOrEqual(0);
          sum += probability;
          mean += n * probability;
        });
        expectRelative(sum, 1, 1e-12);
        const expected = predictor.purchasesBetween(...history, 0, horizon);
        expect(Math.abs(mean - expected)).toBeLessThan(1e-12 * (1 + expected));
      }),
    );
  });

  it("learns step by step: nothing bought at the next opportunity is a history of its own", () => {
    fc.assert(
      fc.property(models, histories, (params, [x, last, n]) => {
        const predictor = bgBbPredictor(params);
        const { alpha, beta, gamma, delta } = params;
        const before = predictor.alive(x, last, n);
        const missed = (beta + n - x) / (alpha + beta + n);
        const stillThere = (before * missed) / (before * missed + 1 - before);
        const stays = (delta + n + 1) / (gamma + delta + n + 1);
        expectRelative(predictor.alive(x, last, n + 1), stillThere * stays, 1e-11);
      }),
    );
  });

  it("falls with time, counts whole opportunities only, and nothing between a time and itself", () => {
    fc.assert(
      fc.property(models, histories, fc.nat(3000), (params, history, ahead) => {
        const predictor = bgBbPredictor(params);
        expect(predictor.survival(...history, 0)).toBe(1);
        expect(predictor.survival(...history, ahead + 0.7)).toBe(
          predictor.survival(...history, ahead),
        );
        expect(predictor.survival(...history, ahead + 1)).toBeLessThanOrEqual(
          predictor.survival(...history, ahead),
        );
        expect(predictor.purchasesBetween(...history, ahead, ahead)).toBe(0);
        expect(predictor.purchasesBetween(...history, ahead + 0.2, ahead + 0.9)).toBe(0);
        const parts =
          predictor.purchasesBetween(...history, 0, ahead + 0.5) +
          predictor.purchasesBetween(...history, ahead + 0.5, ahead + 9);
        expectRelative(parts, predictor.purchasesBetween(...history, 0, ahead + 9), 1e-12);
      }),
    );
  });

  it("is infinite without a discount where the mean lifetime is, and only there", () => {
    const endless = (gamma: number) =>
      bgBbPredictor({ ...DONORS, gamma }).discountedPurchases(
        ...([2, 4, 6, 0] as const),
        Number.POSITIVE_INFINITY,
      );
    expect(endless(1)).toBe(Number.POSITIVE_INFINITY);
    const far = bgBbPredictor({ ...DONORS, gamma: 4 });
    expectRelative(endless(4), far.purchasesBetween(2, 4, 6, 0, 1e7), 1e-12);
    expect(donor.discountedPurchases(2, 4, 6, 0.1, 0)).toBe(0);
  });

  it("refuses histories that opportunities do not make", () => {
    const invalid = expect.objectContaining({ code: "invalid_summary" });
    expect(() => donor.alive(1, 1.5, 3)).toThrowError(invalid);
    expect(() => donor.survival(3, 2, 3, 1)).toThrowError(invalid);
    expect(() => donor.purchasesBetween(1, 1, 2.5, 0, 1)).toThrowError(invalid);
  });
});
