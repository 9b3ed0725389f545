import type { TierLadder } from "../../../src/loyalty/program/tier-ladder.ts";
import { applyTierEffect } from "../../../src/loyalty/tiers/apply.ts";
import { type CompiledLadder, compileLadder } from "../../../src/loyalty/tiers/compile-ladder.ts";
import { creditTier } from "../../../src/loyalty/tiers/credit.ts";
import { EMPTY_TIER, type TierRecord } from "../../../src/loyalty/tiers/record.ts";
import { reviewTier } from "../../../src/loyalty/tiers/review.ts";
import type { TierEffect } from "../../../src/loyalty/tiers/tier-effect.ts";
import { type TierView, viewTier } from "../../../src/loyalty/tiers/view.ts";
import { openZone } from "../../../src/time/zone.ts";

export const SILVER_GOLD_PLATINUM = [
  { id: "silver", threshold: 100, benefits: ["free shipping"] },
  { id: "gold", threshold: 500, benefits: ["free shipping", "early access"] },
  { id: "platinum", threshold: 1000 },
] as const;

export interface MemberOptions {
  readonly ladder: Partial<TierLadder> & Pick<TierLadder, "window">;
  readonly timeZone?: string;
  readonly leapDay?: "feb28" | "mar1";
  readonly enrolledAt?: string;
  readonly atOnce?: boolean;
}

/** A member whose tier is kept as an account would keep it. */
export interface Member {
  readonly ladder: CompiledLadder;
  record(): TierRecord;
  /** Credits as of an instant (or learned of later), and tells what it did. */
  credit(earnedAt: string, credit: number, now?: string): readonly TierEffect[];
  /** What is seen at an instant; the record stays as it is. */
  view(at: string): TierView;
}

export function openMember(options: MemberOptions): Member {
  const ladder = compileLadder(
    { metric: "points", levels: SILVER_GOLD_PLATINUM, ...options.ladder },
    {
      zone: openZone(options.timeZone ?? "UTC"),
      moneyScale: 2,
      currencies: new Map([["points", {}]]),
      leapDay: options.leapDay ?? "feb28",
    },
  );
  const enrolledAt = options.enrolledAt ?? null;
  let record = EMPTY_TIER;

  /** JSON and back at each step, so that nothing hides in a record or an effect. */
  function apply(to: TierRecord, effects: readonly TierEffect[]): TierRecord {
    const stored: TierEffect[] = JSON.parse(JSON.stringify(effects));
    return JSON.parse(JSON.stringify(stored.reduce(applyTierEffect, to)));
  }

  function advance(from: TierRecord, until: string): TierRecord {
    let reviewed = from;
    while (reviewed.reviewAt !== null && reviewed.reviewAt <= until) {
      const { reviewAt } = reviewed;
      reviewed = apply(reviewed, reviewTier(ladder, reviewed, enrolledAt));
      if (reviewed.reviewAt !== null && reviewed.reviewAt <= reviewAt) {
        throw new Error(`the review of ${reviewAt} is due again`);
      }
    }
    return reviewed;
  }

  return {
    ladder,
    record: () => record,
    credit(earnedAt, credit, now = earnedAt) {
      record = advance(record, iso(now));
      const effects = creditTier(ladder, record, {
        earnedAt: Date.parse(earnedAt),
        credit,
        now: Date.parse(now),
        enrolledAt: enrolledAt === null ? null : Date.parse(enrolledAt),
        atOnce: options.atOnce ?? true,
      });
      record = apply(record, effects);
      return effects;
    },
    view(at) {
      return viewTier(ladder, advance(record, iso(at)), Date.parse(at));
    },
  };
}

export function iso(at: string | number): string {
  return new Date(at).toISOString();
}
