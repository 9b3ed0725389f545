import { releaseHold } from "../engine/clock.ts";
import { enroll } from "../engine/commands/status.ts";
import { voucherOf } from "../engine/commands/voucher.ts";
import { repayDebt } from "../engine/debt.ts";
import type { Refusal } from "../engine/decision.ts";
import { refuse } from "../engine/refuse.ts";
import { emit, type Session } from "../engine/session.ts";
import { freePoints } from "../engine/spend.ts";
import { credit } from "../engine/tier-credit.ts";
import type { Lot, Redemption, Voucher } from "../ledger/account.ts";
import { type Book, type WalletBook, walletOf } from "../ledger/book.ts";
import { findIn } from "../ledger/lots.ts";
import { countAlike } from "../tiers/level-of.ts";
import { receive } from "./receive.ts";

/**
 * All of one account goes to the other: lots with their lives, debt, open orders and redemptions,
 * counters, credit toward a tier, vouchers. Holds are released first. The first account is closed.
 */
export function mergeMembers(from: Session, to: Session): Refusal | null {
  const { book, now } = from;
  const refusal = findClash(book, to.book);
  if (refusal !== null) return refusal;
  for (const hold of book.holds.slice()) releaseHold(from, hold, hold.lots, "released", now);
  for (const wallet of book.wallets.slice()) moveWallet(from, to, wallet);
  for (const redemption of book.redemptions.slice()) moveRedemption(from, to, redemption);
  for (const order of book.orders) {
    emit(to, { type: "order_received", order, from: book.id });
  }
  if (book.counters.length > 0) emit(to, { type: "counted", counters: book.counters.slice() });
  // Before the credit, whose years are counted from then.
  if (to.book.enrolledAt === null && book.enrolledAt !== null) enroll(to, book.enrolledAt);
  moveCredit(from, to);
  for (const voucher of book.vouchers.slice()) {
    emit(from, { type: "voucher_revoked", voucher: voucher.id });
    emit(to, { type: "voucher_issued", voucher: { ...voucher, id: freeId(voucher, to.book) } });
  }
  emit(from, { type: "status_changed", status: "closed", into: to.book.id });
  return null;
}

/** What both accounts know under one id could be undone of one of them only. */
function findClash(book: Book, other: Book): Refusal | null {
  const isIn = ({ id }: { readonly id: string }, list: readonly { readonly id: string }[]) =>
    list.some((one) => one.id === id);
  const order = book.orders.find((one) => isIn(one, other.orders));
  if (order !== undefined) {
    return refuse("duplicate_order", `order ${order.id} was awarded to both members`);
  }
  const redemption = book.redemptions.find((one) => isIn(one, other.redemptions));
  if (redemption !== undefined) {
    const message = `both members have made a redemption ${redemption.id}`;
    return refuse("idempotency_conflict", message);
  }
  // Its reversal would take the voucher of the other's redemption, which is past reversing.
  const mixed =
    book.redemptions.find(({ id }) => isIn({ id: voucherOf(id) }, other.vouchers)) ??
    other.redemptions.find(({ id }) => isIn({ id: voucherOf(id) }, book.vouchers));
  if (mixed === undefined) return null;
  const message = `redemption ${mixed.id} of one member has the other one's voucher ${voucherOf(mixed.id)}`;
  return refuse("idempotency_conflict", message);
}

/** She keeps both vouchers of one id, and uses one at a time. */
function freeId({ id }: Voucher, { vouchers }: Book): string {
  let free = id;
  for (let count = 2; findIn(vouchers, free) !== undefined; count++) {
    free = `${id}~${count}`;
  }
  return free;
}

function moveWallet(from: Session, to: Session, wallet: WalletBook): void {
  const { currency, lapsesAt } = wallet;
  // A currency that is gone from the program goes along: its points end as they would have.
  const target = to.program.currencies.get(currency) ?? { name: currency, life: null };
  const lots: Lot[] = [...wallet.lots, ...wallet.pending];
  const parts = freePoints(lots, from.now);
  if (parts.length > 0) {
    emit(from, { type: "sent", currency, lots: parts, to: to.book.id });
    for (const lot of lots) {
      receive(from, to, target, lot, lot.remaining, true, lot.source);
    }
  }
  const { debt } = wallet;
  if (debt > 0) {
    emit(from, { type: "indebted", currency, points: -debt });
    emit(to, { type: "indebted", currency, points: debt });
    const other = walletOf(to.book, currency);
    repayDebt(to, other, freePoints(other.lots, to.now), to.now);
  }
  const known = walletOf(to.book, currency).lapsesAt;
  if (lapsesAt !== null && (known === null || known < lapsesAt)) {
    emit(to, { type: "active", lapsesAt: [[currency, lapsesAt]] });
  }
}

/** Toward a tier, where both ladders count the same; vouchers of a level are issued once. */
function moveCredit({ book: { tier }, program }: Session, to: Session): void {
  if (tier === null || !countAlike(program.ladder?.compiled, to.program.ladder?.compiled)) return;
  for (const [earned, points] of tier.credits) credit(to, earned, points, to.now, tier.level);
}

/** Under ids of lots that the other account has never had. */
function moveRedemption(from: Session, to: Session, redemption: Redemption): void {
  const takes = redemption.takes.map((take, index) => ({ ...take, lot: to.book.nextLot + index }));
  emit(from, { type: "redemption_sent", redemption: redemption.id, to: to.book.id });
  emit(to, {
    type: "redemption_received",
    redemption: { ...redemption, takes },
    from: from.book.id,
  });
}
