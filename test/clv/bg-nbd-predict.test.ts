import { describe, expect, it } from "vitest";
import { bgNbdPredictor } from "../../src/clv/bg-nbd/predict.ts";
import { mbgNbdPredictor } from "../../src/clv/mbg-nbd/predict.ts";
import type { Predictor } from "../../src/clv/predict/predictor-types.ts";
import { total } from "../../src/numeric/vector.ts";
import { expectRelative } from "../expect-relative.ts";
import { golden } from "../golden.ts";

/* The BG/NBD and the MBG/NBD share their mathematics; so do these tests. */

type Params = Parameters<typeof bgNbdPredictor>[0];

interface World {
  readonly kind: string;
  readonly params: Params;
  readonly frequency: number;
  readonly age: number;
}

interface GoldenWorlds {
  readonly expectations: readonly (World & {
    readonly from: number;
    readonly to: number;
    readonly purchases: number;
    readonly survival: number;
  })[];
  readonly discounts: readonly (World & {
    readonly delta: number;
    readonly horizon: number | null;
    readonly purchases: number;
  })[];
  readonly counts: readonly (World & {
    readonly horizon: number;
    readonly numbers: readonly number[];
    readonly probabilities: readonly number[];
  })[];
}

interface History {
  readonly model: string;
  readonly frequency: number;
  readonly recency: number;
  readonly age: number;
}

interface GoldenPredictions {
  readonly models: Readonly<Record<string, { readonly kind: string; readonly params: Params }>>;
  readonly probabilityAlive: readonly (History & { readonly probabilityAlive: number })[];
  readonly expectedPurchases: readonly (History & {
    readonly horizon: number;
    readonly expectedPurchases: number;
    readonly probabilityAliveAtHorizon: number;
  })[];
  readonly discountedPurchases: readonly (History & {
    readonly delta: number;
    readonly discountedPurchases: number | null;
  })[];
  readonly purchaseCounts: readonly (History & {
    readonly horizon: number;
    readonly numbers: readonly number[];
    readonly probabilities: readonly number[];
  })[];
}

const CDNOW = { r: 0.2425945224, alpha: 4.413602019, a: 0.7929220172, b: 2.4259067768 };

function predictorOf(kind: string, params: Params): Predictor {
  return kind === "mbg-nbd" ? mbgNbdPredictor(params) : bgNbdPredictor(params);
}

/** The worst relative error, and where it is. */
function worst(errors: readonly { readonly got: number; readonly wanted: number }[]) {
  let most = 0;
  let at = "";
  for (const { got, wanted } of errors) {
    // Below this not even the reference, read as a double, is exact.
    const error = wanted < 1e-290 && got < 1e-289 ? 0 : Math.abs(got / wanted - 1);
    if (!(error <= most)) {
      most = error;
      at = `got ${got}, wanted ${wanted}`;
    }
  }
  return { most, at, count: errors.length };
}

describe("in random worlds, a = 1, a + b < 1 and frequency 2,000 among them", () => {
  const { expectations, discounts, counts } = golden<GoldenWorlds>("clv/beta-geometric.json");

  it("expects the purchases of any time ahead", () => {
    const { most, at, count } = worst(
      expectations.map(({ kind, params, frequency, age, from, to, purchases }) => ({
        got: predictorOf(kind, params).purchasesBetween(frequency, 0, age, from, to),
        wanted: purchases,
      })),
    );
    expect(count).toBeGreaterThan(150);
    expect(most, at).toBeLessThan(1e-12);
  });

  it("knows who is still there", () => {
    const { most, at } = worst(
      expectations.map(({ kind, params, frequency, age, to, survival }) => ({
        got: predictorOf(kind, params).survival(frequency, 0, age, to),
        wanted: survival,
      })),
    );
    expect(most, at).toBeLessThan(2e-13);
  });

  it("discounts purchases, with and without an end", () => {
    const { most, at, count } = worst(
      discounts.map(({ kind, params, frequency, age, delta, horizon, purchases }) => ({
        got: predictorOf(kind, params).discountedPurchases(
          frequency,
          0,
          age,
          delta,
          horizon ?? Number.POSITIVE_INFINITY,
        ),
        wanted: purchases,
      })),
    );
    expect(count).toBeGreaterThan(30);
    expect(most, at).toBeLessThan(1e-12);
  });

  it("knows the chance of every number of purchases", () => {
    const { most, at, count } = worst(
      counts.flatMap(({ kind, params, frequency, age, horizon, numbers, probabilities }) => {
        const found = predictorOf(kind, params).probabilities(
          frequency,
          0,
          age,
          horizon,
          Math.max(...numbers),
        );
        return numbers.map((n, i) => ({ got: found[n], wanted: probabilities[i] }));
      }),
    );
    expect(count).toBeGreaterThan(300);
    expect(most, at).toBeLessThan(1e-11);
  });
});

