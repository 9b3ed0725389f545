import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { allocateRevenue } from "../../../src/loyalty/analysis/allocate-revenue.ts";
import { recognizeRevenue } from "../../../src/loyalty/analysis/recognize-revenue.ts";

const SALE = { sale: "2000", points: 2000, pointValue: "0.10", redemptionRate: "0.85" } as const;

describe("allocateRevenue", () => {
  test("A01: by relative stand-alone price", () => {
    expect(allocateRevenue(SALE)).toEqual({
      toPoints: "156.68",
      toGoods: "1843.32",
      standAlonePoints: "170.00",
      standAloneGoods: "2000.00",
    });
  });
  test("IFRS 15, example 52: 10,000 points of 1, of which 95 % will be redeemed", () => {
    const parts = allocateRevenue({
      sale: "100000",
      points: 10_000,
      pointValue: "1",
      redemptionRate: "0.95",
      scale: 0,
    });
    expect(parts).toMatchObject({ toPoints: "8676", toGoods: "91324", standAlonePoints: "9500" });
  });
  test("goods sold at a discount", () => {
    const parts = allocateRevenue({ ...SALE, sale: "1085.00", goodsValue: "2000.00" });
    expect(parts).toMatchObject({ toPoints: "85.00", toGoods: "1000.00" });
  });
  test.each([
    ["no points", { points: 0 }, "0.00"],
    ["nobody redeems", { redemptionRate: "0" }, "0.00"],
    ["goods for nothing", { goodsValue: "0" }, "2000.00"],
    ["nothing of worth", { goodsValue: "0", points: 0 }, "0.00"],
    [
      "a half goes up",
      { sale: "0.03", points: 1, pointValue: "0.03", redemptionRate: "1" },
      "0.02",
    ],
  ])("%s", (_, change, toPoints) => {
    expect(allocateRevenue({ ...SALE, ...change }).toPoints).toBe(toPoints);
  });
  test.each([
    ["a rate above 1", { redemptionRate: "1.01" }, /redemptionRate/],
    ["a rate below 0", { redemptionRate: "-0.1" }, /redemptionRate/],
    ["half a point", { points: 0.5 }, /points/],
    ["NaN points", { points: Number.NaN }, /points/],
    ["a negative value", { pointValue: "-0.1" }, /pointValue/],
    ["a sale below zero", { sale: "-1" }, /sale/],
    ["too fine a sale", { sale: "1.001" }, /sale/],
    ["an exponent", { sale: "1e308" }, /sale/],
    ["a scale that is none", { scale: 2.5 }, /scale/],
  ])("%s is refused", (_, change, message) => {
    expect(() => allocateRevenue({ ...SALE, ...change })).toThrowError(message);
  });
  test("parts sum to the sale (law)", () => {
    const amount = fc.integer({ min: 0, max: 1e9 }).map((units) => (units / 100).toFixed(2));
    fc.assert(
      fc.property(
        amount,
        amount,
        fc.nat(1e6),
        fc.integer({ min: 0, max: 100 }),
        (sale, goods, points, rate) => {
          const parts = allocateRevenue({
            sale,
            goodsValue: goods,
            points,
            pointValue: "0.013",
            redemptionRate: (rate / 100).toFixed(2),
          });
          const cents = (text: string) => Math.round(100 * Number(text));
          expect(cents(parts.toPoints) + cents(parts.toGoods)).toBe(cents(sale));
          const worth = points * 1.3 * (rate / 100);
          const exact = worth === 0 ? 0 : (cents(sale) * worth) / (worth + cents(goods));
          expect(Math.abs(cents(parts.toPoints) - exact)).toBeLessThanOrEqual(0.5001);
        },
      ),
    );
  });
});

describe("recognizeRevenue", () => {
  test("IFRS 15, example 52: two years, and a changed estimate", () => {
    const first = recognizeRevenue({ allocated: "8676", redeemed: 4500, expected: 9500, scale: 0 });
    expect(first).toEqual({ revenue: "4110", recognized: "4110", deferred: "4566" });
    const second = recognizeRevenue({
      allocated: "8676",
      redeemed: 8500,
      expected: 9700,
      recognizedBefore: first.recognized,
      scale: 0,
    });
    expect(second).toEqual({ revenue: "3493", recognized: "7603", deferred: "1073" });
  });
  test("a higher estimate takes revenue back", () => {
    const year = { allocated: "100.00", redeemed: 50, recognizedBefore: "62.50" };
    expect(recognizeRevenue({ ...year, expected: 100 }).revenue).toBe("-12.50");
  });
  test("all is recognized once all is redeemed, or lost", () => {
    const done = { revenue: "100.00", recognized: "100.00", deferred: "0.00" };
    expect(recognizeRevenue({ allocated: "100.00", redeemed: 70, expected: 70 })).toEqual(done);
    expect(recognizeRevenue({ allocated: "100.00", redeemed: 0, expected: 0 })).toEqual(done);
  });
  test("more redeemed than was expected is the estimate itself, and all is recognized", () => {
    const year = { allocated: "100.00", redeemed: 96, recognizedBefore: "90.00" };
    const done = { revenue: "10.00", recognized: "100.00", deferred: "0.00" };
    expect(recognizeRevenue({ ...year, expected: 95 })).toEqual(done);
    const more = { ...year, recognizedBefore: "100.00", expected: 120 };
    expect(recognizeRevenue(more)).toMatchObject({ revenue: "-20.00", deferred: "20.00" });
  });
  test.each([
    [{ redeemed: 1.5 }, /redeemed/],
    [{ redeemed: -1 }, /redeemed/],
    [{ expected: Number.POSITIVE_INFINITY }, /expected/],
    [{ allocated: "x" }, /allocated/],
    [{ recognizedBefore: "-1" }, /recognizedBefore/],
  ])("%o is refused", (change, message) => {
    const progress = { allocated: "100.00", redeemed: 10, expected: 95, ...change };
    expect(() => recognizeRevenue(progress)).toThrowError(message);
  });
});
