import { spreadUnits } from "../../money/share-out.ts";
import type { Policies } from "../program/policies.ts";
import type { ReadLine, ReadOrder } from "./read-order.ts";

/**
 * What of each line earns points, in minor units of the order's currency. Tax and shipping of the
 * order as a whole, where they count, and what points paid are spread over lines but gift cards by
 * what these cost, by largest remainder; what points paid beyond them, over gift cards.
 */
export function orderBasis(order: ReadOrder, flags: Policies["basis"]): number[] {
  const { lines } = order;
  const basis = lines.map((line) => countsOf(line, flags));
  const extra = (flags.tax ? order.tax : 0) + (flags.shipping ? order.shipping : 0);
  const isPaid = order.pointsPaid > 0 && !flags.pointsPaid;
  if (extra === 0 && !isPaid) return basis;
  const due = lines.map((line) => line.net + (flags.tax ? line.tax : 0));
  if (extra > 0) {
    const parts = spreadExtra(extra, lines, flags.giftCards);
    for (let index = 0; index < parts.length; index++) {
      basis[index] += parts[index];
      due[index] += parts[index];
    }
  }
  if (isPaid) {
    const isCard = (index: number) => lines[index].line.giftCard === true;
    const left = takePaid(order.pointsPaid, basis, due, (index) => !isCard(index));
    if (flags.giftCards) takePaid(left, basis, due, isCard);
  }
  return basis;
}

function countsOf({ line, amount, net, tax }: ReadLine, flags: Policies["basis"]): number {
  if (line.giftCard === true && !flags.giftCards) return 0;
  return (flags.discounts ? amount : net) + (flags.tax ? tax : 0);
}

function spreadExtra(total: number, lines: readonly ReadLine[], giftCards: boolean): number[] {
  const isGoods = lines.map(({ line }) => line.giftCard !== true);
  if (!isGoods.includes(true)) {
    if (!giftCards) return lines.map(() => 0);
    isGoods.fill(true);
  }
  const costs = lines.map(({ net }, index) => (isGoods[index] ? net : 0));
  const isFree = costs.every((cost) => cost === 0);
  return spreadUnits(total, isFree ? isGoods.map((is) => (is ? 1 : 0)) : costs);
}

/** Takes what points paid from the basis of some lines, and tells what is left of it. */
function takePaid(
  paid: number,
  basis: number[],
  due: readonly number[],
  takes: (index: number) => boolean,
): number {
  const weights = due.map((units, index) => (takes(index) ? units : 0));
  const sum = weights.reduce((left, right) => left + right, 0);
  const taken = Math.min(paid, sum);
  if (taken > 0) {
    const parts = spreadUnits(taken, weights);
    for (let index = 0; index < parts.length; index++) basis[index] -= parts[index];
  }
  return paid - taken;
}
