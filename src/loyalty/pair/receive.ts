import { endOfLife, settleNew } from "../engine/issue.ts";
import { emit, type Session } from "../engine/session.ts";
import type { Lot } from "../ledger/account.ts";
import type { CompiledCurrency } from "../program/currency.ts";

/** A part of a lot that another account sent. */
export function receive(
  to: Session,
  currency: Pick<CompiledCurrency, "name" | "life">,
  from: string,
  lot: Lot,
  points: number,
  keep: boolean,
  source = `member:${from}`,
): void {
  const { earnedAt, activeAt, expiresAt, store } = lot;
  const received: Lot = {
    id: to.book.nextLot,
    ...(keep && earnedAt !== undefined ? { earnedAt } : {}),
    activeAt: keep ? activeAt : to.now,
    expiresAt: keep ? expiresAt : endOfLife(to.program, currency, to.nowMs),
    remaining: points,
    held: 0,
    source,
    ...(store === undefined ? {} : { store }),
  };
  emit(to, { type: "received", currency: currency.name, lot: received, from });
  settleNew(to, currency.name, received, false);
}
