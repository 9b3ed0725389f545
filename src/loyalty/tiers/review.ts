import { addDuration } from "../../time/duration.ts";
import type { CompiledLadder } from "./compile-ladder.ts";
import { periodAt } from "./period.ts";
import {
  keptRank,
  type PeriodState,
  periodStanding,
  readPeriod,
  sumPeriods,
} from "./period-standing.ts";
import type { TierRecord } from "./record.ts";
import { slideTo } from "./rolling-standing.ts";
import { readStamp, stamp } from "./stamp.ts";
import type { TierEffect } from "./tier-effect.ts";

/** The review that is due at the record's `reviewAt`; nothing where none is. */
export function reviewTier(
  ladder: CompiledLadder,
  record: TierRecord,
  enrolledAt: string | null,
): TierEffect[] {
  const at = record.reviewAt;
  if (at === null) return [];
  const now = readStamp(at);
  if (!ladder.window.hasPeriods) {
    return [{ type: "tier_reviewed", at, ...slideTo(ladder, record, now) }];
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
