import { addDuration } from "../../time/duration.ts";
import type { Account } from "../ledger/account.ts";
import type { Effect } from "../ledger/effect.ts";
import { applyTierEffect } from "./apply.ts";
import type { CompiledLadder } from "./compile-ladder.ts";
import { creditTier } from "./credit.ts";
import { rankOfId } from "./level-of.ts";
import { EMPTY_TIER } from "./record.ts";
import { stamp } from "./stamp.ts";

/** Credit as it becomes known, with the instants as texts. */
export interface MemberCredit {
  readonly earned: string;
  readonly points: number;
  readonly now: string;
  readonly atOnce: boolean;
  /** Another level whose vouchers the member has had already. */
  readonly welcomed: string | null;
}

/** What it is to be credited to. */
export type MemberTier = Pick<Account, "tier" | "enrolledAt" | "version" | "vouchers">;

/** What credit does to a member: the tier's effects, and the vouchers of levels risen to. */
export function creditMember(
  ladder: CompiledLadder,
  account: MemberTier,
  { earned, points, now, atOnce, welcomed }: MemberCredit,
): Effect[] {
  const { enrolledAt, version, vouchers } = account;
  const before = account.tier ?? EMPTY_TIER;
  const nowMs = Date.parse(now);
  const changes = creditTier(ladder, before, {
    earnedAt: Date.parse(earned),
    credit: points,
    now: nowMs,
    enrolledAt: enrolledAt === null ? null : Date.parse(enrolledAt),
    atOnce,
  });
  const after = changes.reduce(applyTierEffect, before);
  const effects: Effect[] = changes.map((effect) => {
    const isElsewhere = effect.type === "tier_credited" && effect.at !== earned;
    return isElsewhere ? { ...effect, earnedAt: earned } : effect;
  });
  const known = Math.max(...[before.level, welcomed].map((level) => rankOfId(ladder, level)));
  let index = 0;
  for (const level of ladder.levels.slice(known + 1, rankOfId(ladder, after.level) + 1)) {
    for (const { reward, validFor } of level.vouchers) {
      const idAt = (place: number): string => `tier:${level.id}:${version + 1}:${place}`;
      // That of a merged member may be here already.
      while (vouchers.some(({ id }) => id === idAt(index))) index++;
      const id = idAt(index++);
      const expiresAt = validFor === null ? null : stamp(addDuration(nowMs, validFor, ladder.zone));
      effects.push({ type: "voucher_issued", voucher: { id, reward, expiresAt } });
    }
  }
  return effects;
}
