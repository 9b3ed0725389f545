import { spreadUnits } from "../../../money/share-out.ts";
import { addDuration } from "../../../time/duration.ts";
import { formatInstant } from "../../../time/instant.ts";
import type { Lot, LotPoints, Redemption, Take } from "../../ledger/account.ts";
import { walletOf } from "../../ledger/book.ts";
import { findIn, isOver } from "../../ledger/lots.ts";
import { checkId, LONGEST_NAME } from "../check-command.ts";
import { sumOf } from "../clawback.ts";
import type { CommandOf } from "../command.ts";
import { checkPoints } from "../currency.ts";
import { repayDebt, takeFrom } from "../debt.ts";
import type { Refusal } from "../decision.ts";
import { makeLot, startIdleTime } from "../issue.ts";
import { exceeds, refuse } from "../refuse.ts";
import { emit, type Session } from "../session.ts";
import { settle } from "../settlement.ts";
import { voucherOf } from "./voucher.ts";

export function decideReversal(
  session: Session,
  command: CommandOf<"reverseRedemption">,
): Refusal | null {
  checkId(command.redemption, ["redemption"], LONGEST_NAME);
  const redemption = findIn(session.book.redemptions, command.redemption);
  if (redemption === undefined) {
    return refuse("folded", `no redemption ${command.redemption} can be reversed any more`);
  }
  const left = sumOf(partsOf(redemption));
  const points = command.points === undefined ? left : checkPoints(command.points);
  if (points > left || left === 0) return exceeds(left, `redemption ${redemption.id}`);
  restore(session, redemption, points);
  return null;
}

/**
 * Gives points of a redemption back. What lives on goes to its lots and repays debt; what has
 * lapsed meanwhile does so at once, or gets a new life, as the program's policies have it.
 */
export function restore(session: Session, redemption: Redemption, points: number): void {
  const { reversal } = session.program.policies;
  const { currency } = redemption;
  const chosen = choose(redemption, points, reversal.order);
  const lives = new Map(redemption.takes.map((take) => [take.lot, take]));
  const idle = lapsedIdle(session, currency);
  const over = chosen.filter(([lot]) => idle || isLapsed(lives.get(lot), session.now));
  const alive = chosen.filter((part) => !over.includes(part));
  const anew = reversal.expired === "reissue" ? over : [];
  const reissued = anew.map(
    (part, index): Lot => ({
      ...reissue(session, part, lives),
      id: session.book.nextLot + index,
    }),
  );
  emit(session, {
    type: "restored",
    redemption: redemption.id,
    currency,
    lots: [...alive, ...over],
    ...(reissued.length === 0 ? {} : { reissued }),
  });
  settle(session, redemption, chosen, -1);
  if (points === sumOf(partsOf(redemption))) takeVoucher(session, redemption);
  if (over.length > 0 && reissued.length === 0) {
    emit(session, { type: "expired", currency, lots: over, cause: "returned", at: session.now });
  }
  if (reissued.length > 0) startIdleTime(session, currency);
  const living = reissued.map(({ id, remaining }): LotPoints => [id, remaining]);
  repayDebt(session, walletOf(session.book, currency), [...alive, ...living], session.now);
}

/** Who has all points back does not keep what they bought, unless it is used already. */
function takeVoucher(session: Session, { id }: Redemption): void {
  const voucher = voucherOf(id);
  if (findIn(session.book.vouchers, voucher) === undefined) return;
  emit(session, { type: "voucher_revoked", voucher });
}

function reissue(
  session: Session,
  [lot, points]: LotPoints,
  lives: ReadonlyMap<number, Take>,
): Lot {
  const end = addDuration(session.nowMs, session.program.grace, session.program.zone);
  const from = lives.get(lot) ?? { source: "" };
  const earned = session.now;
  return makeLot(session, points, from, { earned, active: earned, expires: formatInstant(end) });
}

/** Has the balance lapsed for want of activity, and was there none since? */
function lapsedIdle({ program, book }: Session, currency: string): boolean {
  const idleUntil = program.currencies.get(currency)?.idleUntil ?? null;
  return idleUntil !== null && walletOf(book, currency).lapsesAt === null;
}

function isLapsed(take: Take | undefined, now: string): boolean {
  return take !== undefined && isOver(take, now);
}

function choose(
  redemption: Redemption,
  points: number,
  order: "lifo" | "fifo" | "prorata",
): readonly LotPoints[] {
  const parts = partsOf(redemption);
  if (order === "fifo") return takeFrom(parts, points);
  if (order === "lifo") return takeFrom(parts.reverse(), points);
  const shares = spreadUnits(
    points,
    parts.map(([, taken]) => taken),
  );
  return parts
    .map(([lot], index): LotPoints => [lot, shares[index]])
    .filter(([, share]) => share > 0);
}

function partsOf({ takes }: Redemption): LotPoints[] {
  return takes.map(({ lot, points }): LotPoints => [lot, points]);
}
