import type { CompiledCap } from "../../earning/compiled-earning.ts";
import { countAt } from "../../earning/counter-keys.ts";
import { capRoom, countersOf } from "../../earning/limits.ts";
import type { Award } from "../../ledger/award.ts";
import { findIn } from "../../ledger/lots.ts";
import type { CompiledCurrency } from "../../program/currency.ts";
import type { Policies } from "../../program/policies.ts";
import { clawBack, keepLess } from "../clawback.ts";
import { roomOf } from "../issue.ts";
import { emit, type Session } from "../session.ts";

type Referral = NonNullable<Award["referral"]>;

/** An order as its referrer's account knows it: other members' orders may bear the same id. */
export function referralOrder(member: string, order: string): string {
  return `${member.length}/${member}/${order}`;
}

/** What caps and a full wallet leave the referrer of it, and what the caps count. */
export function limitReferral(
  referrer: Session,
  referral: Referral,
  currency: CompiledCurrency,
): Pick<Award, "counters"> & { readonly points: number } {
  const { program, book, atMs } = referrer;
  const caps = capsOf(referrer, referral);
  const rooms = caps.map((cap) => capRoom(cap, program.earning, atMs, book));
  const points = Math.max(0, Math.min(referral.points, roomOf(referrer, currency), ...rooms));
  return { points, counters: points > 0 ? caps.flatMap((cap) => countersOf(cap, points)) : [] };
}

function capsOf({ program }: Session, { rule, currency }: Referral): readonly CompiledCap[] {
  return program.earning.caps.filter(
    (cap) => cap.currency.name === currency && cap.rules?.has(rule) !== false,
  );
}

/** Gives room in caps back, in the windows of the award. */
function freeRoom(referrer: Session, referral: Referral, atMs: number, points: number): void {
  const { program, book } = referrer;
  for (const { pointsKey: window } of capsOf(referrer, referral)) {
    if (window === null) continue;
    const used = Math.min(points, countAt(book.counters, window, atMs, program.earning.clock));
    const freed = [window.key, -used, window.until] as const;
    if (used > 0) emit(referrer, { type: "counted", counters: [freed] });
  }
}

/**
 * Takes back what a referral brought the referrer. An account that has ended owes nothing: what it
 * spent is written off.
 *
 * @param atMs - of the award: room in caps is free again in the windows of then
 * @returns points that could not be taken of an account that has ended; `null` where the account
 *   does not know the order
 */
export function takeBackReferral(
  referrer: Session,
  id: string,
  referral: Referral,
  atMs: number,
): number | null {
  const { book, at, program } = referrer;
  const open = findIn(book.orders, id);
  if (open === undefined) return null;
  const hasEnded = book.status === "closed" || book.status === "erased";
  const policies = hasEnded ? writingOff(program.policies) : program.policies;
  let lost = 0;
  for (const [currency, , kept] of open.points) {
    if (policies.clawback.caps === "net") freeRoom(referrer, referral, atMs, kept);
    const left = clawBack(referrer, open, currency, kept, open.at ?? at, policies);
    if (hasEnded) lost += left;
  }
  keepLess(
    referrer,
    open,
    open.points.map(([, , kept]) => kept),
  );
  return lost;
}

/** What was taken when the account ended is not to be taken once more. */
function writingOff(policies: Policies): Policies {
  return { ...policies, clawback: { ...policies.clawback, negative: "clamp", expired: "forgive" } };
}
