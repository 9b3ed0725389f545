import { walletOf } from "../../ledger/book.ts";
import { releaseHold } from "../clock.ts";
import type { CommandOf } from "../command.ts";
import type { Refusal } from "../decision.ts";
import type { CompiledProgram } from "../engine.ts";
import { programOf } from "../program-of.ts";
import { refuse } from "../refuse.ts";
import { emit, type Session } from "../session.ts";
import { freePoints } from "../spend.ts";
import { endTier } from "../tier-credit.ts";

export function decideEnrollment(session: Session): Refusal | null {
  const { enrolledAt } = session.book;
  if (enrolledAt !== null) return refuse("not_eligible", `enrolled already at ${enrolledAt}`);
  enroll(session, session.at);
  return null;
}

/** Anniversaries count from here on, also where a tier went by those of its first credit. */
export function enroll(session: Session, at: string): void {
  emit(session, { type: "enrolled", at });
  if (session.book.tier?.anchor !== undefined) moveTier(session, session.program);
}

export function decideStatus(session: Session, status: "open" | "frozen"): Refusal | null {
  if (session.book.status === status) {
    return refuse("not_eligible", `the account is ${status} already`);
  }
  emit(session, { type: "status_changed", status });
  return null;
}

/** Ends the account: holds are released, all points are revoked, vouchers too. Debt is left to see. */
export function decideEnd(session: Session, status: "closed" | "erased"): Refusal | null {
  const { book, now } = session;
  for (const hold of book.holds.slice()) releaseHold(session, hold, hold.lots, "released", now);
  for (const { currency } of book.wallets.slice()) {
    const wallet = walletOf(book, currency);
    const lots = freePoints([...wallet.lots, ...wallet.pending], now);
    if (lots.length > 0) emit(session, { type: "revoked", currency, lots, cause: status });
  }
  for (const { id } of book.vouchers.slice()) {
    emit(session, { type: "voucher_revoked", voucher: id });
  }
  emit(session, { type: "status_changed", status });
  return null;
}

/** From now on another version of the program decides. */
export function decideMigration(session: Session, command: CommandOf<"migrate">): Refusal | null {
  const { programVersion } = command;
  const to = programOf(session.engine, programVersion);
  if (programVersion === session.book.programVersion) {
    return refuse("not_eligible", `the account is at version ${programVersion} already`);
  }
  emit(session, { type: "migrated", programVersion });
  moveIdleTime(session, to);
  moveTier(session, to);
  return null;
}

/** The tier goes along as far as the ladders are alike. */
function moveTier(session: Session, { ladder }: CompiledProgram): void {
  const { book, program, nowMs, now } = session;
  const { tier, enrolledAt } = book;
  if (tier === null) return;
  if (program.ladder !== null && ladder !== null) {
    emit(session, program.ladder.carry(tier, ladder, nowMs, enrolledAt));
    return;
  }
  endTier(session, now);
}

/** Balances that lay idle for ever begin to lapse by the new version, or cease to. */
function moveIdleTime(session: Session, { currencies }: CompiledProgram): void {
  for (const { currency, lapsesAt } of session.book.wallets.slice()) {
    const idleUntil = currencies.get(currency)?.idleUntil ?? null;
    if ((idleUntil === null) === (lapsesAt === null)) continue;
    const deadline = idleUntil === null ? null : idleUntil(session.nowMs);
    emit(session, { type: "active", lapsesAt: [[currency, deadline]] });
  }
}
