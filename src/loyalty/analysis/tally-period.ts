import type { Engine } from "../engine/engine.ts";
import type { Entry } from "../ledger/entry.ts";
import type { PurchaseOrder } from "../order.ts";
import { salesOf } from "./sales.ts";

/** What one member's entries say of a period, beside points. */
export interface PeriodTally {
  readonly isActive: boolean;
  readonly orders: number;
  /** In minor units of the program's money, less refunds. */
  readonly sales: number;
}

/** Of entries up to the end of a period: what those recorded since its start bring. */
export function tallyPeriod(entries: readonly Entry[], from: string, engine: Engine): PeriodTally {
  const { money } = engine.latest.program;
  const open = new Map<string, { readonly order: PurchaseOrder; sales: number }>();
  let isActive = false;
  let orders = 0;
  let sales = 0;
  let clock = "";
  for (const { recordedAt, effects } of entries) {
    if (recordedAt > clock) clock = recordedAt;
    const isWithin = clock >= from;
    for (const effect of effects) {
      if (effect.type === "awarded") {
        const { order } = effect.award;
        const brought = salesOf(order, money, new Map());
        open.set(order.id, { order, sales: brought });
        if (!isWithin) continue;
        isActive = true;
        orders++;
        sales += brought;
      } else if (effect.type === "refunded" && effect.lines !== undefined) {
        const known = open.get(effect.order);
        if (known === undefined) continue;
        const left = salesOf(known.order, money, new Map(effect.lines));
        if (isWithin) sales += left - known.sales;
        known.sales = left;
      } else if (isWithin && (effect.type === "issued" || effect.type === "spent")) {
        isActive = true;
      }
    }
  }
  return { isActive, orders, sales };
}
