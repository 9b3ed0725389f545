import { clawBack } from "../clawback.ts";
import { emit, type Session } from "../session.ts";

/** An order as its referrer's account knows it: other members' orders may bear the same id. */
export function referralOrder(member: string, order: string): string {
  return `${member.length}/${member}/${order}`;
}

/** Takes back what a referral brought the referrer, if this account knows of it. */
export function takeBackReferral(referrer: Session, id: string): boolean {
  const { book, at } = referrer;
  const open = book.orders.find((order) => order.id === id);
  if (open === undefined) return false;
  for (const [currency, , kept] of open.points) clawBack(referrer, open, currency, kept, at);
  const now = book.orders.find((order) => order.id === id) ?? open;
  emit(referrer, {
    type: "refunded",
    order: id,
    points: now.points.map(([currency, awarded, , lapsed]) => [currency, awarded, 0, lapsed]),
  });
  return true;
}
