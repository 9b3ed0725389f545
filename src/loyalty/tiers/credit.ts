import { checkInteger } from "../../core/checks.ts";
import { addCredit, applyTierEffect } from "./apply.ts";
import type { CompiledLadder } from "./compile-ladder.ts";
import { rankOfId } from "./level-of.ts";
import { type PeriodState, periodStanding, readPeriod } from "./period-standing.ts";
import type { TierCredit, TierRecord, TierStanding } from "./record.ts";
import { reviewTier } from "./review.ts";
import { firstCounting, hasLeft } from "./rolling.ts";
import { rollingStanding } from "./rolling-standing.ts";
import { isSameStanding, readStamp, stamp, sumCredits } from "./stamp.ts";
import type { TierEffect } from "./tier-effect.ts";

/** Credit, as it becomes known. */
export interface TierChange {
  /** When it was earned: what decides where it counts. */
  readonly earnedAt: number;
  /** Minor units of money, points, orders or visits; below zero where it is refunded. */
  readonly credit: number;
  readonly now: number;
  readonly enrolledAt: number | null;
  /** A refund lowers the tier at once; else at the next review, where the window has any. */
  readonly atOnce: boolean;
}

/**
 * What credit does to a record, all of it in one transition. Nothing where it counts no more: out
 * of the rolling window, or of a period before the previous one.
 */
export function creditTier(
  ladder: CompiledLadder,
  record: TierRecord,
  change: TierChange,
): TierEffect[] {
  const credit = checkInteger(
    change.credit,
    ["credit"],
    Number.MIN_SAFE_INTEGER,
    Number.MAX_SAFE_INTEGER,
  );
  const earnedAt = Math.min(change.earnedAt, change.now);
  const due = record.reviewAt === null ? Number.POSITIVE_INFINITY : readStamp(record.reviewAt);
  if (due < change.now || (due === change.now && earnedAt >= due)) {
    return reviewFirst(ladder, record, change);
  }
  const effect = creditEffect(ladder, record, { ...change, credit, earnedAt }, due);
  return effect === null ? [] : [effect];
}

function reviewFirst(ladder: CompiledLadder, record: TierRecord, change: TierChange): TierEffect[] {
  const { enrolledAt } = change;
  const reviews = reviewTier(ladder, record, enrolledAt === null ? null : stamp(enrolledAt));
  const reviewed = reviews.reduce(applyTierEffect, record);
  return [...reviews, ...creditTier(ladder, reviewed, change)];
}

function creditEffect(
  ladder: CompiledLadder,
  record: TierRecord,
  change: TierChange,
  due: number,
): TierEffect | null {
  if (!ladder.window.hasPeriods) return creditSum(ladder, record, change, due <= change.now);
  // What was earned before a review of this very instant is still in time for it.
  return creditPeriod(ladder, record, change, Math.min(change.now, due - 1));
}

/** Of a rolling window, or of a lifetime, all of whose credit is one sum. */
function creditSum(
  ladder: CompiledLadder,
  record: TierRecord,
  { earnedAt, credit, now, atOnce }: TierChange,
  isReview: boolean,
): TierEffect | null {
  const { credits } = record;
  const { zone, window } = ladder;
  const { period } = window;
  if (hasLeft(earnedAt, period, zone, now)) return null;
  const isOneSum = period === null && credits.length > 0;
  const at = isOneSum ? credits[0][0] : stamp(earnedAt);
  const before = period === null ? sumCredits(credits) : creditAt(credits, at);
  const delta = Math.max(credit, -before);
  if (delta === 0) return null;
  const first = firstCounting(credits, period, zone, now);
  const dropBefore = first === 0 ? null : earliest(at, credits[first]?.[0]);
  const after = addCredit(credits, at, delta, dropBefore);
  // A lifetime has no review that a refund could wait for.
  const waits = !isReview && period !== null;
  const least = waits ? atLeast(ladder, record, delta, atOnce) : ladder.lowest;
  const tier = rollingStanding(ladder, record, after, now, least);
  return credited(record, at, delta, dropBefore, tier);
}

function creditPeriod(
  ladder: CompiledLadder,
  record: TierRecord,
  { earnedAt, credit, now, enrolledAt, atOnce }: TierChange,
  by: number,
): TierEffect | null {
  const anchor = enrolledAt ?? (record.anchor === undefined ? earnedAt : readStamp(record.anchor));
  const state = readPeriod(ladder, record, by, anchor);
  const { period } = state;
  if (earnedAt < period.previous) return null;
  const isCurrent = earnedAt >= period.start;
  const delta = Math.max(credit, isCurrent ? -state.current : -state.previous);
  if (delta === 0) return null;
  const least = atLeast(ladder, record, delta, atOnce);
  const after: PeriodState = {
    ...state,
    current: checkSum(state.current + (isCurrent ? delta : 0)),
    previous: checkSum(state.previous + (isCurrent ? 0 : delta)),
    unlowered: delta < 0 ? Math.max(state.unlowered, least) : state.unlowered,
    grace:
      state.grace !== null && isCurrent && earnedAt < state.grace[0]
        ? [state.grace[0], Math.max(0, state.grace[1] + delta)]
        : state.grace,
  };
  const tier = periodStanding(ladder, record, after, by, least, now);
  const first = record.credits[0]?.[0] ?? null;
  const isOver = first !== null && readStamp(first) < period.previous;
  const at = stamp(isCurrent ? period.start : period.previous, record.credits.at(-1)?.[0]);
  return credited(record, at, delta, isOver ? stamp(period.previous) : null, tier);
}

/** The rank below which a change does not lower a member. */
function atLeast(
  ladder: CompiledLadder,
  record: TierRecord,
  delta: number,
  atOnce: boolean,
): number {
  return delta < 0 && atOnce ? ladder.lowest : rankOfId(ladder, record.level);
}

function credited(
  record: TierRecord,
  at: string,
  credit: number,
  dropBefore: string | null,
  tier: TierStanding,
): TierEffect {
  const effect = { type: "tier_credited", at, credit, dropBefore } as const;
  return isSameStanding(record, tier) ? effect : { ...effect, tier };
}

function creditAt(credits: readonly TierCredit[], at: string): number {
  for (let place = credits.length - 1; place >= 0; place--) {
    if (credits[place][0] <= at) return credits[place][0] === at ? credits[place][1] : 0;
  }
  return 0;
}

function earliest(one: string, other: string | undefined): string {
  return other !== undefined && other < one ? other : one;
}

function checkSum(sum: number): number {
  return checkInteger(sum, ["credit"]);
}