describe("predictions of the two models in 30 digits, over what is not known of being alive", () => {
  const predictions = golden<GoldenPredictions>("clv/predictions.json");

  function compare<Row extends History>(
    rows: readonly Row[],
    pairsOf: (predictor: Predictor, alive: number, row: Row) => { got: number; wanted: number }[],
  ) {
    const pairs = rows.flatMap((row) => {
      const { kind, params } = predictions.models[row.model];
      if (kind !== "bg-nbd" && kind !== "mbg-nbd") return [];
      const predictor = predictorOf(kind, params);
      return pairsOf(predictor, predictor.alive(row.frequency, row.recency, row.age), row);
    });
    return worst(pairs);
  }

  it("alive", () => {
    const { most, at, count } = compare(predictions.probabilityAlive, (_, alive, row) => [
      { got: alive, wanted: row.probabilityAlive },
    ]);
    expect(count).toBeGreaterThan(80);
    expect(most, at).toBeLessThan(1e-12);
  });

  it("expected purchases, and alive at the horizon", () => {
    const { most, at, count } = compare(predictions.expectedPurchases, (predictor, alive, row) => {
      const { frequency, recency, age, horizon } = row;
      return [
        {
          got: alive * predictor.purchasesBetween(frequency, recency, age, 0, horizon),
          wanted: row.expectedPurchases,
        },
        {
          got: alive * predictor.survival(frequency, recency, age, horizon),
          wanted: row.probabilityAliveAtHorizon,
        },
      ];
    });
    expect(count).toBeGreaterThan(600);
    expect(most, at).toBeLessThan(1e-12);
  });

  it("discounted purchases, infinite where they are", () => {
    const { most, at, count } = compare(
      predictions.discountedPurchases,
      (predictor, alive, { frequency, recency, age, delta, discountedPurchases }) => {
        const endless = predictor.discountedPurchases(
          frequency,
          recency,
          age,
          delta,
          Number.POSITIVE_INFINITY,
        );
        if (discountedPurchases !== null) {
          return [{ got: alive * endless, wanted: discountedPurchases }];
        }
        expect(endless).toBe(Number.POSITIVE_INFINITY);
        return [];
      },
    );
    expect(count).toBeGreaterThan(50);
    expect(most, at).toBeLessThan(1e-12);
  });

  it("numbers of purchases", () => {
    const { most, at, count } = compare(
      predictions.purchaseCounts,
      (predictor, alive, { frequency, recency, age, horizon, numbers, probabilities }) => {
        const found = predictor.probabilities(
          frequency,
          recency,
          age,
          horizon,
          Math.max(...numbers),
        );
        return numbers.map((n, i) => ({
          got: alive * found[n] + (n === 0 ? 1 - alive : 0),
          wanted: probabilities[i],
        }));
      },
    );
    expect(count).toBeGreaterThan(150);
    expect(most, at).toBeLessThan(1e-12);
  });
});

describe("the BG/NBD of CDNOW", () => {
  const { alive, discountedPurchases } = bgNbdPredictor(CDNOW);

  it.each([
    [2, 213 / 7, 272 / 7, 4.96790215, 8],
    [0, 0, 272 / 7, 0.97090837, 8],
    [26, 30.86, 31, 68.6409023, 7],
  ])("expects of %d repeat purchases so much, discounted by 15 %% a year", (...row) => {
    const [frequency, recency, age, expected, digits] = row;
    const found =
      alive(frequency, recency, age) *
      discountedPurchases(frequency, recency, age, 0.15 / 52, Number.POSITIVE_INFINITY);
    expect(found).toBeCloseTo(expected, digits);
  });

  it("gives the probabilities of the reference page", () => {
    const { probabilities } = bgNbdPredictor({ r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 });
    expectRelative(probabilities(0, 0, 0, 2, 10)[10], 1.07869e-7, 5e-6);
    expectRelative(probabilities(0, 0, 0, 39, 0)[0], 0.5737864, 1e-7);
    const month = probabilities(0, 0, 0, 30, 20);
    expectRelative(month[11], 0.0019995214, 3e-8);
    expectRelative(month[20], 0.000222226, 3e-7);
  });
});

