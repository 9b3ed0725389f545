import { describe, expect, it } from "vitest";
import type { BgNbdModel, BgNbdParams } from "../../src/clv/bg-nbd/model.ts";
import type { GammaGammaModel, GammaGammaParams } from "../../src/clv/gamma-gamma/model.ts";
import { expectedPurchases } from "../../src/clv/predict/expected-purchases.ts";
import { probabilityAlive } from "../../src/clv/predict/probability-alive.ts";
import { expectedSpend } from "../../src/clv/value/expected-spend.ts";
import { lifetimeValue } from "../../src/clv/value/lifetime-value.ts";
import { expectRelative } from "../expect-relative.ts";
import { golden } from "../golden.ts";

/* Against 30-digit arithmetic, by two formulas each: scripts/golden/predict_reference.py. */

interface History {
  readonly model: string;
  readonly frequency: number;
  readonly recency: number;
  readonly age: number;
}

interface GoldenPredictions {
  readonly models: Readonly<
    Record<
      string,
      | { readonly kind: "bg-nbd"; readonly params: BgNbdParams }
      | { readonly kind: "gamma-gamma"; readonly params: GammaGammaParams }
      | { readonly kind: "other" }
    >
  >;
  readonly probabilityAlive: readonly (History & { readonly probabilityAlive: number })[];
  readonly expectedPurchases: readonly (History & {
    readonly horizon: number;
    readonly expectedPurchases: number;
  })[];
  readonly lifetimeValue: readonly (History & {
    readonly monetaryValue: number;
    readonly spendModel: string;
    readonly months: number;
    readonly discountRate: number;
    readonly lifetimeValue: number;
  })[];
  readonly expectedSpend: readonly {
    readonly model: string;
    readonly frequency: number;
    readonly monetaryValue: number;
    readonly expectedSpend: number | null;
  }[];
}

const predictions = golden<GoldenPredictions>("clv/predictions.json");

function purchaseModel(name: string): BgNbdModel | undefined {
  const model = predictions.models[name];
  return model.kind === "bg-nbd"
    ? { kind: "bg-nbd", version: 1, timeUnit: "week", params: model.params }
    : undefined;
}

function spendModel(name: string): GammaGammaModel {
  const model = predictions.models[name];
  if (model.kind !== "gamma-gamma") throw new Error(`${name} is no spend model`);
  return { kind: "gamma-gamma", version: 1, params: model.params };
}

/** The worst relative error over the records of BG/NBD models, and how many they were. */
function compare<Row extends History>(
  rows: readonly Row[],
  predict: (model: BgNbdModel, row: Row) => number,
  expected: (row: Row) => number,
) {
  let worst = 0;
  let count = 0;
  let at: Row | undefined;
  for (const row of rows) {
    const model = purchaseModel(row.model);
    if (model === undefined) continue;
    count++;
    const reference = expected(row);
    const error = Math.abs(predict(model, row) - reference) / Math.max(reference, 1e-290);
    if (!(error <= worst)) {
      worst = error;
      at = row;
    }
  }
  return { worst, count, at: JSON.stringify(at) };
}

describe("predictions of the BG/NBD model, extremes included", () => {
  it("probability of being alive", () => {
    const { worst, count, at } = compare(
      predictions.probabilityAlive,
      probabilityAlive,
      (row) => row.probabilityAlive,
    );
    expect(count).toBeGreaterThan(30);
    expect(worst, at).toBeLessThan(1e-11);
  });

  it("expected purchases", () => {
    const { worst, count, at } = compare(
      predictions.expectedPurchases,
      (model, row) => expectedPurchases(model, row, { horizon: row.horizon }),
      (row) => row.expectedPurchases,
    );
    expect(count).toBeGreaterThan(100);
    expect(worst, at).toBeLessThan(1e-11);
  });

  it("lifetime value", () => {
    const { worst, count, at } = compare(
      predictions.lifetimeValue,
      (purchases, row) =>
        lifetimeValue({ purchases, spend: spendModel(row.spendModel) }, row, {
          horizon: { months: row.months },
          discountRate: row.discountRate,
        }) ?? Number.NaN,
      (row) => row.lifetimeValue,
    );
    expect(count).toBeGreaterThan(10);
    expect(worst, at).toBeLessThan(1e-11);
  });
});

describe("predictions of the Gamma-Gamma model", () => {
  it.each(predictions.expectedSpend)("expected spend %#", (row) => {
    const spend = expectedSpend(spendModel(row.model), row);
    if (row.expectedSpend === null) expect(spend).toBeNull();
    else expect(Math.abs((spend ?? 0) / row.expectedSpend - 1)).toBeLessThan(1e-13);
  });

  it.each([
    // p (v + x m) / (p x + q - 1) in 40 digits: next to q = 1 what p adds is all there is.
    [1.86e-12, 1, 0.006078247488363523, 1, 4.467552931995484, 4.4736311794838475],
    [3e-17, 1, 2, 4, 10, 10.5],
    [1e-9, 1 - 2 ** -31, 5, 7, 3, 3.978979533077732],
  ])("expected spend where p x + q is hardly above 1: p = %d, q = %d", (p, q, v, x, m, value) => {
    const model: GammaGammaModel = { kind: "gamma-gamma", version: 1, params: { p, q, v } };
    const spend = expectedSpend(model, { frequency: x, monetaryValue: m });
    expectRelative(spend ?? Number.NaN, value, 1e-14);
  });
});
