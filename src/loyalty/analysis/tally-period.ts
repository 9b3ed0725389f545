import type { Engine } from "../engine/engine.ts";
import type { RefundedLine } from "../ledger/account.ts";
import { readingEntries } from "../ledger/check-effects.ts";
import type { Entry } from "../ledger/entry.ts";
import { unitsOf } from "../ledger/refunded-lines.ts";
import type { PurchaseOrder } from "../order.ts";
import type { Histories } from "./check-entries.ts";
import { salesOf } from "./sales.ts";

/** What one member's entries say of a period, beside points. */
export interface PeriodTally {
  readonly isActive: boolean;
  readonly orders: number;
  /** In minor units of the program's money, less refunds. */
  readonly sales: number;
}

/** An award of an order that can come back: what was bought (`null`: points were granted for it). */
interface Sale {
  readonly order: PurchaseOrder | null;
  sales: number;
}

/**
 * Of a member's entries up to the end of a period: what those recorded since its start bring.
 *
 * @param histories - of all members, since some were merged into others
 */
export function tallyPeriod(
  entries: readonly Entry[],
  from: string,
  engine: Engine,
  histories: Histories,
): PeriodTally {
  const { money } = engine.latest().program;
  const saleOf = (order: PurchaseOrder | null, refunded?: readonly RefundedLine[]) => {
    return { order, sales: order === null ? 0 : salesOf(order, money, unitsOf(refunded)) };
  };
  const open = new Map<string, readonly Sale[]>();
  let isActive = false;
  let orders = 0;
  let sales = 0;
  let clock = "";
  for (const { recordedAt, effects } of entries) {
    if (recordedAt > clock) clock = recordedAt;
    const isWithin = clock >= from;
    let order: PurchaseOrder | null = null;
    for (const effect of effects) {
      if (effect.type === "awarded") {
        ({ order } = effect.award);
      } else if (effect.type === "order_opened") {
        const sale = saleOf(order);
        const before = effect.again === true ? (open.get(effect.order) ?? []) : [];
        open.set(effect.order, [...before, sale]);
        if (!isWithin || order === null) continue;
        isActive = true;
        orders++;
        sales += sale.sales;
      } else if (effect.type === "order_received") {
        const { id, refunded, again = [] } = effect.order;
        const back = [refunded, ...again.map((award) => award.refunded)];
        const bought = readingEntries(() => findOrders(histories, effect.from, id));
        open.set(
          id,
          bought.map((one, award) => saleOf(one, back[award])),
        );
      } else if (effect.type === "refunded" && effect.lines !== undefined) {
        const known = open.get(effect.order)?.[effect.award ?? 0];
        if (known === undefined) continue;
        const left = saleOf(known.order, effect.lines);
        if (isWithin) sales += left.sales - known.sales;
        known.sales = left.sales;
      } else if (isWithin && (effect.type === "issued" || effect.type === "spent")) {
        isActive = true;
      }
    }
  }
  return { isActive, orders, sales };
}

/** What an account has awarded an order for, award by award, or took over from another account. */
function findOrders(
  histories: Histories,
  account: string,
  id: string,
): readonly (PurchaseOrder | null)[] {
  let found: readonly (PurchaseOrder | null)[] = [];
  for (const { effects } of histories.get(account) ?? []) {
    let order: PurchaseOrder | null = null;
    for (const effect of effects) {
      if (effect.type === "awarded") ({ order } = effect.award);
      else if (effect.type === "order_opened" && effect.order === id) {
        found = effect.again === true ? [...found, order] : [order];
      } else if (effect.type === "order_received" && effect.order.id === id) {
        found = findOrders(histories, effect.from, id);
      }
    }
  }
  return found;
}