describe.each([
  ["bg-nbd", 0],
  ["mbg-nbd", 1],
])("a living customer of the %s", (kind, opening) => {
  const { probabilities, purchasesBetween, discountedPurchases, survival } = predictorOf(kind, {
    ...CDNOW,
    a: 2.5,
  });

  it("buys some number of times, on average as often as expected", () => {
    const chances = probabilities(3, 0, 30, 52, 3000);
    expectRelative(total(chances), 1, 1e-13);
    const mean = total(chances.map((chance, n) => n * chance));
    expectRelative(mean, purchasesBetween(3, 0, 30, 0, 52), 1e-12);
  });

  it("buys (a+b-1)/(a-1) times before she leaves", () => {
    const endless = (CDNOW.b + 3 + opening + 1.5) / 1.5;
    expectRelative(discountedPurchases(3, 0, 30, 0, Number.POSITIVE_INFINITY), endless, 1e-15);
    expectRelative(purchasesBetween(3, 0, 30, 0, 1e12), endless, 1e-12);
    expectRelative(discountedPurchases(3, 0, 30, 1e-16, 1e30), endless, 1e-12);
  });

  it("is worth as much month by month as at once", () => {
    let sum = 0;
    for (let month = 0; month < 60; month++) {
      sum += purchasesBetween(3, 0, 30, 4 * month, 4 * (month + 1));
    }
    expectRelative(sum, purchasesBetween(3, 0, 30, 0, 240), 1e-12);
  });

  it("counts more than once where money grows", () => {
    let sum = 0;
    for (let day = 0; day < 2000; day++) {
      sum +=
        Math.exp(0.01 * (day + 0.5) * 0.1) * purchasesBetween(3, 0, 30, day * 0.1, (day + 1) * 0.1);
    }
    expectRelative(discountedPurchases(3, 0, 30, -0.01, 200), sum, 1e-6);
    expect(discountedPurchases(3, 0, 30, -0.01, Number.POSITIVE_INFINITY)).toBe(
      Number.POSITIVE_INFINITY,
    );
  });

  it("does nothing in no time", () => {
    expect(purchasesBetween(3, 0, 30, 7, 7)).toBe(0);
    expect(discountedPurchases(3, 0, 30, 0.01, 0)).toBe(0);
    expect(discountedPurchases(3, 0, 30, 0, 0)).toBe(0);
    expect(survival(3, 0, 30, 0)).toBe(1);
    expect(Array.from(probabilities(3, 0, 30, 0, 2))).toEqual([1, 0, 0]);
  });

  it.each([0.01, 0.79, 1, 3])("stays finite at any time, a = %d", (a) => {
    const far = predictorOf(kind, { ...CDNOW, a });
    for (const frequency of [0, 3, 2000]) {
      for (const horizon of [1e-300, 1e-12, 1e10, 1e100, 1e300]) {
        const age = frequency === 0 ? 0 : 38;
        const values = [
          far.survival(frequency, 0, age, horizon),
          far.purchasesBetween(frequency, 0, age, horizon / 2, horizon),
          far.purchasesBetween(frequency, 0, age, 0, horizon),
          far.discountedPurchases(frequency, 0, age, 1e-300, horizon),
          far.discountedPurchases(frequency, 0, age, 0.01, horizon),
          ...far.probabilities(frequency, 0, age, horizon, 3),
        ];
        expect(values.every((value) => value >= 0 && Number.isFinite(value))).toBe(true);
      }
    }
  });
});

describe("a and b both next to nothing, where customers stay for ever or leave at once", () => {
  // E = (a+b-1)/(a-1) (1 - (α/(α+h))^r 2F1(r, b; a+b-1; h/(α+h))) in 50 digits, of newcomers.
  it.each([
    [{ r: 0.7, alpha: 3, a: 1e-12, b: 1e-12 }, 39, 4.971172023323436],
    [{ r: 0.7, alpha: 3, a: 1e-9, b: 1e-12 }, 39, 0.8505934531936781],
    [{ r: 50, alpha: 1, a: 1e-12, b: 1e-12 }, 0.01, 0.44598058765551607],
    [{ r: 0.05, alpha: 0.5, a: 1e-12, b: 1e-9 }, 1, 0.09995349568164164],
  ])("expects purchases: %j until %d", (params, horizon, purchases) => {
    expectRelative(bgNbdPredictor(params).purchasesBetween(0, 0, 0, 0, horizon), purchases, 1e-13);
  });
});

describe("the MBG/NBD", () => {
  it("lets a customer leave right after her first purchase, the BG/NBD does not", () => {
    const params = { r: 0.5, alpha: 6, a: 0.9, b: 1.6 };
    expectRelative(mbgNbdPredictor(params).alive(0, 0, 0), 1.6 / 2.5, 1e-15);
    expect(bgNbdPredictor(params).alive(0, 0, 0)).toBe(1);
    expect(mbgNbdPredictor(params).alive(0, 0, 30)).toBeLessThan(1.6 / 2.5);
    expect(bgNbdPredictor(params).alive(0, 0, 30)).toBe(1);
  });
});

describe("far ahead, where r - a is nearly a whole number", () => {
  it.each([1e-3, 1e-5, 1e-7, 1e-9, 1e-12])("nothing jumps within %d", (step) => {
    const survivalAt = (r: number) =>
      bgNbdPredictor({ r, alpha: 1, a: 0.5, b: 2.5 }).survival(0, 0, 0, 2000);
    const middle = survivalAt(2.5);
    const bend = survivalAt(2.5 + step) + survivalAt(2.5 - step) - 2 * middle;
    expect(Math.abs(bend) / middle).toBeLessThan(1e-12 + step * step);
  });
});

describe("a rate known to a twentieth and a drop-out of hundredths", () => {
  it("costs no digits", () => {
    const params = { r: 405.338, alpha: 7.59897, a: 0.0358606, b: 0.0499796 };
    const { purchasesBetween } = mbgNbdPredictor(params);
    // By the paper's closed form in 90 digits.
    expectRelative(purchasesBetween(5, 0, 64.1099, 0, 62.6204), 319.17725019785559, 1e-13);
  });
});
