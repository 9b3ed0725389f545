import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PurchaseOrder } from "../../../src/loyalty/order.ts";
import { splitRefund } from "../../../src/loyalty/redemption/split-refund.ts";

const ORDER: PurchaseOrder = {
  id: "O1",
  lines: [{ id: "a", amount: "100.00" }],
  pointsPaid: "20.00",
  redemption: "R1",
};

/** What a refund of so much of the only line pays back, after so much of it came back before. */
function split(order: PurchaseOrder, points: number, before: number, now: number) {
  const lines = (units: number) => new Map(units === 0 ? [] : [["a", units]]);
  return splitRefund(order, 2, points, lines(before), lines(before + now));
}

describe("a refund of an order paid in part with points", () => {
  test("is split as the order was paid", () => {
    const half = { money: 4000, pointsValue: 1000, points: 1000 };
    expect(split(ORDER, 2000, 0, 5000)).toEqual(half);
    expect(split(ORDER, 2000, 5000, 5000)).toEqual(half);
  });
  test("gives back all points when all is refunded", () => {
    expect(split(ORDER, 2000, 0, 10_000)).toMatchObject({ money: 8000, points: 2000 });
  });
  test("counts thirds together", () => {
    const order = { ...ORDER, lines: [{ id: "a", amount: "3.00" }], pointsPaid: "1.00" };
    const parts = [0, 100, 200].map((before) => split(order, 7, before, 100));
    expect(parts.map(({ pointsValue }) => pointsValue)).toEqual([33, 34, 33]);
    expect(parts.map(({ points }) => points)).toEqual([2, 3, 2]);
  });
  test("is all money where no points paid, and all points where they paid all", () => {
    const { pointsPaid: _, ...paid } = ORDER;
    expect(split(paid, 0, 0, 1234)).toEqual({ money: 1234, pointsValue: 0, points: 0 });
    const whole = { money: 0, pointsValue: 1234, points: 123 };
    expect(split({ ...ORDER, pointsPaid: "100.00" }, 1000, 0, 1234)).toEqual(whole);
  });
  test("refuses more than the order was, and more points than it cost", () => {
    expect(() => split(ORDER, 0, 5000, 5001)).toThrowError(/lines\.a/);
    expect(() => split(ORDER, 0, -1, 5)).toThrowError(/lines\.a/);
    expect(() => split({ ...ORDER, pointsPaid: "100.01" }, 0, 0, 1)).toThrowError(/pointsPaid/);
  });
  test("sums to what was paid, however it is cut (law)", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 100_000 }),
        (cuts, share, all) => {
          const total = cuts.reduce((sum, cut) => sum + cut, 0);
          const paid = Math.floor(total * share);
          const order = {
            id: "O",
            lines: [{ id: "a", amount: (total / 100).toFixed(2) }],
            pointsPaid: (paid / 100).toFixed(2),
          };
          let before = 0;
          const sums = { money: 0, pointsValue: 0, points: 0 };
          for (const cut of cuts) {
            const { money, pointsValue, points } = split(order, all, before, cut);
            expect(money + pointsValue).toBe(cut);
            expect(Math.min(money, pointsValue, points)).toBeGreaterThanOrEqual(0);
            sums.money += money;
            sums.pointsValue += pointsValue;
            sums.points += points;
            before += cut;
          }
          expect(sums).toEqual({ money: total - paid, pointsValue: paid, points: all });
        },
      ),
    );
  });
});

describe("what refunded lines cost", () => {
  const order: PurchaseOrder = {
    id: "O1",
    lines: [
      { id: "shoes", amount: "60.00", discount: "10.00", tax: "9.50" },
      { id: "socks", amount: "10.00" },
      { id: "card", amount: "25.00", giftCard: true },
    ],
    discount: "6.00",
    tax: "1.20",
    shipping: "4.90",
  };
  const worth = (lines: Readonly<Record<string, number>>) =>
    splitRefund(order, 2, 0, new Map(), new Map(Object.entries(lines))).money;

  test("its discounts and its taxes are in it", () => {
    // 50.00 less 5/6 of 6.00 and with 5/6 of 1.20, plus its own tax of 9.50.
    expect(worth({ shoes: 6000 })).toBe(5550);
    expect(worth({ shoes: 3000 })).toBe(2775);
    expect(worth({ socks: 1000 })).toBe(920);
    expect(worth({ card: 2500 })).toBe(2500);
  });
  test("shipping comes back with the last line", () => {
    expect(worth({ shoes: 6000, socks: 1000, card: 2500 })).toBe(9460);
    expect(worth({ shoes: 6000, socks: 1000 })).toBe(6470);
    expect(worth({})).toBe(0);
  });
  test("refuses lines of other orders and more than a line was", () => {
    expect(() => worth({ hat: 1 })).toThrowError(/lines of the order/);
    expect(() => worth({ socks: 1001 })).toThrowError(/socks/);
  });
});
