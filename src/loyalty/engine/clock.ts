import type { Account, Hold, LotPoints } from "../ledger/account.ts";
import { openBook, type WalletBook, walletOf } from "../ledger/book.ts";
import { isOver } from "../ledger/lots.ts";
import { dueAt, isFree } from "../ledger/next-due.ts";
import { repayDebt } from "./debt.ts";
import { emit, type Session } from "./session.ts";
import { creditActivated } from "./tier-credit.ts";

/** The account as the clock makes it by an instant: itself where nothing is due. */
export function accountAt(
  engines: Pick<Session, "engine" | "program">,
  account: Account,
  now: string,
  nowMs: number,
): Account {
  const due = dueAt(account);
  if (due === null || due > now) return account;
  const book = openBook(account);
  const times = { now, nowMs, at: now, atMs: nowMs, recordedAt: now };
  advance({ ...engines, book, effects: [], ...times, orderPrint: 0 });
  return book;
}

/**
 * Does what the clock did up to the session's instant, in its order: at one instant holds end
 * first, then lots and idle balances, then pending lots become active, then tiers are reviewed.
 */
export function advance(session: Session): void {
  for (;;) {
    const due = dueAt(session.book);
    if (due === null || due > session.now) break;
    endHolds(session, due);
    for (const wallet of session.book.wallets) expireLots(session, wallet, due);
    for (const wallet of session.book.wallets) lapseIdle(session, wallet, due);
    for (const wallet of session.book.wallets) activateLots(session, wallet, due);
    reviewTiers(session, due);
  }
  for (const { currency, lapsesAt } of session.book.wallets) {
    // It passed while there was nothing to lapse: what comes later has a time of its own.
    if (lapsesAt === null || lapsesAt > session.now) continue;
    emit(session, { type: "active", lapsesAt: [[currency, null]] });
  }
}

function endHolds(session: Session, due: string): void {
  const { holds } = session.book;
  while (holds.length > 0 && holds[0].until <= due) {
    releaseHold(session, holds[0], holds[0].lots, "lapsed", due);
  }
}

/** Gives held points free: those whose life is over lapse, the others repay debt first. */
export function releaseHold(
  session: Session,
  hold: Hold,
  lots: readonly LotPoints[],
  cause: "released" | "lapsed" | "captured",
  at: string,
): void {
  if (lots.length === 0) return;
  const { currency } = hold;
  emit(session, { type: "released", hold: hold.id, currency, lots, cause, at });
  const wallet = walletOf(session.book, currency);
  const over = lots.filter(([id]) => wallet.lots.some((lot) => lot.id === id && isOver(lot, at)));
  if (over.length > 0) {
    emit(session, { type: "expired", currency, lots: over, cause: "life", at });
  }
  const alive = over.length === 0 ? lots : lots.filter((part) => !over.includes(part));
  if (alive.length === 0) return;
  const idleUntil = session.program.currencies.get(currency)?.idleUntil ?? null;
  if (idleUntil !== null && (wallet.lapsesAt === null || wallet.lapsesAt < at)) {
    emit(session, { type: "expired", currency, lots: alive, cause: "inactivity", at });
  } else repayDebt(session, wallet, alive, at);
}

function expireLots(session: Session, wallet: WalletBook, due: string): void {
  const { currency } = wallet;
  if (session.book.holds.length > 0) unprotect(session, wallet, due);
  const lots: LotPoints[] = [];
  for (const lot of wallet.lots) {
    if (!isOver(lot, due)) break;
    if (isFree(lot)) lots.push([lot.id, lot.remaining - lot.held]);
  }
  for (const lot of wallet.pending) if (isOver(lot, due)) lots.push([lot.id, lot.remaining]);
  if (lots.length > 0) emit(session, { type: "expired", currency, lots, cause: "life", at: due });
}

/** Lets holds go of points whose life is over. */
function unprotect(session: Session, wallet: WalletBook, due: string): void {
  for (const { id: hold, currency, lots: all, unprotected } of session.book.holds.slice()) {
    if (unprotected !== true || currency !== wallet.currency) continue;
    const lots = all.filter(([held]) =>
      wallet.lots.some((lot) => lot.id === held && isOver(lot, due)),
    );
    if (lots.length === 0) continue;
    emit(session, { type: "released", hold, currency, lots, cause: "expired", at: due });
  }
}

function lapseIdle(session: Session, wallet: WalletBook, due: string): void {
  const { currency, lapsesAt } = wallet;
  if (lapsesAt === null || lapsesAt > due) return;
  const lots = wallet.lots
    .filter(isFree)
    .map(({ id, remaining, held }): LotPoints => [id, remaining - held]);
  if (lots.length === 0) return;
  emit(session, { type: "expired", currency, lots, cause: "inactivity", at: due });
}

function activateLots(session: Session, wallet: WalletBook, due: string): void {
  const { currency } = wallet;
  const lots: number[] = [];
  for (const lot of wallet.pending) {
    if (lot.activeAt > due) break;
    lots.push(lot.id);
  }
  if (lots.length === 0) return;
  const opened = wallet.pending.slice(0, lots.length);
  emit(session, { type: "activated", currency, lots, at: due });
  // What lay idle has lapsed; what becomes active only now has its own time before it.
  const idleUntil = session.program.currencies.get(currency)?.idleUntil ?? null;
  if (idleUntil !== null && (wallet.lapsesAt === null || wallet.lapsesAt <= due)) {
    const lapsesAt = idleUntil(Date.parse(due));
    emit(session, { type: "active", lapsesAt: [[currency, lapsesAt]] });
  }
  for (const lot of opened) creditActivated(session, currency, lot, due);
  repayDebt(
    session,
    wallet,
    opened.map(({ id, remaining }): LotPoints => [id, remaining]),
    due,
  );
}

function reviewTiers(session: Session, due: string): void {
  const { ladder } = session.program;
  for (;;) {
    const { tier, enrolledAt } = session.book;
    if (ladder === null || tier === null || tier.reviewAt === null || tier.reviewAt > due) return;
    for (const effect of ladder.review(tier, enrolledAt)) emit(session, effect);
  }
}
