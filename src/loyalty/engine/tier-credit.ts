import type { Lot } from "../ledger/account.ts";
import { earnedAt, findIn } from "../ledger/lots.ts";
import { emit, type Session } from "./session.ts";

/**
 * Credits the tier, or lowers its credit, as of when it was earned.
 *
 * @param welcomed - another level whose vouchers the member has had already
 */
export function credit(
  session: Session,
  earned: string,
  points: number,
  now: string,
  welcomed: string | null = null,
): void {
  const { ladder, policies } = session.program;
  if (ladder === null || points === 0) return;
  const { tier, enrolledAt } = session.book;
  const nowMs = Date.parse(now);
  const effects = ladder.credit(tier, {
    earnedAt: Date.parse(earned),
    credit: points,
    now: nowMs,
    enrolledAt: enrolledAt === null ? null : Date.parse(enrolledAt),
    atOnce: policies.clawback.tier === "at_once",
  });
  const before = ladder.level(tier);
  for (const effect of effects) {
    const isElsewhere = effect.type === "tier_credited" && effect.at !== earned;
    emit(session, isElsewhere ? { ...effect, earnedAt: earned } : effect);
  }
  const after = ladder.level(session.book.tier);
  if (after === before) return;
  const given = ladder.welcome([before, welcomed], after, nowMs);
  const { version, vouchers } = session.book;
  let index = 0;
  for (const { level, reward, expiresAt } of given) {
    const idAt = (place: number): string => `tier:${level}:${version + 1}:${place}`;
    // That of a merged member may be here already.
    while (findIn(vouchers, idAt(index)) !== undefined) index++;
    const id = idAt(index++);
    emit(session, { type: "voucher_issued", voucher: { id, reward, expiresAt } });
  }
}

/** Points count toward a tier from when they are active; those bought, given or corrected do not. */
export function creditActivated(session: Session, currency: string, lot: Lot, now: string): void {
  if (countsPoints(session, currency) && isEarned(lot)) {
    credit(session, earnedAt(lot), lot.remaining, now);
  }
}

/** Is it by points of this currency that members rise? */
export function countsPoints({ program: { ladder } }: Session, currency: string): boolean {
  return ladder?.compiled.metric === "points" && ladder.compiled.currency === currency;
}

function isEarned({ source }: Lot): boolean {
  return /^(?:order|action|grant|card):/.test(source);
}
