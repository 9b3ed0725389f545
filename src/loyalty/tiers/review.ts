import { addDuration } from "../../time/duration.ts";
import type { CompiledLadder } from "./compile-ladder.ts";
import { idOfRank, rankOf, rankOfId } from "./level-of.ts";
import { periodAt } from "./period.ts";
import {
  keptRank,
  type PeriodState,
  periodStanding,
  readPeriod,
  sumPeriods,
} from "./period-standing.ts";
import type { TierRecord } from "./record.ts";
import { firstCounting } from "./rolling.ts";
import { rollingStanding } from "./rolling-standing.ts";
import { readStamp, stamp, sumCredits } from "./stamp.ts";
import type { TierEffect } from "./tier-effect.ts";

/** The review that is due at the record's `reviewAt`; nothing where none is. */
export function reviewTier(
  ladder: CompiledLadder,
  record: TierRecord,
  enrolledAt: string | null,
): TierEffect[] {
  const at = record.reviewAt;
  if (at === null) return [];
  const { window, zone } = ladder;
  const now = readStamp(at);
  if (window.type === "rolling") {
    const { credits } = record;
    const first = firstCounting(credits, window.period, zone, now);
    const counting = credits.slice(first);
    const dropBefore = first === 0 ? null : first < credits.length ? credits[first][0] : at;
    const tier = rollingStanding(ladder, record, window.period, counting, now, ladder.lowest);
    return [{ type: "tier_reviewed", at, dropBefore, tier }];
  }
  if (window.type === "lifetime") {
    const rank = rankOf(ladder, sumCredits(record.credits));
    const since = rank === rankOfId(ladder, record.level) ? record.since : at;
    const tier = { level: idOfRank(ladder, rank), since, until: null, reviewAt: null };
    return [{ type: "tier_reviewed", at, dropBefore: null, tier }];
  }
  const anchor = readStamp(enrolledAt ?? record.anchor ?? at);
  const state = reviewPeriod(ladder, record, now, anchor);
  const tier = periodStanding(ladder, record, state, now, ladder.lowest);
  const from = state.period.previous;
  const [first] = record.credits;
  const dropBefore = first !== undefined && readStamp(first[0]) < from ? stamp(from) : null;
  return [{ type: "tier_reviewed", at, dropBefore, tier }];
}

/** The state after the review: of a new period, or of the old one where its grace is over. */
function reviewPeriod(
  ladder: CompiledLadder,
  record: TierRecord,
  now: number,
  anchor: number,
): PeriodState {
  const { lowest } = ladder;
  const ended = readPeriod(ladder, record, now - 1, anchor);
  if (now < ended.period.end) return { ...ended, unlowered: lowest };
  const period = periodAt(ladder, now, anchor);
  const sums = sumPeriods(record.credits, period);
  const kept = Math.max(keptRank(ladder, ended, now - 1), ended.unlowered);
  const hasGrace = ladder.grace !== null && kept > lowest;
  return {
    period,
    anchor,
    ...sums,
    kept,
    unlowered: lowest,
    grace:
      ladder.grace !== null && hasGrace
        ? [addDuration(period.start, ladder.grace, ladder.zone), sums.current]
        : null,
  };
}
