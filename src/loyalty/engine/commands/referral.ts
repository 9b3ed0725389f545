import { findIn } from "../../ledger/lots.ts";
import type { Policies } from "../../program/policies.ts";
import { clawBack, keepLess } from "../clawback.ts";
import type { Session } from "../session.ts";

/** An order as its referrer's account knows it: other members' orders may bear the same id. */
export function referralOrder(member: string, order: string): string {
  return `${member.length}/${member}/${order}`;
}

/**
 * Takes back what a referral brought the referrer. An account that has ended owes nothing: what it
 * spent is written off.
 *
 * @returns points that could not be taken of an account that has ended; `null` where the account
 *   does not know the order
 */
export function takeBackReferral(referrer: Session, id: string): number | null {
  const { book, at, program } = referrer;
  const open = findIn(book.orders, id);
  if (open === undefined) return null;
  const hasEnded = book.status === "closed" || book.status === "erased";
  const policies = hasEnded ? writingOff(program.policies) : program.policies;
  let lost = 0;
  for (const [currency, , kept] of open.points) {
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
