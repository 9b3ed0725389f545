import { endOfLife, settleNew } from "../engine/issue.ts";
import { emit, type Session } from "../engine/session.ts";
import type { Lot } from "../ledger/account.ts";
import { walletOf } from "../ledger/book.ts";
import type { CompiledCurrency } from "../program/currency.ts";

/** A part of a lot that another account sent. Without activity of its own, it lapses as it would there. */
export function receive(
  from: Session,
  to: Session,
  currency: Pick<CompiledCurrency, "name" | "life">,
  lot: Lot,
  points: number,
  keep: boolean,
  source = `member:${from.book.id}`,
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
  emit(to, { type: "received", currency: currency.name, lot: received, from: from.book.id });
  const { lapsesAt } = walletOf(from.book, currency.name);
  settleNew(to, currency.name, received, false, lapsesAt);
}
