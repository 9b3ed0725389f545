import { parseMoment } from "../../time/instant.ts";
import type { Effect } from "../ledger/effect.ts";
import { carryTier } from "./carry.ts";
import type { CompiledLadder } from "./compile-ladder.ts";
import { EMPTY_TIER, type TierRecord } from "./record.ts";
import { reviewTier } from "./review.ts";
import { creditMember, type MemberCredit, type MemberTier } from "./rise.ts";
import type { TierEffect } from "./tier-effect.ts";
import { creditAt, currentLevel, type TierView, viewTier } from "./view.ts";

/**
 * The tiers of a compiled program: what the engine asks of them. It carries its functions along, so
 * that whoever only views or replays accounts loads none of this.
 */
export interface Ladder {
  readonly compiled: CompiledLadder;
  credit(account: MemberTier, change: MemberCredit): Effect[];
  /** Of the review that is due. */
  review(record: TierRecord, enrolledAt: string | null): TierEffect[];
  /** The record as the ladder of another version has it. */
  carry(record: TierRecord, to: Ladder, now: number, enrolledAt: string | null): TierEffect;
  view(record: TierRecord | null, at: string): TierView;
  level(record: TierRecord | null): string | null;
  creditAt(record: TierRecord | null, at: number): number;
}

export function openLadder(compiled: CompiledLadder): Ladder {
  return {
    compiled,
    credit: (account, change) => creditMember(compiled, account, change),
    review: (record, enrolledAt) => reviewTier(compiled, record, enrolledAt),
    carry: (record, to, now, enrolledAt) =>
      carryTier(compiled, to.compiled, record, now, enrolledAt),
    view: (record, at) => viewTier(compiled, record, parseMoment(at, ["at"])),
    level: (record) => currentLevel(compiled, record),
    creditAt: (record, at) => creditAt(compiled, record ?? EMPTY_TIER, at),
  };
}
