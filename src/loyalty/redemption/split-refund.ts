import { checkInteger } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { scaleUnits } from "../../money/scaled.ts";
import { spreadUnits } from "../../money/share-out.ts";
import { checkOrder, type ReadOrder } from "../earning/read-order.ts";
import type { PurchaseOrder } from "../order.ts";

/** How a refund is paid back, in minor units of the order's money. */
export interface RefundSplit {
  readonly money: number;
  /** Worth of the points given back. */
  readonly pointsValue: number;
}

/**
 * Splits a refund between money and points as the order was paid. It is cumulative: what was refunded
 * before is split anew together with this refund, so that roundings never add up, and an order
 * refunded whole gives back all of its points.
 *
 * value so far = round half up(points paid × refunded / total); now = value so far − value before
 *
 * @param refundedBefore - in minor units of what the order cost, as {@link refundedWorth} has it
 * @param refundedNow - likewise; together at most the order's total
 * @throws InputError `out_of_range`
 */
export function splitRefund(
  order: PurchaseOrder,
  scale: number,
  refundedBefore: number,
  refundedNow: number,
): RefundSplit {
  const read = readOrder(order, scale);
  const total = totalOf(read);
  const pointsPaid = checkInteger(read.pointsPaid, ["order", "pointsPaid"], 0, total);
  const pointsValue = partSince(pointsPaid, total, refundedBefore, refundedNow);
  return { money: refundedNow - pointsValue, pointsValue };
}

/**
 * The points that a refund gives back of those that paid for the order: the same share, counted in
 * points.
 *
 * @param points - all that the redemption took for the order
 */
export function pointsToReturn(
  points: number,
  order: PurchaseOrder,
  scale: number,
  refundedBefore: number,
  refundedNow: number,
): number {
  checkInteger(points, ["points"]);
  return partSince(points, orderTotal(order, scale), refundedBefore, refundedNow);
}

/** What an order cost, in minor units: goods less discounts, tax and shipping, however it was paid. */
export function orderTotal(order: PurchaseOrder, scale: number): number {
  return totalOf(readOrder(order, scale));
}

/**
 * What so much of an order's lines cost, in minor units: each line's part of what it cost after
 * discounts and with tax. Shipping comes back with the last of the lines, so that an order sent back
 * whole gives back its whole total.
 *
 * @param refunded - by line id, how much of its amount (as `OrderLine.amount` counts it)
 * @throws InputError `unknown_line`, `out_of_range`
 */
export function refundedWorth(
  order: PurchaseOrder,
  scale: number,
  refunded: ReadonlyMap<string, number>,
): number {
  const read = readOrder(order, scale);
  const costs = costOfLines(read);
  let worth = 0;
  let known = 0;
  let isWhole = true;
  for (const [index, { line, amount }] of read.lines.entries()) {
    const units = refunded.get(line.id) ?? 0;
    if (refunded.has(line.id)) known++;
    checkInteger(units, ["lines", line.id], 0, amount);
    if (units === amount) worth += amount === 0 ? 0 : costs[index];
    else {
      isWhole = false;
      worth += scaleUnits(units, costs[index], amount, "halfUp");
    }
  }
  if (known < refunded.size) {
    throw new InputError("unknown_line", "expected lines of the order, got another", ["lines"]);
  }
  return isWhole && known > 0 ? totalOf(read) : worth;
}

/** Reads an order whose money has `scale` digits after the point, whatever its currency. */
function readOrder(order: PurchaseOrder, scale: number): ReadOrder {
  return checkOrder(order, { currency: order?.currency ?? "", scale });
}

function totalOf(order: ReadOrder): number {
  return costOfLines(order).reduce((sum, cost) => sum + cost, order.shipping);
}

/** The part of `whole` that belongs to what is refunded now. */
function partSince(whole: number, total: number, before: number, now: number): number {
  checkInteger(before, ["refundedBefore"], 0, total);
  checkInteger(now, ["refundedNow"], 0, total - before);
  if (total === 0) return 0;
  const after = scaleUnits(before + now, whole, total, "halfUp");
  return after - scaleUnits(before, whole, total, "halfUp");
}

/** What each line cost; the order's own tax falls to goods by what they cost, or to all alike. */
function costOfLines({ lines, tax }: ReadOrder): number[] {
  const goods = lines.map(({ line, net }) => (line.giftCard === true ? 0 : net));
  const weights = goods.some((net) => net > 0) ? goods : lines.map(() => 1);
  const parts = spreadUnits(tax, weights);
  return lines.map((line, index) => line.net + line.tax + parts[index]);
}
