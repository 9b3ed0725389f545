import { describe, expect, it } from "vitest";
import { evaluateSpendIndependence } from "../../src/clv/gamma-gamma/evaluate-independence.ts";
import { simulateOrders } from "../../src/clv/simulate/simulate-orders.ts";
import { summarizeOrders } from "../../src/customers/summarize-orders.ts";
import { expectRelative } from "../expect-relative.ts";

const frequency = [1, 2, 1, 4, 3, 2, 6, 1, 2, 5, 3, 1];
const monetaryValue = [22.5, 31, 80.4, 28.2, 55, 19.9, 35.3, 41, 120, 60.25, 31, 22.5];
const weight = [3, 1, 2, 1, 1, 2, 1, 4, 1, 1, 2, 5];

const FIELDS = ["correlation", "pValue", "lower", "upper"] as const;

describe("the correlations of spend and frequency", () => {
  // SciPy 1.17.1: pearsonr with its interval, spearmanr with an interval by hand; weights as copies.
  it.each([
    [
      "of buyers",
      { frequency, monetaryValue },
      [-0.03877755099670702, 0.9047619406953255, -0.5993411312691946, 0.5473040434224293],
      [0.1531951847063857, 0.6345469042466384, -0.476328664338209, 0.6788867976574893],
    ],
    [
      "of patterns",
      { frequency, monetaryValue, weight },
      [0.08578913442227755, 0.6902031756158443, -0.32899305597647055, 0.47282283841731504],
      [0.16691266620932402, 0.4356604255944529, -0.2653492586494812, 0.5433047015339674],
    ],
  ])("%s are those of SciPy", (_, data, pearson, spearman) => {
    const found = evaluateSpendIndependence(data);
    for (const [i, field] of FIELDS.entries()) {
      expectRelative(found.pearson[field], pearson[i], 1e-12);
      expectRelative(found.spearman[field], spearman[i], 1e-12);
    }
  });

  it("have narrower intervals at a lower level", () => {
    const { pearson, level } = evaluateSpendIndependence(
      { frequency, monetaryValue },
      { level: 0.9 },
    );
    expect(level).toBe(0.9);
    expectRelative(pearson.lower, -0.5277933803125557, 1e-12);
    expectRelative(pearson.upper, 0.46954581660829336, 1e-12);
  });

  it("are of repeat buyers alone, as rows or columns", () => {
    const columns = { frequency: [...frequency, 0, 0], monetaryValue: [...monetaryValue, 0, 0] };
    const found = evaluateSpendIndependence({ customers: columns });
    expect(found.customers).toBe(12);
    expect(found).toEqual(evaluateSpendIndependence({ frequency, monetaryValue }));
    const rows = columns.frequency.map((times, i) => ({
      frequency: times,
      monetaryValue: columns.monetaryValue[i],
    }));
    expect(evaluateSpendIndependence({ customers: rows })).toEqual(found);
  });

  it("are null where there is nothing to tell", () => {
    const nothing = { correlation: null, lower: null, upper: null, pValue: null };
    for (const data of [
      { frequency: [], monetaryValue: [] },
      { frequency: [1, 2], monetaryValue: [5, 6] },
      { frequency: [2, 2, 2, 2], monetaryValue: [5, 6, 7, 8] },
      { frequency: [1, 2, 3, 4], monetaryValue: [5, 5, 5, 5] },
    ]) {
      expect(evaluateSpendIndependence(data)).toMatchObject({
        pearson: nothing,
        spearman: nothing,
      });
    }
    const three = evaluateSpendIndependence({ frequency: [1, 2, 3], monetaryValue: [5, 7, 6] });
    expect(three.spearman).toMatchObject({ lower: null, upper: null });
    expectRelative(three.spearman.correlation, 0.5, 1e-12);
    expectRelative(three.spearman.pValue, 2 / 3, 1e-12);
  });

  it("leave no doubt where ranks agree throughout", () => {
    const { spearman } = evaluateSpendIndependence({
      frequency: [1, 2, 3, 4, 5],
      monetaryValue: [5, 6, 7, 8, 90],
    });
    expect(spearman).toEqual({ correlation: 1, lower: 1, upper: 1, pValue: 0 });
  });

  it("are none by Pearson, though some by ranks, where the Gamma-Gamma is exactly right", () => {
    const params = { r: 0.6, alpha: 7, a: 0.7, b: 3 };
    const orders = simulateOrders(
      {
        purchases: { kind: "bg-nbd", version: 1, timeUnit: "week", params },
        spend: { kind: "gamma-gamma", version: 1, params: { p: 1, q: 4, v: 40 } },
      },
      { customers: 20_000, from: "2024-01-01", to: "2025-12-31", wonUntil: "2024-06-30", seed: 3 },
    );
    const base = summarizeOrders(orders, { asOf: "2025-12-31" });
    const { pearson, spearman } = evaluateSpendIndependence(base);
    expect(Math.abs(pearson.correlation ?? 1)).toBeLessThan(0.03);
    expect(spearman.correlation).toBeGreaterThan(0.1);
  });
});
