import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PurchaseOrder } from "../../../src/loyalty/order.ts";
import {
  orderTotal,
  pointsToReturn,
  refundedWorth,
  splitRefund,
} from "../../../src/loyalty/redemption/split-refund.ts";

const ORDER: PurchaseOrder = {
  id: "O1",
  lines: [{ id: "a", amount: "100.00" }],
  pointsPaid: "20.00",
  redemption: "R1",
};

describe("a refund of an order paid in part with points", () => {
  test("is split as the order was paid", () => {
    expect(splitRefund(ORDER, 2, 0, 5000)).toEqual({ money: 4000, pointsValue: 1000 });
    expect(pointsToReturn(2000, ORDER, 2, 0, 5000)).toBe(1000);
  });
  test("gives back all points when all is refunded", () => {
    expect(splitRefund(ORDER, 2, 5000, 5000)).toEqual({ money: 4000, pointsValue: 1000 });
    expect(pointsToReturn(2000, ORDER, 2, 0, 10_000)).toBe(2000);
  });
  test("counts thirds together", () => {
    const order = { ...ORDER, lines: [{ id: "a", amount: "3.00" }], pointsPaid: "1.00" };
    const parts = [0, 100, 200].map((before) => splitRefund(order, 2, before, 100).pointsValue);
    expect(parts).toEqual([33, 34, 33]);
    expect([0, 100, 200].map((before) => pointsToReturn(7, order, 2, before, 100))).toEqual([
      2, 3, 2,
    ]);
  });
  test("is all money where no points paid, and all points where they paid all", () => {
    const { pointsPaid: _, ...paid } = ORDER;
    expect(splitRefund(paid, 2, 0, 1234)).toEqual({ money: 1234, pointsValue: 0 });
    expect(splitRefund({ ...ORDER, pointsPaid: "100.00" }, 2, 0, 1234)).toEqual({
      money: 0,
      pointsValue: 1234,
    });
  });
  test("refuses more than the order was, and more points than it cost", () => {
    expect(() => splitRefund(ORDER, 2, 5000, 5001)).toThrowError(/refundedNow/);
    expect(() => splitRefund(ORDER, 2, -1, 5)).toThrowError(/refundedBefore/);
    expect(() => splitRefund({ ...ORDER, pointsPaid: "100.01" }, 2, 0, 1)).toThrowError(
      /pointsPaid/,
    );
    expect(() => pointsToReturn(1.5, ORDER, 2, 0, 1)).toThrowError(/points/);
  });
  test("sums to what was paid, however it is cut (law)", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1, maxLength: 8 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 0, max: 100_000 }),
        (cuts, share, points) => {
          const total = cuts.reduce((sum, cut) => sum + cut, 0);
          const paid = Math.floor(total * share);
          const order = {
            id: "O",
            lines: [{ id: "a", amount: (total / 100).toFixed(2) }],
            pointsPaid: (paid / 100).toFixed(2),
          };
          let before = 0;
          let money = 0;
          let value = 0;
          let back = 0;
          for (const cut of cuts) {
            const split = splitRefund(order, 2, before, cut);
            const returned = pointsToReturn(points, order, 2, before, cut);
            expect(split.money + split.pointsValue).toBe(cut);
            expect(Math.min(split.money, split.pointsValue, returned)).toBeGreaterThanOrEqual(0);
            money += split.money;
            value += split.pointsValue;
            back += returned;
            before += cut;
          }
          expect([money, value, back]).toEqual([total - paid, paid, points]);
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
    refundedWorth(order, 2, new Map(Object.entries(lines)));

  test("its discounts and its taxes are in it", () => {
    expect(orderTotal(order, 2)).toBe(9460);
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
