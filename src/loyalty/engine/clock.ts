import type { Account, Hold, Lot, LotPoints } from "../ledger/account.ts";
import { openBook, type WalletBook, walletOf } from "../ledger/book.ts";
import type { Effect } from "../ledger/effect.ts";
import { byExpiry, isOver, isPast } from "../ledger/lots.ts";
import { dueAt, isFree } from "../ledger/next-due.ts";
import { repayDebt } from "./debt.ts";
import { type ClockSession, emit } from "./session.ts";
import { creditActivated, endTier } from "./tier-credit.ts";

/** The account as the clock makes it by an instant: itself where nothing is due. */
export function accountAt(
  program: ClockSession["program"],
  account: Account,
  now: string,
  effects?: Effect[],
): Account {
  if (!isPast(dueAt(account), now)) return account;
  const book = openBook(account);
  advance({ program, book, effects: effects ?? [], now });
  return book;
}

/**
 * Does what the clock did up to the session's instant, in its order: at one instant holds end
 * first, then lots and idle balances, then pending lots become active, then tiers are reviewed.
 */
export function advance(session: ClockSession): void {
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
    if (!isPast(lapsesAt, session.now)) continue;
    emit(session, { type: "active", lapsesAt: [[currency, null]] });
  }
}

function endHolds(session: ClockSession, due: string): void {
  const { holds } = session.book;
  while (holds.length > 0 && holds[0].until <= due) {
    releaseHold(session, holds[0], holds[0].lots, "lapsed", due);
  }
}

/**
 * Gives held points free: those whose life is over lapse, the others repay debt first. At one instant
 * a deadline comes before the lot's end: what it frees then repays, and the rest lapses with the lot.
 */
export function releaseHold(
  session: ClockSession,
  hold: Hold,
  lots: readonly LotPoints[],
  cause: "released" | "lapsed" | "captured",
  at: string,
): void {
  if (lots.length === 0) return;
  const { currency } = hold;
  emit(session, { type: "released", hold: hold.id, currency, lots, cause, at });
  const wallet = walletOf(session.book, currency);
  // As texts, an instant without its Z comes before itself and after all others before it.
  const over = overOf(wallet, lots, cause === "lapsed" ? at.slice(0, -1) : at);
  expire(session, wallet, over, "life", at);
  const alive = lots.filter((part) => !over.includes(part));
  const { lapsesAt } = wallet;
  if (idleUntilOf(session, wallet) !== null && (lapsesAt === null || lapsesAt < at)) {
    expire(session, wallet, alive, "inactivity", at);
  } else repayDebt(session, wallet, alive, at);
}

/** Those whose life is over. */
function overOf(wallet: WalletBook, held: readonly LotPoints[], now: string): readonly LotPoints[] {
  return held.filter(([id]) => wallet.lots.some((lot) => lot.id === id && isOver(lot, now)));
}

function idleUntilOf({ program }: ClockSession, { currency }: WalletBook) {
  return program.currencies.get(currency)?.idleUntil ?? null;
}

function expire(
  session: ClockSession,
  { currency }: WalletBook,
  lots: readonly LotPoints[],
  cause: "life" | "inactivity",
  at: string,
): void {
  if (lots.length > 0) emit(session, { type: "expired", currency, lots, cause, at });
}

/** What no hold protects. */
function freeOf({ id, remaining, held }: Lot): LotPoints {
  return [id, remaining - held];
}

function expireLots(session: ClockSession, wallet: WalletBook, due: string): void {
  unprotect(session, wallet, due);
  const lots: LotPoints[] = [];
  for (const lot of wallet.lots) {
    if (!isOver(lot, due)) break;
    if (isFree(lot)) lots.push(freeOf(lot));
  }
  for (const lot of wallet.pending) if (isOver(lot, due)) lots.push(freeOf(lot));
  expire(session, wallet, lots, "life", due);
}

/** Lets holds go of points whose life is over. */
function unprotect(session: ClockSession, wallet: WalletBook, due: string): void {
  for (const { id: hold, currency, lots: all, unprotected } of session.book.holds.slice()) {
    if (unprotected !== true || currency !== wallet.currency) continue;
    const lots = overOf(wallet, all, due);
    if (lots.length === 0) continue;
    emit(session, { type: "released", hold, currency, lots, cause: "expired", at: due });
  }
}

function lapseIdle(session: ClockSession, wallet: WalletBook, due: string): void {
  const { lots, lapsesAt } = wallet;
  if (!isPast(lapsesAt, due)) return;
  expire(session, wallet, lots.filter(isFree).map(freeOf), "inactivity", due);
}

function activateLots(session: ClockSession, wallet: WalletBook, due: string): void {
  const { currency, pending, lapsesAt } = wallet;
  const opened = pending.filter(({ activeAt }) => activeAt <= due);
  if (opened.length === 0) return;
  emit(session, { type: "activated", currency, lots: opened.map(({ id }) => id), at: due });
  // What lay idle has lapsed; what becomes active only now has its own time before it.
  const idleUntil = idleUntilOf(session, wallet);
  if (idleUntil !== null && (lapsesAt === null || lapsesAt <= due)) {
    emit(session, { type: "active", lapsesAt: [[currency, idleUntil(Date.parse(due))]] });
  }
  for (const lot of opened) creditActivated(session, currency, lot, due);
  // Of all that opens at once, what ends soonest repays: no order of the entries counts.
  repayDebt(session, wallet, opened.sort(byExpiry).map(freeOf), due);
}

function reviewTiers(session: ClockSession, due: string): void {
  const { ladder } = session.program;
  for (;;) {
    const { tier, enrolledAt } = session.book;
    if (!tier || !isPast(tier.reviewAt, due)) return;
    if (ladder === null) endTier(session, due);
    else for (const effect of ladder.review(tier, enrolledAt)) emit(session, effect);
  }
}
