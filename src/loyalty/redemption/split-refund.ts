import { checkInteger } from "../../core/checks.ts";
import { InputError } from "../../core/errors.ts";
import { scaleUnits } from "../../money/scaled.ts";
import { spreadUnits } from "../../money/share-out.ts";
import { checkOrder, type ReadOrder } from "../earning/read-order.ts";
import type { PurchaseOrder } from "../order.ts";

/** By line id, how much of its amount (as `OrderLine.amount` counts it) came back. */
export type RefundedLines = ReadonlyMap<string, number>;

/** How a refund is paid back. */
export interface RefundSplit {
  /** In minor units of the order's money. */
  readonly money: number;
  /** Likewise, what the points given back were worth. */
  readonly pointsValue: number;
  readonly points: number;
}

/**
 * Splits a refund between money and points as the order was paid. It is cumulative: what was refunded
 * before is split anew together with this refund, so that roundings never add up, and an order
 * refunded whole gives back all of its points.
 *
 * Lines cost what they did after discounts and with tax. Shipping comes back with the last of them, so
 * that an order sent back whole gives back its whole total.
 *
 * part so far = round half up(whole × refunded / total); now = part so far − part before
 *
 * @param scale - digits after the point of the order's money, whatever its currency
 * @param points - all that the redemption took for the order
 * @throws InputError `unknown_line`, `out_of_range`
 */
export function splitRefund(
  order: PurchaseOrder,
  scale: number,
  points: number,
  before: RefundedLines,
  after: RefundedLines,
): RefundSplit {
  const read = checkOrder(order, { currency: order?.currency ?? "", scale });
  const costs = costOfLines(read);
  const total = costs.reduce((sum, cost) => sum + cost, read.shipping);
  const pointsPaid = checkInteger(read.pointsPaid, ["order", "pointsPaid"], 0, total);
  const worthBefore = worthOf(read, costs, total, before);
  const worth = worthOf(read, costs, total, after);
  /** What belongs to this refund. */
  const partOf = (whole: number): number => {
    if (total === 0) return 0;
    const soFar = scaleUnits(worth, whole, total, "halfUp");
    return soFar - scaleUnits(worthBefore, whole, total, "halfUp");
  };
  const pointsValue = partOf(pointsPaid);
  return { money: worth - worthBefore - pointsValue, pointsValue, points: partOf(points) };
}

/** What so much of an order's lines cost, in minor units. */
function worthOf(
  { lines }: ReadOrder,
  costs: readonly number[],
  total: number,
  refunded: RefundedLines,
): number {
  let worth = 0;
  let known = 0;
  let isWhole = true;
  for (const [index, { line, amount }] of lines.entries()) {
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
  return isWhole && known > 0 ? total : worth;
}

/** What each line cost; the order's own tax falls to goods by what they cost, or to all alike. */
function costOfLines({ lines, tax }: ReadOrder): number[] {
  const goods = lines.map(({ line, net }) => (line.giftCard === true ? 0 : net));
  const weights = goods.some((net) => net > 0) ? goods : lines.map(() => 1);
  const parts = spreadUnits(tax, weights);
  return lines.map((line, index) => line.net + line.tax + parts[index]);
}
