import type { CompiledLadder } from "./compile-ladder.ts";
import { idOfRank, rankOf, rankOfId } from "./level-of.ts";
import { periodStanding, readPeriod } from "./period-standing.ts";
import type { TierRecord, TierStanding } from "./record.ts";
import { firstCounting } from "./rolling.ts";
import { rollingStanding } from "./rolling-standing.ts";
import { readStamp, stamp, sumCredits } from "./stamp.ts";
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
  const goesAlong = from.metric === to.metric && from.currency === to.currency;
  const credits = goesAlong ? record.credits : [];
  const known: TierRecord = { ...record, reviewAt: null, credits };
  const { window, zone, lowest } = to;
  const dropAll = goesAlong || record.credits.length === 0 ? null : AFTER_ALL;
  const reviewed = (tier: TierStanding, dropBefore = dropAll): TierEffect => ({
    type: "tier_reviewed",
    at,
    dropBefore,
    tier,
  });
  if (window.type === "rolling") {
    const first = firstCounting(credits, window.period, zone, now);
    const counting = credits.slice(first);
    const tier = rollingStanding(to, known, window.period, counting, now, lowest);
    return reviewed(tier, first === 0 ? dropAll : (counting[0]?.[0] ?? AFTER_ALL));
  }
  if (window.type === "lifetime") {
    const rank = rankOf(to, sumCredits(credits));
    const level = idOfRank(to, rank);
    const isSame = rank === rankOfId(to, record.level);
    const since = isSame ? record.since : level === null ? null : at;
    return reviewed({ level, since, until: null, reviewAt: null });
  }
  const anchor = readStamp(enrolledAt ?? record.anchor ?? at);
  const state = readPeriod(to, known, now, anchor);
  const held = rankOfId(to, record.level);
  return reviewed(periodStanding(to, known, { ...state, unlowered: held }, now, lowest));
}

const AFTER_ALL = "9999-12-31T23:59:59.999Z";
