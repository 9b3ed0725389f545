import type { CompiledLadder, Period } from "./compile-ladder.ts";
import { idOfRank, rankOf, rankOfId } from "./level-of.ts";
import { endOfNext, periodAt } from "./period.ts";
import type { TierCredit, TierRecord, TierStanding } from "./record.ts";
import { readStamp, stamp } from "./stamp.ts";

/** All that the level within a period follows from. */
export interface PeriodState {
  readonly period: Period;
  readonly anchor: number;
  /** Credit of the period before, and of this one so far. */
  readonly previous: number;
  readonly current: number;
  /** The level that the review at the start of this period was about. */
  readonly kept: number;
  /** A level that refunds have not lowered yet. */
  readonly unlowered: number;
  /** Its end, and the credit earned before. */
  readonly grace: readonly [until: number, credit: number] | null;
}

/** What a record says of a period, as far as it is known at an instant. */
export function readPeriod(
  ladder: CompiledLadder,
  record: TierRecord,
  at: number,
  anchor: number,
): PeriodState {
  const period = periodAt(ladder, at, anchor);
  const { kept, unlowered, grace } = record;
  return {
    period,
    anchor,
    ...sumPeriods(record.credits, period),
    kept: rankOfId(ladder, kept),
    unlowered: rankOfId(ladder, unlowered),
    grace: grace === undefined ? null : [readStamp(grace[0]), grace[1]],
  };
}

export function sumPeriods(
  credits: readonly TierCredit[],
  { previous: from, start, end }: Period,
): { readonly previous: number; readonly current: number } {
  let previous = 0;
  let current = 0;
  for (const [text, credit] of credits) {
    const at = readStamp(text);
    if (at >= start && at < end) current += credit;
    else if (at >= from && at < start) previous += credit;
  }
  return { previous, current };
}

/** The level that a member has without what the running period has earned. */
export function keptRank(ladder: CompiledLadder, state: PeriodState, now: number): number {
  const { previous, kept, grace } = state;
  const earned = rankOf(ladder, previous);
  if (earned >= kept) return earned;
  const stepDown = ladder.failedReview === "one_step" ? kept - 1 : ladder.lowest;
  if (grace === null) return Math.max(earned, stepDown);
  const [until, credit] = grace;
  const late = rankOf(ladder, previous + credit);
  return now < until || late >= kept ? kept : Math.max(late, stepDown);
}

/** The standing within a period as of an instant, with a level of `atLeast`. */
export function periodStanding(
  ladder: CompiledLadder,
  record: TierRecord,
  state: PeriodState,
  now: number,
  atLeast: number,
  changedAt = now,
): TierStanding {
  const { period, anchor, previous, current, kept, unlowered, grace } = state;
  const { lowest } = ladder;
  const earned = rankOf(ladder, current);
  const deserved = Math.max(keptRank(ladder, state, now), earned);
  const rank = Math.max(deserved, unlowered, atLeast);
  const level = idOfRank(ladder, rank);
  const isSame = rank === rankOfId(ladder, record.level);
  // Without grace and steps down, a failed review leaves nothing to remember of what it took.
  const remembers = kept > lowest && (grace !== null || ladder.failedReview === "one_step");
  const hasReview = rank > lowest || remembers;
  const isInGrace =
    grace !== null &&
    now < grace[0] &&
    earned < kept &&
    rankOf(ladder, previous) < kept &&
    rankOf(ladder, previous + grace[1]) < kept;
  const end = isInGrace && grace !== null ? grace[0] : period.end;
  const reviewAt = hasReview ? stamp(end, record.reviewAt) : null;
  const isSure = rank > lowest && earned >= rank;
  const until = isSure ? stamp(endOfNext(ladder, period, anchor), record.until) : reviewAt;
  const tier: { -readonly [Name in keyof TierStanding]: TierStanding[Name] } = {
    level,
    since: isSame ? record.since : level === null ? null : stamp(changedAt),
    until: rank > lowest ? until : null,
    reviewAt,
  };
  if (remembers) {
    tier.kept = ladder.levels[kept].id;
    if (grace !== null) tier.grace = [stamp(grace[0], record.grace?.[0]), grace[1]];
  }
  if (unlowered > deserved) tier.unlowered = ladder.levels[unlowered].id;
  if (ladder.window.type === "anniversary") tier.anchor = stamp(anchor, record.anchor);
  return tier;
}
