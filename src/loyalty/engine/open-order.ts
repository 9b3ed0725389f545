import { addDuration } from "../../time/duration.ts";
import { formatInstant } from "../../time/instant.ts";
import type { OrderPoints } from "../ledger/account.ts";
import { placeIn } from "../ledger/lots.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import type { Refusal } from "./decision.ts";
import { refuse } from "./refuse.ts";
import { emit, type Session } from "./session.ts";
import { countsPoints } from "./tier-credit.ts";

/**
 * Remembers an order until it can no longer be refunded. `known` is its place among those that are
 * remembered already, below 0 where it is none of them.
 */
export function openOrder(
  session: Session,
  order: string,
  points: readonly OrderPoints[],
  print: number,
  redemption?: string,
  known = placeIn(session.book.orders, order),
): void {
  const opened = {
    type: "order_opened",
    order,
    points,
    until: returnsUntil(session),
    print,
  } as const;
  const { redemptions } = session.book;
  const isPaid = redemption !== undefined && placeIn(redemptions, redemption) >= 0;
  const counts = points.some(([currency]) => countsPoints(session, currency));
  const paid = isPaid ? { ...opened, redemption } : opened;
  const effect = counts ? { ...paid, at: session.at } : paid;
  emit(session, known >= 0 ? { ...effect, again: true } : effect);
}

/** Until when what happens now can be undone; counted from when it was learned of. */
export function returnsUntil({ program, nowMs }: Session): string {
  return formatInstant(addDuration(nowMs, program.windows.returns, program.zone));
}

/** Was the order awarded already, and does that matter? */
export function isAwarded(session: Session, order: string): boolean {
  return session.program.policies.orders.dedupe && placeIn(session.book.orders, order) >= 0;
}

export function duplicateOrder(order: string): Refusal {
  return refuse("duplicate_order", `order ${order} was awarded already`);
}

/** When points earned now become active. */
export function pendingUntil(
  { program, atMs }: Pick<Session, "program" | "atMs">,
  { pendingFor }: Pick<CompiledCurrency, "pendingFor">,
): number {
  return pendingFor === null ? atMs : addDuration(atMs, pendingFor, program.zone);
}
