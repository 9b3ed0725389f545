import {
  type Account,
  decide,
  decideReferral,
  type Entry,
  type PairDecision,
  type ReferralCommand,
} from "clientele/loyalty";
import { execute, type Intent, type Outcome, type Shop } from "./execute.ts";
import { findAward, loadAccount, loadBudgets } from "./ledger.ts";
import type { OrderCompleted, OrderReturned, ShopEvent } from "./requests.ts";

/** The order has not come yet: the shop is to send the event again, later. */
export interface Early {
  readonly ok: false;
  readonly reason: "unknown_order";
  readonly message: string;
}

/**
 * An event of the shop. It may come twice, late and in any order: its id is that of the command, so
 * that it counts once.
 */
export function receive(shop: Shop, event: ShopEvent): Promise<Outcome | Early> {
  return event.type === "order.completed" ? complete(shop, event) : takeBack(shop, event);
}

async function complete(shop: Shop, event: OrderCompleted): Promise<Outcome> {
  const { db, engine, clock } = shop;
  const { order, at } = event;
  const intent = intentOf(event, order.referredBy);
  return execute(shop, intent, async (member, referrer) => {
    const context = { budgets: await loadBudgets(db) };
    const { id } = intent;
    const command = { type: "completeOrder", id, at, recordedAt: clock(), order, context } as const;
    const { referredBy, ...own } = order;
    return (
      together(shop, member, referrer, command) ??
      decide(engine, member, { ...command, order: own })
    );
  });
}

async function takeBack(shop: Shop, event: OrderReturned): Promise<Outcome | Early> {
  const { db, engine, clock } = shop;
  const { order, at } = event;
  const account = await loadAccount(db, engine, event.member);
  const entry = await findAward(db, account.id, order);
  if (entry === null) {
    return { ok: false, reason: "unknown_order", message: `order ${order} has not come yet` };
  }
  const intent = intentOf(event, referrerIn(entry));
  return execute(shop, intent, (member, referrer) => {
    const base = { id: intent.id, at, recordedAt: clock(), order, entry };
    const command: ReferralCommand =
      event.type === "order.cancelled"
        ? { ...base, type: "cancelOrder" }
        : { ...base, type: "refundOrder", refund: event.refund, lines: event.lines };
    return together(shop, member, referrer, command) ?? decide(engine, member, command);
  });
}

function intentOf(event: ShopEvent, other: string | undefined): Intent {
  return { id: `event:${event.id}`, member: event.member, other, request: event };
}

/**
 * What the order does to both, the member and whoever referred her. `null` where it concerns her
 * alone: nobody referred her, or nobody who could be given points for it.
 */
function together(
  { engine }: Shop,
  member: Account,
  referrer: Account | null,
  command: ReferralCommand,
): PairDecision | null {
  if (referrer === null || referrer.version === 0) return null;
  const decision = decideReferral(engine, [member, referrer], command);
  return decision.ok ? decision : null;
}

/** Who referred the member with the order that an entry awarded. */
function referrerIn({ effects }: Entry): string | undefined {
  for (const effect of effects) {
    if (effect.type === "awarded") return effect.award.order.referredBy;
  }
  return undefined;
}
