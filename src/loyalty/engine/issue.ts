import { InputError } from "../../core/errors.ts";
import { addDuration, startOfNext } from "../../time/duration.ts";
import { formatInstant } from "../../time/instant.ts";
import type { Lot } from "../ledger/account.ts";
import { balanceOf } from "../ledger/balance-of.ts";
import { walletOf } from "../ledger/book.ts";
import type { CompiledCurrency } from "../program/currency.ts";
import { repayDebt } from "./debt.ts";
import type { Refusal } from "./decision.ts";
import type { CompiledProgram } from "./engine.ts";
import { refuse } from "./refuse.ts";
import { emit, type Session } from "./session.ts";
import { creditActivated } from "./tier-credit.ts";

/** Points to be issued. */
export interface Issue {
  readonly currency: CompiledCurrency;
  readonly points: number;
  /** Where they come from, as `Lot.source` has it. */
  readonly source: string;
  readonly cause: string;
  /** Points that had expired, and are no new ones. */
  readonly reinstated?: boolean;
  /** When they were earned; the command's `at` unless given. */
  readonly earnedMs?: number;
  /** When they become active; when they were earned unless given. */
  readonly activeMs?: number;
  /** The end of their life; the currency's own unless given. */
  readonly expiresAt?: string | null;
  /** Where they were earned. */
  readonly store?: string | undefined;
}

/** Issues a lot; what it brings repays debt first, and lapses at once where its life is over. */
export function issue(session: Session, asked: Issue): void {
  const { currency, points, cause } = asked;
  const earnedMs = asked.earnedMs ?? session.atMs;
  const activeMs = asked.activeMs ?? earnedMs;
  const life = {
    earned: earnedMs === session.atMs ? session.at : formatInstant(earnedMs),
    active: activeMs === session.atMs ? session.at : formatInstant(activeMs),
    expires:
      asked.expiresAt === undefined
        ? endOfLife(session.program, currency, earnedMs)
        : asked.expiresAt,
  };
  const lot = makeLot(session, points, asked, life);
  if (asked.reinstated === true)
    emit(session, { type: "reinstated", currency: currency.name, lot });
  else emit(session, { type: "issued", currency: currency.name, lot, cause });
  // What was earned once counts toward a tier once.
  settleNew(session, currency.name, lot, asked.reinstated !== true);
}

/**
 * What follows of a new lot at once; those of another account have counted toward a tier there.
 *
 * @param lapsesAt - when they would have lapsed in that account
 */
export function settleNew(
  session: Session,
  currency: string,
  lot: Lot,
  counts = true,
  lapsesAt: string | null = null,
): void {
  if (lot.activeAt > session.now) return;
  if (counts) creditActivated(session, currency, lot, session.now);
  const wallet = walletOf(session.book, currency);
  if (lot.expiresAt !== null && lot.expiresAt <= session.now) {
    const lots = [[lot.id, lot.remaining]] as const;
    emit(session, { type: "expired", currency, lots, cause: "life", at: session.now });
    return;
  }
  startIdleTime(session, currency, lot.activeAt, lapsesAt);
  repayDebt(session, wallet, [[lot.id, lot.remaining]], session.now);
}

/**
 * What becomes active in a wallet without a deadline gets one; so does what is learned of late and
 * became active after a deadline that is over.
 *
 * @param latest - the deadline that the points had elsewhere: sent round, they gain no time
 */
export function startIdleTime(
  session: Session,
  currency: string,
  activeAt = session.now,
  latest: string | null = null,
): void {
  const { program, book, now, nowMs } = session;
  const idleUntil = program.currencies.get(currency)?.idleUntil ?? null;
  if (idleUntil === null) return;
  const { lapsesAt: known, totals } = walletOf(book, currency);
  const own = idleUntil(nowMs);
  const lapsesAt = latest !== null && latest < own ? latest : own;
  if (known !== null && (known > now || activeAt < known)) {
    // A pool, or a member who was only ever given points, goes by the last activity of all who gave.
    const goesByOthers = latest !== null && totals.issued + totals.spent === 0;
    if (!goesByOthers || known >= lapsesAt) return;
  }
  emit(session, { type: "active", lapsesAt: [[currency, lapsesAt]] });
}

/** The next lot of an account. */
export function makeLot(
  session: Session,
  remaining: number,
  { source, store }: Pick<Lot, "source"> & Partial<Pick<Issue, "store">>,
  { earned, active, expires }: { earned: string; active: string; expires: string | null },
): Lot {
  const id = session.book.nextLot;
  // Written out, so that all lots are of one shape: speed.
  const lot =
    earned === active
      ? { id, activeAt: active, expiresAt: expires, remaining, held: 0, source }
      : { id, earnedAt: earned, activeAt: active, expiresAt: expires, remaining, held: 0, source };
  return store === undefined ? lot : { ...lot, store };
}

/** When points of a currency end that were earned at an instant. */
export function endOfLife(
  program: CompiledProgram,
  { life }: Pick<CompiledCurrency, "life">,
  earnedMs: number,
): string | null {
  if (life === null) return null;
  const end = addDuration(earnedMs, life.period, program.zone);
  return formatInstant(
    life.roundUp === "none" ? end : startOfNext(end, life.roundUp, program.zone),
  );
}

/** Is there room for so many points in the wallet? */
export function checkRoom(
  session: Session,
  currency: CompiledCurrency,
  points: number,
): Refusal | null {
  const room = roomOf(session, currency);
  if (points <= room) return null;
  const message = `the balance may not exceed ${currency.maximumBalance}`;
  return refuse("above_maximum", message, { limit: currency.maximumBalance });
}

/** How many points more the wallet may hold. */
export function roomOf(session: Session, currency: CompiledCurrency): number {
  const balance = balanceOf(walletOf(session.book, currency.name));
  if (balance > Number.MAX_SAFE_INTEGER) {
    throw new InputError("out_of_range", "expected a balance within safe integers");
  }
  return currency.maximumBalance - balance;
}
