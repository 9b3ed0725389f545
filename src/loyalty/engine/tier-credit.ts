import type { Lot } from "../ledger/account.ts";
import { earnedAt } from "../ledger/lots.ts";
import { type ClockSession, emit } from "./session.ts";

/**
 * Credits the tier, or lowers its credit, as of when it was earned.
 *
 * @param welcomed - another level whose vouchers the member has had already
 */
export function credit(
  session: ClockSession,
  earned: string,
  points: number,
  now: string,
  welcomed: string | null = null,
): void {
  const { ladder, policies } = session.program;
  if (ladder === null || points === 0) return;
  const atOnce = policies?.clawback.tier === "at_once";
  const change = { earned, points, now, atOnce, welcomed };
  for (const effect of ladder.credit(session.book, change)) emit(session, effect);
}

/** Points count toward a tier from when they are active; those bought, given or corrected do not. */
export function creditActivated(
  session: ClockSession,
  currency: string,
  lot: Lot,
  now: string,
): void {
  if (countsPoints(session, currency) && isEarned(lot)) {
    credit(session, earnedAt(lot), lot.remaining, now);
  }
}

/** Is it by points of this currency that members rise? */
export function countsPoints(
  { program: { ladder } }: Pick<ClockSession, "program">,
  currency: string,
): boolean {
  return ladder?.compiled.metric === "points" && ladder.compiled.currency === currency;
}

function isEarned({ source }: Lot): boolean {
  return /^(?:order|action|grant|card):/.test(source);
}

/** Where there are no tiers, or others, nothing is left of one. */
export function endTier(session: ClockSession, at: string): void {
  const tier = { level: null, since: null, until: null, reviewAt: null };
  emit(session, { type: "tier_reviewed", at, dropBefore: AFTER_ALL, tier });
}

const AFTER_ALL = "9999-12-31T23:59:59.999Z";
