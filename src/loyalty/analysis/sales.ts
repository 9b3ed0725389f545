import { scaleUnits } from "../../money/scaled.ts";
import { minorRate } from "../earning/exchange-rate.ts";
import { checkOrder } from "../earning/read-order.ts";
import type { PurchaseOrder } from "../order.ts";
import type { ProgramMoney } from "../program/money.ts";

/**
 * What the goods of an order brought, in minor units of the program's money: after discounts, without
 * tax, shipping and gift cards, less what lines have refunded.
 */
export function salesOf(
  order: PurchaseOrder,
  money: ProgramMoney,
  refunded: ReadonlyMap<string, number>,
): number {
  const read = checkOrder(order, money);
  let units = 0;
  for (const { line, amount, net } of read.lines) {
    if (line.giftCard === true) continue;
    const left = amount - Math.min(amount, refunded.get(line.id) ?? 0);
    units += amount === 0 ? 0 : scaleUnits(net, left, amount, "halfUp");
  }
  if (read.currency === money.currency || order.exchangeRate === undefined) return units;
  const { num, den } = minorRate(order.exchangeRate, read.scale, money.scale);
  return scaleUnits(units, num, den, "halfUp");
}

/** What points bring when they are redeemed, in minor units. */
export function costOf(
  points: number,
  rate: { readonly points: number; readonly units: number },
): number {
  return scaleUnits(points, rate.units, rate.points, "halfUp");
}
