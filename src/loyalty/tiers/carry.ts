import type { CompiledLadder } from "./compile-ladder.ts";
import { countAlike, rankOfId } from "./level-of.ts";
import { periodStanding, readPeriod } from "./period-standing.ts";
import type { TierRecord } from "./record.ts";
import { slideTo } from "./rolling-standing.ts";
import { readStamp, stamp } from "./stamp.ts";
import type { TierEffect } from "./tier-effect.ts";

/**
 * The record under the ladder of another program version. Credit goes along where it is of the same
 * kind. With periods a level that both ladders know is kept to the end of the running one; a rolling
 * window and a lifetime have no such end: there it is what the credit earns.
 */
export function carryTier(
  from: CompiledLadder,
  to: CompiledLadder,
  record: TierRecord,
  now: number,
  enrolledAt: string | null,
): TierEffect {
  const at = stamp(now);
  const goesAlong = countAlike(from, to);
  const credits = goesAlong ? record.credits : [];
  const known: TierRecord = { ...record, reviewAt: null, credits };
  const dropAll = goesAlong || record.credits.length === 0 ? null : AFTER_ALL;
  if (!to.window.hasPeriods) {
    const { tier, dropBefore } = slideTo(to, known, now);
    return { type: "tier_reviewed", at, dropBefore: dropBefore ?? dropAll, tier };
  }
  const anchor = readStamp(enrolledAt ?? record.anchor ?? at);
  const state = readPeriod(to, known, now, anchor);
  const held = { ...state, unlowered: rankOfId(to, record.level) };
  const tier = periodStanding(to, known, held, now, to.lowest);
  return { type: "tier_reviewed", at, dropBefore: dropAll, tier };
}

const AFTER_ALL = "9999-12-31T23:59:59.999Z";
