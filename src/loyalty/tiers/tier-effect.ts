import type { TierStanding } from "./record.ts";

/** What happens to a tier record. */
export type TierEffect =
  /** Credit toward a tier, under the instant by which it is kept; below zero where refunded. */
  | {
      readonly type: "tier_credited";
      readonly at: string;
      /** When it was earned, where it is kept under another instant: its period's start. */
      readonly earnedAt?: string;
      readonly credit: number;
      /** Credits of before count no more. */
      readonly dropBefore: string | null;
      /** The level and its dates after it, where they change. */
      readonly tier?: TierStanding;
    }
  /** The record as a review leaves it. */
  | {
      readonly type: "tier_reviewed";
      readonly at: string;
      readonly dropBefore: string | null;
      readonly tier: TierStanding;
    };
