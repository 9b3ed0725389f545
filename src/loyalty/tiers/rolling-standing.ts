import type { Duration } from "../../time/duration.ts";
import type { CompiledLadder } from "./compile-ladder.ts";
import { idOfRank, rankOf, rankOfId } from "./level-of.ts";
import type { TierCredit, TierRecord, TierStanding } from "./record.ts";
import { leavesAt } from "./rolling.ts";
import { readStamp, stamp, sumCredits } from "./stamp.ts";

/**
 * The standing by the credits that count now, with a level of `atLeast`: it is reviewed when the
 * oldest credit that it cannot do without leaves the window.
 */
export function rollingStanding(
  ladder: CompiledLadder,
  record: TierRecord,
  period: Duration,
  credits: readonly TierCredit[],
  now: number,
  atLeast: number,
): TierStanding {
  const total = sumCredits(credits);
  const rank = Math.max(rankOf(ladder, total), atLeast);
  const isSame = rank === rankOfId(ladder, record.level);
  const level = idOfRank(ladder, rank);
  const since = isSame ? record.since : level === null ? null : stamp(now);
  if (rank <= ladder.lowest) return { level, since, until: null, reviewAt: null };
  const { threshold } = ladder.levels[rank];
  // What a refund has not lowered yet waits for the review that was due anyway.
  let reviewAt = record.reviewAt;
  let rest = total;
  for (let place = 0; place < credits.length && rest >= threshold; place++) {
    rest -= credits[place][1];
    if (rest >= threshold) continue;
    reviewAt = stamp(leavesAt(readStamp(credits[place][0]), period, ladder.zone), reviewAt);
  }
  return { level, since, until: reviewAt, reviewAt };
}
