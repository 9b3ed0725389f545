import type { CompiledLadder } from "./compile-ladder.ts";
import { idOfRank, rankOf, rankOfId } from "./level-of.ts";
import type { TierCredit, TierRecord, TierStanding } from "./record.ts";
import { firstCounting, leavesAt } from "./rolling.ts";
import { readStamp, stamp, sumCredits } from "./stamp.ts";

/**
 * The standing by the credits that count now, with a level of `atLeast`: it is reviewed when the
 * oldest credit that it cannot do without leaves the window.
 */
export function rollingStanding(
  ladder: CompiledLadder,
  record: TierRecord,
  credits: readonly TierCredit[],
  now: number,
  atLeast: number,
): TierStanding {
  const { lowest, levels, zone } = ladder;
  const { period } = ladder.window;
  const total = sumCredits(credits);
  const rank = Math.max(rankOf(ladder, total), atLeast);
  const isSame = rank === rankOfId(ladder, record.level);
  const level = idOfRank(ladder, rank);
  const since = isSame ? record.since : level === null ? null : stamp(now);
  if (rank <= lowest || period === null) return { level, since, until: null, reviewAt: null };
  const { threshold } = levels[rank];
  // What a refund has not lowered yet waits for the review that was due anyway.
  let reviewAt = record.reviewAt;
  let rest = total;
  for (let place = 0; place < credits.length && rest >= threshold; place++) {
    rest -= credits[place][1];
    if (rest >= threshold) continue;
    reviewAt = stamp(leavesAt(readStamp(credits[place][0]), period, zone), reviewAt);
  }
  return { level, since, until: reviewAt, reviewAt };
}

/** The standing by what of a record still counts at an instant; what has left it is dropped. */
export function slideTo(
  ladder: CompiledLadder,
  record: TierRecord,
  now: number,
): { readonly tier: TierStanding; readonly dropBefore: string | null } {
  const { window, zone, lowest } = ladder;
  const first = firstCounting(record.credits, window.period, zone, now);
  const counting = record.credits.slice(first);
  const dropBefore = first === 0 ? null : (counting[0]?.[0] ?? stamp(now));
  return { tier: rollingStanding(ladder, record, counting, now, lowest), dropBefore };
}
