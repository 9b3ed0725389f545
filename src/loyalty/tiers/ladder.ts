import { addDuration } from "../../time/duration.ts";
import { parseMoment } from "../../time/instant.ts";
import { carryTier } from "./carry.ts";
import type { CompiledLadder } from "./compile-ladder.ts";
import { creditTier, type TierChange } from "./credit.ts";
import { rankOfId } from "./level-of.ts";
import { EMPTY_TIER, type TierRecord } from "./record.ts";
import { reviewTier } from "./review.ts";
import { stamp } from "./stamp.ts";
import type { TierEffect } from "./tier-effect.ts";
import { creditAt, currentLevel, type TierView, viewTier } from "./view.ts";

/**
 * The tiers of a compiled program: what the engine asks of them. It carries its functions along, so
 * that whoever only views or replays accounts loads none of this.
 */
export interface Ladder {
  readonly compiled: CompiledLadder;
  credit(record: TierRecord | null, change: TierChange): TierEffect[];
  /** Of the review that is due. */
  review(record: TierRecord, enrolledAt: string | null): TierEffect[];
  /** The record as the ladder of another version has it. */
  carry(record: TierRecord, to: Ladder, now: number, enrolledAt: string | null): TierEffect;
  view(record: TierRecord | null, at: string): TierView;
  level(record: TierRecord | null): string | null;
  /** What a member gets who rises to a level, above all those that she had before. */
  welcome(had: readonly (string | null)[], to: string | null, now: number): readonly LevelVoucher[];
  creditAt(record: TierRecord | null, at: number): number;
}

export interface LevelVoucher {
  readonly level: string;
  readonly reward: string;
  readonly expiresAt: string | null;
}

export function openLadder(compiled: CompiledLadder): Ladder {
  return {
    compiled,
    credit: (record, change) => creditTier(compiled, record ?? EMPTY_TIER, change),
    review: (record, enrolledAt) => reviewTier(compiled, record, enrolledAt),
    carry: (record, to, now, enrolledAt) =>
      carryTier(compiled, to.compiled, record, now, enrolledAt),
    view: (record, at) => viewTier(compiled, record, parseMoment(at, ["at"])),
    level: (record) => currentLevel(compiled, record),
    welcome: (had, to, now) => {
      const known = Math.max(...had.map((level) => rankOfId(compiled, level)));
      const risen = compiled.levels.slice(known + 1, rankOfId(compiled, to) + 1);
      return risen.flatMap(({ id, vouchers }) =>
        vouchers.map(({ reward, validFor }) => ({
          level: id,
          reward,
          expiresAt: validFor === null ? null : stamp(addDuration(now, validFor, compiled.zone)),
        })),
      );
    },
    creditAt: (record, at) => creditAt(compiled, record ?? EMPTY_TIER, at),
  };
}
