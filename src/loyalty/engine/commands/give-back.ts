import { formatUnits } from "../../../money/scaled.ts";
import { type OverdrawnCard, overdrawnCards } from "../../earning/punch-cards.ts";
import { scaleOf } from "../../earning/read-order.ts";
import type { Counter, Lot } from "../../ledger/account.ts";
import type { Award, AwardSnapshot } from "../../ledger/award.ts";
import { walletOf } from "../../ledger/book.ts";
import { countOf } from "../../ledger/counters.ts";
import { earnedAt, findIn } from "../../ledger/lots.ts";
import type { ProgramMoney } from "../../program/money.ts";
import { type RefundedLines, splitRefund } from "../../redemption/split-refund.ts";
import type { CompiledProgram } from "../engine.ts";
import { programOf } from "../program-of.ts";
import { emit, type Session } from "../session.ts";
import { countsPoints, credit } from "../tier-credit.ts";
import { rewardOf } from "./order.ts";
import { restore } from "./reverse.ts";

/** Rewards of punch cards that the punches left do not pay for, unless they are used already. */
export function takeBackRewards(session: Session, program: CompiledProgram): void {
  for (const card of overdrawnCards(program, session.book.counters)) {
    const unused = unusedRewards(session, card).slice(-card.rewards);
    for (const { voucher, lot } of unused) {
      if (voucher !== undefined) emit(session, { type: "voucher_revoked", voucher });
      if (lot !== undefined) revokeReward(session, card, lot);
      emit(session, { type: "counted", counters: [[card.counter, -1, null]] });
    }
  }
}

interface Reward {
  readonly voucher?: string;
  readonly lot?: Lot;
}

/** Rewards that nothing was taken of: both its voucher and its points, where a card gives both. */
function unusedRewards({ book }: Session, card: OverdrawnCard): readonly Reward[] {
  const { rule, reward, points, currency } = card;
  const vouchers = book.vouchers.filter(({ id }) => id.startsWith(`${rule}:order:`));
  if (points === 0) return vouchers.map(({ id }) => ({ voucher: id }));
  const prefix = rewardOf(rule);
  const { lots, pending } = walletOf(book, currency);
  const whole = [...lots, ...pending].filter(({ source, remaining, held }) => {
    return source.startsWith(`${prefix}order:`) && remaining === points && held === 0;
  });
  whole.sort((one, other) => one.id - other.id);
  if (reward === null) return whole.map((lot) => ({ lot }));
  const free = vouchers.slice();
  return whole.flatMap((lot): Reward[] => {
    const voucher = `${rule}:${lot.source.slice(prefix.length)}`;
    // Of merged members who had vouchers of one id, one has another by now.
    const place = free.findIndex(({ id }) => id === voucher || id.startsWith(`${voucher}~`));
    return place < 0 ? [] : free.splice(place, 1).map(({ id }) => ({ voucher: id, lot }));
  });
}

function revokeReward(session: Session, { rule, currency }: OverdrawnCard, lot: Lot): void {
  const isActive = lot.activeAt <= session.now;
  if (isActive && countsPoints(session, currency)) {
    credit(session, earnedAt(lot), -lot.remaining, session.now);
  }
  const lots = [[lot.id, lot.remaining]] as const;
  emit(session, { type: "revoked", currency, lots, cause: `card:${rule}` });
}

/**
 * Room in caps and budgets that the refund gives back, while their windows last. What the order no
 * longer counted and now counts again, as rules may have it, takes its room again: so all refunds
 * together give back what the order took, and nothing more.
 */
export function giveBackCounts(
  session: Session,
  given: AwardSnapshot,
  before: Award,
  after: Award,
): void {
  const counters = given.counters.flatMap(([key, , until]): Counter[] => {
    const change = countOf(after.counters, key) - countOf(before.counters, key);
    const isOver = until !== null && until <= session.now;
    return change === 0 || isOver ? [] : [[key, change, until]];
  });
  if (counters.length > 0) emit(session, { type: "counted", counters });
  for (const { budget, version } of given.budgets) {
    const points = usedOf(after, budget) - usedOf(before, budget);
    if (points !== 0) emit(session, { type: "budget_used", budget, version, points });
  }
}

function usedOf({ budgets }: Award, budget: string): number {
  return budgets.find((use) => use.budget === budget)?.points ?? 0;
}

/** The part that was paid with points goes back to their lots. */
export function payBack(
  session: Session,
  snapshot: AwardSnapshot,
  before: RefundedLines,
  after: RefundedLines,
): { readonly money: string; readonly points: number } | null {
  const { order } = snapshot;
  if (order.redemption === undefined) return null;
  const scale = scaleOf(order, moneyOf(session, snapshot));
  const redemption = findIn(session.book.redemptions, order.redemption);
  const split = splitRefund(order, scale, redemption?.points ?? 0, before, after);
  const money = formatUnits(split.money, scale);
  if (redemption === undefined) return { money, points: 0 };
  const left = redemption.takes.reduce((sum, { points }) => sum + points, 0);
  const points = Math.min(left, split.points);
  if (points > 0) restore(session, redemption, points);
  return { money, points };
}

/** The money that an award was made in, whatever the account's program speaks of by now. */
export function moneyOf({ engine }: Session, { programVersion }: AwardSnapshot): ProgramMoney {
  return programOf(engine, programVersion).program.money;
}
