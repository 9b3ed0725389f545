import type { CompiledLadder } from "./compile-ladder.ts";
import { idOfRank, rankOfId } from "./level-of.ts";
import { periodAt } from "./period.ts";
import { sumPeriods } from "./period-standing.ts";
import { EMPTY_TIER, type TierRecord } from "./record.ts";
import { firstCounting } from "./rolling.ts";
import { readStamp, sumCredits } from "./stamp.ts";

/** Where a member stands, and how far it is to the next level. */
export interface TierView {
  /** Level id; `null` below the lowest. */
  readonly level: string | null;
  readonly since: string | null;
  /** Until when it is certain unless credit is refunded; `null` for ever or where there is none. */
  readonly until: string | null;
  /**
   * What counts now: within the rolling window, the running period or the whole life, in minor
   * units of money, points, orders or visits.
   */
  readonly credit: number;
  /** Credit as a share of the next threshold, from 0; 1 at the top. */
  readonly progress: number;
  readonly next: {
    readonly level: string;
    readonly threshold: number;
    readonly remaining: number;
  } | null;
  /** Credit that is missing for the next level; 0 at the top. */
  readonly remaining: number;
  readonly benefits: readonly string[];
}

/** The tier at an instant to which the record has been advanced. */
export function viewTier(ladder: CompiledLadder, record: TierRecord | null, at: number): TierView {
  const known = record ?? EMPTY_TIER;
  const rank = rankOfId(ladder, known.level);
  const credit = creditAt(ladder, known, at);
  const { since, until } = known;
  const level = idOfRank(ladder, rank);
  const benefits = rank < 0 ? [] : ladder.levels[rank].benefits;
  if (rank === ladder.levels.length - 1) {
    return { level, since, until, credit, progress: 1, next: null, remaining: 0, benefits };
  }
  const { id, threshold } = ladder.levels[rank + 1];
  const remaining = Math.max(0, threshold - credit);
  const next = { level: id, threshold, remaining };
  const progress = Math.min(1, credit / threshold);
  return { level, since, until, credit, progress, next, remaining, benefits };
}

/** The id of the level that a record stands for, one without a record included. */
export function currentLevel(ladder: CompiledLadder, record: TierRecord | null): string | null {
  return idOfRank(ladder, rankOfId(ladder, record?.level));
}

/** The credit that counts at an instant. */
export function creditAt(ladder: CompiledLadder, record: TierRecord, at: number): number {
  const { window, zone } = ladder;
  const { credits } = record;
  if (credits.length === 0) return 0;
  if (!window.hasPeriods) {
    return sumCredits(credits, firstCounting(credits, window.period, zone, at));
  }
  const anchor = readStamp(record.anchor ?? credits[0][0]);
  return sumPeriods(credits, periodAt(ladder, at, anchor)).current;
}
